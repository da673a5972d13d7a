//! The events in memory: they let through what the file's own questions do, and follow the file as it changes.

mod examples;

use std::{collections::BTreeSet, io};

use dateline_store::{Answer, Detail, EventFilter, Order, Store, Value, columns::Columns};
use record::{Signal, Status};

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::create_or_open(folder.path().join("news.db")).expect("the file opens");
    put(&mut store, &examples::examples());
    (folder, store)
}

fn put(store: &mut Store, records: &[record::Delivered]) {
    let mut writer = store.writer().expect("nobody else writes");
    for delivered in records {
        writer.put(delivered).expect("it is stored");
    }
    writer.commit().expect("it lasts");
}

/// The story and id of every event of an answer.
#[derive(Default)]
struct Named {
    columns: Vec<usize>,
    events: BTreeSet<(String, String)>,
}

impl Answer for Named {
    fn columns(&mut self, names: &[String]) -> io::Result<()> {
        self.columns = ["story_id", "id"].map(|wanted| names.iter().position(|name| name == wanted).expect(wanted)).to_vec();
        Ok(())
    }

    fn row(&mut self, values: &[Value<'_>]) -> io::Result<()> {
        let text = |at: usize| values[self.columns[at]].as_str().expect("text").to_owned();
        self.events.insert((text(0), text(1)));
        Ok(())
    }
}

/// What the columns let through, named the same way.
fn named(columns: &Columns, store: &Store, filter: &EventFilter) -> BTreeSet<(String, String)> {
    let keys = columns.select(store, filter).expect("an answer").page(Order::Latest, None, usize::MAX - 1).events;
    store.event_rows(&keys).expect("rows").into_iter().map(|row| (row.story_id, row.id)).collect()
}

/// What is asked by one filter, and by the other where the one does not ask.
fn both(one: &EventFilter, other: &EventFilter) -> EventFilter {
    let list = |of: fn(&EventFilter) -> &Vec<String>| if of(one).is_empty() { of(other) } else { of(one) }.clone();
    EventFilter {
        from: one.from.clone().or_else(|| other.from.clone()),
        to: one.to.clone().or_else(|| other.to.clone()),
        actor: list(|filter| &filter.actor),
        recipient: list(|filter| &filter.recipient),
        either: list(|filter| &filter.either),
        claimant: list(|filter| &filter.claimant),
        kind: list(|filter| &filter.kind),
        mode: list(|filter| &filter.mode),
        status: list(|filter| &filter.status),
        quad: list(|filter| &filter.quad),
        place: list(|filter| &filter.place),
        country: list(|filter| &filter.country),
        source: list(|filter| &filter.source),
        text: one.text.clone().or_else(|| other.text.clone()),
        min_confidence: one.min_confidence.or(other.min_confidence),
        told_once: one.told_once || other.told_once,
        ..EventFilter::default()
    }
}

#[test]
fn a_filter_lets_through_what_the_files_own_question_does() {
    let (_folder, store) = store();
    let columns = Columns::load(&store).expect("the events");
    let text = |text: &str| vec![text.to_owned()];
    let usual = EventFilter::default;
    let filters = [
        usual(),
        EventFilter { from: Some("2025".into()), ..usual() },
        EventFilter { to: Some("2024-06".into()), ..usual() },
        EventFilter { from: Some("2024-02".into()), to: Some("2024-02-15".into()), ..usual() },
        EventFilter { actor: text("NOR"), ..usual() },
        EventFilter { actor: text("NORGOV"), ..usual() },
        EventFilter { recipient: text("ALB"), ..usual() },
        EventFilter { either: text("solheim"), ..usual() },
        EventFilter { either: text("Ingrid Solheim"), ..usual() },
        EventFilter { either: text("sol"), ..usual() },
        EventFilter { either: vec!["CHL".into(), "police".into()], ..usual() },
        EventFilter { claimant: text("ministry"), ..usual() },
        EventFilter { kind: vec!["CONSULT".into(), "AID".into()], ..usual() },
        EventFilter { mode: text("visit"), ..usual() },
        EventFilter { status: vec!["planned".into(), "denied".into()], ..usual() },
        EventFilter { quad: text("material_conflict"), ..usual() },
        EventFilter { place: text("Albania"), ..usual() },
        EventFilter { country: vec!["NOR".into(), "ALB".into()], ..usual() },
        EventFilter { source: text("nobody"), ..usual() },
        EventFilter { text: Some("minister -talks".parse().unwrap()), ..usual() },
        EventFilter { min_confidence: Some(0.79), ..usual() },
        EventFilter { told_once: true, ..usual() },
        EventFilter { told_once: true, min_confidence: Some(0.3), status: text("occurred"), ..usual() },
    ];
    let expected = |filter: &EventFilter| {
        let mut expected = Named::default();
        store.events(filter, Detail::Full, &mut expected).expect("an answer").expect("memory takes it");
        assert_eq!(named(&columns, &store, filter), expected.events, "{filter:?}");
        expected.events.len()
    };
    assert!(filters.iter().filter(|filter| expected(filter) == 0).count() <= 3, "most filters let something through");
    // Two at once: each part may be the one that is looked up.
    let pairs = filters.iter().flat_map(|one| filters.iter().map(|other| both(one, other)));
    assert!(pairs.filter(|pair| expected(pair) > 0).count() > filters.len() * 4, "many pairs let something through");
}

#[test]
fn the_columns_follow_the_file() {
    let (folder, mut store) = store();
    let reader = Store::open_read_only(folder.path().join("news.db")).expect("the file opens");
    let mut columns = Columns::load(&reader).expect("the events");
    assert!(columns.refreshed(&reader).expect("an answer").is_none(), "nothing came");
    let examples = examples::examples();
    let again = |change: &dyn Fn(&mut record::Delivered)| {
        let mut delivered = examples[3].clone();
        change(&mut delivered);
        delivered
    };
    let changes: [(&str, record::Delivered); 4] = [
        ("a new story", again(&|d| (d.record.story.id, d.delivery.chain) = ("new".into(), "new".into()))),
        (
            "a new version",
            again(&|d| {
                d.record.story.text.push_str(" More.");
                d.record.events.iter_mut().for_each(|event| event.status = Status::Denied);
                d.delivery.signal = Signal::Update;
            }),
        ),
        (
            "the same story coded anew",
            again(&|d| {
                (d.record.story.id, d.delivery.chain) = ("new".into(), "new".into());
                d.record.engine.lexicon = "another".into();
                d.record.events.clear();
            }),
        ),
        (
            "a withdrawal",
            again(&|d| {
                examples::clear(&mut d.record);
                d.record.story.text = String::new();
                d.record.story.headline = None;
                d.delivery.signal = Signal::Withdraw;
            }),
        ),
    ];
    for (what, delivered) in changes {
        put(&mut store, &[delivered]);
        columns = columns.refreshed(&reader).expect("an answer").unwrap_or_else(|| panic!("{what} is noticed"));
        let fresh = Columns::load(&reader).expect("the events");
        let usual = EventFilter::default();
        assert_eq!(named(&columns, &reader, &usual), named(&fresh, &reader, &usual), "{what}");
        assert_eq!(columns.len(), fresh.len(), "{what}");
        let facets = |columns: &Columns| columns.all().facets(100);
        assert_eq!(facets(&columns), facets(&fresh), "{what}");
    }
}
