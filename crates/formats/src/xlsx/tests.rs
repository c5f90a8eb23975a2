//! What is written comes back; what is hostile is refused, and nothing makes the reader fall over.

use std::io::{Cursor, Write as _};

use domain::Code;
use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use super::*;

type Read = (Vec<SheetInfo>, Vec<Vec<Row>>, Vec<String>);

fn read(bytes: &[u8]) -> Result<Read, Fault> {
    let mut book = Workbook::open(Cursor::new(bytes))?;
    let infos: Vec<SheetInfo> = book.sheets().cloned().collect();
    let (mut sheets, mut merged) = (Vec::new(), Vec::new());
    for at in 0..infos.len() {
        let mut rows = book.rows(at)?;
        let mut found = Vec::new();
        let mut row = Row::default();
        while rows.next(&mut row)? {
            found.push(row.clone());
        }
        merged.extend(rows.merged().iter().map(|(range, _, _)| range.clone()));
        sheets.push(found);
    }
    Ok((infos, sheets, merged))
}

/// The texts of the cells of a row, by column.
fn texts(row: &Row) -> Vec<(u32, String)> {
    row.cells.iter().map(|cell| (cell.column, cell.datum.text())).collect()
}

fn book(holds: &[Holds], rows: &[Vec<String>]) -> Vec<u8> {
    let codes = ["need", "project"].map(|code| vec![code.to_owned(), "label".to_owned()]);
    let mut book = Book::new(1_700_000_000, vec![("stages".to_owned(), codes.into())]).unwrap();
    let column = |(at, holds): (usize, &Holds)| Column {
        name: format!("c{at}"),
        label: "Label".repeat(20),
        help: "水".repeat(400),
        holds: *holds,
        width: 12,
    };
    let columns = holds.iter().enumerate().map(column).collect();
    book.sheet(&Sheet { name: "needs".to_owned(), columns }).unwrap();
    rows.iter().for_each(|row| book.row(row).unwrap());
    book.prose("instructions", &[80], &[vec!["Title".to_owned()], vec!["=1+1".to_owned()]]).unwrap();
    let mut out = Cursor::new(Vec::new());
    book.finish(&["list", "code", "label"], &mut out).unwrap();
    out.into_inner()
}

