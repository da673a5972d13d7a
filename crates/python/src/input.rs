//! Rows to stories. In: batches with columns of the usual names, or of the caller's, or the table `stories` itself. Out: for each row
//! its story and how it came in, or why there is none.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, RecordBatch, StringArray,
    cast::AsArray,
    types::{
        ArrowTimestampType, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    },
};
use arrow_json::ArrayWriter;
use arrow_schema::{DataType, Field, Schema, TimeUnit};
use intake::{Arrival, Fields, Options, PassedOverWhy, Place};
use jiff::{Timestamp, fmt::temporal::Pieces, tz::TimeZone};
use record::{Delivery, Story};
use serde_json::{Map, Value};

use crate::failure::{Failure, Kind, of_table};

/// A row that gave no story.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    /// The id that the row names, as far as that can be told.
    pub(crate) id: Option<String>,
    pub(crate) failure: Failure,
}

/// A story of a row, with what should be known of how it was read.
pub(crate) struct Row {
    pub(crate) story: Story,
    pub(crate) delivery: Delivery,
    pub(crate) notes: Vec<String>,
}

/// How the columns are to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Text and what belongs to it, still to be read.
    Raw,
    /// Stories that were read already: the contract's table `stories`.
    Read,
}

impl Shape {
    /// The shape of a schema; columns that the caller names must be there.
    pub(crate) fn of(schema: &Schema, options: &Options) -> Result<Self, Failure> {
        for (part, name) in named(&options.fields) {
            let outer = name.split('.').next().unwrap_or(name);
            let Ok(field) = schema.field_with_name(outer) else {
                let columns: Vec<&str> = schema.fields().iter().map(|f| f.name().as_str()).collect();
                let expected = format!("one of its columns: {}", columns.join(", "));
                return Err(Failure::new(Kind::Table, part, format!("the table has no column {name:?}"), expected));
            };
            if !readable(field.data_type()) {
                let what = format!("column {name:?} is {}", field.data_type());
                return Err(Failure::new(Kind::Table, part, what, "text, numbers, days or moments: cast it first"));
            }
        }
        let is_list = |kind: &DataType| matches!(kind, DataType::List(_) | DataType::LargeList(_) | DataType::ListView(_));
        let read = options.fields.text.is_none() && schema.field_with_name("parts").is_ok_and(|f| is_list(f.data_type()));
        Ok(if read { Self::Read } else { Self::Raw })
    }
}

fn named(fields: &Fields) -> impl Iterator<Item = (&'static str, &str)> {
    let all = [
        ("id", &fields.id),
        ("published", &fields.published),
        ("source", &fields.source),
        ("headline", &fields.headline),
        ("text", &fields.text),
        ("url", &fields.url),
        ("byline", &fields.byline),
        ("language", &fields.language),
    ];
    all.into_iter().filter_map(|(part, name)| Some((part, name.as_deref()?)))
}

/// Types that have a form in JSON.
fn readable(kind: &DataType) -> bool {
    match kind {
        DataType::List(item) | DataType::LargeList(item) => readable(item.data_type()),
        DataType::Struct(fields) => fields.iter().all(|f| readable(f.data_type())),
        DataType::Dictionary(_, values) => readable(values),
        DataType::Null | DataType::Boolean | DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => true,
        kind => kind.is_numeric(),
    }
}

/// The columns that can be read, validated, with moments as text in their own zone.
pub(crate) fn prepare(batch: &RecordBatch) -> Result<RecordBatch, Failure> {
    let damaged =
        |name: &str, problem: String| Failure::new(Kind::Table, format!("column {name:?}"), problem, "sound Arrow data");
    let (mut fields, mut columns) = (Vec::new(), Vec::new());
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        if !readable(field.data_type()) {
            continue;
        }
        // Arrow data from outside need not keep its own rules, and text that is no UTF-8 must not be taken for it.
        column.to_data().validate_full().map_err(|e| damaged(field.name(), e.to_string()))?;
        let column = match field.data_type() {
            DataType::Timestamp(unit, Some(zone)) => moments(column, *unit, zone).map_err(|e| damaged(field.name(), e))?,
            _ => Arc::clone(column),
        };
        fields.push(Field::new(field.name(), column.data_type().clone(), true));
        columns.push(column);
    }
    let options = arrow_array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), columns, &options).map_err(|e| damaged("*", e.to_string()))
}

