//! A page of a selection: keys in an order, from a mark on.

use serde::{Deserialize, Serialize};

use super::{Columns, Row, Selection, set::Set};
use crate::{EventFilter, Order, Problem, Store};

/// Where a list goes on: the sort key of the last event of the page before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mark(u32, f32, i64);

/// Some events of a selection.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Keys of the events, in order.
    pub events: Vec<i64>,
    /// Where the next page begins, if there is one.
    pub next: Option<Mark>,
}

impl Columns {
    /// Keys of at most `limit` events that came after this one and that the filter lets through, in the order in which they came; and the key up
    /// to which the columns were looked at.
    pub fn since(&self, store: &Store, filter: &EventFilter, after: i64, limit: usize) -> Result<(Vec<i64>, i64), Problem> {
        if self.seen.event <= after {
            return Ok((Vec::new(), after));
        }
        let mut keys: Vec<i64> = self.select(store, filter)?.rows().map(|row| row.event).filter(|event| *event > after).collect();
        keys.sort_unstable();
        let more = keys.len() > limit;
        keys.truncate(limit);
        let until = keys.last().copied().filter(|_| more).unwrap_or(self.seen.event);
        Ok((keys, until))
    }
}

impl Selection<'_> {
    /// Keys of the stories that tell the events, each once, in order.
    pub fn stories(&self) -> Vec<i64> {
        let mut numbers = Set::default();
        self.rows().for_each(|row| numbers.insert(row.story as usize));
        let mut stories: Vec<i64> = numbers.numbers().map(|number| self.columns.stories.values()[number]).collect();
        stories.sort_unstable();
        stories
    }

    /// At most `limit` events after a mark: by day with the latest first ([`Order::Latest`]), by day with the earliest first, or the surest first.
    /// Those without a day come last by day.
    pub fn page(&self, order: Order, after: Option<Mark>, limit: usize) -> Page {
        match order {
            Order::Latest => {
                take(self.rows().rev().filter(|row| after.is_none_or(|mark| (row.day, row.event) < (mark.0, mark.2))), limit)
            }
            Order::Day => {
                let key = |day: u32, event: i64| (day == 0, day, event);
                let undated = self.rows.partition_point(|at| self.columns.rows[*at as usize].day == 0);
                let at = |rows: &[u32]| rows.iter().map(|at| &self.columns.rows[*at as usize]).collect::<Vec<_>>();
                let rows = [at(&self.rows[undated..]), at(&self.rows[..undated])].concat();
                take(rows.into_iter().filter(|row| after.is_none_or(|mark| key(row.day, row.event) > key(mark.0, mark.2))), limit)
            }
            Order::Confidence => {
                let mut rows: Vec<&Row> = self
                    .rows()
                    .filter(|row| {
                        after.is_none_or(|mark| row.confidence < mark.1 || (row.confidence == mark.1 && row.event > mark.2))
                    })
                    .collect();
                let order = |a: &&Row, b: &&Row| b.confidence.total_cmp(&a.confidence).then(a.event.cmp(&b.event));
                // Only those of the page need to be in order.
                if rows.len() > limit + 1 {
                    rows.select_nth_unstable_by(limit, order);
                    rows.truncate(limit + 1);
                }
                rows.sort_by(order);
                take(rows.into_iter(), limit)
            }
        }
    }
}

fn take<'r>(mut rows: impl Iterator<Item = &'r Row>, limit: usize) -> Page {
    let page: Vec<&Row> = rows.by_ref().take(limit).collect();
    let next = page.last().filter(|_| rows.next().is_some()).map(|row| Mark(row.day, row.confidence, row.event));
    Page { events: page.into_iter().map(|row| row.event).collect(), next }
}
