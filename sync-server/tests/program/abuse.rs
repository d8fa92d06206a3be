//! Slow, huge and many: each is cut or refused at its limit, while others are served.

use std::io::Write as _;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use shared::limits::SYNC_BODY_BYTES_MAX;
use sync_server::base::limits::{BODIES_BYTES_MAX, HEAD_BYTES_MAX};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::program::{DEADLINE, Program, empty_sync, rest, sync};

/// Sends a byte now and then until the server has had enough; what it said.
async fn drips(stream: TcpStream, byte: u8) -> (String, Duration) {
    let began = Instant::now();
    let (mut from, mut to) = stream.into_split();
    let dripping = async {
        while to.write_all(&[byte]).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        std::future::pending::<()>().await;
    };
    let mut answer = Vec::new();
    let reading = async { while matches!(from.read_buf(&mut answer).await, Ok(1..)) {} };
    let cut = async {
        tokio::select! {
            () = dripping => {}
            () = reading => {}
        }
    };
    tokio::time::timeout(DEADLINE, cut).await.expect("a drip is cut");
    (String::from_utf8_lossy(&answer).into_owned(), began.elapsed())
}

#[tokio::test]
async fn a_head_that_drips_in_is_cut_and_others_are_served_meanwhile() {
    let program = Program::start(1, &["--head-ms", "1000"]).await;
    let mut slow = JoinSet::new();
    for beginning in ["", "GET / HTTP/1.1\r\nhost: x\r\nx: "] {
        for _ in 0..50 {
            let mut stream = program.connect().await;
            stream.write_all(beginning.as_bytes()).await.unwrap();
            slow.spawn(drips(stream, b'a'));
        }
    }
    program.serves_others().await;
    while let Some(cut) = slow.join_next().await {
        let (_, lasted) = cut.unwrap();
        assert!(lasted >= Duration::from_millis(900), "it had its time: {lasted:?}");
    }
    program.serves_others().await;
    // Those that were answered may not have ended on the other side yet.
    let alone = async { while program.metric("guichet_connections").await > 1 {} };
    tokio::time::timeout(DEADLINE, alone).await.expect("none is left but the one that asks");
}

#[tokio::test]
async fn a_body_that_drips_in_is_told_so_and_cut() {
    let program = Program::start(1, &["--body-ms", "1000"]).await;
    let phone = &program.phones[0];
    let whole = sync(phone, &[], &vec![0; 10_000]);
    let mut slow = JoinSet::new();
    for _ in 0..50 {
        let mut stream = program.connect().await;
        stream.write_all(&whole[..whole.len() - 10_000]).await.unwrap();
        slow.spawn(drips(stream, 0));
    }
    program.serves_others().await;
    while let Some(cut) = slow.join_next().await {
        let (answer, _) = cut.unwrap();
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
        assert!(answer.contains("urn:guichet:problem:too-slow"), "{answer}");
    }
    assert_eq!(program.metric("guichet_body_bytes").await, 0);
    program.serves_others().await;
}

#[tokio::test]
async fn a_connection_on_which_nothing_is_said_is_cut() {
    let program = Program::start(1, &["--head-ms", "500"]).await;
    // Before its first request, and between two.
    let mut silent = program.connect().await;
    assert_eq!(rest(&mut silent).await, "");
    let mut kept_open = program.connect().await;
    kept_open.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let answer = rest(&mut kept_open).await;
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("ok\n"), "{answer}");
}

