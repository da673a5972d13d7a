//! Made-up records in any number, the same for the same seed: stories of about 1 kB with five events each.

use record::{
    Bound, Cue, Delivered, Delivery, Engine, Entity, EntityKind, Event, Manner, Mention, MentionKind, Part, PartKind, PloverCode,
    Quad, Quantity, Reason, Record, Source, Span, Statement, Status, Story, Time, TimeType, Uncoded,
};

/// Events of a story.
pub const EVENTS: usize = 5;

const COUNTRIES: [&str; 24] = [
    "USA", "CHN", "RUS", "UKR", "FRA", "DEU", "GBR", "IND", "PAK", "IRN", "ISR", "TUR", "SYR", "IRQ", "SAU", "EGY", "NGA", "ETH",
    "KEN", "ZAF", "BRA", "MEX", "JPN", "KOR",
];
const SECTORS: [&str; 6] = ["GOV", "MIL", "REB", "OPP", "CVL", "BUS"];
const TYPES: [(&str, &str, Quad, f64); 8] = [
    ("CONSULT", "040", Quad::VerbalCooperation, 2.5),
    ("AID", "070", Quad::MaterialCooperation, 10.0),
    ("ACCUSE", "112", Quad::VerbalConflict, -3.0),
    ("THREATEN", "130", Quad::VerbalConflict, -3.5),
    ("PROTEST", "140", Quad::MaterialConflict, -5.0),
    ("COERCE", "170", Quad::MaterialConflict, -7.0),
    ("ASSAULT", "190", Quad::MaterialConflict, -9.0),
    ("AGREE", "057", Quad::VerbalCooperation, 2.5),
];
const STATUSES: [Status; 6] =
    [Status::Occurred, Status::Occurred, Status::Occurred, Status::Ongoing, Status::Planned, Status::CalledFor];

/// A source of numbers with a long period; the same seed gives the same numbers.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    /// A number below `end`, small ones far more often, as words are used.
    pub fn skewed(&mut self, end: usize) -> usize {
        let fraction = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((end as f64).powf(fraction) - 1.0) as usize
    }
}

/// A made-up word, the same for the same number.
pub fn word(number: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ka", "lo", "mi", "ren", "ta", "vo", "sel", "dar", "in", "pu", "gor", "es", "ban", "tir", "ul", "mon", "fa", "che", "zi",
        "ost",
    ];
    let mut text = String::new();
    let mut rest = number + 20;
    while rest > 0 {
        text += SYLLABLES[rest % 20];
        rest /= 20;
    }
    text
}

/// A made-up name of two words, the same for the same number.
pub fn name(number: usize) -> String {
    format!("{} {}", word(number / 220), word(number % 220))
}

/// A day of ten years.
pub fn day(random: &mut Random) -> String {
    day_number(random.below(DAYS))
}

/// Days of ten years, of 28 days a month.
const DAYS: usize = 10 * 12 * 28;

fn day_number(number: usize) -> String {
    format!("{}-{:02}-{:02}", 2015 + number / 336, 1 + number / 28 % 12, 1 + number % 28)
}

/// Stories of a day.
const A_DAY: usize = 60;

