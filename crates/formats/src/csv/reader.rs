//! Reading a file: each row becomes a record, or the problems that refuse it.

use std::io::{self, Read, Seek, SeekFrom};

use domain::kind::Identity;
use domain::value::CellFault;
use domain::{At, Code, Field, Kind, Problem, Record, Shape, Unit, Value, units};

use super::cells::{Broken, Cells, LOST, Splitter};
use super::columns::{Column, Holds};
use super::encoding;
use super::header::Header;
use super::ids::Ids;
use super::input::Input;

/// Reads the records of one file, row by row, in memory that does not grow with the file (but for the hashes of ids
/// that follow from fields).
pub struct Reader<R> {
    file: String,
    kind: &'static Kind,
    header: Header,
    splitter: Splitter<R>,
    ids: Ids,
    size: u64,
    failed: bool,
}

/// One row of a file.
#[derive(Debug)]
pub struct Row {
    /// The line on which the row begins, from 1 with the header.
    pub line: u64,
    /// The cells as the file has them, for handing a refused row back.
    pub cells: Cells,
    /// The id, also of a refused row where it could be told.
    pub id: Option<String>,
    /// The record, or why the row is refused. A row below a header with faults is refused without a problem of its own.
    pub record: Result<Record, Vec<Problem>>,
    /// What is worth knowing and refuses nothing.
    pub remarks: Vec<Problem>,
}

impl<R: Read + Seek> Reader<R> {
    /// Opens a file of records of one kind. `file` is the name that problems carry.
    ///
    /// Reads the whole input once to find its encoding, then the header, whose faults are in [`Reader::faults`].
    ///
    /// # Errors
    /// A problem with [`Code::UnreadableFile`] when the input cannot be read.
    pub fn open(file: &str, kind: &'static Kind, mut input: R) -> Result<Self, Box<Problem>> {
        let open = || {
            let size = input.seek(SeekFrom::End(0))?;
            let found = encoding::find(&mut input)?;
            let mut splitter = Splitter::new(Input::new(input, found))?;
            let header = Header::read(file, kind, splitter.next()?);
            let file = file.to_owned();
            Ok(Self { file, kind, header, splitter, ids: Ids::default(), size, failed: false })
        };
        open().map_err(|error: io::Error| unreadable(file, 0, &error))
    }
}

impl<R> Reader<R> {
    /// The kind of the records.
    #[must_use]
    pub fn kind(&self) -> &'static Kind {
        self.kind
    }

    /// The size of the file in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The names of the columns as the file has them.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header.names
    }

    /// Tells whether the file names the ids of its records.
    #[must_use]
    pub fn has_id_column(&self) -> bool {
        self.header.has_id()
    }

    /// What is wrong with the header. With any fault, every row is refused.
    #[must_use]
    pub fn faults(&self) -> &[Problem] {
        &self.header.faults
    }
}

impl<R: Read> Reader<R> {
    /// How many bytes of the file have been read, for showing progress.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.splitter.bytes_read()
    }
}

impl<R: Read> Iterator for Reader<R> {
    /// A row, or a problem with [`Code::UnreadableFile`] after which there are no more.
    type Item = Result<Row, Box<Problem>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        match self.splitter.next() {
            Ok(None) => None,
            Ok(Some(split)) => {
                let mut parts = Parts::new(self, split.line);
                let record = match split.broken {
                    Some(broken) => {
                        parts.refuse_broken(broken, &split.cells);
                        None
                    }
                    None => parts.record(&split.cells),
                };
                let Parts { problems, mut remarks, id, .. } = parts;
                let id = self.settle_id(id);
                let record = match record {
                    Some(mut record) if problems.is_empty() => {
                        record.set_id(id.clone().unwrap_or_default());
                        Ok(record)
                    }
                    _ => {
                        remarks.clear();
                        Err(problems)
                    }
                };
                Some(Ok(Row { line: split.line, cells: split.cells, id, record, remarks }))
            }
            Err(error) => {
                self.failed = true;
                Some(Err(unreadable(&self.file, self.splitter.line(), &error)))
            }
        }
    }
}

