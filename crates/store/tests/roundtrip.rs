//! Record to rows to record is the identity: on the records of the example stories, and on records made up from every field's range.

mod examples;

use dateline_store::{Filter, Problem, Put, Store};
use examples::{examples, is_sound};
use proptest::prelude::*;
use record::{
    Addressee, Bound, Casualty, Cue, Dateline, Delivered, Delivery, Engine, Entity, EntityKind, Event, FromFeed, Manner, Mention,
    MentionKind, Part, PartKind, PloverCode, Quad, Quantity, Reason, Record, Signal, Source, Span, Statement, Status, Story,
    Time, TimeType, Uncoded,
};

#[test]
fn example_records_come_back_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    let examples = examples();
    let mut store = Store::create_or_open(&path).unwrap();
    let mut writer = store.writer().unwrap();
    let puts: Vec<_> = examples.iter().map(|delivered| writer.put(delivered).unwrap()).collect();
    writer.commit().unwrap();
    assert!(puts.iter().all(|put| matches!(put, Put::Stored(_))));
    let reader = Store::open_read_only(&path).unwrap();
    assert_eq!(reader.stories(&Filter::default()).unwrap(), puts.iter().map(|put| put.story()).collect::<Vec<_>>());
    for (put, delivered) in puts.iter().zip(&examples) {
        assert_eq!(reader.record(put.story()).unwrap(), *delivered);
    }
    is_sound(&path);
}

#[test]
fn a_story_coded_anew_has_the_new_rows_and_no_old_ones() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    let mut store = Store::create_or_open(&path).unwrap();
    let before = examples();
    let mut after = before.clone();
    for delivered in &mut after {
        delivered.record.engine.models = "other".into();
        delivered.record.events.pop();
        let kept = delivered.record.events.len();
        delivered.record.events.iter_mut().for_each(|event| event.same_as = None);
        assert_eq!(delivered.record.events.len(), kept);
        delivered.delivery.subjects = vec!["politics".into()];
    }
    for (round, delivered) in [&before, &after].into_iter().enumerate() {
        let mut writer = store.writer().unwrap();
        for one in delivered {
            let put = writer.put(one).unwrap();
            assert_eq!(matches!(put, Put::Recoded(_)), round == 1, "{put:?}");
        }
        writer.commit().unwrap();
    }
    let keys = store.stories(&Filter { all_versions: true, ..Filter::default() }).unwrap();
    assert_eq!(keys.len(), before.len());
    for (key, delivered) in keys.iter().zip(&after) {
        assert_eq!(store.record(*key).unwrap(), *delivered);
    }
    drop(store);
    is_sound(&path);
}

#[test]
fn a_record_that_contradicts_itself_is_refused_and_the_batch_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.db");
    let examples = examples();
    type Spoil = fn(&mut Record);
    let spoil: [(&str, Spoil); 5] = [
        ("e99", |record| record.events[0].actors.push("e99".into())),
        ("s99", |record| record.events[0].attributed_to.push("s99".into())),
        ("v99", |record| record.events[0].same_as = Some("v99".into())),
        ("sentence 1000", |record| record.events[0].sentence = 1000),
        ("two have", |record| record.entities[1].id = record.entities[0].id.clone()),
    ];
    let mut store = Store::create_or_open(&path).unwrap();
    let mut writer = store.writer().unwrap();
    for (expected, spoil) in spoil {
        let mut bad = examples[1].clone();
        spoil(&mut bad.record);
        let problem = writer.put(&bad).unwrap_err();
        assert!(problem.to_string().contains(expected), "{problem}");
        assert!(matches!(problem, Problem::Unsound { .. }) && !problem.is_of_the_file());
    }
    writer.put(&examples[0]).unwrap();
    writer.commit().unwrap();
    assert_eq!(store.stories(&Filter::default()).unwrap().len(), 1);
    drop(store);
    is_sound(&path);
}

fn span() -> impl Strategy<Value = Span> {
    (0usize..200, 0usize..50).prop_map(|(start, length)| Span { start, end: start + length })
}

fn words() -> impl Strategy<Value = Option<String>> {
    prop::option::of("\\PC{0,12}")
}

/// Ids of the things that a made-up record has, by count.
fn one_of(letter: &'static str, count: usize) -> BoxedStrategy<Option<String>> {
    if count == 0 { Just(None).boxed() } else { prop::option::of((1..=count).prop_map(move |n| format!("{letter}{n}"))).boxed() }
}

fn some_of(letter: &'static str, count: usize) -> BoxedStrategy<Vec<String>> {
    if count == 0 {
        Just(Vec::new()).boxed()
    } else {
        prop::collection::vec((1..=count).prop_map(move |n| format!("{letter}{n}")), 0..4).boxed()
    }
}

