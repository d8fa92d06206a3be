//! What the process asks of the system before it does anything else.

/// Files of the server are for its account alone, but for the office database.
pub fn keep_files_from_others() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_bits_retain(0o077));
}

/// Has the C library take large pieces of memory, like a picture that is decoded, from the system one by one
/// and give each back when it is free. Left to itself it takes to keeping them, for each thread apart: sixty
/// uploads at once left 150 MB, and leave 37.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "no safe crate wraps it; it only sets a number, before any other thread runs")]
pub fn give_memory_back() {
    // SAFETY: `mallopt` takes two numbers; nothing else runs yet that could ask for memory meanwhile.
    if unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, MMAP_THRESHOLD_BYTES) } == 0 {
        tracing::debug!("memory that is free may be kept");
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
/// Elsewhere memory is given back by itself.
pub const fn give_memory_back() {}

/// Pieces of memory from this size on are given back one by one.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const MMAP_THRESHOLD_BYTES: i32 = 256 << 10;