impl<R> Reader<R> {
    /// Numbers ids that follow from fields; refused rows count too, so that mending one moves no other.
    fn settle_id(&mut self, id: Option<Told>) -> Option<String> {
        match id? {
            Told::Written(id) => Some(id),
            Told::Derived(id) => Some(self.ids.give(id)),
        }
    }
}

/// An id as a row tells it.
enum Told {
    Written(String),
    Derived(String),
}

/// What one row gives while it is read.
struct Parts<'r> {
    file: &'r str,
    kind: &'static Kind,
    header: &'r Header,
    line: u64,
    id: Option<Told>,
    problems: Vec<Problem>,
    remarks: Vec<Problem>,
    /// The fields whose cells are already refused.
    faulty: Vec<&'static str>,
}

impl<'r> Parts<'r> {
    fn new<R>(reader: &'r Reader<R>, line: u64) -> Self {
        Self {
            file: &reader.file,
            kind: reader.kind,
            header: &reader.header,
            line,
            id: None,
            problems: Vec::new(),
            remarks: Vec::new(),
            faulty: Vec::new(),
        }
    }

    fn at(&self, column: &str) -> At {
        At { file: self.file.to_owned(), line: self.line, column: column.to_owned() }
    }

    fn refuse(&mut self, code: Code, column: &str, found: &str, expected: &str, hint: Option<String>) {
        let problem = Problem::new(code, self.at(column), found, expected, hint);
        self.problems.push(problem);
    }

    fn refuse_broken(&mut self, broken: Broken, cells: &Cells) {
        let column = self.header.names.get(broken.cell).map_or("", String::as_str);
        let found = String::from_utf8_lossy(cells.bytes(broken.cell));
        let expected = if broken.code == Code::CellTooLong { "≤ 1 MiB (row: ≤ 4 MiB)" } else { "" };
        let at = At { line: broken.line, ..self.at(column) };
        self.problems.push(Problem::new(broken.code, at, &found, expected, None));
    }

    fn record(&mut self, cells: &Cells) -> Option<Record> {
        if !self.header.faults.is_empty() {
            return None;
        }
        if !self.fits(cells) {
            let expected = self.header.names.len().to_string();
            self.refuse(Code::WrongCellCount, "", &cells.len().to_string(), &expected, None);
            return None;
        }
        let mut record = Record::new(self.kind, UNTOLD);
        for (at, column) in self.header.columns.iter().enumerate() {
            let Some(column) = column else { continue };
            match std::str::from_utf8(cells.bytes(at)) {
                Ok(cell) if cell.contains(['\0', LOST]) => self.refuse_unreadable(column, cell),
                Ok(cell) if cell.trim().is_empty() => {}
                Ok(cell) => self.cell(&mut record, column, cell),
                Err(_) => self.refuse_unreadable(column, &String::from_utf8_lossy(cells.bytes(at))),
            }
        }
        self.check_id(&record);
        if let Some(Told::Written(id) | Told::Derived(id)) = &self.id {
            record.set_id(id.clone());
        }
        self.check(&record);
        Some(record)
    }

    /// Tells whether every named column has a cell, and no other cell says anything.
    fn fits(&self, cells: &Cells) -> bool {
        let named = |at: usize| self.header.columns.get(at).is_some_and(Option::is_some);
        let mut kept = cells.iter().enumerate();
        cells.len() >= self.header.columns.len()
            && cells.len() <= super::MOST_CELLS
            && kept.all(|(at, cell)| named(at) || cell.trim().is_empty())
    }

    fn refuse_unreadable(&mut self, column: &Column, found: &str) {
        self.faulty.extend(column.field());
        self.refuse(Code::UnreadableText, &column.name, found, "UTF-8, UTF-16, CP932", None);
    }

