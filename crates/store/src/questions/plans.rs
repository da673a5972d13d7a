//! Plans and what came of them. In: what stories of every version tell of acts to come, of changes, and of acts done. Out: plans.

use std::collections::HashSet;

use episodes::{
    Party,
    actor::ActorKey,
    plans::{DayAt, Outcome, Plan, Telling, change, denied_ahead, follow, kinds, may_change},
};
use jiff::civil::Date;
use record::{EntityKind, Span, Status};
use rusqlite::{Connection, Row};

use crate::{Problem, Store, names::Named};

/// Which plans are wanted; all that some standing story tells by default. Of the values of one list any will do, and every list must be met.
///
/// A party is an ISO 3166-1 alpha-3 code, the beginning of an actor code, words of a name, or a key across stories.
#[derive(Debug, Clone, Default)]
pub struct PlanFilter {
    /// Ends on or after this day.
    pub from: Option<String>,
    /// Begins on or before this day.
    pub to: Option<String>,
    /// Who is to act.
    pub actor: Vec<String>,
    /// Whom it is to be done to.
    pub recipient: Vec<String>,
    /// PLOVER types.
    pub kind: Vec<String>,
    /// What came of it.
    pub outcome: Vec<Outcome>,
    /// Publishers of a telling.
    pub source: Vec<String>,
    /// Told in this episode; its whole id.
    pub episode: Option<String>,
    /// Also what is only called for.
    pub called_for: bool,
    /// The day that counts as today; else the latest day of the file's stories.
    pub as_of: Option<Date>,
    /// At most so many.
    pub limit: Option<usize>,
}

const EVENT: &str = "
SELECT e.event, e.status, e.stands, e.anchor_start - x.span_start, e.anchor_end - x.span_start, x.span_start, x.span_end,
       substr(s.text, x.span_start + 1, x.span_end - x.span_start), e.story
FROM events e CROSS JOIN stories s USING (story) CROSS JOIN sentences x ON x.story = e.story AND x.sentence = e.sentence";

/// Acts that were done, without their words: they are many, and nobody planned most of them.
const DONE: &str = "SELECT event, type FROM events WHERE stands AND status IN ('occurred', 'ongoing') ORDER BY event";

const TELLING: &str = "
SELECT e.event, e.id, e.same_as, e.story, e.stands, s.chain, s.source, s.id, s.published, s.url, m.episode, e.begin, e.end, e.status,
       e.type, e.mode, e.place, p.latitude, p.longitude,
       (SELECT group_concat(coalesce(n.name, substr(s.text, w.span_start + 1, w.span_end - w.span_start), 'unnamed'), '; ')
        FROM event_attributed_to l CROSS JOIN statements t USING (statement) LEFT JOIN entities n ON n.entity = t.source
             LEFT JOIN statement_spans w ON w.statement = t.statement AND w.part = 'source' AND w.position = 0
        WHERE l.event = e.event),
       substr(s.text, e.anchor_start + 1, e.anchor_end - e.anchor_start), e.confidence
FROM events e JOIN stories s USING (story) LEFT JOIN episode_members m ON m.story = e.story LEFT JOIN entities p ON p.entity = e.place
WHERE e.event = ?";

/// An event with its sentence, before anything else is looked up about it.
struct Found {
    event: i64,
    status: Status,
    stands: bool,
    anchor: Span,
    sentence: Span,
    words: String,
    /// The words are some that may put a plan off or call it off.
    may_change: bool,
    story: i64,
}

impl Store {
    /// The plans that the filter lets through, by day, those without one last.
    pub fn plans(&self, filter: &PlanFilter) -> Result<Vec<Plan>, Problem> {
        let mut plans = self.all_plans(filter.as_of)?;
        plans.retain(|plan| plan.gone.is_none() && filter.lets_through(plan));
        plans.truncate(filter.limit.unwrap_or(usize::MAX));
        Ok(plans)
    }

    /// All plans, also those that only superseded versions and withdrawn stories tell.
    pub fn all_plans(&self, as_of: Option<Date>) -> Result<Vec<Plan>, Problem> {
        let read = || -> rusqlite::Result<Vec<Plan>> {
            let today = match as_of {
                Some(day) => Some(day),
                None => latest_day(&self.connection)?,
            };
            Ok(follow(tellings(&self.connection)?, &withdrawn(&self.connection)?, today))
        };
        read().map_err(|e| self.problem(e))
    }
}

