//! The worker as a program: the replica.

fn main() {
    mobile::shell::run_worker();
}
