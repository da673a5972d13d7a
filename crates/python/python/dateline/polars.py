"""Stories to records in Polars. In: a DataFrame or LazyFrame of stories. Out: the same kind of frame of records.

    coded = dateline.polars.code(pl.read_parquet("stories.parquet"), output="events")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import dateline

if TYPE_CHECKING:
    import polars

    Frame = TypeVar("Frame", polars.DataFrame, polars.LazyFrame)

__all__ = ["code"]


def code(
    frame: Frame,
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
    threads: int | None = None,
    any_language: bool = False,
) -> Frame:
    """The records of the stories of a frame.

    Args:
        frame: A story a row; a LazyFrame is coded when it is collected.
        text: Column of the text. The usual names are found by themselves, as for the other columns.
        published: Column of the day or moment of publication.
        id: Column of the id.
        source: Column of the publisher.
        headline: Column of the headline.
        url: Column of the address.
        byline: Column of the author line.
        language: Column of the language tag.
        output: `nested`, `json`, or one flat table: `events`, `statements`, `stories`, ….
        threads: Threads; one a processor if None.
        any_language: Code stories in other languages too, as if they were English.

    Returns:
        The contract's columns, with `record` (the number of the row) and `error` (null, or why the row has no record).

    Raises:
        dateline.OptionError: there is no such output, or thread count.
        dateline.TableError: the frame lacks a column that was named.
    """
    import polars

    coder = dateline.Coder(threads, any_language=any_language)
    dateline.schema(output)

    def each(data: polars.DataFrame) -> polars.DataFrame:
        coded = coder.code_batch(
            data,
            text=text,
            published=published,
            id=id,
            source=source,
            headline=headline,
            url=url,
            byline=byline,
            language=language,
        )
        return polars.DataFrame(coded.table(output, errors=True))

    if isinstance(frame, polars.LazyFrame):
        empty = polars.DataFrame(dateline.Coder(1).code_batch([]).table(output, errors=True))
        return frame.map_batches(each, schema=empty.schema)
    return each(frame)
