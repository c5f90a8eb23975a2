//! The bytes of a file as UTF-8, a piece at a time.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_8};

use super::encoding::Found;

const CHUNK: usize = 64 * 1024;

/// A byte that never stands in UTF-8; it takes the place of what cannot be read, so that the cell shows it.
const UNREADABLE: u8 = 0xff;

/// Reads a file and turns its text into UTF-8. What cannot be read stays broken UTF-8, found cell by cell.
pub(super) struct Input<R> {
    source: R,
    decoder: Option<Decoder>,
    bytes: Vec<u8>,
    at: usize,
    end: usize,
    source_ended: bool,
    text: Vec<u8>,
    text_at: usize,
    text_end: usize,
    read: u64,
}

impl<R: Read> Input<R> {
    /// Takes over a source that stands at the start of its text.
    pub fn new(source: R, found: Found) -> Self {
        let decoder = (found.encoding != UTF_8).then(|| found.encoding.new_decoder_without_bom_handling());
        let text = if decoder.is_some() { vec![0; CHUNK] } else { Vec::new() };
        Self {
            source,
            decoder,
            bytes: vec![0; CHUNK],
            at: 0,
            end: 0,
            source_ended: false,
            text,
            text_at: 0,
            text_end: 0,
            read: found.mark,
        }
    }

    /// How many bytes of the file have been read.
    pub fn bytes_read(&self) -> u64 {
        self.read
    }

    /// Gives what was read and not yet used; nothing only at the end.
    pub fn fill(&mut self) -> io::Result<&[u8]> {
        while self.decoder.is_some() && self.text_at == self.text_end {
            self.fill_bytes()?;
            self.decode();
        }
        if self.decoder.is_some() {
            return Ok(self.text.get(self.text_at..self.text_end).unwrap_or_default());
        }
        self.fill_bytes()?;
        Ok(self.bytes.get(self.at..self.end).unwrap_or_default())
    }

    /// Marks the first bytes of what [`Input::fill`] gave as used.
    pub fn consume(&mut self, length: usize) {
        if self.decoder.is_none() {
            self.at = self.at.saturating_add(length).min(self.end);
        } else {
            self.text_at = self.text_at.saturating_add(length).min(self.text_end);
        }
    }

    fn fill_bytes(&mut self) -> io::Result<()> {
        if self.at < self.end || self.source_ended {
            return Ok(());
        }
        let length = super::encoding::read_full(&mut self.source, &mut self.bytes)?;
        self.source_ended = length < self.bytes.len();
        self.at = 0;
        self.end = length;
        self.read = self.read.saturating_add(u64::try_from(length).unwrap_or_default());
        Ok(())
    }

    /// Decodes the next piece.
    fn decode(&mut self) {
        let Some(decoder) = &mut self.decoder else { return };
        let rest = self.bytes.get(self.at..self.end).unwrap_or_default();
        let Some((_, room)) = self.text.split_last_mut() else { return };
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(rest, room, self.source_ended);
        self.at = self.at.saturating_add(read);
        self.text_at = 0;
        self.text_end = written;
        match result {
            DecoderResult::InputEmpty if self.source_ended => self.finish(),
            DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                if let Some(slot) = self.text.get_mut(written) {
                    *slot = UNREADABLE;
                    self.text_end = written.saturating_add(1);
                }
            }
        }
    }

    /// A decoder must not be used after its end: the last text becomes plain bytes to hand out.
    fn finish(&mut self) {
        self.decoder = None;
        std::mem::swap(&mut self.bytes, &mut self.text);
        self.at = self.text_at;
        self.end = self.text_end;
        self.text_at = 0;
        self.text_end = 0;
    }
}
