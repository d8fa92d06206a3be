//! Disks that are not as a server wants them: mounted for that server alone, gone when it ends.

use std::path::Path;

use tokio::process::Command;

/// The disk a server's data folder is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disk {
    /// The one it is on.
    Usual,
    /// A small one that what is in the folder is copied to.
    Small {
        /// Its size.
        size_kb: u32,
    },
    /// A copy of the folder that nobody can write to.
    ReadOnly,
}

/// Mounts a disk of `$1` kB at `$2`, fills it from there, remounts it as `$3` says, and becomes the
/// program that follows.
const MOUNT: &str = r#"
    set -e
    cp -a "$2" "$2.seed"
    mount -t tmpfs -o "size=$1k" tmpfs "$2"
    cp -a "$2.seed/." "$2/"
    rm -r "$2.seed"
    mount -o "remount,$3" "$2"
    shift 3
    exec "$@"
"#;

impl Disk {
    /// Whether this system lets us mount a disk, as root or in a namespace of our own.
    pub async fn can_be_mounted() -> bool {
        let tried = Command::new("unshare").args(["--map-root-user", "--mount", "true"]).output().await;
        tried.is_ok_and(|tried| tried.status.success())
    }

    /// The program, with the folder on this disk.
    pub(super) fn command(self, program: &Path, data: &Path) -> Command {
        let (size_kb, then) = match self {
            Self::Usual => return Command::new(program),
            Self::Small { size_kb } => (size_kb, "rw"),
            Self::ReadOnly => (64 << 10, "ro"),
        };
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount", "sh", "-c", MOUNT, "sh"]);
        command.arg(size_kb.to_string()).arg(data).arg(then).arg(program);
        command
    }
}