/// A workbook of parts; a sheet is what stands between the tags of the data, and what follows them.
fn package(sheet: &str, behind: &str, further: &[(&str, &str)]) -> Vec<u8> {
    let rows = format!("<worksheet><sheetData>{sheet}</sheetData>{behind}</worksheet>");
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"{target}\"/>")
    };
    let related = relation("a", "worksheet", "s.xml") + &relation("b", "styles", "styles.xml");
    let related = related + &relation("c", "sharedStrings", "strings.xml");
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;\"/>\
        </numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>\
        <xf numFmtId=\"164\"/><xf numFmtId=\"9\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let strings = "<sst><si><t>plain</t></si><si><r><t>rich &amp; </t></r><r><t>text</t></r>\
        <rPh><t>よみ</t></rPh></si></sst>";
    let parts = [
        ("[Content_Types].xml", "<Types><Default ContentType=\"application/xml\"/></Types>"),
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"needs\" r:id=\"a\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", &format!("<Relationships>{related}</Relationships>")),
        ("xl/styles.xml", styles),
        ("xl/strings.xml", strings),
        ("xl/s.xml", &rows),
    ];
    let mut parts: Vec<(&str, &str)> = parts.into();
    for (name, content) in further {
        parts.retain(|(known, _)| known != name);
        parts.push((name, content));
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_is_written_comes_back_with_formulas_as_text() {
    let rows = [
        ["prj-a", "4711", "0.50", "need", "=1+1"],
        ["prj-b", "4712", "11-20", "", "+81 93\n@x _x000D_ 水"],
        ["", "", "", "project", "-"],
    ];
    let rows = rows.map(|row| row.map(str::to_owned).to_vec());
    let bytes = book(&[Holds::Text, Holds::Fixed, Holds::Number, Holds::OneOf(0), Holds::Text], &rows);
    let (infos, sheets, merged) = read(&bytes).unwrap();
    let names: Vec<_> = infos.iter().map(|info| (info.name.as_str(), info.is_hidden)).collect();
    assert_eq!(names, [("needs", false), ("instructions", false), (LISTS, false)]);
    assert_eq!(merged, [""; 0]);
    let needs = sheets.first().unwrap();
    assert_eq!(needs.len(), 4);
    for (row, written) in needs.iter().skip(1).zip(&rows) {
        let expected: Vec<(u32, String)> = (0..)
            .zip(written)
            .filter(|(_, text)| !text.is_empty())
            .map(|(at, text)| (at, text.clone()))
            .collect();
        assert_eq!(texts(row), expected);
        assert!(row.cells.iter().all(|cell| cell.formula.is_none()));
    }
    assert!(matches!(needs[1].cells[2].datum, Datum::Number { form: Form::Fixed(2), .. }));
    let codes: Vec<_> = sheets[2].iter().map(|row| row.cells[1].datum.text()).collect();
    assert_eq!(codes, ["code", "need", "project"]);
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let make = || book(&[Holds::Text], &[vec!["a".to_owned()]]);
    assert_eq!(make(), make());
}

#[test]
fn printed_lists_have_merged_heads_and_read_as_text() {
    let group = Some("Period".to_owned());
    let head = |label: &str, group| Head { label: label.to_owned(), group, width: 20 };
    let list = Print {
        name: "projects".to_owned(),
        title: "=Projects".to_owned(),
        lines: vec!["令和8年11月22日".to_owned()],
        heads: vec![head("Title", None), head("Start", group.clone()), head("End", group)],
        notes: vec!["rounded".to_owned()],
        made_at: 1_700_000_000,
    };
    let rows = [vec![
        Printed::Text("-x".to_owned()),
        Printed::Number(90_000.0, 0),
        Printed::Text("平成11年".to_owned()),
    ]];
    let mut out = Cursor::new(Vec::new());
    print(&list, &rows, &mut out).unwrap();
    let (_, sheets, merged) = read(&out.into_inner()).unwrap();
    assert_eq!(merged, ["A1:C1", "A2:C2", "A3:A4", "B3:C3", "A6:C6"]);
    let said: Vec<Vec<String>> =
        sheets[0].iter().map(|row| row.cells.iter().map(|cell| cell.datum.text()).collect()).collect();
    assert_eq!(said[0], ["=Projects"]);
    assert_eq!(said[2], ["Title", "Period"]);
    assert_eq!(said[4], ["-x", "90000", "平成11年"]);
    assert!(sheets[0].iter().flat_map(|row| &row.cells).all(|cell| cell.formula.is_none()));
}

#[test]
fn cells_are_read_whatever_program_wrote_them() {
    let sheet = "<row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c r=\"D3\" t=\"s\"><v>9</v></c></row>\
        <row><c t=\"inlineStr\"><is><t>in</t><rPh><t>x</t></rPh><r><t> line</t></r></is></c>\
        <c t=\"str\"><f>A1&amp;\"x\"</f><v>shown</v></c><c><f/></c><c/><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c></row>\
        <x:row r=\"9\"><x:c s=\"1\"><x:v>36281</x:v></x:c><x:c s=\"2\"><x:v>0.72</x:v></x:c><x:c s=\"3\"><x:v>36281</x:v></x:c><x:c><x:v>zz</x:v></x:c></x:row>\
        <row r=\"10\"><c s=\"1\"/></row>";
    let (_, sheets, merged) =
        read(&package(sheet, "<mergeCells><mergeCell ref=\"A3:B4\"/></mergeCells>", &[])).unwrap();
    let rows: Vec<(u32, Vec<(u32, String)>)> = sheets[0].iter().map(|row| (row.number, texts(row))).collect();
    let cell = |at: u32, text: &str| (at, text.to_owned());
    assert_eq!(
        rows,
        [
            (3, vec![cell(1, "plain"), cell(2, "rich & text"), cell(3, "#REF!")]),
            (4, vec![cell(0, "in line"), cell(1, "shown"), cell(2, ""), cell(4, "TRUE"), cell(5, "#N/A")]),
            (9, vec![cell(0, "1999-05"), cell(1, "0.72"), cell(2, "1999-05-01"), cell(3, "zz")]),
        ]
    );
    assert_eq!(sheets[0][1].cells[1].formula.as_deref(), Some("A1&\"x\""));
    assert_eq!(sheets[0][1].cells[2].formula.as_deref(), Some(""));
    assert_eq!(sheets[0][2].cells[1].datum.form(), Some(Form::Percent));
    assert_eq!(merged, ["A3:B4"]);
}

fn code(bytes: &[u8]) -> Option<Code> {
    read(bytes).err().map(|fault| fault.problem("x.xlsx").code)
}

#[test]
fn hostile_files_are_refused_with_their_reason() {
    let sound = package("<row><c><v>1</v></c></row>", "", &[]);
    assert_eq!(code(&sound), None);
    let bomb = format!("<row><c t=\"inlineStr\"><is><t>{}</t></is></c></row>", "x".repeat(40 << 20));
    let macros =
        "<Types><Override ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>";
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><worksheet><sheetData/></worksheet>";
    let long = format!("<row><c><v>{}</v></c></row>", noise(5 << 20));
    let wide = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(5_000));
    for (bytes, expected) in [
        (Vec::new(), Code::NotAWorkbook),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old".to_vec(), Code::NotAWorkbook),
        (b"PK\x03\x04 no end".to_vec(), Code::NotAWorkbook),
        (b"id,name\n".to_vec(), Code::NotAWorkbook),
        (package("", "", &[("xl/vbaProject.bin", "x")]), Code::WorkbookMacros),
        (package("", "", &[("[Content_Types].xml", macros)]), Code::WorkbookMacros),
        (
            package("", "", &[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]),
            Code::NotAWorkbook,
        ),
        (package(&bomb, "", &[]), Code::WorkbookTooLarge),
        (package(&long, "", &[]), Code::WorkbookTooLarge),
        (package(&wide, "", &[]), Code::WorkbookTooLarge),
        (package("", "", &[("xl/s.xml", entities)]), Code::NotAWorkbook),
        (package("<row><c><v>&bad;</v></c></row>", "", &[]), Code::NotAWorkbook),
        (package("<row></c></row>", "", &[]), Code::NotAWorkbook),
        (package("", "", &[("xl/workbook.xml", "<workbook></x>")]), Code::NotAWorkbook),
        (sound[..sound.len() / 2].to_vec(), Code::NotAWorkbook),
    ] {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
        assert_eq!(code(&bytes), Some(expected), "{start}");
    }
}

