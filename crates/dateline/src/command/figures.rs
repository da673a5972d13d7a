//! `dateline figures`: the counts that the reports of one episode give, side by side, with what agrees and what cannot be true at once.

use std::path::PathBuf;

use store::{
    Answer, Store, Value,
    figures::{Agreement, Claimant, Figure, FigureGroup},
    name_of,
};

use super::{
    Failure, output,
    result_table::{Format, ResultTable},
    values::{number, text},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// File of records, as `dateline ingest` makes it
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// The episode; the beginning of its id is enough
    #[arg(long, value_name = "ID")]
    episode: String,
    /// Only counts of those killed, wounded, missing, detained or displaced
    #[arg(long, value_name = "WHAT", value_parser = ["killed", "wounded", "missing", "detained", "displaced"])]
    casualty: Option<String>,
    /// Only counts of this: a lemma (passenger), a currency or a unit of measure
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// How to print the answer [default: a table on a terminal, else CSV]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// `set`: figures of one set count the same thing. `figure`: its number within the answer, which the last columns refer to.
const COLUMNS: [&str; 18] = [
    "set",
    "counted",
    "casualty",
    "holder",
    "act",
    "figure",
    "day",
    "words",
    "value",
    "upper",
    "bound",
    "highest_so_far",
    "claimant",
    "source",
    "story_id",
    "agrees_with",
    "compatible_with",
    "conflicts_with",
];

pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let store = Store::open_read_only(&arguments.db)?;
    let episode = store.episode(&arguments.episode)?;
    let mut groups = store.figures(&episode)?;
    groups.retain(|group| {
        let casualty = group.counted.casualty.map(name_of);
        arguments.casualty.is_none() || casualty == arguments.casualty
    });
    groups.retain(|group| arguments.unit.as_ref().is_none_or(|unit| group.counted.unit.eq_ignore_ascii_case(unit)));
    let out = output::open(arguments.output.as_deref()).map_err(Failure::Output)?;
    let mut table = ResultTable::new(Format::or_usual(arguments.format, arguments.output.is_some()), out);
    table.columns(&COLUMNS.map(str::to_owned)).map_err(Failure::Output)?;
    let mut first = 1;
    for (set, group) in groups.iter().enumerate() {
        let mut highest: Option<f64> = None;
        for at in 0..group.figures.len() {
            let figure = &group.figures[at];
            highest = figure.count.value.map_or(highest, |value| Some(highest.map_or(value, |highest| highest.max(value))));
            row(&store, &mut table, set + 1, group, first, at, highest)?;
        }
        first += group.figures.len();
    }
    table.finish().map_err(Failure::Output)?;
    Ok(true)
}

fn row(
    store: &Store,
    table: &mut ResultTable,
    set: usize,
    group: &FigureGroup,
    first: usize,
    at: usize,
    highest: Option<f64>,
) -> Result<(), Failure> {
    let figure: &Figure = &group.figures[at];
    let story = figure.story.parse().map_err(|_| Failure::Other(format!("{}: no key of a story", figure.story)))?;
    let story = store.record(story)?.record.story;
    let words: String =
        story.text.chars().skip(figure.span.start).take(figure.span.end.saturating_sub(figure.span.start)).collect();
    let with = |wanted: Agreement| {
        let others = group.pairs.iter().filter(|pair| pair.agreement == wanted).filter_map(|pair| match at {
            _ if pair.first == at => Some(first + pair.second),
            _ if pair.second == at => Some(first + pair.first),
            _ => None,
        });
        let others: Vec<String> = others.map(|other| other.to_string()).collect();
        (!others.is_empty()).then(|| others.join(" "))
    };
    let claimant = match &figure.claimant {
        Claimant::Actor(key) => key.as_str().to_owned(),
        Claimant::Described(words) => words.clone(),
        Claimant::Outlet(_) => "the outlet".to_owned(),
    };
    let casualty = group.counted.casualty.map(name_of);
    let bound = name_of(figure.count.bound);
    let lists = [Agreement::Agree, Agreement::Compatible, Agreement::Conflicting].map(with);
    let values = [
        Value::Integer(set as i64),
        text(Some(&group.counted.unit)),
        text(casualty.as_deref()),
        text(group.counted.holder.as_ref().map(|holder| holder.as_str())),
        text(group.counted.act.as_deref()),
        Value::Integer((first + at) as i64),
        text(figure.day.as_deref()),
        text(Some(&words)),
        number(figure.count.value),
        number(figure.count.upper),
        text(Some(&bound)),
        number(highest),
        text(Some(&claimant)),
        text(story.source.as_deref()),
        text(Some(&story.id)),
        text(lists[0].as_deref()),
        text(lists[1].as_deref()),
        text(lists[2].as_deref()),
    ];
    table.row(&values).map_err(Failure::Output)
}
