//! Figures that count the same thing, side by side and in the order of saying.

use std::collections::BTreeMap;

use record::Casualty;
use serde::{Deserialize, Serialize};

use super::{Agreement, Because, Figure, compare};
use crate::actor::ActorKey;

/// What figures must share to be compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Counted {
    /// Unit, or lemma of the thing counted.
    pub unit: String,
    /// What befell the people counted.
    pub casualty: Option<Casualty>,
    /// Whose they are.
    pub holder: Option<ActorKey>,
    /// PLOVER type of the act, where no casualty says what is counted.
    pub act: Option<String>,
}

/// Figures of one thing within an episode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FigureGroup {
    /// The thing counted.
    pub counted: Counted,
    /// By day of saying, then story and place in the text: read downwards, a toll as it grew.
    pub figures: Vec<Figure>,
    /// Every two of them; indexes into `figures`, the earlier first.
    pub pairs: Vec<FigurePair>,
}

/// Two figures of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigurePair {
    /// Index of the first figure.
    pub first: usize,
    /// Index of the second.
    pub second: usize,
    /// What they say of each other.
    pub agreement: Agreement,
    /// Why.
    pub because: Because,
}

/// Groups the figures of one episode. A figure that has neither a unit nor a casualty, act or holder to say what it counts is
/// left out: like numbers of unlike things are no conflict. The result does not depend on the order of the figures.
pub fn group_figures(figures: impl IntoIterator<Item = Figure>) -> Vec<FigureGroup> {
    let mut groups: BTreeMap<Counted, Vec<Figure>> = BTreeMap::new();
    for figure in figures {
        if let Some(counted) = counted(&figure) {
            groups.entry(counted).or_default().push(figure);
        }
    }
    groups.into_iter().map(|(counted, figures)| group(counted, figures)).collect()
}

fn counted(figure: &Figure) -> Option<Counted> {
    let act = if figure.casualty.is_some() { None } else { figure.act.clone() };
    if figure.casualty.is_none() && act.is_none() && figure.holder.is_none() {
        return None;
    }
    Some(Counted { unit: figure.unit.clone()?, casualty: figure.casualty, holder: figure.holder.clone(), act })
}

fn group(counted: Counted, mut figures: Vec<Figure>) -> FigureGroup {
    figures.sort_by(|a, b| (&a.day, &a.story, a.span.start, &a.quantity).cmp(&(&b.day, &b.story, b.span.start, &b.quantity)));
    let mut pairs = Vec::new();
    for (first, a) in figures.iter().enumerate() {
        for (second, b) in figures.iter().enumerate().skip(first + 1) {
            let (mut agreement, mut because) = compare(&a.count, &b.count);
            if agreement == Agreement::Conflicting && grew(&counted, a, b) {
                (agreement, because) = (Agreement::Compatible, Because::LaterAndHigher);
            }
            pairs.push(FigurePair { first, second, agreement, because });
        }
    }
    FigureGroup { counted, figures, pairs }
}

/// The dead and the wounded of one happening only become more; the missing are found and the detained let go.
fn grew(counted: &Counted, earlier: &Figure, later: &Figure) -> bool {
    let only_grows = matches!(counted.casualty, Some(Casualty::Killed | Casualty::Wounded));
    let dated = earlier.day.is_some() && earlier.day < later.day;
    only_grows && dated && earlier.count.value < later.count.value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Claimant, Count};
    use record::{Bound, Span};

    fn toll(story: &str, day: &str, value: f64, casualty: Option<Casualty>) -> Figure {
        Figure {
            story: story.into(),
            quantity: "q1".into(),
            span: Span { start: 0, end: 2 },
            count: Count { value: Some(value), upper: None, bound: Bound::Exact },
            unit: Some("miner".into()),
            casualty,
            holder: None,
            act: None,
            claimant: Claimant::Outlet("wire".into()),
            day: Some(day.into()),
        }
    }

    #[track_caller]
    fn check(a: Figure, b: Figure, expected: Agreement) {
        let forwards = group_figures([a.clone(), b.clone()]);
        assert_eq!(forwards, group_figures([b, a]), "order of arrival");
        assert_eq!(forwards[0].pairs[0].agreement, expected);
    }

    #[test]
    fn a_toll_may_grow_but_not_shrink() {
        let killed = Some(Casualty::Killed);
        check(toll("a", "2025-03-01", 4.0, killed), toll("b", "2025-03-02", 9.0, killed), Agreement::Compatible);
        check(toll("a", "2025-03-01", 9.0, killed), toll("b", "2025-03-02", 4.0, killed), Agreement::Conflicting);
        check(toll("a", "2025-03-01", 4.0, killed), toll("b", "2025-03-01", 9.0, killed), Agreement::Conflicting);
        check(toll("a", "2025-03-01", 9.0, killed), toll("b", "2025-03-01", 9.0, killed), Agreement::Agree);
        let missing = Some(Casualty::Missing);
        check(toll("a", "2025-03-01", 4.0, missing), toll("b", "2025-03-02", 9.0, missing), Agreement::Conflicting);
    }

    #[test]
    fn unlike_things_are_not_compared() {
        let killed = toll("a", "2025-03-01", 4.0, Some(Casualty::Killed));
        let wounded = toll("b", "2025-03-01", 9.0, Some(Casualty::Wounded));
        assert!(group_figures([killed, wounded]).iter().all(|group| group.pairs.is_empty()));
        assert!(group_figures([toll("a", "2025-03-01", 4.0, None)]).is_empty());
    }
}
