//! What can be wrong with outside input: one catalogue of stable codes, each with what was found and what was expected.
//!
//! The words for readers live with the screens' languages under `problem-<code>`.

use std::fmt;

/// One thing wrong in outside input, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub code: Code,
    /// Where it is.
    pub at: At,
    /// The text that was found, shortened to [`LONGEST_FOUND`] characters.
    pub found: String,
    /// What was expected; blank where the code says it all.
    pub expected: String,
    /// A likely meaning: "did you mean ...".
    pub hint: Option<String>,
}

/// Where in the input a problem is.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The file, by the name the user knows.
    pub file: String,
    /// The line in the file, from 1 with the header; 0 when the whole file is meant.
    pub line: u64,
    /// The column's name; blank when the whole row is meant.
    pub column: String,
}

/// How many characters of a wrong value are repeated to the user.
pub const LONGEST_FOUND: usize = 80;

impl Problem {
    /// Makes a problem, shortening what was found.
    #[must_use]
    pub fn new(code: Code, at: At, found: &str, expected: &str, hint: Option<String>) -> Self {
        let mut shown: String = found.chars().take(LONGEST_FOUND).collect();
        if shown.len() < found.len() {
            shown.push('…');
        }
        Self { code, at, found: shown, expected: expected.to_owned(), hint }
    }

    /// Tells whether the row is refused; other problems are remarks.
    #[must_use]
    pub fn is_error(&self) -> bool {
        !matches!(
            self.code,
            Code::UnknownDocument
                | Code::UnknownUnit
                | Code::NoSource
                | Code::IgnoredFile
                | Code::UnknownProperty
                | Code::IgnoredSheet
                | Code::HiddenSheet
        )
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// The stable name of a problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The code as text, for files and programs.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

codes! {
    /// The file cannot be opened or read.
    UnreadableFile = "unreadable-file",
    /// The file is neither UTF-8, UTF-16 nor CP932, at this line.
    UnreadableText = "unreadable-text",
    /// No kind of record has this file name. A remark: the file is passed over.
    IgnoredFile = "ignored-file",
    /// The folder holds no file of a known kind.
    NothingToImport = "nothing-to-import",
    /// A column has a name that the kind does not have.
    UnknownColumn = "unknown-column",
    /// A column stands twice in the header.
    RepeatedColumn = "repeated-column",
    /// A column that every record needs is not in the header.
    MissingColumn = "missing-column",
    /// A row has more or fewer cells than the header.
    WrongCellCount = "wrong-cell-count",
    /// A cell is longer than the limit.
    CellTooLong = "cell-too-long",
    /// A quoted cell is never closed.
    OpenQuote = "open-quote",
    /// A field that every record needs is blank.
    MissingValue = "missing-value",
    /// The text is not a code of the closed list.
    UnknownCode = "unknown-code",
    /// The text is not a date in any accepted form.
    UnreadableDate = "unreadable-date",
    /// The form is right but there is no such day.
    NoSuchDay = "no-such-day",
    /// A period stands where one date is asked.
    PeriodNotDate = "period-not-date",
    /// A period or a pair of dates ends before it starts.
    PeriodReversed = "period-reversed",
    /// The text is not a number.
    UnreadableNumber = "unreadable-number",
    /// The number has grouping commas.
    GroupedNumber = "grouped-number",
    /// A range of numbers runs downwards.
    RangeReversed = "range-reversed",
    /// The number is outside what is possible.
    OutOfRange = "out-of-range",
    /// A list has a blank part.
    BlankInList = "blank-in-list",
    /// The text cannot be an id.
    MalformedId = "malformed-id",
    /// The id does not start as ids of its kind do.
    WrongPrefix = "wrong-prefix",
    /// The same id stands twice in the input.
    RepeatedId = "repeated-id",
    /// The id belongs to a record of another kind.
    TakenId = "taken-id",
    /// No record has this id.
    UnknownReference = "unknown-reference",
    /// The record with this id is of a kind that cannot stand here.
    WrongReferenceKind = "wrong-reference-kind",
    /// A place lies within itself, directly or through others.
    CircularPlace = "circular-place",
    /// A field depends on another that is blank.
    MissingPartner = "missing-partner",
    /// The record would be somebody else's: it names neither the writer's place nor body.
    NotOwn = "not-own",
    /// No source is cited under this name. A remark: the citation is kept as words.
    UnknownDocument = "unknown-document",
    /// The unit is not one that is known. A remark: the unit is kept.
    UnknownUnit = "unknown-unit",
    /// The row cites no source. A remark: the fact is shown as unsourced.
    NoSource = "no-source",
    /// The thesaurus is not Turtle from here on.
    UnreadableTurtle = "unreadable-turtle",
    /// A concept has a property that the thesaurus does not use. A remark: it is passed over.
    UnknownProperty = "unknown-property",
    /// A concept has two preferred labels in one language.
    RepeatedLabel = "repeated-label",
    /// A concept is broader than itself, directly or through others.
    CircularConcept = "circular-concept",
    /// The file is no Excel workbook of the present form: an older one, one with a password, or something else.
    NotAWorkbook = "not-a-workbook",
    /// The workbook holds macros.
    WorkbookMacros = "workbook-macros",
    /// Unpacked, the workbook is larger than the limit, or suspiciously larger than the file.
    WorkbookTooLarge = "workbook-too-large",
    /// There are more rows than can be brought in at once.
    TooManyRows = "too-many-rows",
    /// A sheet has the name of no kind. A remark: it is passed over.
    IgnoredSheet = "ignored-sheet",
    /// A sheet is hidden. A remark: it is passed over.
    HiddenSheet = "hidden-sheet",
    /// A cell holds a formula.
    FormulaCell = "formula-cell",
    /// A cell holds an error of the spreadsheet, such as `#N/A`.
    ErrorCell = "error-cell",
    /// A cell holds a date or a time where something else is meant: the spreadsheet made it of what was typed.
    DateCell = "date-cell",
    /// A cell holds a share of one that is shown as a percentage.
    PercentCell = "percent-cell",
    /// Cells of the row are merged.
    MergedCells = "merged-cells",
    /// The viewer may not do this to this record.
    NotAllowed = "not-allowed",
    /// The kind has no field of this name that the writer may fill in, or a text has no such language.
    UnknownField = "unknown-field",
    /// The value is of another type than the field.
    WrongType = "wrong-type",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_shortened_by_characters() {
        let problem = Problem::new(Code::CellTooLong, At::default(), &"水".repeat(90), "", None);
        assert_eq!(problem.found.chars().count(), LONGEST_FOUND + 1);
        assert!(problem.is_error());
    }

    #[test]
    fn codes_are_unique() {
        let mut texts: Vec<_> = Code::ALL.iter().map(|c| c.as_str()).collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), Code::ALL.len());
    }
}
