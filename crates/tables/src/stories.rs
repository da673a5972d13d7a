//! Stories that are read but not yet coded, as rows: what a reader of archives hands to coders on other threads and other machines.
//!
//! In: [`DeliveredStory`]. Out: rows of the table `stories` without what only coding knows, and the same stories again, row by row.

use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use record::{DeliveredStory, Delivery, Span, Story};
use serde::Serialize;
use serde_json::Value;

use crate::{
    Error, Table,
    columns::schema,
    rows::{Row, encode_as, read, rows_of},
};

/// Columns of the table `stories` that a story has before it is coded.
pub fn story_schema() -> Arc<Schema> {
    let whole = schema(Table::Stories);
    let fields = whole.fields().iter().filter(|f| !matches!(f.name().as_str(), "record" | "published_day" | "engine"));
    Arc::new(Schema::new(fields.cloned().collect::<Vec<_>>()))
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(flatten)]
    story: &'a Story,
    delivery: &'a Delivery,
}

/// One row a story.
pub fn story_batch(stories: &[DeliveredStory]) -> Result<RecordBatch, Error> {
    let rows: Vec<_> = stories.iter().map(|s| Written { story: &s.story, delivery: &s.delivery }).collect();
    encode_as("stories", story_schema(), &rows)
}

/// The stories of such rows, also of rows of the table `stories` itself; a row that holds none is an error of its own.
///
/// `id`, `text` and `parts` must be there; `language` is English where there is none, and a story without `delivery` is a first version
/// that names its own chain. Other columns are passed over.
pub fn stories(batch: &RecordBatch) -> Result<Vec<Result<DeliveredStory, Error>>, Error> {
    let known = story_schema();
    let wanted: Vec<usize> =
        (0..batch.num_columns()).filter(|&c| known.index_of(batch.schema().field(c).name()).is_ok()).collect();
    let batch = batch.project(&wanted).map_err(|e| Error::Damaged { place: "table stories".into(), problem: e.to_string() })?;
    Ok(rows_of("stories", &batch)?.into_iter().enumerate().map(|(number, row)| story(number, row)).collect())
}

fn story(number: usize, mut row: Row) -> Result<DeliveredStory, Error> {
    row.entry("language").or_insert_with(|| Value::from("en"));
    let delivery = row.remove("delivery").filter(|d| !d.is_null());
    let story: Story = read("stories", number, Value::Object(row))?;
    let delivery = match delivery {
        Some(delivery) => read("stories", number, delivery)?,
        None => Delivery { chain: story.id.clone(), ..Delivery::default() },
    };
    sound(number, &story)?;
    Ok(DeliveredStory { story, delivery })
}

/// Parts and dateline must stand in the text, in order and apart.
fn sound(number: usize, story: &Story) -> Result<(), Error> {
    let length = story.text.chars().count();
    let wrong = |column: &str, span: Span| Error::Cell {
        table: "stories",
        row: number + 1,
        column: column.into(),
        problem: format!("the span [{}, {}] is no part of the text, which has {length} code points", span.start, span.end),
        mend:
            "give spans as [start, end) in code points, in order and apart, or leave the column `parts` out to have the text read"
                .into(),
    };
    let mut end = 0;
    for part in &story.parts {
        if part.span.start < end || part.span.end < part.span.start || part.span.end > length {
            return Err(wrong("parts", part.span));
        }
        end = part.span.end;
    }
    match &story.dateline {
        Some(dateline) if dateline.span.start > dateline.span.end || dateline.span.end > length => {
            Err(wrong("dateline", dateline.span))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::{ArrayRef, StringArray};
    use serde_json::json;

    use super::*;

    fn example() -> DeliveredStory {
        serde_json::from_value(json!({
            "story": {"id": "a", "source": null, "url": null, "byline": null, "language": "en", "published": "2025-03-11",
                "headline": "Envoys meet", "dateline": {"span": [13, 17], "text": "RIGA", "place": null},
                "text": "Envoys meet\n\nRIGA - Envoys met.",
                "parts": [{"kind": "headline", "span": [0, 11]}, {"kind": "dateline", "span": [13, 19]}, {"kind": "paragraph", "span": [20, 31]}]},
            "delivery": {"chain": "a", "signal": "update", "version": "2", "updated": null, "slug": "envoys", "subjects": ["x"],
                "places": [], "copyright": null}
        }))
        .unwrap()
    }

    #[test]
    fn stories_come_back_as_they_went() {
        let batch = story_batch(&[example()]).unwrap();
        let back: Vec<_> = stories(&batch).unwrap().into_iter().map(Result::unwrap).collect();
        assert_eq!(back, [example()]);
    }

    #[test]
    fn a_row_that_holds_no_story_harms_no_other() {
        let mut out_of_text = example();
        out_of_text.story.parts[2].span.end = 32;
        let mut crossing = example();
        crossing.story.parts[1].span.start = 5;
        let mut behind = example();
        behind.story.dateline.as_mut().unwrap().span = Span { start: 40, end: 44 };
        let back = stories(&story_batch(&[out_of_text, example(), crossing, behind]).unwrap()).unwrap();
        let columns: Vec<_> = back.iter().map(|row| matches!(row, Err(Error::Cell { .. }))).collect();
        assert_eq!(columns, [true, false, true, true]);
        assert!(back[0].as_ref().unwrap_err().to_string().contains("row 1, column parts: the span [20, 32]"));
    }

    #[test]
    fn columns_that_are_missing_are_named_row_by_row() {
        let text: ArrayRef = Arc::new(StringArray::from(vec!["Envoys met."]));
        let batch = RecordBatch::try_from_iter([("text", text)]).unwrap();
        let rows = stories(&batch).unwrap();
        assert!(rows[0].as_ref().unwrap_err().to_string().contains("missing field"), "{rows:?}");
    }
}
