//! Why a mention is one and where a fact comes from, for `dateline explain`.

use std::fmt;
use std::ops::Range;

/// Why words are taken as a mention of their entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// The trained reader found a name here.
    Reader,
    /// A table knows the name.
    Table(&'static str),
    /// The surname or a part of a fuller name in the story.
    Shortened,
    /// The initials of a fuller name.
    Acronym,
    /// Introduced in brackets beside the fuller name.
    Bracketed,
    /// An adjective or a people for its country.
    Demonym,
    /// A capital or seat that acts: the institution there.
    Seat,
    /// A description that is an actor of its own.
    Description,
    /// A description with the words of one before it.
    SameDescription,
    /// A description of the office that an entity holds.
    Office,
    /// A noun for the kind of entity: "the ministry", "the country".
    KindNoun,
    /// Stands beside the name in apposition, or is said of it: "X, the minister,", "X is the minister".
    Apposition,
    /// A plural noun or pronoun for several entities: "the two leaders", "both".
    Several,
    /// A personal or possessive pronoun.
    Pronoun,
    /// A pronoun whose antecedent follows: "In his speech, X said".
    Cataphora,
    /// A possessive pronoun of an act that the story says another does.
    Acts,
    /// "who", "which" and the noun before it.
    Relative,
    /// "I" or "we" inside a quotation: its speaker.
    Speaker,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reader => "name found by the reader",
            Self::Table(table) => return write!(f, "name in {table}"),
            Self::Shortened => "short for a fuller name in the story",
            Self::Acronym => "initials of a fuller name in the story",
            Self::Bracketed => "short form given in brackets",
            Self::Demonym => "adjective or people of a country",
            Self::Seat => "capital or seat that acts: the institution there",
            Self::Description => "description of an actor",
            Self::SameDescription => "same description as before",
            Self::Office => "description of the office held",
            Self::KindNoun => "noun for what it is",
            Self::Apposition => "said of the name beside it",
            Self::Several => "plural for several entities",
            Self::Pronoun => "pronoun with its likeliest antecedent",
            Self::Cataphora => "pronoun before its antecedent",
            Self::Acts => "pronoun for who does the same elsewhere in the story",
            Self::Relative => "relative pronoun of the noun before it",
            Self::Speaker => "speaker of the quotation around it",
        })
    }
}

/// A field of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Kind,
    Country,
    Sectors,
    Role,
    Place,
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Words of a sentence, by its index and the indices of its tokens.
    Words { sentence: usize, tokens: Range<usize> },
    /// A row of a table.
    Table(&'static str),
    /// The trained reader's label.
    Reader,
    /// What the rest of the story makes likely.
    Story,
}

/// A fact of an entity and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) field: Field,
    pub(crate) value: String,
    pub(crate) origin: Origin,
}
