//! Comparing what is brought back with what is on record: row by row, cell by cell.
//!
//! A row that went out with a revision is compared with what the record was then. What differs is what somebody changed
//! in the file; what differs on record is what somebody changed there. Only where both changed the same value is there
//! a conflict, and what nobody touched in the file never undoes a newer change.

use std::collections::{HashMap, HashSet};

use domain::kind::Identity;
use domain::value::{CellFault, is_id};
use domain::{At, Code, Field, Kind, Problem, Record, Value, Viewer};
use formats::xlsx::{Cell, Datum, Row, address};
use store::{Store, Tx};

use super::cells::{Meant, meant};
use super::incoming::{Piece, SheetStart, Source};
use super::targets::{Target, Targets};
use super::{CellChange, Options, Preview, RowChange, links, may_bring, may_bring_kind, may_make};
use crate::{Error, Result};

/// Tells what bringing a file back would do. Nothing is stored.
///
/// # Errors
/// [`Error::Forbidden`] when the viewer may bring nothing back, [`Error::Store`] when the record cannot be read. What is
/// wrong in the file is no error but part of the preview.
pub async fn preview(store: &Store, viewer: &Viewer, source: &Source, options: Options) -> Result<Preview> {
    let mut tx = store.read().await?;
    compare(&mut tx, viewer, source, options).await
}

pub(super) async fn compare(
    tx: &mut Tx,
    viewer: &Viewer,
    source: &Source,
    options: Options,
) -> Result<Preview> {
    if !may_bring(viewer) {
        return Err(Error::Forbidden);
    }
    let mut pieces = source.read();
    let mut comparing = Comparing {
        viewer,
        local: Viewer::local(viewer.office.clone()),
        options,
        preview: Preview::default(),
        seen: HashMap::new(),
    };
    let mut sheet: Option<Sheet> = None;
    while let Some(piece) = pieces.recv().await {
        match piece {
            Piece::Sheet(start) => sheet = comparing.begin(start),
            Piece::Rows(rows) => {
                if let Some(sheet) = &mut sheet {
                    comparing.rows(tx, sheet, rows).await?;
                }
            }
            Piece::Refused(problem) => comparing.preview.refuse(String::new(), problem),
            Piece::SheetEnd(merged) => {
                if let Some(mut sheet) = sheet.take() {
                    comparing.late(tx, &mut sheet).await?;
                    comparing.unmerged(&sheet, &merged);
                }
            }
            Piece::Remark(remark) => comparing.preview.remarks.push(remark),
            Piece::Fault(problem) => {
                // Half a file is not brought back: what was found so far is not offered.
                let mut faulty = Preview { remarks: comparing.preview.remarks, ..Preview::default() };
                faulty.refuse(String::new(), problem);
                return Ok(faulty);
            }
        }
    }
    let mut preview = comparing.preview;
    links::check(tx, viewer, &mut preview).await?;
    let place = |problem: &Problem| {
        domain::kind(&problem.at.file).and_then(|kind| domain::KINDS.iter().position(|one| *one == kind))
    };
    preview
        .refused
        .sort_by(|a, b| (place(&a.problem), &a.problem.at).cmp(&(place(&b.problem), &b.problem.at)));
    Ok(preview)
}

/// A sheet while it is compared.
struct Sheet {
    start: SheetStart,
    targets: Targets,
    /// The ids that its rows name or were given.
    ids: HashSet<String>,
    /// Rows without an id, whose ids follow from their fields once all named ones are known.
    late: Vec<Row>,
}

struct Comparing<'a> {
    viewer: &'a Viewer,
    /// Who sees every field, so that what the viewer does not see is kept.
    local: Viewer,
    options: Options,
    preview: Preview,
    /// Where each id stood first.
    seen: HashMap<String, String>,
}

/// A row with the id of its record.
struct Draft {
    row: Row,
    id: String,
    revision: Option<i64>,
}

/// What is on record about the rows that are compared.
struct Known {
    current: HashMap<String, Record>,
    revisions: HashMap<String, i64>,
    earlier: HashMap<String, Record>,
    others: HashMap<String, String>,
}