    fn cell(&mut self, record: &mut Record, column: &Column, cell: &str) {
        match &column.holds {
            Holds::Id => self.written_id(column, cell),
            Holds::Text { field, language } => {
                let mut texts = record.texts(field).cloned().unwrap_or_default();
                texts.set(language, cell);
                record.set(field, Some(Value::Texts(texts)));
            }
            Holds::Value { field: name } => {
                let Some(field) = self.kind.field(name) else { return };
                match Value::parse(field, cell) {
                    Ok(value) => record.set(name, Some(value)),
                    Err(CellFault { code, expected, hint }) => {
                        self.faulty.push(name);
                        self.refuse(code, &column.name, cell, &expected, hint);
                    }
                }
            }
        }
    }

    fn written_id(&mut self, column: &Column, cell: &str) {
        let (Identity::Column { prefix, .. } | Identity::Fields { prefix, .. }) = self.kind.identity;
        match Value::parse(&ID, cell) {
            Ok(value) => {
                let id = value.cell();
                if id.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty()) {
                    self.id = Some(Told::Written(id));
                } else {
                    let hint = (id != prefix).then(|| format!("{prefix}{id}"));
                    self.refuse(Code::WrongPrefix, &column.name, cell, &format!("{prefix}…"), hint);
                }
            }
            Err(CellFault { code, expected, hint }) => {
                let hint = hint.map(|id| if id.starts_with(prefix) { id } else { format!("{prefix}{id}") });
                self.refuse(code, &column.name, cell, &expected, hint);
            }
        }
    }

    /// Sees to it that a row without problems has an id.
    fn check_id(&mut self, record: &Record) {
        let id_column = self.kind.id_column();
        if self.id.is_some() || self.problems.iter().any(|problem| problem.at.column == id_column) {
            return;
        }
        match self.kind.identity {
            Identity::Column { .. } => self.refuse(Code::MissingValue, id_column, "", "", None),
            Identity::Fields { names, .. } => {
                if !names.iter().any(|name| self.faulty.contains(name)) {
                    self.id = record.id_from_fields().map(Told::Derived);
                }
            }
        }
    }

    /// Checks the record as a whole, leaving out what is already refused cell by cell.
    fn check(&mut self, record: &Record) {
        for fault in record.check() {
            if !self.faulty.contains(&fault.field) {
                let column = self.header.name_for(self.kind, fault.field);
                let found = record.get(fault.field).map(Value::cell).unwrap_or_default();
                self.refuse(fault.fault, &column, &found, &fault.expected, None);
            }
        }
        let holding_units = self.kind.fields.iter().filter(|field| holds_unit(self.kind, field));
        for field in holding_units {
            let unit = record.text(field.name);
            if !unit.is_empty() && units::ucum(unit).is_none() {
                let column = self.header.name_for(self.kind, field.name);
                let remark =
                    Problem::new(Code::UnknownUnit, self.at(&column), unit, "", units::nearest(unit));
                self.remarks.push(remark);
            }
        }
        let mut cited = self.kind.fields.iter().filter(|field| matches!(field.shape, Shape::Citations));
        if let Some(first) = cited.clone().next()
            && cited.all(|field| record.get(field.name).is_none())
        {
            let remark = Problem::new(Code::NoSource, self.at(first.name), "", "", None);
            self.remarks.push(remark);
        }
    }
}

/// Stands for the id of a record that has none, and equals no reference.
const UNTOLD: &str = "?";

/// Ids are read by the rules of references.
static ID: Field = Field::reference("id", &[]);

/// Tells whether a field says in which unit another counts; codes of currencies are checked as codes.
fn holds_unit(kind: &Kind, field: &Field) -> bool {
    !matches!(field.shape, Shape::Code(_))
        && kind.fields.iter().any(|other| other.unit == Unit::Field(field.name))
}

pub(super) fn unreadable(file: &str, line: u64, error: &io::Error) -> Box<Problem> {
    let at = At { file: file.to_owned(), line, column: String::new() };
    Box::new(Problem::new(Code::UnreadableFile, at, &error.to_string(), "", None))
}