fn numbered<T: std::fmt::Debug + Clone + 'static>(
    count: usize,
    one: BoxedStrategy<T>,
    name: fn(&mut T, usize),
) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(one, count).prop_map(move |mut all| {
        all.iter_mut().enumerate().for_each(|(at, item)| name(item, at + 1));
        all
    })
}

fn entity() -> BoxedStrategy<Entity> {
    use EntityKind::{ArmedGroup, Country, Facility, Organization, Other, People, Person, Place};
    let kind = prop::sample::select(vec![Person, Organization, Country, Place, ArmedGroup, People, Facility, Other]);
    let mention =
        (span(), prop::sample::select(vec![MentionKind::Name, MentionKind::Nominal, MentionKind::Pronoun, MentionKind::Metonym]));
    let mentions = prop::collection::vec(mention.prop_map(|(span, kind)| Mention { span, kind }), 0..4);
    let place = (prop::option::of(-90.0..90.0), prop::option::of(-180.0..180.0), prop::option::of(any::<u32>()), words());
    let sectors = prop::collection::vec("[A-Z]{3}", 0..3);
    ("\\PC{0,20}", kind, words(), sectors, words(), words(), place, mentions)
        .prop_map(|(name, kind, country, sectors, role, code, (latitude, longitude, geonames, admin1), mentions)| Entity {
            id: String::new(),
            name,
            kind,
            country,
            sectors,
            role,
            code,
            latitude,
            longitude,
            geonames,
            admin1,
            mentions,
        })
        .boxed()
}

fn time() -> BoxedStrategy<Time> {
    let kind = prop::sample::select(vec![TimeType::Date, TimeType::Time, TimeType::Duration, TimeType::Set]);
    (span(), kind, words(), words(), words())
        .prop_map(|(span, kind, value, begin, end)| Time { id: String::new(), span, kind, value, begin, end })
        .boxed()
}

fn quantity(entities: usize) -> BoxedStrategy<Quantity> {
    use Bound::{About, AtLeast, AtMost, Between, Exact, LessThan, MoreThan, Vague};
    use Casualty::{Detained, Displaced, Killed, Missing, Wounded};
    let bound = prop::sample::select(vec![Exact, About, AtLeast, AtMost, MoreThan, LessThan, Between, Vague]);
    let casualty = prop::option::of(prop::sample::select(vec![Killed, Wounded, Missing, Detained, Displaced]));
    let number = || prop::option::of(prop::num::f64::NORMAL | prop::num::f64::ZERO);
    (span(), number(), number(), bound, words(), words(), prop::option::of(span()), one_of("e", entities), casualty)
        .prop_map(|(span, value, upper, bound, unit, unit_code, unit_span, holder, casualty)| Quantity {
            id: String::new(),
            span,
            value,
            upper,
            bound,
            unit,
            unit_code,
            unit_span,
            holder,
            casualty,
        })
        .boxed()
}

fn statement(entities: usize, times: usize) -> BoxedStrategy<Statement> {
    let spans = || prop::collection::vec(span(), 0..3);
    let entity = move || one_of("e", entities);
    let manner = prop::sample::select(vec![Manner::Direct, Manner::Indirect, Manner::Mixed]);
    let addressee = prop::option::of((spans(), entity()).prop_map(|(spans, entity)| Addressee { spans, entity }));
    let source = (spans(), entity()).prop_map(|(spans, entity)| Source { spans, entity });
    let cue = (spans(), words()).prop_map(|(spans, lemma)| Cue { spans, lemma });
    (source, cue, spans(), manner, addressee, one_of("t", times), entity(), any::<bool>())
        .prop_map(|(source, cue, content, manner, addressee, time, place, negated)| Statement {
            id: String::new(),
            source,
            cue,
            content,
            manner,
            addressee,
            time,
            place,
            negated,
        })
        .boxed()
}