impl Comparing<'_> {
    fn begin(&mut self, start: SheetStart) -> Option<Sheet> {
        if !may_bring_kind(self.viewer, start.kind) {
            let at = At { file: start.name, ..At::default() };
            self.preview.refuse(String::new(), Problem::new(Code::NotAllowed, at, "", "", None));
            return None;
        }
        match Targets::read(&start) {
            Ok(targets) => Some(Sheet { start, targets, ids: HashSet::new(), late: Vec::new() }),
            Err(refusals) => {
                for refusal in refusals {
                    self.preview.refuse(refusal.cell, refusal.problem);
                }
                None
            }
        }
    }

    /// Compares rows that name their ids; those that do not wait for the end of the sheet.
    async fn rows(&mut self, tx: &mut Tx, sheet: &mut Sheet, rows: Vec<Row>) -> Result<()> {
        let mut drafts = Vec::with_capacity(rows.len());
        for row in rows {
            let id = cell(sheet, &row, &Target::Id).map(|cell| cell.datum.text().trim().to_owned());
            match id.filter(|id| !id.is_empty()) {
                Some(id) => drafts.extend(self.named(sheet, row, id)),
                None if matches!(sheet.start.kind.identity, Identity::Fields { .. }) => sheet.late.push(row),
                None if says_nothing(sheet, &row) => {}
                None => {
                    let column = sheet.start.kind.id_column();
                    self.refuse(sheet, row.number, None, Code::MissingValue, column, "");
                }
            }
        }
        self.drafts(tx, sheet, drafts).await
    }

    /// Compares the rows that name no id: it follows from their fields, with a number behind it where it is taken in
    /// the file.
    async fn late(&mut self, tx: &mut Tx, sheet: &mut Sheet) -> Result<()> {
        let mut drafts = Vec::new();
        for row in std::mem::take(&mut sheet.late) {
            if says_nothing(sheet, &row) {
                continue;
            }
            let mut record = Record::new(sheet.start.kind, "?");
            let mut faults = Vec::new();
            for (place, column, field, language) in sheet.targets.fields() {
                let Some(cell) = row.cells.iter().find(|cell| cell.column == place) else { continue };
                match meant(field, cell, "", sheet.start.is_csv) {
                    Ok(Meant::Text(text)) => {
                        if let Err(fault) = put(&mut record, field, language, &text) {
                            faults.push((place, column.to_owned(), cell.datum.text(), fault));
                        }
                    }
                    Ok(Meant::Same | Meant::Clear) => {}
                    Err(fault) => faults.push((place, column.to_owned(), cell.datum.text(), fault)),
                }
            }
            if !faults.is_empty() {
                for (place, column, found, fault) in faults {
                    self.refuse_cell(sheet, row.number, place, &column, &found, fault);
                }
                continue;
            }
            let Some(base) = record.id_from_fields() else { continue };
            let mut id = base.clone();
            let mut count = 1_u32;
            while sheet.ids.contains(&id) {
                count = count.saturating_add(1);
                id = format!("{base}-{count}");
            }
            if !is_id(&id) {
                self.refuse(sheet, row.number, None, Code::MissingValue, sheet.start.kind.id_column(), "");
                continue;
            }
            drafts.extend(self.named(sheet, row, id));
        }
        for batch in batches(drafts) {
            self.drafts(tx, sheet, batch).await?;
        }
        Ok(())
    }

    /// A row under its id, unless another row has it.
    fn named(&mut self, sheet: &mut Sheet, row: Row, id: String) -> Option<Draft> {
        let revision =
            cell(sheet, &row, &Target::Revision).and_then(|cell| cell.datum.text().trim().parse().ok());
        let place = format!("{}, {}", sheet.start.name, row.number);
        if let Some(before) = self.seen.get(&id) {
            let before = before.clone();
            self.refuse_with(
                sheet,
                row.number,
                None,
                Code::RepeatedId,
                sheet.start.kind.id_column(),
                &id,
                &before,
            );
            return None;
        }
        self.seen.insert(id.clone(), place);
        sheet.ids.insert(id.clone());
        Some(Draft { row, id, revision })
    }

    async fn drafts(&mut self, tx: &mut Tx, sheet: &Sheet, drafts: Vec<Draft>) -> Result<()> {
        let kind = sheet.start.kind;
        let ids: Vec<String> = drafts.iter().map(|draft| draft.id.clone()).collect();
        let current = store::by_ids(tx, &self.local, kind, &ids).await?;
        let current: HashMap<String, Record> =
            current.into_iter().map(|record| (record.id().to_owned(), record)).collect();
        let revisions = store::revisions(tx, &self.local, kind, &ids).await?;
        let stale = drafts.iter().filter_map(|draft| {
            let revision = draft.revision?;
            (revisions.get(&draft.id) != Some(&revision)).then(|| (draft.id.clone(), revision))
        });
        let earlier = store::earlier(tx, &self.local, kind, &stale.collect::<Vec<_>>()).await?;
        let new: Vec<String> = ids.into_iter().filter(|id| !current.contains_key(id)).collect();
        let others = store::existing(tx, &self.local.office, &new).await?;
        let mut known = Known { current, revisions, earlier, others };
        for draft in drafts {
            self.draft(sheet, draft, &mut known);
        }
        Ok(())
    }

    fn draft(&mut self, sheet: &Sheet, draft: Draft, known: &mut Known) {
        let kind = sheet.start.kind;
        let line = draft.row.number;
        let old = known.current.remove(&draft.id);
        if old.is_none() && !self.may_be_new(sheet, line, &draft.id, known) {
            return;
        }
        let revision = known.revisions.get(&draft.id).copied();
        let earlier = known.earlier.remove(&draft.id);
        let mut new = old.clone().unwrap_or_else(|| Record::new(kind, &draft.id));
        // Of a record that is gone, what the file had is told against what it last was.
        let Some(mut changes) = self.changes(sheet, &draft.row, &mut new, old.as_ref()) else { return };
        let base = match (draft.revision, &earlier) {
            (Some(then), _) if Some(then) == revision => None,
            (Some(_), earlier) => Some(earlier.as_ref()),
            (None, _) if sheet.targets.have_revisions() && old.is_some() => Some(None),
            (None, _) => None,
        };
        if let Some(base) = base {
            changes.retain_mut(|change| overtaken(change, base, &mut new, old.as_ref()));
        }
        if changes.is_empty() {
            self.preview.unchanged += 1;
            return;
        }
        if !self.is_sound(sheet, line, old.as_ref(), &new) {
            return;
        }
        let is_conflict =
            changes.iter().any(|change| change.is_overtaken) || (base.is_some() && old.is_none());
        let title = new.title(&|_| None);
        let change =
            RowChange { sheet: sheet.start.place, line, kind, title, record: new, revision, cells: changes };
        match (is_conflict, &old) {
            (true, _) => self.preview.conflicts.push(change),
            (false, Some(_)) => self.preview.changed.push(change),
            (false, None) => self.preview.added.push(change),
        }
    }

    /// Checks the id of a record that is not there yet.
    fn may_be_new(&mut self, sheet: &Sheet, line: u32, id: &str, known: &Known) -> bool {
        let kind = sheet.start.kind;
        let (Identity::Column { prefix, .. } | Identity::Fields { prefix, .. }) = kind.identity;
        let column = kind.id_column();
        if let Some(other) = known.others.get(id) {
            self.refuse_with(sheet, line, None, Code::TakenId, column, id, other);
        } else if !is_id(id) {
            self.refuse_with(
                sheet,
                line,
                None,
                Code::MalformedId,
                column,
                id,
                "kitakyushu, org-city-of-dalian",
            );
        } else if id.strip_prefix(prefix).is_none_or(str::is_empty) {
            self.refuse_with(sheet, line, None, Code::WrongPrefix, column, id, &format!("{prefix}…"));
        } else {
            return true;
        }
        false
    }

    /// Puts what the cells say into the record; `None` when a cell is refused.
    fn changes(
        &mut self,
        sheet: &Sheet,
        row: &Row,
        new: &mut Record,
        old: Option<&Record>,
    ) -> Option<Vec<CellChange>> {
        let mut changes = Vec::new();
        let mut refused = Vec::new();
        let blank = Cell { column: 0, datum: Datum::Blank, formula: None };
        for (place, column, field, language) in sheet.targets.fields() {
            let cell = row.cells.iter().find(|cell| cell.column == place).unwrap_or(&blank);
            let before = old.map(|old| text(old, field, language)).unwrap_or_default();
            let is_cleared =
                self.options.blanks_clear && cell.datum.text().trim().is_empty() && cell.formula.is_none();
            let meant = match meant(field, cell, &before, sheet.start.is_csv) {
                Ok(Meant::Same) if is_cleared && !before.is_empty() => Meant::Clear,
                Ok(meant) => meant,
                Err(fault) => {
                    refused.push((place, column, cell.datum.text(), fault));
                    continue;
                }
            };
            let after = match meant {
                Meant::Same => continue,
                Meant::Clear => String::new(),
                Meant::Text(text) => text,
            };
            let sight = old.map_or(self.viewer.general_sight(), |old| self.viewer.sight(old));
            let is_closed = field.visibility < sight && !self.viewer.owns(new);
            let put = match is_closed {
                true => Err(CellFault { code: Code::NotAllowed, expected: String::new(), hint: None }),
                false => put(new, field, language, &after),
            };
            match put {
                Ok(()) => changes.push(CellChange {
                    column: column.to_owned(),
                    field: field.name,
                    language: language.map(str::to_owned),
                    old: before,
                    new: after,
                    is_overtaken: false,
                }),
                Err(fault) => refused.push((place, column, after, fault)),
            }
        }
        if refused.is_empty() {
            return Some(changes);
        }
        for (place, column, found, fault) in refused {
            self.refuse_cell(sheet, row.number, place, column, &found, fault);
        }
        None
    }

    /// Checks the record as a whole: what was wrong with it before is not held against the file.
    fn is_sound(&mut self, sheet: &Sheet, line: u32, old: Option<&Record>, new: &Record) -> bool {
        let before = old.map(Record::check).unwrap_or_default();
        let faults: Vec<_> = new.check().into_iter().filter(|fault| !before.contains(fault)).collect();
        for fault in &faults {
            let place = sheet.targets.place_of(fault.field);
            let (place, column) = place.map_or((None, fault.field), |(place, column)| (Some(place), column));
            let found = new.get(fault.field).map(Value::cell).unwrap_or_default();
            self.refuse_with(sheet, line, place, fault.fault, column, &found, &fault.expected);
        }
        if !faults.is_empty() {
            return false;
        }
        if !may_make(self.viewer, old, new) {
            self.refuse(sheet, line, None, Code::NotAllowed, sheet.start.kind.id_column(), new.id());
            return false;
        }
        true
    }

    /// Takes back what was found in rows of which cells are merged.
    fn unmerged(&mut self, sheet: &Sheet, merged: &[(String, u32, u32)]) {
        let first = sheet.start.line.saturating_add(1);
        for (range, from, to) in merged.iter().filter(|(_, _, to)| *to >= first) {
            let is_hit = |change: &RowChange| {
                change.sheet == sheet.start.place && (*from..=*to).contains(&change.line)
            };
            let preview = &mut self.preview;
            for changes in [&mut preview.added, &mut preview.changed, &mut preview.conflicts] {
                changes.retain(|change| !is_hit(change));
            }
            let at = At { file: sheet.start.name.clone(), line: u64::from(*from), column: String::new() };
            let cell = range.split(':').next().unwrap_or_default().to_owned();
            self.preview.refuse(cell, Problem::new(Code::MergedCells, at, range, "", None));
        }
    }

    fn refuse(
        &mut self,
        sheet: &Sheet,
        line: u32,
        place: Option<u32>,
        code: Code,
        column: &str,
        found: &str,
    ) {
        self.refuse_with(sheet, line, place, code, column, found, "");
    }

    #[expect(clippy::too_many_arguments, reason = "a place in a sheet and what is wrong there")]
    fn refuse_with(
        &mut self,
        sheet: &Sheet,
        line: u32,
        place: Option<u32>,
        code: Code,
        column: &str,
        found: &str,
        expected: &str,
    ) {
        let at = At { file: sheet.start.name.clone(), line: u64::from(line), column: column.to_owned() };
        let cell = place.map(|place| address(place, line)).unwrap_or_default();
        self.preview.refuse(cell, Problem::new(code, at, found, expected, None));
    }

    fn refuse_cell(
        &mut self,
        sheet: &Sheet,
        line: u32,
        place: u32,
        column: &str,
        found: &str,
        fault: CellFault,
    ) {
        let at = At { file: sheet.start.name.clone(), line: u64::from(line), column: column.to_owned() };
        let CellFault { code, expected, hint } = fault;
        let (found, expected) =
            if code == Code::FormulaCell { (expected.as_str(), "") } else { (found, expected.as_str()) };
        self.preview.refuse(address(place, line), Problem::new(code, at, found, expected, hint));
    }
}