/// The latest day of a story that stands.
fn latest_day(connection: &Connection) -> rusqlite::Result<Option<Date>> {
    let sql =
        "SELECT max(substr(published, 1, 10)) FROM stories WHERE stands AND published GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-*'";
    let day: Option<String> = connection.query_row(sql, [], |row| row.get(0))?;
    Ok(day.and_then(|day| day.parse().ok()))
}

/// Chains and sources of stories that were withdrawn.
fn withdrawn(connection: &Connection) -> rusqlite::Result<HashSet<(String, Option<String>)>> {
    connection
        .prepare("SELECT chain, source FROM stories WHERE signal = 'withdraw' AND superseded_by IS NULL")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Plans, calls and denials of all versions; and what stands of changes, and of acts that those who plan something have done.
fn tellings(connection: &Connection) -> rusqlite::Result<Vec<Telling>> {
    let mut tellings = Vec::new();
    let mut select = connection.prepare(&format!("{EVENT} ORDER BY e.event"))?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let Some(found) = found(row)? else { continue };
        let plan = matches!(found.status, Status::Planned | Status::CalledFor | Status::Denied);
        if plan || (found.stands && found.may_change) {
            let telling = telling(connection, &found)?;
            if plan || telling.change.is_some() {
                tellings.push(telling);
            }
        }
    }
    let mut planned: HashSet<(String, String)> = HashSet::new();
    for telling in tellings.iter().filter(|telling| telling.is_plan()) {
        for kind in kinds(&telling.kind) {
            planned.extend(telling.actors.iter().map(|actor| (kind.to_owned(), actor.identity())));
        }
    }
    let changes: HashSet<i64> = tellings.iter().filter(|telling| telling.change.is_some()).map(|telling| telling.event).collect();
    let mut select = connection.prepare(DONE)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (event, kind): (i64, String) = (row.get(0)?, row.get(1)?);
        let is_planned = |actor: &Party| planned.contains(&(kind.clone(), actor.identity()));
        if changes.contains(&event) || !parties(connection, "event_actors", event)?.iter().any(is_planned) {
            continue;
        }
        let one = connection.prepare_cached(&format!("{EVENT} WHERE e.event = ?"))?.query_row([event], found)?;
        if let Some(found) = one {
            tellings.push(telling(connection, &found)?);
        }
    }
    Ok(tellings)
}

fn found(row: &Row<'_>) -> rusqlite::Result<Option<Found>> {
    let Some(status) = Status::named(row.get_ref(1)?.as_str()?) else { return Ok(None) };
    let span = |first: usize| -> rusqlite::Result<Span> {
        let (start, end): (i64, i64) = (row.get(first)?, row.get(first + 1)?);
        Ok(Span { start: start.try_into().unwrap_or(0), end: end.try_into().unwrap_or(0) })
    };
    let words: String = row.get(7)?;
    Ok(Some(Found {
        event: row.get(0)?,
        status,
        stands: row.get(2)?,
        anchor: span(3)?,
        sentence: span(5)?,
        may_change: may_change(&words),
        words,
        story: row.get(8)?,
    }))
}

fn telling(connection: &Connection, found: &Found) -> rusqlite::Result<Telling> {
    let times = if found.may_change { times(connection, found)? } else { Vec::new() };
    let before: String = found.words.chars().take(found.anchor.start).collect();
    let (actors, recipients) =
        (parties(connection, "event_actors", found.event)?, parties(connection, "event_recipients", found.event)?);
    connection.prepare_cached(TELLING)?.query_row([found.event], |row| {
        Ok(Telling {
            event: row.get(0)?,
            event_id: row.get(1)?,
            same_as: row.get(2)?,
            story: row.get(3)?,
            stands: row.get(4)?,
            chain: row.get(5)?,
            source: row.get(6)?,
            story_id: row.get(7)?,
            published: row.get(8)?,
            url: row.get(9)?,
            episode: row.get(10)?,
            begin: row.get(11)?,
            end: row.get(12)?,
            status: found.status,
            ahead: found.status == Status::Denied && denied_ahead(&before),
            kind: row.get(14)?,
            mode: row.get(15)?,
            actors,
            recipients,
            place: match row.get::<_, Option<i64>>(16)? {
                Some(entity) => Some(party(connection, entity)?),
                None => None,
            },
            point: row.get::<_, Option<f64>>(17)?.zip(row.get(18)?),
            claimants: row.get(19)?,
            words: row.get(20)?,
            sentence: found.words.split_whitespace().collect::<Vec<_>>().join(" "),
            change: found.may_change.then(|| change(&found.words, found.anchor, &times)).flatten(),
            confidence: row.get(21)?,
        })
    })
}

