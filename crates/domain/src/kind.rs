//! The definition of a record kind: from it follow the table, the list with its filters, the page, the columns of files
//! and the search document.

use crate::record::Record;
use crate::value::Value;
use crate::viewer::Visibility;
use crate::vocabularies::Vocabulary;

/// One kind of record, defined once.
#[derive(Debug)]
pub struct Kind {
    /// The plural noun that names the kind in every layer: table, address, file, label keys.
    pub plural: &'static str,
    /// How a record of this kind gets its id.
    pub identity: Identity,
    /// How a record of this kind is called in lists and links.
    pub title: Title,
    /// The fields, in the order of the columns of its file.
    pub fields: &'static [Field],
    /// The names of the fields that a list shows behind the title.
    pub list: &'static [&'static str],
    /// The field that dates the record, if one does.
    pub date: Option<&'static str>,
    /// The name of the field by which a list is sorted at first; a leading `-` reverses it.
    pub sort: &'static str,
    /// Checks that look at more than one field.
    pub check: fn(&Record) -> Vec<FieldFault>,
}

/// How a record gets its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// The file has a column for it.
    Column {
        /// The name of the column: `id` or `code`.
        name: &'static str,
        /// What ids of this kind start with; blank for kinds without a prefix.
        prefix: &'static str,
    },
    /// The id follows from fields of the record; a second record with the same fields gets `-2` behind it.
    Fields {
        /// What ids of this kind start with.
        prefix: &'static str,
        /// The fields that make it, in order.
        names: &'static [&'static str],
    },
}

/// How a record is called.
#[derive(Debug, Clone, Copy)]
pub enum Title {
    /// By a text field.
    Field(&'static str),
    /// By several fields; those that refer to records stand for the titles of these.
    Fields(&'static [&'static str]),
}

/// One field of a kind.
#[derive(Debug)]
pub struct Field {
    /// The name in every layer: column, address, label key.
    pub name: &'static str,
    /// What it may hold.
    pub shape: Shape,
    /// Whether a record without it is refused.
    pub required: bool,
    /// Who may see it.
    pub visibility: Visibility,
    /// Whether search finds its words.
    pub searched: bool,
    /// The unit of a number.
    pub unit: Unit,
}

/// What a field may hold.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Plain text that is the same in every language, such as a code of another system.
    Plain,
    /// Text for readers, in one or more languages. With `by_language`, files name the language in each column
    /// (`name_en`, `name_ja`); else the plain column is English and further languages have columns of their own
    /// (`title`, `title_ja`).
    Texts {
        /// Whether even English is named in the column.
        by_language: bool,
    },
    /// One code of a closed list.
    Code(&'static Vocabulary),
    /// A short term of an open list, such as an indicator.
    Term,
    /// Several terms.
    Terms,
    /// A partial date: day, month or year, perhaps with a remark.
    Date,
    /// A date or a period.
    Period,
    /// An exact number or a range.
    Number,
    /// One record of one of the named kinds; of any kind when none is named.
    Reference(&'static [&'static str]),
    /// Several records of the named kinds.
    References(&'static [&'static str]),
    /// Documents with the place in them.
    Citations,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Nothing: a plain number, or no number at all.
    None,
    /// A fixed unit, in UCUM.
    Fixed(&'static str),
    /// The unit or currency stands in another field.
    Field(&'static str),
}

/// A fault that a kind's own check finds in a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// The field at fault.
    pub field: &'static str,
    /// The fault.
    pub fault: crate::problem::Code,
    /// What was expected, in the form of the value.
    pub expected: String,
}

impl Kind {
    /// Finds a field by name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|f| f.name == name)
    }

    /// The position of a field among [`Kind::fields`].
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|f| f.name == name)
    }

    /// The field of citations, if the kind has one by the usual name.
    #[must_use]
    pub fn is_sourced(&self) -> bool {
        self.fields.iter().any(|f| matches!(f.shape, Shape::Citations))
    }

    /// The column that holds the id in files and addresses.
    #[must_use]
    pub fn id_column(&self) -> &'static str {
        match self.identity {
            Identity::Column { name, .. } => name,
            Identity::Fields { .. } => "id",
        }
    }
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.plural == other.plural
    }
}