/// Tells whether a change stands when the record changed since the file went out, and marks it when both changed the
/// same. What was not changed in the file is taken back: the newer value stays.
fn overtaken(change: &mut CellChange, base: Option<&Record>, new: &mut Record, old: Option<&Record>) -> bool {
    let Some(field) = new.kind().field(change.field) else { return false };
    let Some(base) = base else {
        change.is_overtaken = true;
        return true;
    };
    let language = change.language.as_deref();
    let then = text(base, field, language);
    if super::cells::plain(&then, false) == change.new {
        // Restoring what stood there cannot fail, as it was read from the record. Of a record that is gone it stays.
        if let Some(old) = old {
            let _ = put(new, field, language, &text(old, field, language));
        }
        return false;
    }
    change.is_overtaken = then != change.old;
    true
}

/// The cell of a row in the column of a target.
fn cell<'r>(sheet: &Sheet, row: &'r Row, wanted: &Target) -> Option<&'r Cell> {
    row.cells.iter().find(|cell| sheet.targets.at(cell.column) == Some(wanted))
}

/// Tells whether a row has nothing in any column that holds something.
fn says_nothing(sheet: &Sheet, row: &Row) -> bool {
    row.cells.iter().all(|cell| {
        let counts = matches!(sheet.targets.at(cell.column), Some(Target::Field { .. }));
        !counts || (cell.formula.is_none() && cell.datum.text().trim().is_empty())
    })
}