fn event([entities, times, quantities, statements, events, sentences]: [usize; 6]) -> BoxedStrategy<Event> {
    use Status::{CalledFor, Denied, Occurred, Ongoing, Planned, Possible};
    let status = prop::sample::select(vec![Occurred, Ongoing, Planned, CalledFor, Possible, Denied]);
    let quad = prop::sample::select(vec![
        Quad::VerbalCooperation,
        Quad::MaterialCooperation,
        Quad::VerbalConflict,
        Quad::MaterialConflict,
    ]);
    let code = ("[A-Z]{3,9}", words(), "[A-Z]{3,9}", words(), "[0-9]{2,4}");
    let parties = (some_of("e", entities), some_of("e", entities), one_of("e", entities));
    let when = (one_of("t", times), words(), words());
    let links = (some_of("q", quantities), some_of("s", statements), one_of("v", events));
    let marks = (-10.0..10.0, 0.0..1.0, 0..sentences.max(1), prop::collection::vec("[a-z]{1,6}", 0..3), span());
    (code, status, quad, parties, when, links, marks)
        .prop_map(|((kind, mode, plover, plover_mode, cameo), status, quad, parties, when, links, marks)| Event {
            id: String::new(),
            kind,
            mode,
            status,
            plover: PloverCode { kind: plover, mode: plover_mode },
            cameo,
            quad,
            score: marks.0,
            contexts: marks.3,
            anchor: marks.4,
            actors: parties.0,
            recipients: parties.1,
            time: when.0,
            begin: when.1,
            end: when.2,
            place: parties.2,
            quantities: links.0,
            attributed_to: links.1,
            same_as: links.2,
            confidence: marks.1,
            sentence: marks.2,
        })
        .boxed()
}

fn story(entities: usize) -> impl Strategy<Value = Story> {
    let dateline = prop::option::of((span(), "\\PC{0,9}", one_of("e", entities)));
    let kind = prop::sample::select(vec![PartKind::Headline, PartKind::Dateline, PartKind::Byline, PartKind::Paragraph]);
    let parts = prop::collection::vec((kind, span()).prop_map(|(kind, span)| Part { kind, span }), 0..4);
    (["\\PC{1,9}", "[a-z]{2}", "\\PC{0,300}"], [words(), words(), words(), words(), words()], dateline, parts).prop_map(
        |([id, language, text], [source, url, byline, published, headline], dateline, parts)| Story {
            id,
            source,
            url,
            byline,
            language,
            published,
            headline,
            dateline: dateline.map(|(span, text, place)| Dateline { span, text, place }),
            text,
            parts,
        },
    )
}

fn delivered() -> impl Strategy<Value = Delivered> {
    (0usize..5, 0usize..4, 0usize..4, 0usize..4, 0usize..4, 1usize..5).prop_flat_map(|(e, t, q, s, v, sentences)| {
        let reason = prop::sample::select(vec![Reason::NoAct, Reason::NoActor, Reason::ActNotInLexicon, Reason::QuotedOpinion]);
        let uncoded = (0..sentences, reason).prop_map(|(sentence, reason)| Uncoded { sentence, reason });
        let signal = prop::sample::select(vec![Signal::New, Signal::Update, Signal::Correct, Signal::Withdraw]);
        let feed = prop::option::of(("\\PC{0,9}", "\\PC{0,9}", any::<bool>()));
        let labels = || prop::collection::vec("\\PC{0,9}", 0..3);
        let delivery = ("\\PC{0,9}", signal, [words(), words(), words(), words()], labels(), labels(), feed);
        (
            story(e),
            prop::collection::vec(span(), sentences),
            numbered(e, entity(), |entity, n| entity.id = format!("e{n}")),
            numbered(t, time(), |time, n| time.id = format!("t{n}")),
            numbered(q, quantity(e), |quantity, n| quantity.id = format!("q{n}")),
            numbered(s, statement(e, t), |statement, n| statement.id = format!("s{n}")),
            numbered(v, event([e, t, q, s, v, sentences]), |event, n| event.id = format!("v{n}")),
            prop::collection::vec(uncoded, 0..3),
            delivery,
        )
            .prop_map(|(story, sentences, entities, times, quantities, statements, events, uncoded, delivery)| {
                let (chain, signal, [version, updated, slug, copyright], subjects, places, feed) = delivery;
                let feed = feed.map(|(address, digest, perhaps_repeated)| FromFeed { address, digest, perhaps_repeated });
                let engine = Engine { version: "1".into(), models: "m".into(), lexicon: "l".into() };
                Delivered {
                    record: Record { story, sentences, entities, times, quantities, statements, events, uncoded, engine },
                    delivery: Delivery { chain, signal, version, updated, slug, subjects, places, copyright, feed },
                }
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn made_up_records_come_back_as_they_were(batch in prop::collection::vec(delivered(), 1..4)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("news.db");
        let mut store = Store::create_or_open(&path).unwrap();
        let mut writer = store.writer().unwrap();
        let mut keys = Vec::new();
        for one in &batch {
            keys.push(writer.put(one).unwrap());
            // The second time nothing is written.
            let again = writer.put(one).unwrap();
            prop_assert_eq!(again, Put::AlreadyThere(keys.last().unwrap().story()));
        }
        writer.commit().unwrap();
        for (put, one) in keys.iter().zip(&batch) {
            if !matches!(put, Put::AlreadyThere(_)) {
                prop_assert_eq!(&store.record(put.story()).unwrap(), one);
            }
        }
        drop(store);
        is_sound(&path);
    }
}
