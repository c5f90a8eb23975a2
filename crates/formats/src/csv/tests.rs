//! What files give: records, problems with their places, and the same bytes back.

use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use domain::kinds::{memberships, observations, places, projects, sectors};
use domain::{Code, KINDS, Kind, Problem, Record};
use encoding_rs::SHIFT_JIS;
use proptest::prelude::*;

use super::*;

type Rows = Vec<Row>;

fn read(kind: &'static Kind, bytes: impl AsRef<[u8]>) -> (Vec<Problem>, Rows) {
    let reader = Reader::open("file.csv", kind, Cursor::new(bytes.as_ref().to_vec())).unwrap();
    (reader.faults().to_vec(), reader.map(Result::unwrap).collect())
}

fn records(kind: &'static Kind, bytes: impl AsRef<[u8]>) -> Vec<Record> {
    let (faults, rows) = read(kind, bytes);
    assert_eq!(faults, []);
    rows.into_iter().map(|row| row.record.unwrap()).collect()
}

/// Code, line and column of each problem, with the hint.
fn places_of(problems: &[Problem]) -> Vec<(Code, u64, &str, Option<&str>)> {
    problems.iter().map(|p| (p.code, p.at.line, p.at.column.as_str(), p.hint.as_deref())).collect()
}

fn only_problem(kind: &'static Kind, bytes: impl AsRef<[u8]>) -> Problem {
    let (faults, rows) = read(kind, bytes);
    let mut problems: Vec<Problem> =
        faults.into_iter().chain(rows.into_iter().filter_map(|row| row.record.err()).flatten()).collect();
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}

fn written(kind: &'static Kind, records: &[Record]) -> Vec<u8> {
    let mut layout = Layout::new(kind);
    records.iter().for_each(|record| layout.see(record));
    let mut writer = Writer::new(&layout, Vec::new(), false).unwrap();
    records.iter().for_each(|record| writer.write(record).unwrap());
    writer.finish().unwrap()
}

#[test]
fn the_demo_record_is_written_as_it_was_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo");
    for kind in KINDS {
        // The demo record has no file of kinds that only an office's own work fills.
        let file = folder.join(format!("{}.csv", kind.plural));
        if kind.plural == "decisions" && !file.exists() {
            continue;
        }
        let bytes = std::fs::read(file).unwrap();
        let again = written(kind, &records(kind, &bytes));
        assert_eq!(String::from_utf8_lossy(&again), String::from_utf8_lossy(&bytes), "{}", kind.plural);
    }
}

#[test]
fn columns_stand_in_any_order_and_case_and_rows_without_values_are_passed_over() {
    let plain = records(&sectors::KIND, "code,name_en,name_ja\nwater,Water,水\n");
    for text in [
        " NAME_ja ,Code,Name_EN\r\n水,water,Water\r\n",
        "name_ja,code,name_en\r水,water,Water\r",
        "\n\nname_ja,code,name_en\n\n水,water,Water\n,,\n  \n",
        "name_ja,code,name_en,,\n水,water,Water,,\n",
        "name_ja,,code,name_en\n水,,water,Water,,,",
        "name_ja;code;name_en\n水;water;Water\n",
        "\"name_ja\",\"code\",\"name_en\"\n\"水\",water,\"Water\"",
        "\u{feff}name_ja,code,name_en\n水,water,Water",
        "\u{feff}\u{feff}name_ja,code,name_en\n水,water,Water",
    ] {
        assert_eq!(records(&sectors::KIND, text), plain, "{text:?}");
    }
}

#[test]
fn encodings_give_the_same_records() {
    let text = "code\tname_en\tname_ja\nwater\tWater\t上水道・ﾎﾟﾝﾌﾟ・①\nrefuse\tRefuse\tごみ\n";
    let plain = records(&sectors::KIND, text);
    let utf16 = |mark: [u8; 2], pair: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(text.encode_utf16().flat_map(pair)).collect()
    };
    for bytes in [
        SHIFT_JIS.encode(text).0.into_owned(),
        utf16([0xff, 0xfe], u16::to_le_bytes),
        utf16([0xfe, 0xff], u16::to_be_bytes),
    ] {
        assert_eq!(records(&sectors::KIND, &bytes), plain);
    }
}

#[test]
fn long_files_in_other_encodings_are_read_whole() {
    let rows: String = (0..20_000).map(|n| format!("s-{n},下水道・排水\n")).collect();
    let bytes = SHIFT_JIS.encode(&format!("code,name_ja\n{rows}")).0.into_owned();
    let records = records(&sectors::KIND, bytes);
    assert_eq!(records.len(), 20_000);
    assert!(records.iter().all(|r| r.texts("name").unwrap().get("ja") == Some("下水道・排水")));
}

