//! A program of its own: tests today, an app from a store one day.

mod picture;

pub use picture::prepare;
