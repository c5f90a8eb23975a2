//! The inputs of a form, as they follow from the definition of the kind.

use app::editing::{Cells, Fault, LOCATOR, Suggestion};
use domain::kind::Title;
use domain::{Field, Kind, Shape, Unit};
use language::{Language, Words};
use store::Names;

use super::FormState;
use super::pressed::{TAG, TEXT};
use super::telling;

/// How many blank inputs a list has behind those that are filled in, and how many more a press on the button gives.
const BLANK: usize = 1;
const MORE: usize = 4;

/// The languages that a further text can be in, besides those of the screens.
const TAGS: [&str; 27] = [
    "ar", "bn", "de", "es", "fil", "fr", "hi", "id", "kk", "km", "ko", "lo", "mn", "ms", "my", "ne", "pt",
    "ru", "si", "sw", "ta", "th", "tr", "uz", "vi", "zh-Hans", "zh-Hant",
];

/// One field of a form.
pub(super) struct Input {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) help: Option<String>,
    pub(super) required: bool,
    /// What the field's values count.
    pub(super) unit: Option<String>,
    pub(super) control: Control,
    /// Where a new record that is missing can be made.
    pub(super) makes: Vec<(String, String)>,
}

/// What a field is filled in with.
pub(super) enum Control {
    /// One line.
    Line(Entry),
    /// One of several codes.
    Choice { entry: Entry, options: Vec<Choice> },
    /// A text in each language.
    Texts { entries: Vec<Entry>, other: Other },
    /// Several lines.
    Many(Vec<Entry>),
    /// Documents, each with the place in it.
    Cited(Vec<(Entry, Entry)>),
}

/// One input.
pub(super) struct Entry {
    position: usize,
    several: bool,
    /// The id in the page.
    pub(super) id: String,
    pub(super) name: String,
    pub(super) value: String,
    pub(super) label: String,
    /// The language of the text.
    pub(super) tag: Option<String>,
    pub(super) rows: usize,
    /// How the keyboard of a telephone helps.
    pub(super) mode: &'static str,
    pub(super) faults: Vec<String>,
    /// Where suggestions come from, when there are any.
    pub(super) suggested: Option<String>,
    /// The value of the button that looks for what is typed; blank when nothing can be looked for.
    pub(super) find: String,
    /// What was found for it, with the value of the button that takes it.
    pub(super) matches: Option<Vec<(String, String)>>,
    pub(super) described: Vec<String>,
}

impl Entry {
    /// Whether the input has no label of its own, as one of several of a name.
    pub(super) fn is_one_of_several(&self) -> bool {
        self.several
    }

    /// Its number among those of its name, from 1; blank when it is the only one.
    pub(super) fn number(&self) -> String {
        if self.several { (self.position + 1).to_string() } else { String::new() }
    }
}

/// A value that can be chosen.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) is_chosen: bool,
}

/// A text in a language that has no input yet.
pub(super) struct Other {
    pub(super) tag_name: String,
    pub(super) text_name: String,
    pub(super) languages: Vec<(&'static str, String)>,
}

/// What inputs are made from.
pub(super) struct Maker<'a> {
    pub(super) words: Words,
    pub(super) kind: &'static Kind,
    pub(super) cells: &'a Cells,
    pub(super) known: &'a Names,
    pub(super) state: &'a FormState<'a>,
    /// The kinds of records that the reader may add.
    pub(super) addable: Vec<&'static Kind>,
}

