//! How long the usual questions take: `queries FILE` prints the median and the 95th percentile of each, over forty draws of its words.

#[allow(dead_code, unreachable_pub)]
mod synthetic;

use std::{env, time::Instant};

use dateline_store::Store;
use synthetic::Random;

/// The questions. `:day` is a day of ten years, `:month` its month, `:country`, `:code`, `:type`, `:word` and `:story` are drawn too.
const QUESTIONS: &[(&str, &str)] = &[
    ("the events of a day", "SELECT * FROM events_flat WHERE day = ':day' LIMIT 100"),
    ("the last events", "SELECT * FROM events_flat ORDER BY day DESC LIMIT 50"),
    ("a type in a month", "SELECT * FROM events_flat WHERE type = ':type' AND day BETWEEN ':month-01' AND ':month-31' ORDER BY day LIMIT 100"),
    ("planned events from a day on", "SELECT * FROM planned WHERE status = 'planned' AND begin >= ':day' ORDER BY begin LIMIT 50"),
    (
        "what a country did in a month",
        "SELECT e.* FROM event_actors a JOIN events_flat e USING (event)
         WHERE a.country = ':country' AND a.day BETWEEN ':month-01' AND ':month-31' ORDER BY a.day LIMIT 100",
    ),
    (
        "what a country did, the latest first",
        "SELECT e.* FROM event_actors a JOIN events_flat e USING (event) WHERE a.country = ':country' ORDER BY a.day DESC LIMIT 50",
    ),
    (
        "two countries in a month",
        "SELECT type, count(*) FROM dyads
         WHERE actor_country = ':country' AND recipient_country = 'RUS' AND day BETWEEN ':month-01' AND ':month-31' GROUP BY type",
    ),
    (
        "a month's dyads by number",
        "SELECT a.country, r.country, count(*) FROM events e JOIN event_actors a USING (event) JOIN event_recipients r USING (event)
         WHERE e.day BETWEEN ':month-01' AND ':month-31' AND e.stands GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 20",
    ),
    ("a type by month over ten years", "SELECT substr(day, 1, 7), count(*) FROM events WHERE type = 'PROTEST' AND stands GROUP BY 1"),
    ("an actor's code by month", "SELECT substr(day, 1, 7), count(*) FROM event_actors WHERE code = ':code' GROUP BY 1"),
    ("all events of a story", "SELECT * FROM events_flat WHERE story = :story"),
    ("what a person said", "SELECT t.* FROM entities n JOIN statements m ON m.source = n.entity JOIN sayings t USING (statement)
         WHERE n.name = ':name' COLLATE NOCASE LIMIT 100"),
    ("statements with a word", "SELECT s.* FROM statements_search(':word') f JOIN sayings s ON s.statement = f.rowid LIMIT 50"),
    ("stories with two words", "SELECT id, published FROM stories_search(':word AND :other') f JOIN standing_stories s ON s.story = f.rowid LIMIT 50"),
    ("stories with a phrase, the best first", "SELECT rowid FROM stories_search('\":other :word\"') ORDER BY rank LIMIT 20"),
    ("figures of a unit, the greatest", "SELECT * FROM figures WHERE unit = ':unit' ORDER BY value DESC LIMIT 20"),
    ("what happened at a place", "SELECT e.event FROM entities n JOIN events e ON e.place = n.entity WHERE n.name = ':name' COLLATE NOCASE"),
    ("stories of a source in a month", "SELECT id FROM standing_stories WHERE source = 'Wire 3' AND published BETWEEN ':month-01' AND ':month-31'"),
];

fn main() {
    let path = env::args().nth(1).expect("usage: queries FILE");
    let store = Store::open_read_only(&path).expect("the file opens");
    let connection = store.connection();
    let stories: i64 = connection.query_row("SELECT max(story) FROM stories", [], |row| row.get(0)).expect("a number");
    let mut random = Random::new(7);
    println!("| question | median (ms) | 95th percentile (ms) |\n| --- | --- | --- |");
    for (name, sql) in QUESTIONS {
        let mut times = Vec::new();
        for _ in 0..40 {
            let day = synthetic::day(&mut random);
            let country = ["USA", "CHN", "UKR", "DEU", "KEN", "BRA"][random.below(6)];
            let sql = sql
                .replace(":day", &day)
                .replace(":month", &day[..7])
                .replace(":country", country)
                .replace(":code", &format!("{country}GOV"))
                .replace(":type", ["AID", "PROTEST", "ASSAULT"][random.below(3)])
                .replace(":unit", &synthetic::word(random.skewed(200)))
                .replace(":name", &synthetic::name(random.skewed(50_000)))
                .replace(":word", &synthetic::word(50 + random.skewed(10_000)))
                .replace(":other", &synthetic::word(20 + random.skewed(1000)))
                .replace(":story", &(1 + random.below(stories as usize)).to_string());
            let started = Instant::now();
            let mut statement = connection.prepare(&sql).expect(name);
            let columns = statement.column_count();
            let mut rows = statement.query([]).expect(name);
            while let Some(row) = rows.next().expect(name) {
                for column in 0..columns {
                    std::hint::black_box(row.get_ref(column).expect("a value"));
                }
            }
            times.push(started.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        println!("| {name} | {:.1} | {:.1} |", times[20], times[38]);
    }
}
