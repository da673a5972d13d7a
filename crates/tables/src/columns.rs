//! The columns of every table, each with what it means.
//!
//! Out: Arrow schemas; the meaning of a column is kept under `description` in its metadata, and so in Parquet.

use std::{collections::HashMap, sync::Arc};

use arrow_schema::{DataType, Field, Fields, Schema};

use crate::Table;

/// A column: its name, its type, whether it is always filled, and what it means.
fn column(name: &str, kind: DataType, filled: bool, meaning: &str) -> Field {
    Field::new(name, kind, !filled).with_metadata(HashMap::from([("description".to_owned(), meaning.to_owned())]))
}

fn list(of: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("element", of, true)))
}

fn structure(fields: &str) -> DataType {
    DataType::Struct(parse(fields).into())
}

/// Fields from lines `name type meaning`; `!` behind the type: always filled.
fn parse(lines: &str) -> Vec<Field> {
    lines
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let mut words = line.splitn(3, ' ');
            let (name, kind, meaning) =
                (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let filled = kind.ends_with('!');
            let kind = match kind.trim_end_matches('!') {
                "text" => DataType::Utf8,
                "texts" => list(DataType::Utf8),
                "integer" => DataType::Int64,
                "number" => DataType::Float64,
                "yes_or_no" => DataType::Boolean,
                "day" => DataType::Date32,
                "span" => list(DataType::Int64),
                "spans" => list(list(DataType::Int64)),
                "dateline" => structure(DATELINE),
                "parts" => list(structure(PART)),
                "engine" => structure(ENGINE),
                "delivery" => structure(DELIVERY),
                "feed" => structure(FEED),
                "party" => structure(PARTY),
                "cue" => structure(CUE),
                "plover" => structure(PLOVER),
                other => unreachable!("the tables below name no type {other}"),
            };
            column(name, kind, filled, meaning)
        })
        .collect()
}

const DATELINE: &str =
    "span span! Where it stands in the text\ntext text! Its place as written\nplace text Entity id of the place";
const PART: &str = "kind text! headline, dateline, byline or paragraph\nspan span! Where it stands in the text";
const ENGINE: &str =
    "version text! Version of dateline\nmodels text! Hash of the weights\nlexicon text! Hash of the tables of words";
const FEED: &str = "address text! The feed's address\ndigest text! Digest of the item\nperhaps_repeated yes_or_no! It may have been coded before";
const PARTY: &str = "spans spans! The words\nentity text Entity id";
const CUE: &str = "spans spans! The words\nlemma text Lemma of the cue";
const PLOVER: &str = "type text! PLOVER type after the codebook's rules\nmode text PLOVER mode after the codebook's rules";
const DELIVERY: &str = "chain text! Names the story through all its versions
    signal text! new, update, correct or withdraw
    version text Version, as the source counts
    updated text When this version was made
    slug text Keyword line
    subjects texts! Subject labels of the source
    places texts! Place labels of the source
    copyright text Copyright line
    feed feed The feed it came from";

const STORIES: &str = "id text! Id of the story: the source's, else a hash of the text
    source text Who published it
    url text Its address
    byline text Who wrote it
    language text! ISO 639-1 code
    published text Day or moment of publication as given: ISO 8601, with the offset if there is one
    headline text Headline
    dateline dateline Dateline
    text text! The normalised text, headline first; every span counts its Unicode code points
    parts parts! Headline, dateline, byline and paragraphs
    published_day day Calendar day of publication at the source's own offset
    engine engine! What made the record
    delivery delivery! Version and labels that the source gave";
const SENTENCES: &str = "span span! The sentence, half-open, in code points of the story's text";
const ENTITIES: &str = "id text! Id within the story
    name text! Fullest name in the story
    kind text! person, organization, country, place, armed_group, people, facility or other
    country text ISO 3166-1 alpha-3 of allegiance or location
    sectors texts! PLOVER sectors
    role text Role
    code text Code that a CAMEO or PLOVER user expects
    latitude number Degrees north
    longitude number Degrees east
    geonames integer Id in GeoNames
    admin1 text First-level administrative unit";
