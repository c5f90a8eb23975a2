//! The parts of a package that say where the others are: content types, relations, the list of sheets, number formats.

use std::collections::HashMap;
use std::io::{Read, Seek};

use super::archive::Archive;
use super::forms::Form;
use super::markup::{Markup, Name, Step};
use super::reader::{Fault, SheetInfo};

/// What the parts around the sheets say.
pub(super) struct Plan {
    pub sheets: Vec<(SheetInfo, String)>,
    pub strings: Option<String>,
    /// The number format of each style.
    pub forms: Vec<Form>,
    /// Whether days are counted from 1904.
    pub counts_from_1904: bool,
}

/// The most sheets that are looked at.
const MOST_SHEETS: usize = 500;

/// The most styles that are looked at; Excel itself knows 65,490.
const MOST_STYLES: usize = 70_000;

pub(super) fn read<R: Read + Seek>(archive: &mut Archive<R>) -> Result<Plan, Fault> {
    refuse_macros(archive)?;
    let book = relations(archive, "_rels/.rels")?
        .into_values()
        .find(|(kind, _)| kind.ends_with("/officeDocument"))
        .map_or_else(|| "xl/workbook.xml".to_owned(), |(_, target)| resolve("", &target));
    let folder = book.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let file = book.rsplit_once('/').map_or(book.as_str(), |(_, file)| file);
    let around = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let related = relations(archive, &format!("{around}_rels/{file}.rels"))?;
    let mut counts_from_1904 = false;
    let mut named: Vec<(SheetInfo, Option<String>)> = Vec::new();
    let part = archive.part(&book)?.ok_or_else(|| Fault::NotAWorkbook("no workbook.xml".to_owned()))?;
    Markup::new(&book, part).tags(|tag| match tag.name() {
        Name::WorkbookSettings => {
            counts_from_1904 = tag.get("date1904").is_some_and(|text| matches!(text.as_str(), "1" | "true"));
        }
        Name::Sheet if named.len() < MOST_SHEETS => {
            let is_hidden = tag.get("state").is_some_and(|state| state != "visible");
            named.push((SheetInfo { name: tag.get("name").unwrap_or_default(), is_hidden }, tag.get("id")));
        }
        _ => {}
    })?;
    let of_kind = |kind: &str| {
        related.values().find(|(known, _)| known.ends_with(kind)).map(|(_, to)| resolve(&folder, to))
    };
    let sheets = named.into_iter().filter_map(|(info, id)| {
        let (kind, target) = related.get(&id?)?;
        kind.ends_with("/worksheet").then(|| (info, resolve(&folder, target)))
    });
    let sheets = sheets.collect();
    let forms = match of_kind("/styles") {
        Some(styles) => forms(archive, &styles)?,
        None => Vec::new(),
    };
    Ok(Plan { sheets, strings: of_kind("/sharedStrings"), forms, counts_from_1904 })
}

fn refuse_macros<R: Read + Seek>(archive: &mut Archive<R>) -> Result<(), Fault> {
    let names = archive.names();
    if let Some(name) = names.iter().find(|name| name.to_ascii_lowercase().contains("vbaproject")) {
        return Err(Fault::Macros(name.clone()));
    }
    if names.iter().any(|name| name == "mimetype") {
        return Err(Fault::NotAWorkbook("OpenDocument".to_owned()));
    }
    let types = "[Content_Types].xml";
    let Some(part) = archive.part(types)? else {
        return Err(Fault::NotAWorkbook(format!("no {types}")));
    };
    let mut found = None;
    Markup::new(types, part).tags(|tag| {
        if matches!(tag.name(), Name::Override | Name::Default) {
            let kind = tag.get("ContentType").unwrap_or_default().to_ascii_lowercase();
            if kind.contains("macroenabled")
                || kind.contains("vbaproject")
                || kind.contains("excel.sheet.binary")
            {
                found = Some(kind);
            }
        }
    })?;
    found.map_or(Ok(()), |kind| Err(Fault::Macros(kind)))
}

/// The relations of a part: id to kind and target.
fn relations<R: Read + Seek>(
    archive: &mut Archive<R>,
    name: &str,
) -> Result<HashMap<String, (String, String)>, Fault> {
    let mut found = HashMap::new();
    if let Some(part) = archive.part(name)? {
        Markup::new(name, part).tags(|tag| {
            let is_inside = tag.get("TargetMode").is_none_or(|mode| mode != "External");
            if tag.name() == Name::Relationship && is_inside {
                let get = |name: &str| tag.get(name).unwrap_or_default();
                found.insert(get("Id"), (get("Type"), get("Target")));
            }
        })?;
    }
    Ok(found)
}

/// The part that a target names, seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The number format of each style, in the order by which cells name them.
fn forms<R: Read + Seek>(archive: &mut Archive<R>, name: &str) -> Result<Vec<Form>, Fault> {
    let Some(part) = archive.part(name)? else { return Ok(Vec::new()) };
    let mut own: HashMap<u32, Form> = HashMap::new();
    let mut forms = Vec::new();
    let mut is_inside = false;
    let mut markup = Markup::new(name, part);
    loop {
        match markup.step()? {
            Step::Open(tag) => match tag.name() {
                Name::NumberFormat => {
                    let id = tag.get("numFmtId").and_then(|id| id.parse().ok());
                    own.extend(id.zip(tag.get("formatCode").map(|code| Form::of_code(&code))));
                }
                Name::CellFormats => is_inside = true,
                Name::Format if is_inside && forms.len() < MOST_STYLES => {
                    let id = tag.get("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    forms.push(own.get(&id).copied().unwrap_or_else(|| Form::built_in(id)));
                }
                _ => {}
            },
            Step::Close(Name::CellFormats) => is_inside = false,
            Step::End => return Ok(forms),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_their_folder() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../other/./a.xml", "other/a.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("", "../../a.xml", "a.xml"),
        ] {
            assert_eq!(resolve(folder, target), part);
        }
    }
}
