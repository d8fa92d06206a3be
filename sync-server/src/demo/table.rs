//! Reading the demo's texts: tables with a row a line, and blocks with a head in brackets.
//!
//! The texts are part of the program, so what is wrong in them is told by file and line.

use crate::demo::error::DemoError;

/// One of the demo's texts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text {
    name: &'static str,
    text: &'static str,
}

/// A text of the demo, by the name of its file.
macro_rules! text {
    ($name:literal) => {
        $crate::demo::table::Text::new(
            $name,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/demo/texts/", $name, ".txt")),
        )
    };
}
pub(crate) use text;

/// One line of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    name: &'static str,
    number: usize,
    /// What it says, without spaces around it.
    pub(crate) text: &'static str,
}

/// Lines under a head in brackets.
#[derive(Debug)]
pub(crate) struct Block {
    /// What the brackets hold.
    pub(crate) key: &'static str,
    /// What follows them.
    pub(crate) label: &'static str,
    /// The lines, blank ones left out.
    pub(crate) lines: Vec<Line>,
}

impl Text {
    pub(crate) const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text }
    }

    fn every_line(self) -> impl Iterator<Item = Line> {
        self.text
            .lines()
            .enumerate()
            .map(move |(at, text)| Line { name: self.name, number: at + 1, text: text.trim() })
            .filter(|line| !line.text.starts_with('#'))
    }

    /// The lines that say something.
    pub(crate) fn lines(self) -> impl Iterator<Item = Line> {
        self.every_line().filter(|line| !line.text.is_empty())
    }

    /// The blocks, each begun by a line `[key] label`.
    pub(crate) fn blocks(self) -> Result<Vec<Block>, DemoError> {
        let mut blocks: Vec<Block> = Vec::new();
        for line in self.lines() {
            if let Some(rest) = line.text.strip_prefix('[') {
                let (key, label) = rest.split_once(']').ok_or_else(|| line.wrong())?;
                blocks.push(Block { key, label: label.trim(), lines: Vec::new() });
            } else {
                blocks.last_mut().ok_or_else(|| line.wrong())?.lines.push(line);
            }
        }
        Ok(blocks)
    }

    /// The paragraphs: lines between blank lines.
    pub(crate) fn paragraphs(self) -> Vec<Vec<Line>> {
        let mut paragraphs = vec![Vec::new()];
        for line in self.every_line() {
            if line.text.is_empty() {
                paragraphs.push(Vec::new());
            } else if let Some(last) = paragraphs.last_mut() {
                last.push(line);
            }
        }
        paragraphs.retain(|lines| !lines.is_empty());
        paragraphs
    }
}

impl Line {
    /// Says that this line is not understood.
    pub(crate) const fn wrong(self) -> DemoError {
        DemoError::Text { name: self.name, line: self.number }
    }

    /// The cells, `|` between them; exactly `N`, those missing at the end empty.
    pub(crate) fn cells<const N: usize>(self) -> Result<[&'static str; N], DemoError> {
        let mut cells = [""; N];
        for (at, cell) in self.text.split('|').enumerate() {
            *cells.get_mut(at).ok_or_else(|| self.wrong())? = cell.trim();
        }
        Ok(cells)
    }

    /// What is before the first colon, and what is after.
    pub(crate) fn named(self) -> Result<(&'static str, &'static str), DemoError> {
        let (name, value) = self.text.split_once(':').ok_or_else(|| self.wrong())?;
        Ok((name.trim(), value.trim()))
    }
}

/// The parts of a text between separators, without spaces around them, empty ones left out.
pub(crate) fn parts(text: &'static str, separator: char) -> impl Iterator<Item = &'static str> {
    text.split(separator).map(str::trim).filter(|part| !part.is_empty())
}
