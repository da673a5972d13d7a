//! Which events have a value: the rows of each value, column by column, so that a narrow filter looks at few of all events.

use super::{Columns, NO_MODE, NONE, Row, set::Set};

/// The lists of the columns that filters name most often.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) kinds: Lists,
    pub(super) modes: Lists,
    pub(super) statuses: Lists,
    pub(super) quads: Lists,
    pub(super) actors: Lists,
    pub(super) recipients: Lists,
    pub(super) claimants: Lists,
    pub(super) places: Lists,
    pub(super) sources: Lists,
    pub(super) stories: Lists,
}

/// Rows by value, ascending within one value: those of value `v` stand at `starts[v]..starts[v + 1]`.
#[derive(Debug, Default)]
pub(super) struct Lists {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl Index {
    pub(super) fn of(columns: &Columns) -> Self {
        let one = |number: u32| (number != NONE).then_some(number);
        let rows = &columns.rows;
        Self {
            kinds: Lists::of(rows, |row| Some(u32::from(row.kind))),
            modes: Lists::of(rows, |row| (row.mode != NO_MODE).then_some(u32::from(row.mode))),
            statuses: Lists::of(rows, |row| Some(u32::from(row.status))),
            quads: Lists::of(rows, |row| Some(u32::from(row.quad))),
            actors: Lists::of(rows, |row| columns.actors(row).iter().copied()),
            recipients: Lists::of(rows, |row| columns.recipients(row).iter().copied()),
            claimants: Lists::of(rows, |row| columns.claimants(row).iter().copied()),
            places: Lists::of(rows, |row| one(row.place)),
            sources: Lists::of(rows, |row| one(row.source)),
            stories: Lists::of(rows, |row| Some(row.story)),
        }
    }
}

impl Lists {
    fn of<N: IntoIterator<Item = u32>>(rows: &[Row], numbers: impl Fn(&Row) -> N) -> Self {
        // How many each has, then where each begins, then the rows into their places.
        let mut starts: Vec<u32> = vec![0];
        for number in rows.iter().flat_map(&numbers) {
            let next = number as usize + 1;
            if starts.len() <= next {
                starts.resize(next + 1, 0);
            }
            starts[next] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut ends = starts.clone();
        let mut listed = vec![0; sum as usize];
        for (at, row) in rows.iter().enumerate() {
            for number in numbers(row) {
                let end = &mut ends[number as usize];
                listed[*end as usize] = at as u32;
                *end += 1;
            }
        }
        Self { starts, rows: listed }
    }

    /// The rows of a value.
    fn of_value(&self, number: usize) -> &[u32] {
        match self.starts.get(number..number + 2) {
            Some(&[start, end]) => &self.rows[start as usize..end as usize],
            _ => &[],
        }
    }

    /// Puts the rows of a set's values into a set.
    pub(super) fn gather(&self, values: &Set, rows: &mut Set) {
        values.numbers().flat_map(|number| self.of_value(number)).for_each(|row| rows.insert(*row as usize));
    }
}
