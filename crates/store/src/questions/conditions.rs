//! Conditions of a WHERE with the values that they bind, in the order of their question marks.

use rusqlite::types::Value as Sql;

#[derive(Debug, Default)]
pub(super) struct Conditions {
    conditions: Vec<String>,
    values: Vec<Sql>,
}

/// The columns by which an entity is found, of a table or of an alias `n` for `entities`.
const BY_CODE: &str = "n.code >= ? AND n.code < ?";
const BY_NAME: &str = "n.name COLLATE NOCASE IN (SELECT name FROM names_search WHERE names_search MATCH ?)";
const BY_ACTOR: &str = "n.actor = ?";

impl Conditions {
    pub(super) fn add(&mut self, condition: impl Into<String>, values: impl IntoIterator<Item = Sql>) {
        self.conditions.push(condition.into());
        self.values.extend(values);
    }

    /// The column holds one of the values; none: it may hold any.
    pub(super) fn one_of(&mut self, column: &str, wanted: &[String]) {
        if !wanted.is_empty() {
            let marks = vec!["?"; wanted.len()].join(", ");
            self.add(format!("{column} IN ({marks})"), wanted.iter().cloned().map(Sql::from));
        }
    }

    /// The column lies in a span of days; a month or a year stands for all its days.
    pub(super) fn between(&mut self, column: &str, from: Option<&str>, to: Option<&str>) {
        if let Some(from) = from {
            self.add(format!("{column} >= ?"), [from.to_owned().into()]);
        }
        if let Some(to) = to {
            self.add(format!("{column} < ?"), [after(to).into()]);
        }
    }

    /// The event is among those where one of the parties stands in one of the tables (`event_actors`, `event_recipients`).
    pub(super) fn parties(&mut self, tables: &[&str], wanted: &[String]) {
        if wanted.is_empty() {
            return;
        }
        let mut queries = Vec::new();
        for table in tables {
            for party in wanted {
                if is_country(party) {
                    queries.push(format!("SELECT event FROM {table} WHERE country = ?"));
                    self.values.push(party.clone().into());
                }
                for (condition, values) in of_entity(party) {
                    queries.push(format!("SELECT l.event FROM entities n CROSS JOIN {table} l USING (entity) WHERE {condition}"));
                    self.values.extend(values);
                }
            }
        }
        self.conditions.push(format!("e.event IN ({})", queries.join(" UNION ")));
    }

    /// The condition as a whole, and what it binds.
    pub(super) fn finish(self) -> (String, Vec<Sql>) {
        let all = if self.conditions.is_empty() { "1".into() } else { self.conditions.join(" AND ") };
        (all, self.values)
    }
}

/// What comes after every day that opens with this one: digits and hyphens sort before a tilde.
fn after(day: &str) -> String {
    format!("{day}~")
}

/// Whether this could be an ISO 3166-1 alpha-3 code.
pub(crate) fn is_country(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether this could be the beginning of an actor code.
pub(crate) fn is_code(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// Ways in which an entity `n` can be the one that a user means: by the beginning of its code, by whole words of its name, or by its key
/// across stories (`person:ingrid solheim`).
pub(super) fn of_entity(text: &str) -> Vec<(&'static str, Vec<Sql>)> {
    let mut ways = Vec::new();
    if text.contains(':') {
        ways.push((BY_ACTOR, vec![text.to_owned().into()]));
    }
    if is_code(text) {
        ways.push((BY_CODE, vec![text.to_owned().into(), after(text).into()]));
    }
    ways.push((BY_NAME, vec![phrase(text).into()]));
    ways
}

/// The same as one condition, for an entity `n` that is looked at anyway.
pub(super) fn is_entity(text: &str) -> (String, Vec<Sql>) {
    let mut conditions = Vec::new();
    let mut values = Vec::new();
    if is_country(text) {
        conditions.push("n.country = ?");
        values.push(text.to_owned().into());
    }
    for (condition, more) in of_entity(text) {
        conditions.push(condition);
        values.extend(more);
    }
    (format!("({})", conditions.join(" OR ")), values)
}

/// An entity `n` that is a place of this name, or lies in a region of this name.
pub(super) fn is_place(text: &str) -> (String, Vec<Sql>) {
    (format!("({BY_NAME} OR n.admin1 = ? COLLATE NOCASE)"), vec![phrase(text).into(), text.to_owned().into()])
}

/// The text as words in a row, for MATCH.
pub(super) fn phrase(text: &str) -> String {
    let words: String = text.chars().map(|c| if matches!(c, '"' | '\0') { ' ' } else { c }).collect();
    format!("\"{}\"", words.trim())
}