/// Moments with their offset: ISO 8601 says what a bare number of seconds does not.
fn moments(column: &ArrayRef, unit: TimeUnit, zone: &str) -> Result<ArrayRef, String> {
    // Arrow names a zone, or gives its offset as `+09:00`.
    let example = format!("1970-01-01T00:00:00{zone}");
    let offset = Pieces::parse(&example).ok().and_then(|pieces| pieces.to_numeric_offset());
    let zone = match offset {
        Some(offset) => TimeZone::fixed(offset),
        None => TimeZone::get(zone).map_err(|e| e.to_string())?,
    };
    fn of<T: ArrowTimestampType>(column: &ArrayRef, zone: &TimeZone, moment: impl Fn(i64) -> Option<Timestamp>) -> ArrayRef {
        let text = column.as_primitive::<T>().iter().map(|value| {
            let zoned = moment(value?)?.to_zoned_datetime(zone.clone());
            Some(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
        });
        Arc::new(StringArray::from_iter(text))
    }
    Ok(match unit {
        TimeUnit::Second => of::<TimestampSecondType>(column, &zone, |v| Timestamp::from_second(v).ok()),
        TimeUnit::Millisecond => of::<TimestampMillisecondType>(column, &zone, |v| Timestamp::from_millisecond(v).ok()),
        TimeUnit::Microsecond => of::<TimestampMicrosecondType>(column, &zone, |v| Timestamp::from_microsecond(v).ok()),
        TimeUnit::Nanosecond => of::<TimestampNanosecondType>(column, &zone, |v| Timestamp::from_nanosecond(v.into()).ok()),
    })
}

/// The stories of some rows; `first` is the number of the first one, from 0.
pub(crate) fn rows(batch: &RecordBatch, shape: Shape, first: usize, options: &Options) -> Vec<Result<Row, Fault>> {
    match shape {
        Shape::Raw => match objects(batch) {
            Ok(objects) => objects.into_iter().enumerate().map(|(n, object)| read(object, &place(first + n), options)).collect(),
            Err(problem) => {
                (0..batch.num_rows()).map(|n| Err(fault(None, &place(first + n), &problem, "text in its cells"))).collect()
            }
        },
        Shape::Read => {
            let failed = texts(batch, "error");
            let ids = texts(batch, "id");
            let at =
                |texts: &Option<StringArray>, n: usize| texts.as_ref().filter(|t| t.is_valid(n)).map(|t| t.value(n).to_owned());
            let stories = match tables::stories(batch) {
                Ok(stories) => stories,
                Err(error) => {
                    let failure = of_table(&error);
                    return (0..batch.num_rows()).map(|n| Err(Fault { id: at(&ids, n), failure: failure.clone() })).collect();
                }
            };
            let row = |(n, story): (usize, Result<record::DeliveredStory, tables::Error>)| match (at(&failed, n), story) {
                (Some(error), _) => Err(fault(at(&ids, n), &place(first + n), &error, "")),
                (None, Ok(read)) => Ok(Row { story: read.story, delivery: read.delivery, notes: Vec::new() }),
                (None, Err(error)) => {
                    let found = of_table(&error);
                    let column = found.place.rsplit(", ").next().unwrap_or_default().to_owned();
                    let failure = Failure { kind: Kind::Story, place: format!("{}, {column}", place(first + n)), ..found };
                    Err(Fault { id: at(&ids, n), failure })
                }
            };
            stories.into_iter().enumerate().map(row).collect()
        }
    }
}

fn place(number: usize) -> String {
    format!("row {number}")
}

fn texts(batch: &RecordBatch, name: &str) -> Option<StringArray> {
    let text = arrow_cast::cast(batch.column_by_name(name)?, &DataType::Utf8).ok()?;
    Some(text.as_string::<i32>().clone())
}

fn objects(batch: &RecordBatch) -> Result<Vec<Map<String, Value>>, String> {
    let mut bytes = Vec::new();
    let mut writer = ArrayWriter::new(&mut bytes);
    writer.write(batch).and_then(|()| writer.finish()).map_err(|e| e.to_string())?;
    drop(writer);
    serde_json::from_slice(&bytes).map_err(|e| e.to_string())
}

fn fault(id: Option<String>, place: &str, what: &str, expected: &str) -> Fault {
    Fault { id, failure: Failure::new(Kind::Story, place, what, expected) }
}

/// The story of one object.
pub(crate) fn read(object: Map<String, Value>, place: &str, options: &Options) -> Result<Row, Fault> {
    let id = object.get(options.fields.id.as_deref().unwrap_or("id")).and_then(|id| match id {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    });
    let mut arrivals = intake::read_object(object, place, Place::Whole, options);
    if arrivals.len() != 1 {
        return Err(fault(id, place, &format!("{} stories", arrivals.len()), "one story a row"));
    }
    match arrivals.remove(0) {
        Arrival::Story(incoming) => {
            let notes = incoming.warnings.iter().map(ToString::to_string).collect();
            let (story, delivery) = incoming.into_story();
            Ok(Row { story, delivery, notes })
        }
        Arrival::Rejected(rejected) => Err(fault(id, place, &rejected.problem, &rejected.mend)),
        Arrival::PassedOver(passed) => {
            let what = match passed.why {
                PassedOverWhy::Language(tag) => format!("the text is not English but `{tag}`"),
                PassedOverWhy::NotText(what) => format!("{what} has no story text"),
                PassedOverWhy::NotADocument(what) => format!("{what} carries no document"),
            };
            let failure = Failure::new(Kind::Language, place, what, "English news; any_language=True codes it as if it were");
            Err(Fault { id: passed.id.or(id), failure })
        }
    }
}

/// The option that a Python caller gives for each part of a story: the column or field that holds it.
pub(crate) fn fields(given: Vec<(String, String)>) -> Result<Fields, Failure> {
    let mut fields = Fields::default();
    for (part, name) in given {
        let Some(field) = fields.of(&part) else {
            return Err(Failure::new(Kind::Option, "fields", format!("{part:?} is no part of a story"), Fields::PARTS));
        };
        *field = Some(name);
    }
    Ok(fields)
}