/// The text of a field, of texts in one language.
fn text(record: &Record, field: &Field, language: Option<&str>) -> String {
    match language {
        Some(language) => {
            record.texts(field.name).and_then(|texts| texts.get(language)).unwrap_or_default().to_owned()
        }
        None => record.get(field.name).map(Value::cell).unwrap_or_default(),
    }
}

/// Puts a text into a field, of texts into one language; a blank one takes the value away.
fn put(
    record: &mut Record,
    field: &Field,
    language: Option<&str>,
    text: &str,
) -> std::result::Result<(), CellFault> {
    let value = match language {
        Some(language) => {
            let mut texts = record.texts(field.name).cloned().unwrap_or_default();
            texts.set(language, text);
            (!texts.is_empty()).then_some(Value::Texts(texts))
        }
        None if text.is_empty() => None,
        None => Some(Value::parse(field, text)?),
    };
    record.set(field.name, value);
    Ok(())
}

fn batches(mut drafts: Vec<Draft>) -> Vec<Vec<Draft>> {
    const AT_A_TIME: usize = 500;
    let mut batches = Vec::new();
    while drafts.len() > AT_A_TIME {
        let rest = drafts.split_off(AT_A_TIME);
        batches.push(std::mem::replace(&mut drafts, rest));
    }
    batches.push(drafts);
    batches
}

/// The kinds whose sheets hold records that others refer to come first.
pub(super) fn in_order(kinds: impl Iterator<Item = &'static Kind>) -> Vec<&'static Kind> {
    let wanted: HashSet<&str> = kinds.map(|kind| kind.plural).collect();
    domain::KINDS.iter().copied().filter(|kind| wanted.contains(kind.plural)).collect()
}
