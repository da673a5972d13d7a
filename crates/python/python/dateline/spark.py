"""Stories to records inside Apache Spark. In: a DataFrame of stories. Out: a DataFrame of records, nested or flat.

    coded = dateline.spark.code(spark.read.parquet("stories.parquet"))
    coded.write.parquet("records")

Each partition is coded by itself, in batches of Arrow (`mapInArrow`); the model is loaded once in a worker process. A row that cannot be
coded becomes a row whose column `error` says why, and the stage goes on. The workers need this package; they need no network.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import dateline

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import DataType, StructType

__all__ = ["code", "read", "schema", "tables"]

#: Rows that a worker codes at a time: few, so that their records take little room.
ROWS = 64
#: Numbers of records in one partition, as Spark's own `monotonically_increasing_id` counts them.
PARTITION_BITS = 33
FLAT = ("stories", "sentences", "entities", "mentions", "times", "quantities", "statements", "events", "uncoded")


def code(
    df: DataFrame,
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
) -> DataFrame:
    """The records of the stories of a DataFrame.

    Args:
        df: A story a row. With the contract's columns of `stories` (`id`, `text`, `parts`, …; see `read`) it is taken as it is.
        text: Column of the text. The usual names (`text`, `body`, `content`, …) are found by themselves, as for the other columns.
        published: Column of the day or moment of publication.
        id: Column of the id.
        source: Column of the publisher.
        headline: Column of the headline.
        url: Column of the address.
        byline: Column of the author line.
        language: Column of the language tag.
        output: `nested` (a row a story with everything in it; `tables` makes flat tables of it), `json` (a row a story with its line of
            JSON), or one flat table: `events`, `statements`, `stories`, ….
        threads: Threads of each task. 1 fits Spark, which runs a task a core.
        any_language: Code stories in other languages too, as if they were English.

    Returns:
        The contract's columns, with `record` (a number that joins the tables; it names the partition and the row, so the same input in the
        same partitions gives the same numbers) and `error` (null, or why the row has no record). Nothing is computed before it is needed:
        write it, or `persist()` it, before asking twice.

    Raises:
        dateline.OptionError: there is no such output, or thread count.
        dateline.TableError: the DataFrame lacks a column that was named.
    """
    named = {
        part: column
        for part, column in dict(
            text=text, published=published, id=id, source=source, headline=headline, url=url, byline=byline, language=language
        ).items()
        if column is not None
    }
    for part, column in named.items():
        if column not in df.columns:
            raise dateline.TableError(f"the DataFrame has no column {column!r}", part, f"one of {', '.join(df.columns)}")
    if threads < 1:
        raise dateline.OptionError(f"{threads} threads", "threads", "1 or more")
    if "text" in named:
        # What was not named is not carried to the workers.
        df = df.select(*dict.fromkeys(named.values()))
    return df.mapInArrow(_Coding(output, named, threads, any_language), schema(output))


@dataclass(frozen=True)
class _Coding:
    """Codes a partition; made on the driver, run on workers."""

    output: str
    named: dict[str, str]
    threads: int
    any_language: bool

    def __call__(self, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow
        from pyspark import TaskContext

        context = TaskContext.get()
        number = (context.partitionId() if context else 0) << PARTITION_BITS
        coder = dateline.Coder(self.threads, any_language=self.any_language)
        for batch in batches:
            for start in range(0, batch.num_rows, ROWS):
                coded = coder.code_batch(batch.slice(start, ROWS), **self.named)
                yield from pyarrow.table(coded.table(self.output, first=number, errors=True)).to_batches()
                number += len(coded)


def schema(output: str = "nested") -> StructType:
    """The columns of an output as Spark has them, each with its meaning as a comment.

    Raises:
        dateline.OptionError: there is no such output.
    """
    import pyarrow

    return _structure(pyarrow.schema(dateline.schema(output, errors=True)))


def _structure(fields: Iterable[pyarrow.Field]) -> StructType:
    from pyspark.sql.types import StructField, StructType

    def one(field: pyarrow.Field) -> StructField:
        meaning = (field.metadata or {}).get(b"description", b"").decode("utf-8")
        return StructField(field.name, _type(field.type), True, {"comment": meaning} if meaning else None)

    return StructType([one(field) for field in fields])


def _type(kind: pyarrow.DataType) -> DataType:
    import pyarrow.types as is_
    from pyspark.sql import types

    if is_.is_list(kind):
        return types.ArrayType(_type(kind.value_type))
    if is_.is_struct(kind):
        return _structure(kind)
    plain: dict[str, type[DataType]] = {
        "string": types.StringType,
        "int64": types.LongType,
        "double": types.DoubleType,
        "bool": types.BooleanType,
        "date32[day]": types.DateType,
    }
    return plain[str(kind)]()


def tables(coded: DataFrame) -> dict[str, DataFrame]:
    """The nine flat tables of a nested DataFrame, with the contract's columns: `stories`, `sentences`, `entities`, `mentions`, `times`,
    `quantities`, `statements`, `events`, `uncoded`. They are joined by `record`, and within a story by the ids of the record.

    Args:
        coded: What `code(…)` gave, or better what was read back from where that was written: each table reads it once.
    """
    from pyspark.sql import functions as f

    good = coded.where(f.col("error").isNull())
    key = [f.col("record"), f.col("id").alias("story")]
    entities = good.select(*key, f.explode("entities").alias("item"))
    made = {}
    for name in FLAT:
        columns = [field.name for field in schema(name) if field.name not in ("record", "story", "error")]
        if name == "stories":
            made[name] = good.select("record", *columns)
        elif name == "sentences":
            made[name] = good.select(*key, f.explode("sentences").alias("span"))
        elif name == "mentions":
            each = entities.select("record", "story", f.col("item.id").alias("entity"), f.explode("item.mentions").alias("mention"))
            made[name] = each.select("record", "story", "entity", "mention.span", "mention.kind")
        else:
            each = good.select(*key, f.explode(name).alias("item"))
            made[name] = each.select("record", "story", *(f.col(f"item.{column}").alias(column) for column in columns))
    return made


def read(
    spark: SparkSession,
    paths: str | Sequence[str],
    *,
    published: str | None = None,
    publisher: str | None = None,
    fields: dict[str, str] | None = None,
    any_language: bool = False,
    largest_story: int = 16 << 20,
) -> DataFrame:
    """Stories of files in any form that news comes in (`dateline.read`), read by the workers, a task a file.

    Args:
        spark: The session.
        paths: Files, which all workers must see under these paths.
        published: Day of publication for stories that give none.
        publisher: Publisher for stories that name none.
        fields: Where a JSON field or column has an odd name: `{"text": "content"}`.
        any_language: Pass on stories in other languages too.
        largest_story: Largest single story that is read, in bytes.

    Returns:
        A row a story, which `code` takes as it is; `error` says of a row without a story why there is none. Few stories make few partitions:
        `repartition` the result where files are fewer than cores.
    """
    import pyarrow

    files = [paths] if isinstance(paths, str) else list(paths)
    options = dict(published=published, publisher=publisher, fields=fields, any_language=any_language, largest_story=largest_story)
    rows = spark.createDataFrame([(path,) for path in files], "path string").repartition(max(1, len(files)))
    return rows.mapInArrow(_Reading(options), _structure(pyarrow.schema(dateline.read(b""))))


@dataclass(frozen=True)
class _Reading:
    """Reads the files of a partition; made on the driver, run on workers."""

    options: dict[str, Any] = field(default_factory=dict)

    def __call__(self, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow

        for batch in batches:
            for path in batch.column("path").to_pylist():
                yield from pyarrow.RecordBatchReader.from_stream(dateline.read(path, **self.options))
