"""Stories to records. In: a text, or a table of stories. Out: typed records, or tables of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from dateline import _native
from dateline._errors import OptionError, StoryError
from dateline._native import Table
from dateline._parts import PloverCode, Record, Status

if TYPE_CHECKING:
    from dateline._native import ArrowArray, ArrowStream

__all__ = ["Coded", "Coder", "Explanation", "Relation", "StoryFault"]

Stories: TypeAlias = "ArrowStream | ArrowArray | Sequence[Mapping[str, Any]]"
Spans: TypeAlias = "tuple[int, int] | Iterable[tuple[int, int]]"


@dataclass(frozen=True, slots=True)
class Relation:
    """The act from one party of a sentence to another.

    Attributes:
        type: PLOVER type of the act that the words describe.
        mode: PLOVER mode of that act.
        status: Whether it happened.
        plover: Type and mode after the codebook's rules.
        confidence: Calibrated probability that the type of the codebook is right, 0 to 1.
    """

    type: str
    mode: str | None
    status: Status
    plover: PloverCode
    confidence: float


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """How a record came about. `str()` of it is the page that `dateline explain` prints.

    Attributes:
        record: The record.
        steps: For each part, by its id, the rule, table or model that made it and each step of its resolution.
        page: Every sentence with what was found in it and why.
    """

    record: Record
    steps: Mapping[str, tuple[str, ...]]
    page: str

    def __str__(self) -> str:
        return self.page

    def __repr__(self) -> str:
        return f"<Explanation of {self.record!r}>"

    def _repr_html_(self) -> str:
        from html import escape

        return f"{self.record._repr_html_()}<pre>{escape(self.page)}</pre>"


@dataclass(frozen=True, slots=True)
class StoryFault:
    """A row that gave no record.

    Attributes:
        row: Its number, from 0.
        id: The id that it names, if that could be told.
        what: What is wrong.
        where: The row or column.
        expected: What was expected, or how to mend it.
    """

    row: int
    id: str | None
    what: str
    where: str
    expected: str


class Coded:
    """What became of the rows of a table, in their order.

    An object of this class is itself an Arrow stream (`__arrow_c_stream__`): a row for each row given, nested, with a column `error`.
    """

    __slots__ = ("_native",)

    def __init__(self, native: _native.Coded) -> None:
        self._native = native

    def __len__(self) -> int:
        """Rows that were given."""
        return len(self._native)

    def __repr__(self) -> str:
        return f"<Coded: {self._native.num_records} records of {len(self)} rows>"

    def __getitem__(self, row: int) -> Record:
        """The record of a row, from 0; negative numbers count from the end.

        Raises:
            StoryError: the row has no record; the error says why.
            IndexError: there is no such row.
        """
        number = row if row >= 0 else row + len(self)
        if number < 0:
            raise IndexError(f"row {row}: there are {len(self)} rows")
        return Record.from_json(*self._native.line(number))

    def __iter__(self) -> Iterator[Record]:
        """The records; rows without one are passed over (see `faults`)."""
        return (self[row] for row in self._native.rows())

    @property
    def faults(self) -> list[StoryFault]:
        """The rows that have no record, and why."""
        return [StoryFault(*fault) for fault in self._native.faults()]

    @property
    def notes(self) -> list[tuple[int, str]]:
        """What should be known of how rows were read: row and note."""
        return self._native.notes()

    def table(self, form: str, *, first: int = 0, errors: bool = False) -> Table:
        """The records as an Arrow table.

        Args:
            form: `nested` (a row a story, with lists of structures), `json` (a row a story, with its line of JSON), or one of the nine
                flat tables: `stories`, `sentences`, `entities`, `mentions`, `times`, `quantities`, `statements`, `events`, `uncoded`.
            first: Added to the row numbers in the column `record`, so that several batches can stand in one table.
            errors: Add a column `error`, and a row for each row that has no record. Every other column may be null then.

        Raises:
            OptionError: there is no such form.
        """
        return self._native.table(form, first, errors)

    @property
    def nested(self) -> Table:
        """A row a story, with lists of structures."""
        return self.table("nested")

    @property
    def stories(self) -> Table:
        """A row a story."""
        return self.table("stories")

    @property
    def sentences(self) -> Table:
        """A row a sentence."""
        return self.table("sentences")

    @property
    def entities(self) -> Table:
        """A row for each of the people, organizations, countries and places of a story."""
        return self.table("entities")

    @property
    def mentions(self) -> Table:
        """A row for each stretch of words that speaks of an entity."""
        return self.table("mentions")

    @property
    def times(self) -> Table:
        """A row a TIMEX3 expression."""
        return self.table("times")

    @property
    def quantities(self) -> Table:
        """A row a number with its unit."""
        return self.table("quantities")

    @property
    def statements(self) -> Table:
        """A row for each thing said."""
        return self.table("statements")

    @property
    def events(self) -> Table:
        """A row an act."""
        return self.table("events")

    @property
    def uncoded(self) -> Table:
        """A row for each sentence that gave no event."""
        return self.table("uncoded")

    def to_jsonl(self) -> str:
        """The records, one JSON object a line, byte for byte as `dateline code` prints them."""
        return self._native.jsonl()

    def write_parquet(self, folder: str | PathLike[str]) -> None:
        """Writes the nine flat tables as Parquet files of a folder that is new or empty, as `dateline code --format parquet` does.

        Raises:
            TableError: the folder is not empty or cannot be written.
        """
        self._native.write_folder(folder)

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.table("nested", errors=True).__arrow_c_stream__(requested_schema)

    def _repr_html_(self) -> str:
        return self.table("events")._repr_html_()


class Coder:
    """Codes stories. Loading takes about a tenth of a second the first time in a process and nothing after that; a coder may be used
    from many threads at once and sent to other processes.

    Args:
        threads: Threads that a batch is spread over; one a processor if None. The records are the same for any number.
        any_language: Code stories in other languages too, as if they were English.
        vector_path: `portable`, `avx2` or `vnni`; the fastest there is if None. The records are the same for any.

    Raises:
        OptionError: there is no such thread count or vector path.
    """

    __slots__ = ("_native", "_options")

    def __init__(self, threads: int | None = None, *, any_language: bool = False, vector_path: str | None = None) -> None:
        if threads is not None and threads < 1:
            raise OptionError(f"{threads} threads", "threads", "1 to 1024")
        self._options = (threads, any_language, vector_path)
        self._native = _native.Coder(threads, any_language, vector_path)

    def __reduce__(self) -> tuple[Any, ...]:
        return _coder, self._options

    def __repr__(self) -> str:
        return f"Coder(threads={self.threads})"

    @property
    def threads(self) -> int:
        """Threads that a batch is spread over."""
        return self._native.threads

    def code(
        self,
        text: str,
        *,
        published: str | date | None = None,
        id: str | None = None,
        source: str | None = None,
        headline: str | None = None,
        url: str | None = None,
        byline: str | None = None,
        language: str | None = None,
    ) -> Record:
        """The record of one story.

        Args:
            text: Paragraphs with an empty line between each two; a headline may stand first.
            published: Day or moment of publication: ISO 8601, or anything that a date of news looks like. Relative times are counted
                from it; without it they stay open.
            id: Its id; a hash of the text without one.
            source: Publisher.
            headline: Headline, if it does not stand in the text.
            url: Address.
            byline: Author line.
            language: BCP 47 tag, if the source gives one.

        Raises:
            StoryError: there is no text.
            LanguageError: the text is not English.
        """
        return Record.from_json(*self._native.code(_parts(text, published, id, source, headline, url, byline, language)))

    def explain(
        self,
        text: str,
        *,
        published: str | date | None = None,
        id: str | None = None,
        source: str | None = None,
        headline: str | None = None,
        url: str | None = None,
        byline: str | None = None,
        language: str | None = None,
    ) -> Explanation:
        """The record of one story, and for each part of it the rule, table or model that made it. Arguments and errors as for `code`."""
        parts = _parts(text, published, id, source, headline, url, byline, language)
        line, notes, page, steps = self._native.explain(parts)
        return Explanation(Record.from_json(line, notes), {key: tuple(value) for key, value in steps.items()}, page)

    def relate(self, text: str, source: Spans, target: Spans) -> Relation:
        """The best single act from one party of a sentence to another. Never empty: `confidence` says how sure it is.

        Args:
            text: The sentence.
            source: Who acts: a `(start, end)` of code points of the text, or several.
            target: Whom it is done to.

        Raises:
            OptionError: a span is no part of the text.
        """
        kind, mode, status, plover, plover_mode, confidence = self._native.relate(text, _spans(source), _spans(target))
        return Relation(kind, mode, cast("Status", status), PloverCode(plover, plover_mode), confidence)

    def code_batch(
        self,
        data: Stories,
        *,
        text: str | None = None,
        published: str | None = None,
        id: str | None = None,
        source: str | None = None,
        headline: str | None = None,
        url: str | None = None,
        byline: str | None = None,
        language: str | None = None,
    ) -> Coded:
        """Codes every row of a table, without the interpreter's lock and on all threads of the coder.

        Args:
            data: Anything with `__arrow_c_stream__` or `__arrow_c_array__` (tables and data frames of pyarrow, pandas, Polars, DuckDB,
                and `dateline.read(…)`), or a list of dictionaries. Arrow data is not copied. A table with the contract's columns of
                `stories` (`id`, `text`, `parts`, …) is taken as it is: its paragraphs, dateline and delivery are not told anew.
            text: Column of the text. The usual names (`text`, `body`, `content`, …) are found by themselves, as for the other columns.
            published: Column of the day or moment of publication: text, days, or moments; a moment without a zone counts as its day.
            id: Column of the id.
            source: Column of the publisher.
            headline: Column of the headline.
            url: Column of the address.
            byline: Column of the author line.
            language: Column of the language tag.

        Returns:
            What became of each row, in their order. A row that cannot be coded harms no other.

        Raises:
            TableError: the data is no table, or lacks a column that was named.
        """
        fields = _fields(text, published, id, source, headline, url, byline, language)
        if isinstance(data, (list, tuple)):
            lines = [json.dumps(row, ensure_ascii=False, default=_plain) for row in data]
            return Coded(self._native.code_objects(lines, fields))
        return Coded(self._native.code_batch(cast("ArrowStream", data), fields))

    def code_batches(
        self,
        data: Stories,
        *,
        rows: int = 1024,
        text: str | None = None,
        published: str | None = None,
        id: str | None = None,
        source: str | None = None,
        headline: str | None = None,
        url: str | None = None,
        byline: str | None = None,
        language: str | None = None,
    ) -> Iterator[Coded]:
        """The same in pieces of some rows, each coded when it is asked for, so that memory stays bounded however long the stream is.

        Args:
            data: As for `code_batch`.
            rows: Rows of a piece.
            text: Column of the text, and so on, as for `code_batch`.

        Raises:
            OptionError: `rows` is less than 1.
            TableError: the data is no table, or lacks a column that was named.
        """
        names: dict[str, str | None] = dict(
            text=text, published=published, id=id, source=source, headline=headline, url=url, byline=byline, language=language
        )
        if rows < 1:
            raise OptionError(f"{rows} rows at a time", "rows", "1 or more")
        if isinstance(data, (list, tuple)):
            pieces: Iterable[Any] = (data[at : at + rows] for at in range(0, len(data), rows))
        else:
            pieces = _native.Chunks(cast("ArrowStream", data), rows)
        return (self.code_batch(piece, **names) for piece in pieces)


def _coder(threads: int | None, any_language: bool, vector_path: str | None) -> Coder:
    return Coder(threads, any_language=any_language, vector_path=vector_path)


def _plain(value: Any) -> str:
    """A value that JSON has no form for: dates as ISO 8601, everything else as it prints."""
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def _parts(text: str, published: str | date | None, *others: str | None) -> dict[str, str]:
    if not isinstance(text, str):
        raise StoryError(f"a {type(text).__name__}", "text", "a str; dateline.read(…) reads files and bytes")
    values = dict(zip(("id", "source", "headline", "url", "byline", "language"), others), text=text)
    day = published.isoformat() if isinstance(published, date) else published
    return {part: value for part, value in {**values, "published": day}.items() if value is not None}


def _fields(*names: str | None) -> list[tuple[str, str]]:
    parts = ("text", "published", "id", "source", "headline", "url", "byline", "language")
    return [(part, name) for part, name in zip(parts, names) if name is not None]


def _spans(spans: Spans) -> list[tuple[int, int]]:
    if isinstance(spans, tuple) and len(spans) == 2 and isinstance(spans[0], int):
        return [(int(spans[0]), int(spans[1]))]
    pairs: list[Any] = list(spans)
    return [(start, end) for start, end in pairs]
