//! The page as a program: the screens.

fn main() {
    mobile::shell::run_page();
}
