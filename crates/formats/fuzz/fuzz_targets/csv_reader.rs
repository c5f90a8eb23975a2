//! Any bytes, read as the file of any kind, give rows or problems: `cargo +nightly fuzz run csv_reader`.
//! The first byte chooses the kind.

#![no_main]

use std::io::Cursor;

use domain::KINDS;
use formats::csv::Reader;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let kind = KINDS[usize::from(*choice) % KINDS.len()];
    let reader = Reader::open("file.csv", kind, Cursor::new(bytes)).expect("memory can be read");
    let has_faults = !reader.faults().is_empty();
    for row in reader {
        let row = row.expect("memory can be read");
        assert!(row.record.is_ok() || has_faults || row.record.is_err_and(|problems| !problems.is_empty()));
    }
});