/// The record of this number.
pub fn delivered(number: usize) -> Delivered {
    let random = &mut Random::new(number as u64 + 1);
    let mut text = String::new();
    let mut sentences = Vec::new();
    for _ in 0..7 {
        let start = text.len();
        for _ in 0..20 {
            text += &word(random.skewed(20_000));
            text.push(' ');
        }
        text.pop();
        text.push('.');
        sentences.push(Span { start, end: text.len() });
        text.push_str("\n\n");
    }
    // They come as news does, day after day, and speak of days around theirs.
    let today = number / A_DAY % DAYS;
    let published = day_number(today);
    let span = |random: &mut Random, at: usize| {
        let start = sentences[at].start + random.below(60);
        Span { start, end: start + 8 + random.below(30) }
    };
    let entities: Vec<Entity> = (0..6)
        .map(|n| {
            let country = COUNTRIES[random.skewed(COUNTRIES.len())];
            let sector = SECTORS[random.below(SECTORS.len())];
            let place = n == 5;
            Entity {
                id: format!("e{}", n + 1),
                name: name(random.skewed(50_000)),
                kind: if place { EntityKind::Place } else { EntityKind::Organization },
                country: Some(country.into()),
                sectors: if place { Vec::new() } else { vec![sector.into()] },
                role: None,
                code: Some(if place { country.into() } else { format!("{country}{sector}") }),
                latitude: place.then(|| random.below(180) as f64 - 90.0),
                longitude: place.then(|| random.below(360) as f64 - 180.0),
                geonames: None,
                admin1: None,
                mentions: (0..2).map(|at| Mention { span: span(random, at), kind: MentionKind::Name }).collect(),
            }
        })
        .collect();
    let times = (0..2)
        .map(|n| {
            let day = day_number((today + random.below(30)).min(DAYS - 1));
            let id = format!("t{}", n + 1);
            Time {
                id,
                span: span(random, n),
                kind: TimeType::Date,
                value: Some(day.clone()),
                begin: Some(day.clone()),
                end: Some(day),
            }
        })
        .collect();
    let quantities = (0..2)
        .map(|n| Quantity {
            id: format!("q{}", n + 1),
            span: span(random, n),
            value: Some(random.skewed(10_000) as f64),
            upper: None,
            bound: Bound::Exact,
            unit: Some(word(random.skewed(200))),
            unit_code: None,
            unit_span: None,
            holder: None,
            casualty: None,
        })
        .collect();
    let statements = (0..2)
        .map(|n| Statement {
            id: format!("s{}", n + 1),
            source: Source { spans: vec![span(random, n)], entity: Some(format!("e{}", 1 + random.below(5))) },
            cue: Cue { spans: vec![span(random, n)], lemma: Some("say".into()) },
            content: vec![sentences[n + 1]],
            manner: Manner::Indirect,
            addressee: None,
            time: None,
            place: None,
            negated: false,
        })
        .collect();
    let events = (0..EVENTS)
        .map(|n| {
            let (kind, cameo, quad, score) = TYPES[random.skewed(TYPES.len())];
            let day = (random.below(4) > 0).then(|| day_number((today + random.below(4)).min(DAYS - 1)));
            Event {
                id: format!("v{}", n + 1),
                kind: kind.into(),
                mode: None,
                status: STATUSES[random.below(STATUSES.len())],
                plover: PloverCode { kind: kind.into(), mode: None },
                cameo: cameo.into(),
                quad,
                score,
                contexts: vec!["military".into()],
                anchor: span(random, n),
                actors: vec![format!("e{}", 1 + random.below(3))],
                recipients: vec![format!("e{}", 4 + random.below(2))],
                time: Some("t1".into()),
                begin: day.clone(),
                end: day,
                place: (n % 2 == 0).then(|| "e6".into()),
                quantities: if n == 0 { vec!["q1".into()] } else { Vec::new() },
                attributed_to: if n < 2 { vec!["s1".into()] } else { Vec::new() },
                same_as: None,
                confidence: random.below(100) as f64 / 100.0,
                sentence: n,
            }
        })
        .collect();
    let parts = sentences.iter().map(|span| Part { kind: PartKind::Paragraph, span: *span }).collect();
    let id = format!("made-up-{number}");
    let uncoded = vec![Uncoded { sentence: 6, reason: Reason::NoAct }];
    let story = Story {
        id: id.clone(),
        source: Some(format!("Wire {}", random.below(20))),
        url: None,
        byline: None,
        language: "en".into(),
        published: Some(published),
        headline: None,
        dateline: None,
        text,
        parts,
    };
    let engine = Engine { version: "0.1.0".into(), models: "0123456789abcdef".into(), lexicon: "fedcba9876543210".into() };
    let delivery = Delivery { chain: id, ..Delivery::default() };
    Delivered { record: Record { story, sentences, entities, times, quantities, statements, events, uncoded, engine }, delivery }
}