impl Eq for Kind {}

impl Field {
    const fn new(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            shape,
            required: false,
            visibility: Visibility::Office,
            searched: false,
            unit: Unit::None,
        }
    }

    /// A field of plain text.
    #[must_use]
    pub const fn plain(name: &'static str) -> Self {
        Self::new(name, Shape::Plain)
    }

    /// A field of text for readers whose plain column is English. Search finds its words.
    #[must_use]
    pub const fn texts(name: &'static str) -> Self {
        let mut field = Self::new(name, Shape::Texts { by_language: false });
        field.searched = true;
        field
    }

    /// A name whose columns all carry their language (`name_en`, `name_ja`). Search finds its words.
    #[must_use]
    pub const fn names(name: &'static str) -> Self {
        let mut field = Self::new(name, Shape::Texts { by_language: true });
        field.searched = true;
        field
    }

    /// A field with one code of a closed list.
    #[must_use]
    pub const fn code(name: &'static str, vocabulary: &'static Vocabulary) -> Self {
        Self::new(name, Shape::Code(vocabulary))
    }

    /// A field with a short term of an open list.
    #[must_use]
    pub const fn term(name: &'static str) -> Self {
        Self::new(name, Shape::Term)
    }

    /// A field with several terms.
    #[must_use]
    pub const fn terms(name: &'static str) -> Self {
        Self::new(name, Shape::Terms)
    }

    /// A field with a partial date.
    #[must_use]
    pub const fn date(name: &'static str) -> Self {
        Self::new(name, Shape::Date)
    }

    /// A field with a date or a period.
    #[must_use]
    pub const fn period(name: &'static str) -> Self {
        Self::new(name, Shape::Period)
    }

    /// A field with a number and what it counts.
    #[must_use]
    pub const fn number(name: &'static str, unit: Unit) -> Self {
        let mut field = Self::new(name, Shape::Number);
        field.unit = unit;
        field
    }

    /// A field that refers to one record of one of the named kinds; of any kind when none is named.
    #[must_use]
    pub const fn reference(name: &'static str, kinds: &'static [&'static str]) -> Self {
        Self::new(name, Shape::Reference(kinds))
    }

    /// A field that refers to several records of the named kinds.
    #[must_use]
    pub const fn references(name: &'static str, kinds: &'static [&'static str]) -> Self {
        Self::new(name, Shape::References(kinds))
    }

    /// A field with documents and the place in them.
    #[must_use]
    pub const fn citations(name: &'static str) -> Self {
        Self::new(name, Shape::Citations)
    }

    /// Marks the field as one that a record must have.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Opens the field to anybody.
    #[must_use]
    pub const fn public(mut self) -> Self {
        self.visibility = Visibility::Public;
        self
    }

    /// Tells whether a list can be narrowed by this field's values.
    #[must_use]
    pub fn is_filter(&self) -> bool {
        match self.shape {
            Shape::Code(_) | Shape::Term | Shape::Terms | Shape::Reference(_) | Shape::References(_) => true,
            Shape::Plain
            | Shape::Texts { .. }
            | Shape::Date
            | Shape::Period
            | Shape::Number
            | Shape::Citations => false,
        }
    }

    /// Tells whether a list can be sorted by this field. Of texts these are the required ones: names and titles, not
    /// prose.
    #[must_use]
    pub fn is_sortable(&self) -> bool {
        match self.shape {
            Shape::Terms | Shape::References(_) | Shape::Citations => false,
            Shape::Texts { .. } => self.required,
            _ => true,
        }
    }

    /// The values by which a list can be narrowed: codes, terms, ids of records.
    #[must_use]
    pub fn filter_values<'v>(&self, value: &'v Value) -> Vec<&'v str> {
        match value {
            Value::Text(one) | Value::Reference(one) if self.is_filter() => vec![one.as_str()],
            Value::Many(many) | Value::References(many) if self.is_filter() => {
                many.iter().map(String::as_str).collect()
            }
            _ => Vec::new(),
        }
    }
}