#[tokio::test]
async fn heads_are_held_to_their_limit() {
    let program = Program::start(1, &[]).await;
    let with = |bytes: usize| {
        let request = "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx: ";
        let end = "\r\n\r\n";
        format!("{request}{}{end}", "a".repeat(bytes - request.len() - end.len()))
    };
    let most = HEAD_BYTES_MAX as usize;
    let fits = program.send(with(most).as_bytes()).await;
    assert!(fits.starts_with("HTTP/1.1 200 "), "{fits}");
    for bytes in [most + 1, 4 * most] {
        let over = program.send(with(bytes).as_bytes()).await;
        // The rest of it may have been reset under way.
        assert!(over.starts_with("HTTP/1.1 431 ") || over.is_empty(), "{over}");
    }
    let many = "a: b\r\n".repeat(1_000);
    let over = program.send(format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n").as_bytes()).await;
    assert!(over.starts_with("HTTP/1.1 431 "), "{over}");
    program.serves_others().await;
}

#[tokio::test]
async fn when_all_connections_are_taken_the_next_has_its_turn_once_an_idle_one_is_cut() {
    // As behind a proxy: whose connections these are nobody can tell.
    let behind = ["--connections", "8", "--head-ms", "1000", "--proxy", "127.0.0.1"];
    let program = Program::start(1, &behind).await;
    let mut idle = Vec::new();
    for _ in 0..8 {
        idle.push(program.connect().await);
    }
    // Far more than there is room for, and everybody is served in the end.
    let mut waiting = JoinSet::new();
    for _ in 0..40 {
        let mut stream = program.connect().await;
        waiting.spawn(async move {
            stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
            rest(&mut stream).await
        });
    }
    while let Some(answer) = waiting.join_next().await {
        assert!(answer.unwrap().starts_with("HTTP/1.1 200 "));
    }
    assert!(program.said().contains("as many connections as there may be"));
}

/// A connection from another address of this machine.
#[cfg(target_os = "linux")]
async fn from_elsewhere(program: &Program) -> TcpStream {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    socket.connect(program.address).await.unwrap()
}

#[cfg(target_os = "linux")]
async fn is_served(mut stream: TcpStream) -> bool {
    // The other side may have ended it already.
    drop(stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await);
    rest(&mut stream).await.starts_with("HTTP/1.1 200 ")
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn one_address_has_half_of_the_connections_and_others_are_served_at_once() {
    // So patient that an idle connection is not cut while the test runs.
    let program = Program::start(1, &["--connections", "8", "--head-ms", "600000"]).await;
    let mut held = Vec::new();
    for _ in 0..4 {
        held.push(program.connect().await);
    }
    for _ in 0..20 {
        let mut one_too_many = program.connect().await;
        assert_eq!(rest(&mut one_too_many).await, "", "ended without a word");
    }
    assert!(is_served(from_elsewhere(&program).await).await);
    assert!(program.said().contains("as many connections as one may have"));
    // One that ends makes room.
    drop(held.pop());
    let served = async { while !is_served(program.connect().await).await {} };
    tokio::time::timeout(DEADLINE, served).await.expect("there is room again");
}

fn bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..64 {
        encoder.write_all(&vec![0; 1 << 20]).unwrap();
    }
    encoder.finish().unwrap()
}

#[tokio::test]
async fn many_bombs_and_many_large_bodies_at_once_take_bounded_memory() {
    let program = Program::start(1, &[]).await;
    let phone = &program.phones[0];
    let bomb = sync(phone, &["content-encoding: gzip"], &bomb());
    let large = sync(phone, &[], &vec![0x81; SYNC_BODY_BYTES_MAX]);
    let mut sending = JoinSet::new();
    for number in 0..200 {
        let request = if number % 2 == 0 { bomb.clone() } else { large.clone() };
        let mut stream = program.connect().await;
        sending.spawn(async move {
            // An answer that comes early is no reason to stop: the rest is lost with the connection.
            drop(stream.write_all(&request).await);
            rest(&mut stream).await
        });
    }
    let mut answers = Vec::new();
    while let Some(answer) = sending.join_next().await {
        answers.push(answer.unwrap());
    }
    let known = ["HTTP/1.1 413 ", "HTTP/1.1 400 ", "HTTP/1.1 503 "];
    for answer in &answers {
        // A reset may overtake the answer.
        assert!(answer.is_empty() || known.iter().any(|status| answer.starts_with(status)), "{answer}");
    }
    assert!(answers.iter().any(|answer| answer.starts_with("HTTP/1.1 413 ")));
    program.serves_others().await;
    assert_eq!(program.metric("guichet_body_bytes").await, 0);
    let peak_mb = program.peak_mb();
    println!("200 bombs and bodies of 4 MiB at once: peak {peak_mb} MB");
    assert!(peak_mb < (BODIES_BYTES_MAX >> 20) as u64 + 200, "{peak_mb} MB");
}

#[tokio::test]
async fn a_flood_of_wrong_codes_keeps_nobody_from_work() {
    let program = Program::start(1, &[]).await;
    let asked = r#"{"code":"AAAA-AAAA","device_name":"x"}"#;
    let request = format!(
        "POST /phone/v1/devices HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{asked}",
        asked.len()
    );
    let mut flood = JoinSet::new();
    for _ in 0..8 {
        let mut stream = program.connect().await;
        let last = request.replacen("\r\n", "\r\nconnection: close\r\n", 1);
        let all = request.repeat(99) + &last;
        flood.spawn(async move {
            drop(stream.write_all(all.as_bytes()).await);
            rest(&mut stream).await
        });
    }
    program.serves_others().await;
    let mut refused = 0;
    while let Some(answers) = flood.join_next().await {
        refused += answers.unwrap().matches("HTTP/1.1 429 ").count();
    }
    assert!(refused >= 8 * 100 - 20, "only {refused} were held back");
    program.serves_others().await;
}

#[tokio::test]
async fn what_is_asked_without_a_token_is_answered_without_reading_it() {
    let program = Program::start(1, &[]).await;
    let stranger = crate::program::Phone { token: "f".repeat(64), ..program.phones[0].clone() };
    let whole = sync(&stranger, &[], &empty_sync(&stranger));
    let head = &whole[..whole.len() - empty_sync(&stranger).len()];
    // Only the head: an answer that waited for the body would not come.
    let answer = program.send(head).await;
    assert!(answer.starts_with("HTTP/1.1 401 "), "{answer}");
}
