//! `dateline statements`: who said what about whom, over time, and where one speaker's words cannot all stand.
//!
//! In: filters. Out: a saying a row, or a report of one, or a pair of sayings with the reasons why it is one.

use std::{io, path::PathBuf};

use store::{
    Answer, Known, StatementFilter, Store, Words, name_of,
    statements::{Act, Contradiction, Report, Saying},
};

use super::{
    Failure,
    answer::Answering,
    days, unknown,
    values::{count, list, text},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// File of records, as `dateline ingest` makes it
    #[arg(long, value_name = "FILE")]
    db: PathBuf,
    /// Said on or after this day (2025-07-09, 2025-07 or 2025)
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Said on or before this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// Who speaks: words of a name, an ISO country (RUS), the beginning of an actor code (RUSGOV), or a key (person:ingrid solheim)
    #[arg(long, value_name = "PARTY")]
    speaker: Vec<String>,
    /// Who is named in what is said, as --speaker
    #[arg(long, value_name = "PARTY")]
    about: Vec<String>,
    /// Publisher of a report
    #[arg(long, visible_alias = "outlet", value_name = "NAME")]
    source: Vec<String>,
    /// Words of what is said, as `dateline search` takes them
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Reported in this episode; the beginning of its id is enough
    #[arg(long, value_name = "ID")]
    episode: Option<String>,
    /// direct, indirect or mixed
    #[arg(long, value_name = "MANNER", value_delimiter = ',', value_parser = ["direct", "indirect", "mixed"])]
    manner: Vec<String>,
    /// A row for each report of a saying, not one for all of them
    #[arg(long, conflicts_with = "contradictions")]
    reports: bool,
    /// Pairs of sayings by one speaker that cannot both stand, or show a change, with the reasons
    #[arg(long)]
    contradictions: bool,
    /// At most so many sayings or pairs
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    answering: Answering,
}

pub(super) fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let (from, to) = days::span(arguments.from.as_deref(), arguments.to.as_deref())?;
    let words = arguments.text.as_deref().map(str::parse::<Words>).transpose();
    let words = words.map_err(|problem| Failure::Usage(format!("--text: {problem}")))?;
    let store = Store::open_read_only(&arguments.db)?;
    store.hold_still()?;
    unknown::say(&store, "--speaker", Known::Party, &arguments.speaker)?;
    unknown::say(&store, "--about", Known::Party, &arguments.about)?;
    unknown::say(&store, "--source", Known::Source, &arguments.source)?;
    let filter = StatementFilter {
        from,
        to,
        speaker: arguments.speaker.clone(),
        about: arguments.about.clone(),
        source: arguments.source.clone(),
        text: words,
        episode: arguments.episode.as_deref().map(|episode| store.episode(episode)).transpose()?,
        manner: arguments.manner.clone(),
        limit: arguments.limit,
    };
    if arguments.contradictions {
        let pairs = store.contradictions(&filter)?;
        arguments.answering.print(|short, answer| Ok(print_pairs(&pairs, short, answer)))?;
    } else {
        let sayings = store.statements(&filter)?;
        arguments.answering.print(|short, answer| Ok(print_sayings(&sayings, arguments.reports, short, answer)))?;
    }
    Ok(true)
}

const SHORT: [&str; 8] = ["day", "speaker", "cue", "words", "about", "outlets", "source", "story"];
const FULL: [&str; 24] = [
    "day",
    "speaker",
    "speaker_code",
    "speaker_role",
    "speaker_key",
    "speaks_for",
    "addressee",
    "cue",
    "negated",
    "manner",
    "words",
    "about",
    "about_keys",
    "acts",
    "reports",
    "outlets",
    "stories",
    "source",
    "story",
    "statement",
    "episode",
    "headline",
    "url",
    "saying",
];

fn print_sayings(sayings: &[Saying], each: bool, short: bool, answer: &mut dyn Answer) -> io::Result<()> {
    answer.columns(&if short { SHORT.map(str::to_owned).to_vec() } else { FULL.map(str::to_owned).to_vec() })?;
    for saying in sayings {
        let reports = if each { &saying.reports[..] } else { &saying.reports[..1] };
        for report in reports {
            if short { short_row(saying, report, answer)? } else { full_row(saying, report, answer)? }
        }
    }
    Ok(())
}

fn short_row(saying: &Saying, report: &Report, answer: &mut dyn Answer) -> io::Result<()> {
    let speaker = speaker(report);
    let cue = report.cue.as_deref().map(|cue| if report.negated { format!("not: {cue}") } else { cue.to_owned() });
    let about = list(report.about.iter().map(|party| party.name.as_str()));
    let outlets = saying.outlets.len().max(1);
    answer.row(&[
        text(report.day.as_deref()),
        text(Some(&speaker)),
        text(cue.as_deref()),
        text(Some(&report.words)),
        text(about.as_deref()),
        count(outlets),
        text(report.source.as_deref()),
        text(Some(&report.story_id)),
    ])
}