/// The days that the sentence names.
fn times(connection: &Connection, found: &Found) -> rusqlite::Result<Vec<DayAt>> {
    let offset = i64::try_from(found.sentence.start).unwrap_or(0);
    let place = |at: i64| usize::try_from(at - offset).unwrap_or(0);
    connection
        .prepare_cached(
            "SELECT span_start, span_end, begin, end FROM times
             WHERE story = ? AND span_start >= ? AND span_end <= ? AND begin IS NOT NULL AND end IS NOT NULL ORDER BY span_start",
        )?
        .query_map([found.story, offset, i64::try_from(found.sentence.end).unwrap_or(i64::MAX)], |row| {
            Ok((Span { start: place(row.get(0)?), end: place(row.get(1)?) }, row.get(2)?, row.get(3)?))
        })?
        .collect()
}

const PARTY: &str = "n.name, n.code, n.country, n.role, n.actor, n.kind FROM";

fn parties(connection: &Connection, table: &str, event: i64) -> rusqlite::Result<Vec<Party>> {
    connection
        .prepare_cached(&format!(
            "SELECT {PARTY} {table} l CROSS JOIN entities n USING (entity) WHERE l.event = ? ORDER BY l.position"
        ))?
        .query_map([event], as_party)?
        .collect()
}

fn party(connection: &Connection, entity: i64) -> rusqlite::Result<Party> {
    connection.prepare_cached(&format!("SELECT {PARTY} entities n WHERE n.entity = ?"))?.query_row([entity], as_party)
}

fn as_party(row: &Row<'_>) -> rusqlite::Result<Party> {
    let kind = EntityKind::named(row.get_ref(5)?.as_str()?);
    Ok(Party {
        name: row.get(0)?,
        code: row.get(1)?,
        country: row.get(2)?,
        role: row.get(3)?,
        key: row.get::<_, Option<String>>(4)?.map(ActorKey::stored),
        place: matches!(kind, Some(EntityKind::Place | EntityKind::Country | EntityKind::Facility)),
    })
}

impl PlanFilter {
    fn lets_through(&self, plan: &Plan) -> bool {
        let last = plan.last();
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let after = self.from.as_ref().is_none_or(|from| day(plan.end).is_some_and(|end| end >= *from));
        let before = self.to.as_ref().is_none_or(|to| day(plan.begin).is_some_and(|begin| begin < format!("{to}~")));
        let told = || plan.tellings.iter();
        after
            && before
            && (self.called_for || told().any(|telling| telling.status == Status::Planned))
            && is_one(&self.actor, told().flat_map(|telling| &telling.actors))
            && is_one(&self.recipient, told().flat_map(|telling| telling.recipients.iter().chain(&telling.place)))
            && (self.kind.is_empty() || self.kind.contains(&last.kind))
            && (self.outcome.is_empty() || self.outcome.contains(&plan.outcome))
            && (self.source.is_empty() || plan.outlets().iter().any(|outlet| self.source.iter().any(|source| source == outlet)))
            && (self.episode.is_none() || told().any(|telling| telling.episode == self.episode))
    }
}

/// Whether one of the parties is one of those wanted; none wanted: any will do.
fn is_one<'p>(wanted: &[String], mut parties: impl Iterator<Item = &'p Party>) -> bool {
    wanted.is_empty() || parties.any(|party| wanted.iter().any(|text| party.answers_to(text)))
}
