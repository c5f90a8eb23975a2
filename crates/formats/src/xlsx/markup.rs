//! Walking through the markup of a part: tags and text, without namespaces, without entities of its own.

use std::borrow::Cow;
use std::io::{BufReader, Read};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::archive::{Bounded, OVER};
use super::reader::Fault;

/// A part as a walk through its markup.
pub(super) struct Markup<R> {
    reader: quick_xml::Reader<BufReader<Bounded<R>>>,
    buffer: Vec<u8>,
    part: String,
}

/// One step of the walk.
pub(super) enum Step<'m> {
    /// A tag opens; of an empty one the end follows.
    Open(Tag<'m>),
    /// A tag closes.
    Close(Name),
    /// Text between tags; long text comes in several.
    Text(Cow<'m, str>),
    /// A sign written by its number or name.
    Sign(char),
    /// Something that says nothing, such as a comment.
    Nothing,
    /// The part is over.
    End,
}

/// The tags that are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Cell,
    CellFormats,
    Formula,
    Format,
    Inline,
    Merge,
    NumberFormat,
    Override,
    Default,
    Phonetic,
    Relationship,
    Row,
    SheetData,
    Sheet,
    SharedString,
    Text,
    Value,
    WorkbookSettings,
    Other,
}

impl Name {
    fn of(name: &str) -> Self {
        match name {
            "c" => Self::Cell,
            "cellXfs" => Self::CellFormats,
            "f" => Self::Formula,
            "xf" => Self::Format,
            "is" => Self::Inline,
            "mergeCell" => Self::Merge,
            "numFmt" => Self::NumberFormat,
            "Override" => Self::Override,
            "Default" => Self::Default,
            "rPh" => Self::Phonetic,
            "Relationship" => Self::Relationship,
            "row" => Self::Row,
            "sheetData" => Self::SheetData,
            "sheet" => Self::Sheet,
            "si" => Self::SharedString,
            "t" => Self::Text,
            "v" => Self::Value,
            "workbookPr" => Self::WorkbookSettings,
            _ => Self::Other,
        }
    }
}

/// A tag that opens.
pub(super) struct Tag<'m>(BytesStart<'m>);

impl Tag<'_> {
    pub fn name(&self) -> Name {
        Name::of(self.0.local_name().into_inner())
    }

    /// An attribute by its name, without a namespace, with its signs resolved.
    pub fn get(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        let found = all.with_checks(false).flatten().find(|one| one.key.local_name().into_inner() == name)?;
        let version = quick_xml::XmlVersion::Implicit1_0;
        Some(found.normalized_value(version).map_or_else(|_| found.value.to_string(), Cow::into_owned))
    }

    /// The attributes as they stand: enough for places, types and numbers.
    pub fn plain(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.0.attributes().flatten().map(|one| (one.key.into_inner(), one.value))
    }
}

impl<R: Read> Markup<R> {
    pub fn new(part: &str, inner: BufReader<Bounded<R>>) -> Self {
        let mut reader = quick_xml::Reader::from_reader(inner);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), part: part.to_owned() }
    }

    /// Goes one step on. After a fault there are no more.
    pub fn step(&mut self) -> Result<Step<'_>, Fault> {
        let Self { reader, buffer, part } = self;
        buffer.clear();
        reader.get_mut().get_mut().breathe();
        match reader.read_event_into(buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => Ok(Step::Open(Tag(tag))),
            Ok(Event::End(tag)) => Ok(Step::Close(Name::of(tag.local_name().into_inner()))),
            Ok(Event::Text(text)) => Ok(Step::Text(text.xml10_content())),
            Ok(Event::CData(text)) => Ok(Step::Text(text.xml10_content())),
            Ok(Event::GeneralRef(sign)) => match sign.resolve_char_ref() {
                Ok(Some(sign)) => Ok(Step::Sign(sign)),
                Ok(None) => resolve_predefined_entity(&sign)
                    .and_then(|text| text.chars().next())
                    .map(Step::Sign)
                    .ok_or_else(|| Fault::NotAWorkbook(format!("{part}: &{};", &*sign))),
                Err(error) => Err(Fault::NotAWorkbook(format!("{part}: {error}"))),
            },
            Ok(Event::DocType(_)) => Err(Fault::NotAWorkbook(format!("{part}: DOCTYPE"))),
            Ok(Event::Eof) => Ok(Step::End),
            Ok(_) => Ok(Step::Nothing),
            Err(quick_xml::Error::Io(cause)) if cause.to_string() == OVER => {
                Err(Fault::TooLarge(part.clone()))
            }
            Err(error) => Err(Fault::NotAWorkbook(format!("{part}: {error}"))),
        }
    }

    /// Goes to the end, giving every tag that opens.
    pub fn tags(mut self, mut each: impl FnMut(&Tag<'_>)) -> Result<(), Fault> {
        loop {
            match self.step()? {
                Step::Open(tag) => each(&tag),
                Step::End => return Ok(()),
                _ => {}
            }
        }
    }
}
