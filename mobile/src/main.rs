//! The phone app as a program.

fn main() {
    mobile::shell::run();
}
