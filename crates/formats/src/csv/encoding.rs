//! Which encoding a file is in, found by reading it once.

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{DecoderResult, Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// How a file's bytes stand for text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// UTF-8, UTF-16 or CP932, which the encoding standard calls Shift_JIS.
    pub encoding: &'static Encoding,
    /// How many bytes of byte order mark come before the text.
    pub mark: u64,
}

const CHUNK: usize = 64 * 1024;

/// Finds the encoding, and leaves the input at the start of the text.
///
/// A byte order mark decides. Else a file that is sound UTF-8 is UTF-8, and any other is CP932, unless it holds far
/// more sound than broken UTF-8: such a file is UTF-8 with damage, and reading it as CP932 would give wrong signs
/// without a word.
///
/// # Source
/// Encoding Standard (encoding.spec.whatwg.org). Ours: the weighing of damaged files.
pub(super) fn find(input: &mut (impl Read + Seek)) -> io::Result<Found> {
    let mut start = [0_u8; 3];
    input.seek(SeekFrom::Start(0))?;
    let length = read_full(input, &mut start)?;
    let found = match Encoding::for_bom(start.get(..length).unwrap_or_default()) {
        Some((encoding, mark)) => Found { encoding, mark: u64::try_from(mark).unwrap_or_default() },
        None => Found { encoding: weigh(input)?, mark: 0 },
    };
    debug_assert!([UTF_8, UTF_16LE, UTF_16BE, SHIFT_JIS].contains(&found.encoding));
    input.seek(SeekFrom::Start(found.mark))?;
    Ok(found)
}

fn weigh(input: &mut (impl Read + Seek)) -> io::Result<&'static Encoding> {
    let (faults, sound) = count(UTF_8, input)?;
    if faults == 0 {
        return Ok(UTF_8);
    }
    let (other_faults, _) = count(SHIFT_JIS, input)?;
    Ok(if other_faults > faults || sound > faults.saturating_mul(8) { UTF_8 } else { SHIFT_JIS })
}

/// Counts the broken sequences and the sound signs beyond ASCII when the whole input is read in this encoding.
fn count(encoding: &'static Encoding, input: &mut (impl Read + Seek)) -> io::Result<(u64, u64)> {
    input.seek(SeekFrom::Start(0))?;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut bytes = vec![0_u8; CHUNK];
    let mut text = vec![0_u8; CHUNK];
    let (mut faults, mut sound) = (0_u64, 0_u64);
    loop {
        let length = read_full(input, &mut bytes)?;
        let mut rest = bytes.get(..length).unwrap_or_default();
        let last = length < CHUNK;
        loop {
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(rest, &mut text, last);
            rest = rest.get(read..).unwrap_or_default();
            let signs = text.get(..written).unwrap_or_default().iter().filter(|byte| **byte >= 0xc0).count();
            sound = sound.saturating_add(u64::try_from(signs).unwrap_or_default());
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => faults = faults.saturating_add(1),
            }
        }
        if last {
            return Ok((faults, sound));
        }
    }
}

/// Fills the buffer as far as the input reaches.
pub(super) fn read_full(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(room) = buffer.get_mut(filled..)
        && !room.is_empty()
    {
        match input.read(room) {
            Ok(0) => break,
            Ok(length) => filled += length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn encodings_are_told_apart() {
        let japanese = "北九州市,水道,ﾀﾞｲﾚﾝ\n";
        let broken = [japanese.repeat(20).as_bytes(), b"\xff\n"].concat();
        let cp932 = SHIFT_JIS.encode(japanese).0.into_owned();
        for (bytes, encoding, mark) in [
            (Vec::new(), UTF_8, 0),
            (b"a,b\n".to_vec(), UTF_8, 0),
            (b"\xef\xbb\xbfa,b\n".to_vec(), UTF_8, 3),
            (b"\xff\xfea\0".to_vec(), UTF_16LE, 2),
            (b"\xfe\xff\0a".to_vec(), UTF_16BE, 2),
            (japanese.as_bytes().to_vec(), UTF_8, 0),
            ("Hải Phòng, é".as_bytes().to_vec(), UTF_8, 0),
            (cp932, SHIFT_JIS, 0),
            (SHIFT_JIS.encode("ｱｲｳ,ﾂｱ\n").0.into_owned(), SHIFT_JIS, 0),
            (broken, UTF_8, 0),
        ] {
            let mut input = Cursor::new(bytes.clone());
            assert_eq!(find(&mut input).unwrap(), Found { encoding, mark }, "{bytes:?}");
            assert_eq!(input.position(), mark);
        }
    }

    #[test]
    fn signs_cut_by_a_chunk_are_sound() {
        for shift in 0..3 {
            let text = format!("{}{}", "a".repeat(shift), "水".repeat(CHUNK));
            assert_eq!(count(UTF_8, &mut Cursor::new(text)).unwrap().0, 0);
        }
    }
}
