//! Which acts are one with a plan: the table `lexicon/plans/families.toml`. In: types and modes. Out: yes or no.

use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    family: Vec<Family>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    plan: String,
    mode: Option<String>,
    by: Vec<String>,
    #[allow(dead_code)]
    because: String,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| crate::pattern::table("plans/families.toml", include_str!("../../../../lexicon/plans/families.toml")));

/// Whether an act of a PLOVER type and mode meets a plan of another.
pub fn meets(plan: (&str, Option<&str>), act: (&str, Option<&str>)) -> bool {
    let alike = plan.0 == act.0 && (plan.1 == act.1 || plan.1.is_none() || act.1.is_none());
    alike || rows(plan).any(|family| family.by.iter().any(|kind| kind == act.0))
}

/// Types whose acts may meet a plan of this type.
pub fn kinds(plan: &str) -> impl Iterator<Item = &str> {
    let more =
        TABLE.family.iter().filter(move |family| family.plan == plan).flat_map(|family| family.by.iter().map(String::as_str));
    std::iter::once(plan).chain(more.filter(move |kind| *kind != plan))
}

fn rows<'p>(plan: (&'p str, Option<&'p str>)) -> impl Iterator<Item = &'static Family> + 'p {
    TABLE.family.iter().filter(move |family| family.plan == plan.0 && (family.mode.is_none() || family.mode.as_deref() == plan.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_meet_plans_of_their_family() {
        for (plan, act, expected) in [
            (("CONSULT", Some("visit")), ("CONSULT", None), true),
            (("CONSULT", Some("visit")), ("CONSULT", Some("phone")), true),
            (("ASSAULT", Some("aerial")), ("ASSAULT", None), true),
            (("ASSAULT", Some("aerial")), ("ASSAULT", Some("beat")), false),
            (("SUPPORT", None), ("AGREE", None), true),
            (("PROTEST", Some("strike")), ("PROTEST", Some("demo")), false),
            (("AID", None), ("CONSULT", None), false),
        ] {
            assert_eq!(meets(plan, act), expected, "{plan:?} {act:?}");
        }
        assert_eq!(kinds("AGREE").collect::<Vec<_>>(), ["AGREE", "SUPPORT"]);
    }
}