impl Maker<'_> {
    pub(super) fn input(&self, field: &'static Field) -> Input {
        let control = match field.shape {
            Shape::Code(vocabulary) => {
                let entry = self.entry(field, field.name, 0);
                let mut options: Vec<Choice> = vec![choice("", "", &entry.value)];
                let labels = vocabulary.codes.iter();
                options.extend(
                    labels.map(|code| choice(code, &self.words.code(vocabulary, code), &entry.value)),
                );
                if options.iter().all(|option| !option.is_chosen) {
                    options.push(choice(&entry.value, &entry.value, &entry.value));
                }
                Control::Choice { entry, options }
            }
            Shape::Texts { .. } => self.texts(field),
            Shape::Terms | Shape::References(_) => {
                let count = self.count(field, self.cells.all(field.name).len());
                Control::Many((0..count).map(|at| self.entry(field, field.name, at)).collect())
            }
            Shape::Citations => {
                let count = self.count(field, self.cells.all(field.name).len());
                let place = format!("{}{LOCATOR}", field.name);
                let pair = |at| (self.entry(field, field.name, at), self.entry(field, &place, at));
                Control::Cited((0..count).map(pair).collect())
            }
            _ => Control::Line(self.entry(field, field.name, 0)),
        };
        Input {
            name: field.name,
            label: self.words.field(self.kind, field).into_owned(),
            help: self.help(field),
            required: field.required,
            unit: self.unit(field),
            control,
            makes: self.makes(field),
        }
    }

    fn count(&self, field: &Field, filled: usize) -> usize {
        let more = if self.state.more.as_deref() == Some(field.name) { MORE } else { 0 };
        filled + BLANK + more
    }

    fn texts(&self, field: &'static Field) -> Control {
        let slots = self.cells.slots(self.kind, field);
        let entries = slots.iter().map(|slot| {
            let tag = slot.language.clone().unwrap_or_default();
            let mut entry = self.entry(field, &slot.name, 0);
            let name = match Language::ALL.iter().find(|language| language.tag() == tag) {
                Some(language) => language.native_name().to_owned(),
                None => self.words.language_name(&tag).into_owned(),
            };
            entry.label = name;
            entry.rows = rows(&entry.value, self.is_prose(field));
            entry.tag = Some(tag);
            entry
        });
        let is_free = |tag: &&str| slots.iter().all(|slot| slot.language.as_deref() != Some(*tag));
        let free = TAGS.into_iter().filter(is_free);
        let mut languages: Vec<(&'static str, String)> =
            free.map(|tag| (tag, self.words.language_name(tag).into_owned())).collect();
        languages.sort_by(|a, b| a.1.cmp(&b.1));
        let other = Other {
            tag_name: format!("{}{TAG}", field.name),
            text_name: format!("{}{TEXT}", field.name),
            languages,
        };
        Control::Texts { entries: entries.collect(), other }
    }

    /// Whether the text of a field is longer than a name.
    fn is_prose(&self, field: &Field) -> bool {
        !matches!(self.kind.title, Title::Field(name) if name == field.name)
    }

    fn entry(&self, field: &'static Field, name: &str, position: usize) -> Entry {
        let typed = self.cells.all(name).get(position).map_or("", String::as_str);
        let is_locator = name.ends_with(LOCATOR);
        let value = match field.shape {
            Shape::Reference(_) | Shape::References(_) => self.named(typed),
            _ => typed.to_owned(),
        };
        let faults: Vec<&Fault> = self
            .state
            .faults
            .iter()
            .filter(|fault| fault.input == name && fault.position == position)
            .collect();
        let can_find = matches!(field.shape, Shape::Reference(_) | Shape::References(_) | Shape::Citations);
        let is_suggested = (can_find || matches!(field.shape, Shape::Term | Shape::Terms)) && !is_locator;
        let id = input_id(name, position);
        let mut described = Vec::new();
        if self.help(field).is_some() {
            described.push(format!("h-{}", field.name));
        }
        if !faults.is_empty() {
            described.push(format!("e-{id}"));
        }
        Entry {
            position,
            several: matches!(field.shape, Shape::Terms | Shape::References(_) | Shape::Citations),
            matches: self.matches(name, position, &faults),
            described,
            faults: faults.iter().map(|fault| telling::fault(self.words, self.kind, fault)).collect(),
            id,
            name: name.to_owned(),
            value,
            label: self.words.field(self.kind, field).into_owned(),
            tag: None,
            rows: if typed.contains('\n') { 3 } else { 0 },
            mode: if matches!(field.shape, Shape::Number) { "decimal" } else { "text" },
            suggested: is_suggested.then(|| format!("/{}/suggest?field={}", self.kind.plural, field.name)),
            find: if can_find && !is_locator { format!("{name}:{position}") } else { String::new() },
        }
    }

    /// The title of a record with its id, as an input shows it; what is no id of a record stays.
    fn named(&self, typed: &str) -> String {
        match self.known.get(typed.trim()) {
            Some(head) => telling::with_id(self.words, head),
            None => typed.to_owned(),
        }
    }

    /// What could stand in an input: what was looked for, or what may be meant by a wrong text.
    fn matches(&self, name: &str, position: usize, faults: &[&Fault]) -> Option<Vec<(String, String)>> {
        let taken = |value: &str| format!("{name}:{position}:{value}");
        if let Some((found, at, suggestions)) = &self.state.found
            && found == name
            && *at == position
        {
            let shown = suggestions.iter().map(|one| {
                let (value, label) = telling::suggestion(self.words, one);
                let value = match one {
                    Suggestion::Record(head) => head.id.clone(),
                    _ => value,
                };
                (taken(&value), label)
            });
            return Some(shown.collect());
        }
        let meant: Vec<(String, String)> = faults
            .iter()
            .flat_map(|fault| &fault.matches)
            .map(|head| (taken(&head.id), telling::with_kind(self.words, head)))
            .collect();
        (!meant.is_empty()).then_some(meant)
    }

    fn unit(&self, field: &Field) -> Option<String> {
        match field.unit {
            Unit::Fixed(unit) => Some(self.words.unit(unit).into_owned()),
            Unit::Field(name) => {
                let label = self.words.field_named(self.kind.plural, name).into_owned();
                Some(self.words.with("edit-unit-of", &[("field", label.into())]))
            }
            Unit::None => None,
        }
    }

    /// The help of a field: its own, else that of its shape.
    fn help(&self, field: &Field) -> Option<String> {
        let name = field.name.replace('_', "-");
        let plural = self.kind.plural.replace('_', "-");
        let own = self
            .words
            .find(&format!("help-{plural}-{name}"))
            .or_else(|| self.words.find(&format!("help-field-{name}")));
        let shape = match field.shape {
            Shape::Date => "date",
            Shape::Period => "period",
            Shape::Number => "number",
            Shape::Reference(_) => "reference",
            Shape::References(_) => "references",
            Shape::Term => "term",
            Shape::Terms => "terms",
            Shape::Citations => "citations",
            Shape::Plain | Shape::Texts { .. } | Shape::Code(_) => return own.map(Into::into),
        };
        let shape = self.words.get(&format!("help-shape-{shape}"));
        Some(own.map_or_else(|| shape.clone().into_owned(), |own| format!("{own} {shape}")))
    }

    /// The forms of the records that a field refers to, for those who may add one.
    fn makes(&self, field: &Field) -> Vec<(String, String)> {
        let (Shape::Reference(kinds) | Shape::References(kinds)) = field.shape else { return Vec::new() };
        let named = self.addable.iter().filter(|kind| kinds.contains(&kind.plural));
        named.map(|kind| (format!("/{}/new", kind.plural), self.words.kind_one(kind).into_owned())).collect()
    }
}

/// The id of an input in the page.
pub(super) fn input_id(name: &str, position: usize) -> String {
    match position {
        0 => format!("f-{name}"),
        _ => format!("f-{name}-{position}"),
    }
}

fn choice(code: &str, label: &str, chosen: &str) -> Choice {
    Choice { value: code.to_owned(), label: label.to_owned(), is_chosen: code == chosen }
}

/// How many lines of a text are seen at once.
fn rows(text: &str, is_prose: bool) -> usize {
    let lines: usize = text.lines().map(|line| 1 + line.chars().count() / 60).sum();
    lines.clamp(if is_prose { 3 } else { 1 }, 14)
}