#[test]
fn cells_are_kept_value_for_value() {
    let text = "code,name_en,note,note_vi\na,\" x \",\"=1+1\",\"two\nlines \"\"quoted\"\"\"\n";
    let records = records(&sectors::KIND, text);
    assert_eq!(records[0].texts("name").unwrap().get("en"), Some(" x "));
    assert_eq!(records[0].texts("note").unwrap().get("en"), Some("=1+1"));
    assert_eq!(records[0].texts("note").unwrap().get("vi"), Some("two\nlines \"quoted\""));
    let again = written(&sectors::KIND, &records);
    let expected =
        "code,name_en,name_ja,dac_purpose_codes,note,note_vi\na, x ,,,=1+1,\"two\nlines \"\"quoted\"\"\"\n";
    assert_eq!(String::from_utf8(again).unwrap(), expected);
}

#[test]
fn faults_of_the_header_are_told_with_hints_and_refuse_every_row() {
    for (text, code, column, hint) in [
        ("code,name_en,nmae_ja\na,A,\n", Code::UnknownColumn, "nmae_ja", Some("name_ja")),
        ("code,name_en,zzz\na,A,\n", Code::UnknownColumn, "zzz", None),
        ("code,name_en, NAME_EN\na,A,\n", Code::RepeatedColumn, "NAME_EN", None),
        ("name_en\nA\n", Code::MissingColumn, "code", None),
        ("code,note\na,b\n", Code::MissingColumn, "name_en", None),
    ] {
        let problem = only_problem(&sectors::KIND, text);
        assert_eq!(places_of(&[problem]), [(code, 1, column, hint)], "{text}");
        assert!(read(&sectors::KIND, text).1.iter().all(|row| row.record.is_err()));
    }
    assert_eq!(read(&sectors::KIND, "").0.len(), 2);
}

#[test]
fn wrong_rows_are_refused_at_their_place() {
    for (kind, text, code, line, column, hint) in [
        (&sectors::KIND, "code,name_en\na,A\n\nb\n", Code::WrongCellCount, 4, "", None),
        (&sectors::KIND, "code,name_en\na,A,x\n", Code::WrongCellCount, 2, "", None),
        (&sectors::KIND, "code,,name_en\na,x,A\n", Code::WrongCellCount, 2, "", None),
        (&sectors::KIND, "code,name_en\n,A\n", Code::MissingValue, 2, "code", None),
        (&sectors::KIND, "code,name_en\na,  \n", Code::MissingValue, 2, "name_en", None),
        (
            &sectors::KIND,
            "code,name_en\nWater Supply,A\n",
            Code::MalformedId,
            2,
            "code",
            Some("water-supply"),
        ),
        (&projects::KIND, "id,title,stage\nphnom,A,need\n", Code::WrongPrefix, 2, "id", Some("prj-phnom")),
        (&projects::KIND, "id,title,stage\nprj-,A,need\n", Code::WrongPrefix, 2, "id", None),
        (
            &projects::KIND,
            "id,title,stage\nPhnom Penh,A,need\n",
            Code::MalformedId,
            2,
            "id",
            Some("prj-phnom-penh"),
        ),
        (
            &projects::KIND,
            "id,title,stage,currency,amount\nprj-a,A,need,YEN,5\n",
            Code::UnknownCode,
            2,
            "currency",
            None,
        ),
        (
            &projects::KIND,
            "id,title,stage,start,end\nprj-a,A,need,2004,2003\n",
            Code::PeriodReversed,
            2,
            "end",
            None,
        ),
        (
            &places::KIND,
            "id,name_en,kind,within,population\na,A,city,b,\"1,265\"\n",
            Code::GroupedNumber,
            2,
            "population",
            Some("1265"),
        ),
        (&sectors::KIND, "code,name_en\na,\"A\n\nb,B\n", Code::OpenQuote, 2, "name_en", None),
        (&sectors::KIND, "code,name_en\na,A\n\"b", Code::OpenQuote, 3, "code", None),
        (&sectors::KIND, "code,name_en\na,\"two\nlines\"\n,B\n", Code::MissingValue, 4, "code", None),
        (&sectors::KIND, "code,name_en\na,A\0B\n", Code::UnreadableText, 2, "name_en", None),
        (&sectors::KIND, "code,name_en\na,A\u{fffd}B\n", Code::UnreadableText, 2, "name_en", None),
    ] {
        let problem = only_problem(kind, text);
        assert_eq!(places_of(&[problem]), [(code, line, column, hint)], "{text}");
    }
}