fn full_row(saying: &Saying, report: &Report, answer: &mut dyn Answer) -> io::Result<()> {
    let party = report.speaker.party.as_ref();
    let manner = name_of(report.manner);
    let about = list(report.about.iter().map(|party| party.name.as_str()));
    let keys = list(report.about.iter().filter_map(|party| Some(party.key.as_ref()?.as_str())));
    let acts: Vec<String> = report.acts.iter().map(act).collect();
    let acts = list(acts.iter().map(String::as_str));
    let outlets = list(saying.outlets.iter().map(String::as_str));
    let stories = list(saying.reports.iter().map(|report| report.story_id.as_str()));
    answer.row(&[
        text(report.day.as_deref()),
        text(Some(report.speaker.name()).filter(|name| !name.is_empty())),
        text(party.and_then(|party| party.code.as_deref())),
        text(party.and_then(|party| party.role.as_deref())),
        text(report.speaker.key()),
        text(report.speaker.speaks_for.as_deref()),
        text(report.addressee.as_deref()),
        text(report.cue.as_deref()),
        count(usize::from(report.negated)),
        text(Some(&manner)),
        text(Some(&report.words)),
        text(about.as_deref()),
        text(keys.as_deref()),
        text(acts.as_deref()),
        count(saying.reports.len()),
        text(outlets.as_deref()),
        text(stories.as_deref()),
        text(report.source.as_deref()),
        text(Some(&report.story_id)),
        text(Some(&report.statement)),
        text(report.episode.as_deref()),
        text(report.headline.as_deref()),
        text(report.url.as_deref()),
        text(Some(&saying.id)),
    ])
}

/// The name with the office that is spoken for.
fn speaker(report: &Report) -> String {
    let name = Some(report.speaker.name()).filter(|name| !name.is_empty()).unwrap_or("?");
    match report.speaker.party.as_ref().and_then(|party| party.code.as_deref()) {
        Some(code) => format!("{name}, {code}"),
        None => name.to_owned(),
    }
}

/// An act as `ASSAULT aerial, denied: Velmora → Tessin`.
fn act(act: &Act) -> String {
    let names = |parties: &[store::Party]| parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(" and ");
    let mode = act.mode.as_ref().map(|mode| format!(" {mode}")).unwrap_or_default();
    let who = if act.actors.is_empty() { "?".into() } else { names(&act.actors) };
    let whom = if act.recipients.is_empty() { String::new() } else { format!(" → {}", names(&act.recipients)) };
    format!("{}{mode}, {}: {who}{whom}", act.kind, name_of(act.status))
}

const PAIR_SHORT: [&str; 7] = ["kind", "first_day", "first", "second_day", "second", "speaker", "reasons"];
const PAIR_FULL: [&str; 18] = [
    "kind",
    "speaker_key",
    "reasons",
    "first_day",
    "first_speaker",
    "first_cue",
    "first_words",
    "first_outlets",
    "first_story",
    "first_statement",
    "first_episode",
    "second_day",
    "second_speaker",
    "second_cue",
    "second_words",
    "second_outlets",
    "second_story",
    "second_statement",
];

fn print_pairs(pairs: &[Contradiction], short: bool, answer: &mut dyn Answer) -> io::Result<()> {
    answer.columns(&if short { PAIR_SHORT.map(str::to_owned).to_vec() } else { PAIR_FULL.map(str::to_owned).to_vec() })?;
    for pair in pairs {
        let kind = name_of(pair.kind);
        let reasons: Vec<String> =
            pair.reasons.iter().map(|reason| format!("{}: {}", reason.kind.replace('_', " "), reason.value)).collect();
        let reasons = reasons.join("; ");
        let (first, second) = (pair.first.first(), pair.second.first());
        if short {
            let (a, b) = (told(first), told(second));
            answer.row(&[
                text(Some(&kind)),
                text(first.day.as_deref()),
                text(Some(&a)),
                text(second.day.as_deref()),
                text(Some(&b)),
                text(Some(&pair.speaker)),
                text(Some(&reasons)),
            ])?;
            continue;
        }
        let outlets = [&pair.first, &pair.second].map(|saying| list(saying.outlets.iter().map(String::as_str)));
        answer.row(&[
            text(Some(&kind)),
            text(Some(&pair.speaker)),
            text(Some(&reasons)),
            text(first.day.as_deref()),
            text(Some(first.speaker.name())),
            text(first.cue.as_deref()),
            text(Some(&first.words)),
            text(outlets[0].as_deref()),
            text(Some(&first.story_id)),
            text(Some(&first.statement)),
            text(first.episode.as_deref()),
            text(second.day.as_deref()),
            text(Some(second.speaker.name())),
            text(second.cue.as_deref()),
            text(Some(&second.words)),
            text(outlets[1].as_deref()),
            text(Some(&second.story_id)),
            text(Some(&second.statement)),
        ])?;
    }
    Ok(())
}

fn told(report: &Report) -> String {
    let cue = report.cue.as_deref().map(|cue| format!("{cue}: ")).unwrap_or_default();
    format!("{cue}{} ({}: {})", report.words, report.source.as_deref().unwrap_or("unnamed source"), report.story_id)
}
