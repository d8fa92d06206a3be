//! A thousand phones that listen.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use sync_server::base::limits::EVENT_STREAMS_PER_DEVICE_MAX;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::program::{DEADLINE, Program};

const STREAMS: usize = 1_000;

#[tokio::test]
async fn a_thousand_idle_streams_cost_little_and_hold_up_nobody() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).unwrap();
    let phones = u16::try_from(STREAMS / EVENT_STREAMS_PER_DEVICE_MAX).unwrap();
    let program = Program::start(phones, &["--head-ms", "2000"]).await;
    let before_mb = program.peak_mb();
    let mut streams = Vec::new();
    for phone in program.phones.iter().cycle().take(STREAMS) {
        let mut stream = program.connect().await;
        let head = format!(
            "GET /phone/v1/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\n\r\n",
            phone.token
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        // The first word of the stream may come with the head.
        while !answer.windows(4).any(|part| part == b"\r\n\r\n") {
            stream.read_buf(&mut answer).await.unwrap();
        }
        assert!(answer.starts_with(b"HTTP/1.1 200 "), "{}", String::from_utf8_lossy(&answer));
        streams.push(stream);
    }
    assert_eq!(program.metric("guichet_event_streams").await, STREAMS as u64);
    program.serves_others().await;
    // Longer than a connection may stand idle: a stream does not stand idle, it waits.
    tokio::time::sleep(Duration::from_millis(2_500)).await;
    assert_eq!(program.metric("guichet_event_streams").await, STREAMS as u64);
    let peak_mb = program.peak_mb();
    println!("{STREAMS} idle streams of events: peak {peak_mb} MB, {before_mb} MB before");
    assert!(peak_mb < 150, "{peak_mb} MB");
    // They end at once when the server does.
    rustix::process::kill_process(program.pid(), rustix::process::Signal::TERM).unwrap();
    let ended = async {
        for stream in &mut streams {
            let mut rest = Vec::new();
            drop(stream.read_to_end(&mut rest).await);
        }
    };
    tokio::time::timeout(DEADLINE, ended).await.unwrap();
}