#[test]
fn a_directory_that_lies_about_sizes_does_not_help() {
    let bomb = format!("<row><c t=\"inlineStr\"><is><t>{}</t></is></c></row>", "x".repeat(40 << 20));
    let mut bytes = package(&bomb, "", &[]);
    let length = u32::try_from(bomb.len() + "<worksheet><sheetData></sheetData></worksheet>".len()).unwrap();
    let told = length.to_le_bytes();
    let at: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == told).collect();
    assert!(!at.is_empty());
    at.into_iter().for_each(|at| bytes[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes()));
    assert!(code(&bytes).is_some());
}

/// Text that cannot be packed.
fn noise(length: usize) -> String {
    let mut state = 1_u64;
    let mut sign = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + u8::try_from((state >> 33) % 26).unwrap())
    };
    (0..length).map(|_| sign()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_value_comes_back(
        rows in proptest::collection::vec(
            ("\\PC{0,20}|[=+@\"' \\n-]{1,6}|-?[0-9]{1,12}(\\.[0-9]{1,8})?", "-?[0-9]{1,18}(\\.[0-9]{1,12})?|[0-9]{1,3}-[0-9]{4}"),
            1..12,
        ),
    ) {
        let cells: Vec<Vec<String>> = rows.into_iter().map(|(text, number)| vec![text, number]).collect();
        let (_, sheets, _) = read(&book(&[Holds::Text, Holds::Number], &cells)).unwrap();
        for (row, written) in (2_u32..).zip(&cells) {
            let found = sheets[0].iter().find(|found| found.number == row);
            for (at, text) in (0_u32..).zip(written) {
                let cell = found.and_then(|row| row.cells.iter().find(|cell| cell.column == at));
                prop_assert_eq!(cell.map_or(String::new(), |cell| cell.datum.text()), text.clone());
            }
        }
    }

    #[test]
    fn damaged_files_are_read_or_refused(
        at in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in proptest::option::of(any::<prop::sample::Index>()),
        inside in any::<bool>(),
    ) {
        let rows: Vec<Vec<String>> = (0..20).map(|n| vec![format!("text {n}"), n.to_string()]).collect();
        let mut bytes = if inside {
            // Damage inside the markup rather than in the packing.
            let mut sheet = "<row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>a&amp;b</t></is></c></row>".repeat(5).into_bytes();
            for (place, byte) in &at {
                let place = place.index(sheet.len());
                sheet[place] = byte & 0x7f;
            }
            package(&String::from_utf8(sheet).unwrap(), "", &[])
        } else {
            let mut bytes = book(&[Holds::Text, Holds::Number], &rows);
            for (place, byte) in &at {
                let place = place.index(bytes.len());
                bytes[place] = *byte;
            }
            bytes
        };
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok((_, sheets, _)) = read(&bytes) {
            prop_assert!(sheets.iter().flatten().all(|row| !row.cells.is_empty()));
        }
    }
}
