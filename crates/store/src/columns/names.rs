//! Names of parties: which there are, and how often each acts, is acted upon and says so.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Columns, Selection,
    select::Wanted,
    set::Set,
    tally::{Tally, first},
};
use crate::{Problem, Store};

/// A name with its code and country as stories give them, and its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NameCount {
    /// The name.
    pub name: String,
    /// CAMEO or PLOVER actor code.
    pub code: Option<String>,
    /// Who it is across stories, where they tell: as a party it selects exactly this actor.
    pub actor: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Events in which it acts.
    pub acts: u64,
    /// Events in which it is acted upon.
    pub received: u64,
    /// Events that stand in a statement of it.
    pub claims: u64,
}

/// Names, those with the most events first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Names {
    /// The names.
    pub names: Vec<NameCount>,
    /// Names beyond those.
    pub more: u64,
}

impl Columns {
    /// All events.
    pub fn all(&self) -> Selection<'_> {
        Selection { columns: self, rows: (0..self.rows.len() as u32).collect() }
    }
}

impl Selection<'_> {
    /// At most `most` of the names in the selection; with a party, only those that are the party, as the parameter `actor` takes it.
    pub fn names(&self, store: &Store, party: Option<&str>, most: usize) -> Result<Names, Problem> {
        let columns = self.columns;
        let wanted = party.map(|party| Wanted::new(store, party)).transpose()?;
        let wanted = wanted.map(|wanted| columns.parties_of(&wanted).collect::<Set>());
        let mut counts = Tally::<[u64; 3]>::below(columns.parties.len());
        for row in self.rows() {
            for (part, parties) in [columns.actors(row), columns.recipients(row), columns.claimants(row)].into_iter().enumerate()
            {
                parties.iter().for_each(|party| counts.of(*party)[part] += 1);
            }
        }
        let is_wanted = |number: u32| wanted.as_ref().is_none_or(|wanted| wanted.has(number as usize));
        let mut found: Vec<(u32, [u64; 3])> = counts.sums().iter().filter(|(number, _)| is_wanted(*number)).copied().collect();
        let events = |counts: &[u64; 3]| counts.iter().sum::<u64>();
        let more = first(&mut found, most, |a, b| events(&b.1).cmp(&events(&a.1)).then(a.0.cmp(&b.0)));
        let names = found.into_iter().map(|(number, [acts, received, claims])| {
            let party = &columns.parties.values()[number as usize];
            NameCount {
                name: party.name.clone(),
                code: party.code.clone(),
                actor: party.actor.clone(),
                country: party.country.clone(),
                acts,
                received,
                claims,
            }
        });
        Ok(Names { names: names.collect(), more })
    }
}