#[test]
fn a_broken_sign_refuses_its_row_only() {
    let mut bytes = "code,name_ja\n".to_owned().into_bytes();
    (0..30).for_each(|n| bytes.extend_from_slice(format!("a{n},上水道\n").as_bytes()));
    bytes.extend_from_slice(b"bad,\xe4\xb8\xff\ngood,");
    bytes.extend_from_slice("良い\n".as_bytes());
    assert_eq!(
        places_of(&[only_problem(&sectors::KIND, &bytes)]),
        [(Code::UnreadableText, 32, "name_ja", None)]
    );
    assert_eq!(read(&sectors::KIND, &bytes).1.iter().filter(|row| row.record.is_ok()).count(), 31);

    let mut bytes = SHIFT_JIS.encode("code,name_ja\na,上水道\nb,").0.into_owned();
    bytes.extend_from_slice(b"\x81\xff\nc,C\n");
    assert_eq!(
        places_of(&[only_problem(&sectors::KIND, &bytes)]),
        [(Code::UnreadableText, 3, "name_ja", None)]
    );
}

#[test]
fn every_fault_of_a_row_is_told_once() {
    let text = "id,title,stage,start,amount\nprj-a,,neeed,2004-2005,5\n";
    let (_, rows) = read(&projects::KIND, text);
    let problems = rows.into_iter().next().unwrap().record.unwrap_err();
    assert_eq!(
        places_of(&problems),
        [
            (Code::UnknownCode, 2, "stage", Some("need")),
            (Code::PeriodNotDate, 2, "start", None),
            (Code::MissingValue, 2, "title", None),
            (Code::MissingPartner, 2, "currency", None),
        ]
    );
}

#[test]
fn ids_from_fields_are_counted_in_the_order_of_the_file_with_refused_rows() {
    let text = "subject,indicator,unit,year,value\n\
        dalian,trainees,people,1999,5\n\
        dalian,trainees,people,1999,many\n\
        dalian,trainees,people,1999,7\n\
        dalian,trainees,people,1999-02-30,7\n";
    let (_, rows) = read(&observations::KIND, text);
    let ids: Vec<_> = rows.iter().map(|row| row.id.as_deref()).collect();
    let base = "obs-dalian-trainees-1999";
    assert_eq!(ids, [Some(base), Some(&*format!("{base}-2")), Some(&*format!("{base}-3")), None], "{rows:?}");
    assert_eq!(rows.iter().map(|row| row.record.is_ok()).collect::<Vec<_>>(), [true, false, true, false]);

    let named = records(&memberships::KIND, "id,member,group\nmem-x,dalian,org-a\n,dalian,org-a\n");
    assert_eq!(named.iter().map(Record::id).collect::<Vec<_>>(), ["mem-x", "mem-dalian-org-a"]);
    let again = written(&memberships::KIND, &named);
    assert_eq!(records(&memberships::KIND, again), named);
}

#[test]
fn remarks_refuse_nothing() {
    let text = "subject,indicator,unit,value\ndalian,trainees,poeple,5\n";
    let (_, rows) = read(&observations::KIND, text);
    assert!(rows[0].record.is_ok());
    assert_eq!(
        places_of(&rows[0].remarks),
        [(Code::UnknownUnit, 2, "unit", Some("people")), (Code::NoSource, 2, "source", None)]
    );
}

#[test]
fn long_cells_and_rows_are_refused_and_reading_goes_on() {
    let long = "水".repeat(LONGEST_CELL / 3 + 1);
    let text = format!("code,name_en,note\na,A,{long}\nb,B,\"{long}\"\nc,C,ok\n");
    let (_, rows) = read(&sectors::KIND, text);
    assert_eq!(places_of(rows[0].record.as_ref().unwrap_err()), [(Code::CellTooLong, 2, "note", None)]);
    assert_eq!(places_of(rows[1].record.as_ref().unwrap_err()), [(Code::CellTooLong, 3, "note", None)]);
    assert_eq!(rows[1].cells.iter().map(|cell| cell.len()).collect::<Vec<_>>(), [1, 1, 303]);
    assert!(rows[2].record.is_ok());

    let near = "x".repeat(LONGEST_CELL);
    let row = format!("{near},{near},{near},{near},{near}");
    let text = format!("code,name_en,name_ja,dac_purpose_codes,note\n{row}\nc,C,,,\n");
    let (_, rows) = read(&sectors::KIND, text);
    assert_eq!(places_of(rows[0].record.as_ref().unwrap_err()), [(Code::CellTooLong, 2, "note", None)]);
    assert!(rows[1].record.is_ok());

    let commas = ",".repeat(5 * LONGEST_ROW);
    let (_, rows) = read(&sectors::KIND, format!("code,name_en\na{commas}\nc,C\n"));
    assert_eq!(places_of(rows[0].record.as_ref().unwrap_err()), [(Code::WrongCellCount, 2, "", None)]);
    assert!(rows[0].cells.iter().count() <= MOST_CELLS);
    assert!(rows[1].record.is_ok());
}

