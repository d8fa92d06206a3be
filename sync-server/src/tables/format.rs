//! The kinds of tables.

/// A kind of table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with separators.
    Delimited,
    /// Excel since 2007.
    Xlsx,
    /// Excel before.
    Xls,
    /// OpenDocument.
    Ods,
}

impl Format {
    pub(super) const fn told(self) -> &'static str {
        match self {
            Self::Delimited => "text (CSV)",
            Self::Xlsx => "an Excel workbook",
            Self::Xls => "a workbook of Excel 97 to 2003",
            Self::Ods => "an OpenDocument spreadsheet",
        }
    }

    /// How the name of such a file ends.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Delimited => "csv",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }

    /// What the end of a name promises; `None` where it promises nothing.
    pub(super) fn named(ending: &str) -> Option<Self> {
        match ending {
            "csv" | "txt" | "tsv" | "tab" => Some(Self::Delimited),
            "xlsx" | "xlsm" => Some(Self::Xlsx),
            "xls" => Some(Self::Xls),
            "ods" => Some(Self::Ods),
            _ => None,
        }
    }
}
