"""What a record can do beyond holding its parts. In: a record. Out: its words, its JSON, its page in a notebook."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dateline import _native

if TYPE_CHECKING:
    from dateline._parts import Entity, Event, Quantity, Record, Span, Statement, Time

__all__ = ["RecordMethods", "line_of"]


def line_of(data: Any) -> str:
    """The line of JSON that the `dateline` command prints for this record.

    Raises:
        RecordError: a part is missing or of another type; `where` is its path.
    """
    return _native.canonical(json.dumps(data, ensure_ascii=False))


class RecordMethods:
    """The methods of a record."""

    __slots__ = ()

    @classmethod
    def from_json(cls, line: str | bytes, notes: Iterable[str] = ()) -> Record:
        """The record of one line of JSON, as `dateline code` prints it.

        Raises:
            RecordError: the line is no record; `where` is the path of what is wrong.
        """
        import dataclasses

        from dateline._parts import Record

        text = line.decode("utf-8") if isinstance(line, bytes) else line
        record = Record.from_dict(json.loads(_native.canonical(text)))
        return dataclasses.replace(record, notes=tuple(notes)) if notes else record

    def to_json(self: Record) -> str:  # type: ignore[misc]
        """One line of JSON, byte for byte what the `dateline` command prints, without the line end."""
        return line_of(self.to_dict())

    def words(self: Record, span: Span | Iterable[Span]) -> str:  # type: ignore[misc]
        """The words under a span, or under several with ` … ` between them."""
        text = self.story.text
        pairs: list[Any] = [span] if isinstance(span, tuple) and span and isinstance(span[0], int) else list(span)
        return " … ".join(text[pair[0] : pair[1]] for pair in pairs)

    def __getitem__(self: Record, id: str) -> Entity | Time | Quantity | Statement | Event:  # type: ignore[misc]
        """The part with this id: `e1`, `t1`, `q1`, `s1` or `v1`.

        Raises:
            KeyError: the record has no such part.
        """
        lists: dict[str, tuple[Any, ...]] = {
            "e": self.entities,
            "t": self.times,
            "q": self.quantities,
            "s": self.statements,
            "v": self.events,
        }
        for part in lists.get(id[:1], ()):
            if part.id == id:
                return part  # type: ignore[no-any-return]
        raise KeyError(id)

    def entity(self: Record, id: str | None) -> Entity | None:  # type: ignore[misc]
        """The entity with this id; None for None.

        Raises:
            KeyError: the record has no such entity.
        """
        if id is None:
            return None
        for entity in self.entities:
            if entity.id == id:
                return entity
        raise KeyError(id)

    def __repr__(self: Record) -> str:  # type: ignore[misc]
        counts = ", ".join(
            f"{len(part)} {name}"
            for name, part in (
                ("entities", self.entities),
                ("times", self.times),
                ("quantities", self.quantities),
                ("statements", self.statements),
                ("events", self.events),
            )
        )
        return f"<Record {self.story.id} {self.story.published or 'undated'} {self.story.headline!r}: {counts}>"

    def _repr_html_(self: Record) -> str:  # type: ignore[misc]
        from dateline import _html

        return _html.record(self)
