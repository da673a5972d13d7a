"""News text to records that can be checked and queried: who did what to whom, when and where; who said what; how many; what is planned.

    >>> import dateline
    >>> record = dateline.Coder().code("Norway's prime minister met rebels in Oslo on Monday.", published="2025-03-11")
    >>> [(event.type, event.begin) for event in record.events]
    [('CONSULT', '2025-03-10')]

One story: `Coder.code`. A table of stories: `Coder.code_batch`. Files in any form that news comes in: `read`. A file of records, as
`dateline ingest` makes it: `open`. Apache Spark, Ray Data and Polars: `dateline.spark`, `dateline.ray`, `dateline.polars`.

Nothing is downloaded, and nothing beside this package is needed. Offsets are half-open and count Unicode code points of `story.text`,
as indices of a Python str do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from os import PathLike
from typing import Any

from dateline import _native
from dateline._coder import Coded, Coder, Explanation, Relation, StoryFault
from dateline._errors import (
    DatelineError,
    LanguageError,
    OptionError,
    QueryError,
    RecordError,
    StoreError,
    StoryError,
    TableError,
)
from dateline._native import Schema, Stories, Table
from dateline._parts import (
    Addressee,
    Bound,
    Casualty,
    Cue,
    Dateline,
    Delivery,
    Engine,
    Entity,
    EntityKind,
    Event,
    FromFeed,
    Manner,
    Mention,
    MentionKind,
    Part,
    PartKind,
    PloverCode,
    Quad,
    Quantity,
    Reason,
    Record,
    Signal,
    Source,
    Span,
    Statement,
    Status,
    Story,
    Time,
    TimeType,
    Uncoded,
)
from dateline._store import Store

__all__ = [
    "Addressee",
    "Bound",
    "Casualty",
    "Coded",
    "Coder",
    "Cue",
    "DatelineError",
    "Dateline",
    "Delivery",
    "Engine",
    "Entity",
    "EntityKind",
    "Event",
    "Explanation",
    "FromFeed",
    "LanguageError",
    "Manner",
    "Mention",
    "MentionKind",
    "OptionError",
    "Part",
    "PartKind",
    "PloverCode",
    "Quad",
    "Quantity",
    "QueryError",
    "Reason",
    "Record",
    "RecordError",
    "Relation",
    "Schema",
    "Signal",
    "Source",
    "Span",
    "Statement",
    "Status",
    "StoreError",
    "Stories",
    "Store",
    "Story",
    "StoryError",
    "StoryFault",
    "Table",
    "TableError",
    "Time",
    "TimeType",
    "Uncoded",
    "engine",
    "open",
    "read",
    "schema",
]


def engine() -> Engine:
    """Version of the program and hashes of its models and lexicon: the same three give the same record, byte for byte."""
    return Engine(*_native.identity())


def open(path: str | PathLike[str]) -> Store:
    """A file of records, as `dateline ingest` makes it, open for reading.

    Raises:
        StoreError: there is no such file, it is no file of records, or it is damaged.
    """
    return Store(path)


def read(
    source: str | PathLike[str] | bytes | Iterable[str | PathLike[str]],
    *,
    published: str | None = None,
    publisher: str | None = None,
    fields: Mapping[str, str] | None = None,
    any_language: bool = False,
    largest_story: int = 16 << 20,
    name: str = "bytes",
) -> Stories:
    """Stories in any form that news comes in: plain text, JSON, CSV, Parquet, ninjs, NewsML, NITF, feeds, web pages, mail, WARC, archives.

    Args:
        source: A file, a folder, a glob, several of these, or the bytes of a file.
        published: Day of publication for stories that give none.
        publisher: Publisher for stories that name none.
        fields: Where a JSON field or column has an odd name: `{"text": "content"}`. Parts: id, published, source, headline, text, url,
            byline, language.
        any_language: Pass on stories in other languages too.
        largest_story: Largest single story that is read, in bytes.
        name: What messages call the bytes.

    Returns:
        A stream, read once, whose rows are stories with the contract's columns, `origin` (file and place), `notes`, and `error` for what
        could not be read: no file is left out in silence. `Coder.code_batch` and `code_batches` take it, and so does whatever takes Arrow
        streams. Memory is bounded by the largest story.

    Raises:
        OptionError: a part of `fields` is no part of a story.
    """
    names = list((fields or {}).items())
    content = (bytes(source), name) if isinstance(source, (bytes, bytearray, memoryview)) else None
    paths: list[str | PathLike[str]] = []
    if content is None:
        paths = [source] if isinstance(source, (str, PathLike)) else list(source)  # type: ignore[arg-type]
    return Stories(paths, content, (published, publisher), names, any_language, largest_story)


def schema(form: str | None = None, *, errors: bool = False) -> Any:
    """The JSON Schema of the record as a dictionary, or the Arrow schema of a form of output.

    Args:
        form: `nested`, `json` or the name of a flat table; None for the JSON Schema.
        errors: With the column `error`, as `Coded.table(form, errors=True)` has it.

    Raises:
        OptionError: there is no such form.
    """
    return json.loads(_native.record_schema()) if form is None else Schema(form, errors)