/// A file that is made while it is read: a start, many times one byte, an end.
struct Generated {
    start: &'static [u8],
    times: usize,
    end: &'static [u8],
    at: usize,
}

impl Generated {
    fn length(&self) -> usize {
        self.start.len() + self.times + self.end.len()
    }
}

impl Read for Generated {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let (first, last) = (self.start.len(), self.start.len() + self.times);
        for (n, slot) in buffer.iter_mut().enumerate() {
            *slot = match self.at {
                at if at >= self.length() => return Ok(n),
                at if at < first => self.start[at],
                at if at < last => b'x',
                at => self.end[at - last],
            };
            self.at += 1;
        }
        Ok(buffer.len())
    }
}

impl Seek for Generated {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => usize::try_from(at).unwrap(),
            SeekFrom::End(_) => self.length(),
            SeekFrom::Current(_) => self.at,
        };
        Ok(u64::try_from(self.at).unwrap())
    }
}

#[test]
fn a_cell_of_a_hundred_megabytes_is_refused_without_being_kept() {
    let file = Generated { start: b"code,name_en\na,\"", times: 100 * 1024 * 1024, end: b"\"\nb,B\n", at: 0 };
    let size = u64::try_from(file.length()).unwrap();
    let mut reader = Reader::open("big.csv", &sectors::KIND, file).unwrap();
    assert_eq!(reader.size(), size);
    let row = reader.next().unwrap().unwrap();
    assert_eq!(places_of(row.record.as_ref().unwrap_err()), [(Code::CellTooLong, 2, "name_en", None)]);
    assert!(row.cells.capacity() < 2 * LONGEST_CELL + LONGEST_ROW, "{}", row.cells.capacity());
    assert!(reader.next().unwrap().unwrap().record.is_ok());
    assert!(reader.next().is_none());
    assert_eq!(reader.bytes_read(), size);
}

#[test]
fn an_input_that_fails_is_told_with_its_line() {
    struct Failing(Cursor<Vec<u8>>, u32);
    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.0.position() == 0 {
                self.1 += 1;
            }
            if self.1 > 2 && self.0.position() > 100_000 {
                return Err(std::io::Error::other("the disk is gone"));
            }
            self.0.read(buffer)
        }
    }
    impl Seek for Failing {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            self.0.seek(to)
        }
    }
    let text = format!("code,name_en\n{}", "a,A\n".repeat(100_000));
    let reader =
        Reader::open("file.csv", &sectors::KIND, Failing(Cursor::new(text.into_bytes()), 0)).unwrap();
    let last = reader.last().unwrap().unwrap_err();
    assert_eq!((last.code, last.found.as_str()), (Code::UnreadableFile, "the disk is gone"));
    assert!(last.at.line > 1);
}

/// Bytes that look like CSV now and then.
fn near_csv() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"code,name_en,name_ja\n".to_vec()),
        Just(b",".to_vec()),
        Just(b"\"".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\xff\xfe".to_vec()),
        Just(b"\xef\xbb\xbf".to_vec()),
        Just("水".as_bytes().to_vec()),
        Just(b"\x90\x85".to_vec()),
        Just(b"a".to_vec()),
        Just(b"=1;2".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..6),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_give_rows_or_problems(bytes in near_csv(), at in 0..KINDS.len()) {
        for kind in [&sectors::KIND, KINDS[at]] {
            let (faults, rows) = read(kind, &bytes);
            for row in rows {
                match row.record {
                    Ok(record) => prop_assert!(domain::value::is_id(record.id()), "{:?}", record.id()),
                    Err(problems) => prop_assert!(!problems.is_empty() || !faults.is_empty()),
                }
            }
        }
    }

    #[test]
    fn sound_records_come_back_from_what_is_written(
        names in proptest::collection::vec("\\PC{1,12}|[\"\\n\\r,; a-z]{1,8}", 1..8),
    ) {
        let mut sound = Vec::new();
        for (n, name) in names.iter().enumerate().filter(|(_, name)| !name.trim().is_empty() && !name.contains('\u{fffd}')) {
            let mut record = Record::new(&sectors::KIND, &format!("s-{n}"));
            record.set("name", Some(domain::Value::Texts(domain::Texts::of("en", name))));
            sound.push(record);
        }
        prop_assert_eq!(records(&sectors::KIND, written(&sectors::KIND, &sound)), sound);
    }
}
