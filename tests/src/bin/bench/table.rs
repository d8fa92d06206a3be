//! The table of figures.

use std::fmt;

use anyhow::{Result, ensure};

/// One line for each figure: what, how much, and what it may be at most.
#[derive(Default)]
pub(crate) struct Table(Vec<Row>);

struct Row {
    what: String,
    figure: String,
    limit: String,
    is_good: bool,
}

impl Table {
    /// A figure that is only looked at.
    pub(crate) fn show(&mut self, what: &str, figure: impl Into<String>) {
        self.0.push(Row {
            what: what.to_owned(),
            figure: figure.into(),
            limit: String::new(),
            is_good: true,
        });
    }

    /// A figure with a limit.
    pub(crate) fn judge(&mut self, what: &str, figure: f64, unit: &str, limit: f64) {
        let shown = |number: f64| {
            let digits = if number.fract() == 0.0 { 0 } else { 2 };
            format!("{number:.digits$} {unit}").trim_end().to_owned()
        };
        self.0.push(Row {
            what: what.to_owned(),
            figure: shown(figure),
            limit: format!("≤ {}", shown(limit)),
            is_good: figure <= limit,
        });
    }

    /// # Errors
    /// A figure is over its limit.
    pub(crate) fn verdict(&self) -> Result<()> {
        let bad: Vec<&str> = self.0.iter().filter(|row| !row.is_good).map(|row| row.what.as_str()).collect();
        ensure!(bad.is_empty(), "over the limit: {}", bad.join(", "));
        Ok(())
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.0 {
            let mark = if row.is_good { " " } else { "!" };
            writeln!(f, "{mark} {:<64} {:>16}  {}", row.what, row.figure, row.limit)?;
        }
        Ok(())
    }
}
