//! The words that stand for the record's closed lists in the tables: the same as in its JSON.

use record::{Bound, Casualty, EntityKind, Manner, MentionKind, PartKind, Quad, Reason, Signal, Status, TimeType};

/// The name that the record has for a member of a closed list, the record's own or one of the ledgers'.
///
/// # Panics
/// If it is no such member but something that is more than a word.
pub fn name_of(member: impl serde::Serialize) -> String {
    match serde_json::to_value(member) {
        Ok(serde_json::Value::String(name)) => name,
        other => unreachable!("a member of a closed list is a word: {other:?}"),
    }
}

/// A closed list whose members have names.
pub(crate) trait Named: Sized + Copy + 'static {
    /// What the list is called in messages.
    const LIST: &'static str;
    /// All members with their names.
    const ALL: &'static [(Self, &'static str)];

    /// The name that stands in the tables.
    fn name(self) -> &'static str;

    /// The member of this name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(member, _)| *member)
    }
}

macro_rules! named {
    ($type:ident, $list:literal, $($member:ident = $name:literal),+ $(,)?) => {
        impl Named for $type {
            const LIST: &'static str = $list;
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$member, $name)),+];

            fn name(self) -> &'static str {
                match self { $(Self::$member => $name),+ }
            }
        }
    };
}

named!(Signal, "signal", New = "new", Update = "update", Correct = "correct", Withdraw = "withdraw");
named!(PartKind, "kind of part", Headline = "headline", Dateline = "dateline", Byline = "byline", Paragraph = "paragraph");
named!(
    EntityKind,
    "kind of entity",
    Person = "person",
    Organization = "organization",
    Country = "country",
    Place = "place",
    ArmedGroup = "armed_group",
    People = "people",
    Facility = "facility",
    Other = "other",
);
named!(MentionKind, "kind of mention", Name = "name", Nominal = "nominal", Pronoun = "pronoun", Metonym = "metonym");
named!(TimeType, "type of time", Date = "DATE", Time = "TIME", Duration = "DURATION", Set = "SET");
named!(
    Bound,
    "bound",
    Exact = "exact",
    About = "about",
    AtLeast = "at_least",
    AtMost = "at_most",
    MoreThan = "more_than",
    LessThan = "less_than",
    Between = "between",
    Vague = "vague",
);
named!(
    Casualty,
    "casualty",
    Killed = "killed",
    Wounded = "wounded",
    Missing = "missing",
    Detained = "detained",
    Displaced = "displaced",
);
named!(Manner, "manner", Direct = "direct", Indirect = "indirect", Mixed = "mixed");
named!(
    Status,
    "status",
    Occurred = "occurred",
    Ongoing = "ongoing",
    Planned = "planned",
    CalledFor = "called_for",
    Possible = "possible",
    Denied = "denied",
);
named!(
    Quad,
    "quad class",
    VerbalCooperation = "verbal_cooperation",
    MaterialCooperation = "material_cooperation",
    VerbalConflict = "verbal_conflict",
    MaterialConflict = "material_conflict",
);
named!(
    Reason,
    "reason",
    NoAct = "no_act",
    NoActor = "no_actor",
    ActNotInLexicon = "act_not_in_lexicon",
    QuotedOpinion = "quoted_opinion",
);

#[cfg(test)]
mod tests {
    use super::*;

    /// Every name reads back, and is the one that the record's JSON has.
    fn check<T: Named + PartialEq + std::fmt::Debug + serde::Serialize>() {
        for (member, name) in T::ALL {
            assert_eq!(T::named(name), Some(*member));
            assert_eq!(serde_json::to_value(member).unwrap(), *name);
            assert!(include_str!("schema/1.sql").contains(&format!("'{name}'")), "the table's check knows {name}");
        }
        assert_eq!(T::named("no such name"), None);
    }

    #[test]
    fn names_are_those_of_the_records_json() {
        check::<Signal>();
        check::<PartKind>();
        check::<EntityKind>();
        check::<MentionKind>();
        check::<TimeType>();
        check::<Bound>();
        check::<Casualty>();
        check::<Manner>();
        check::<Status>();
        check::<Quad>();
        check::<Reason>();
    }
}
