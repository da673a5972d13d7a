"""Stories to records in Ray Data. In: a Dataset of stories. Out: a Dataset of records.

    coded = dateline.ray.code(ray.data.read_parquet("stories.parquet"))
    coded.write_parquet("records")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dateline

if TYPE_CHECKING:
    import pyarrow
    from ray.data import Dataset

__all__ = ["code"]

#: Rows that a task codes at a time.
ROWS = 64


def code(
    dataset: Dataset,
    *,
    text: str | None = None,
    published: str | None = None,
    id: str | None = None,
    source: str | None = None,
    headline: str | None = None,
    url: str | None = None,
    byline: str | None = None,
    language: str | None = None,
    output: str = "nested",
    threads: int = 1,
    any_language: bool = False,
    **options: Any,
) -> Dataset:
    """The records of the stories of a Dataset.

    Args:
        dataset: A story a row.
        text: Column of the text. The usual names are found by themselves, as for the other columns.
        published: Column of the day or moment of publication.
        id: Column of the id.
        source: Column of the publisher.
        headline: Column of the headline.
        url: Column of the address.
        byline: Column of the author line.
        language: Column of the language tag.
        output: `nested`, `json`, or one flat table: `events`, `statements`, `stories`, ….
        threads: Threads of each task. 1 fits Ray, which runs a task a core.
        any_language: Code stories in other languages too, as if they were English.
        options: Passed on to `Dataset.map_batches` (`num_cpus`, `batch_size`, …).

    Returns:
        The contract's columns without `record` (Ray numbers no rows: stories need ids of their own), and `error` (null, or why the row has
        no record).

    Raises:
        dateline.OptionError: there is no such output.
    """
    names = dict(
        text=text, published=published, id=id, source=source, headline=headline, url=url, byline=byline, language=language
    )
    dateline.schema(output)

    def each(batch: pyarrow.Table) -> pyarrow.Table:
        import pyarrow

        coded = dateline.Coder(threads, any_language=any_language).code_batch(batch, **names)
        return pyarrow.table(coded.table(output, errors=True)).drop_columns(["record"]).replace_schema_metadata(None)

    return dataset.map_batches(each, batch_format="pyarrow", **{"batch_size": ROWS, **options})