const MENTION: &str = "span span! The words\nkind text! name, nominal, pronoun or metonym";
const TIMES: &str = "id text! Id within the story
    span span! The words
    type text! DATE, TIME, DURATION or SET
    value text TIMEX3 value
    begin text First calendar day
    end text Last calendar day, inclusive
    begin_day day `begin` as a day
    end_day day `end` as a day";
const QUANTITIES: &str = "id text! Id within the story
    span span! The words
    value number Value, or the lower bound of a range
    upper number Upper bound of a range
    bound text! exact, about, at_least, at_most, more_than, less_than, between or vague
    unit text Lemma of the thing counted
    unit_code text ISO 4217 or UCUM code
    unit_span span The words of the unit
    holder text Entity id: whose
    casualty text killed, wounded, missing, detained or displaced";
const STATEMENTS: &str = "id text! Id within the story
    source party! Who says it
    cue cue! The words of saying
    content spans! What is said
    manner text! direct, indirect or mixed
    addressee party Who is told
    time text Time id
    place text Entity id
    negated yes_or_no! It was not said";
const EVENTS: &str = "id text! Id within the story
    type text! PLOVER type that the words describe
    mode text PLOVER mode that the words describe
    status text! occurred, ongoing, planned, called_for, possible or denied
    plover plover! Type and mode after the codebook's rules
    cameo text! CAMEO code
    quad text! verbal_cooperation, material_cooperation, verbal_conflict or material_conflict
    score number! PLOVER conflict-cooperation score
    contexts texts! PLOVER contexts
    anchor span! The words that say it happened
    actors texts! Entity ids of who acts
    recipients texts! Entity ids of whom it is done to
    time text Time id
    begin text First calendar day
    end text Last calendar day, inclusive
    place text Entity id
    quantities texts! Quantity ids
    attributed_to texts! Statement ids; empty: the newsroom's own voice
    same_as text Id of the earlier event of the story that it repeats
    confidence number! From 0 to 1
    sentence integer! Number of the sentence, from 0
    begin_day day `begin` as a day
    end_day day `end` as a day";
const UNCODED: &str = "sentence integer! Number of the sentence, from 0\nreason text! Why it gave no event";

/// The columns that every table opens with: where the row belongs.
const KEY: &str =
    "record integer! Number of the story in this output, from 0: joins the tables even where a story came in several versions
    story text! Id of the story";
const ENTITY_KEY: &str = "entity text! Id of the entity";

fn own(table: Table) -> Vec<Field> {
    parse(match table {
        Table::Stories => STORIES,
        Table::Sentences => SENTENCES,
        Table::Entities => ENTITIES,
        Table::Mentions => MENTION,
        Table::Times => TIMES,
        Table::Quantities => QUANTITIES,
        Table::Statements => STATEMENTS,
        Table::Events => EVENTS,
        Table::Uncoded => UNCODED,
    })
}

/// The schema of a table.
pub fn schema(table: Table) -> Arc<Schema> {
    let mut fields = parse(KEY);
    match table {
        Table::Stories => drop(fields.pop()),
        Table::Mentions => fields.extend(parse(ENTITY_KEY)),
        _ => {}
    }
    fields.extend(own(table));
    Arc::new(Schema::new(fields))
}

/// The schema of a row a story, with a list of structures for each other table; mentions stand within their entity.
pub fn nested_schema() -> Arc<Schema> {
    let mut fields = own(Table::Stories);
    for table in Table::ALL.into_iter().filter(|t| !matches!(t, Table::Stories | Table::Mentions)) {
        let kind = match table {
            Table::Sentences => list(list(DataType::Int64)),
            Table::Entities => {
                let mut entity = own(Table::Entities);
                entity.push(column(
                    "mentions",
                    list(DataType::Struct(own(Table::Mentions).into())),
                    true,
                    "Where it is spoken of",
                ));
                list(DataType::Struct(entity.into()))
            }
            other => list(DataType::Struct(Fields::from(own(other)))),
        };
        fields.push(column(table.name(), kind, true, "The rows of the table of that name"));
    }
    Arc::new(Schema::new(fields))
}
