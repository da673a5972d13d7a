"""A file of records that is asked. In: SQL, filters, words. Out: Arrow tables and records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, Literal, TypeAlias

from dateline import _native
from dateline._native import Table
from dateline._parts import Record

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Store"]

Words: TypeAlias = "str | Sequence[str] | None"


class Store:
    """A file of records, as `dateline ingest` makes it, open for reading; another program may write to it meanwhile.

    Args:
        path: The file.

    Raises:
        StoreError: there is no such file, it is no file of records, or it is damaged.
    """

    __slots__ = ("_native", "path")

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = path
        self._native = _native.Store(path)

    def __repr__(self) -> str:
        return f"<Store {self.path}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file. Asking it after that raises StoreError."""
        self._native.close()

    def sql(self, query: str, *, timeout: float | None = 60.0) -> Table:
        """The answer to one query; tables and views are those of docs/store.md.

        Args:
            query: One SELECT.
            timeout: Seconds after which it is stopped; None for never.

        Raises:
            QueryError: SQLite does not understand it, it would do more than read, or it took too long.
        """
        return self._native.sql(query, timeout)

    def events(
        self,
        *,
        from_day: str | None = None,
        to_day: str | None = None,
        actor: Words = None,
        recipient: Words = None,
        either: Words = None,
        claimant: Words = None,
        type: Words = None,
        mode: Words = None,
        status: Words = None,
        quad: Words = None,
        place: Words = None,
        country: Words = None,
        source: Words = None,
        text: str | None = None,
        min_confidence: float | None = None,
        told_once: bool = False,
        limit: int | None = None,
        order: Literal["day", "confidence"] = "day",
    ) -> Table:
        """Events, one a row, with the columns of the view `events_flat`. Every argument narrows; of several values of one any will do.

        Args:
            from_day: Begins on or after this day, month or year (`2025-07-09`, `2025-07`, `2025`).
            to_day: Begins on or before it.
            actor: Who acts: words of a name, an ISO country (`RUS`) or the beginning of an actor code (`RUSGOV`).
            recipient: Whom it is done to.
            either: One or the other.
            claimant: Who says so.
            type: PLOVER type of the act that the words describe.
            mode: PLOVER mode.
            status: occurred, ongoing, planned, called_for, possible or denied.
            quad: Quad class.
            place: Words of the place's name, or its region.
            country: Country where it happened.
            source: Publisher.
            text: Words of the story, as for `search`.
            min_confidence: Least confidence, 0 to 1.
            told_once: Leave out what the same story told further up.
            limit: At most so many events.
            order: Which come first: by day, or the surest.

        Raises:
            QueryError: a type, mode, status, quad class or day does not exist; the error names those that do.
        """
        return self._native.events(
            {
                "from": from_day,
                "to": to_day,
                "actor": _list(actor),
                "recipient": _list(recipient),
                "either": _list(either),
                "claimant": _list(claimant),
                "kind": _list(type),
                "mode": _list(mode),
                "status": _list(status),
                "quad": _list(quad),
                "place": _list(place),
                "country": _list(country),
                "source": _list(source),
                "text": text,
                "min_confidence": min_confidence,
                "told_once": told_once,
                "limit": limit,
                "surest_first": order == "confidence",
            }
        )

    def search(
        self,
        words: str,
        *,
        within: Literal["stories", "statements"] = "stories",
        from_day: str | None = None,
        to_day: str | None = None,
        source: Words = None,
        limit: int | None = 20,
    ) -> Table:
        """Stories, or statements, that hold the words, the best first (BM25); the words found stand between `**`.

        Args:
            words: Words that must all be there; `OR` between them means either side, `"…"` holds words together, `NOT word` must not
                be there, `word*` is the beginning of one.
            within: What is searched.
            from_day: Published on or after this day, month or year.
            to_day: Published on or before it.
            source: Publisher.
            limit: At most so many rows; None for all.

        Raises:
            QueryError: there is no word to search for, or no such day.
        """
        return self._native.search(words, within, from_day, to_day, _list(source), limit)

    def record(self, id: str) -> Record:
        """The record of a story by its id, equal to the one that was stored; of several versions the one that stands.

        Raises:
            QueryError: there is no story with this id.
        """
        return Record.from_json(self._native.record(id))

    def records(
        self,
        *,
        source: str | None = None,
        from_day: str | None = None,
        to_day: str | None = None,
        all_versions: bool = False,
    ) -> Iterator[Record]:
        """The records of what stands, in the order in which they came, each read when it is asked for.

        Args:
            source: Publisher.
            from_day: Published on or after this day, month or year.
            to_day: Published on or before it.
            all_versions: Also versions that were superseded, and withdrawals.
        """
        keys = self._native.keys(source, from_day, to_day, all_versions)
        return (Record.from_json(self._native.by_key(key)) for key in keys)


def _list(given: Words) -> list[str]:
    if given is None:
        return []
    return [given] if isinstance(given, str) else list(given)
