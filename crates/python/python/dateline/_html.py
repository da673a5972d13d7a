"""Records and tables for a notebook. In: a record or a table. Out: HTML that carries its own style.

A story is somebody else's text: everything of it is escaped, nothing of it is ever markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline import Record, Table
    from dateline._parts import Span

__all__ = ["record", "table"]

ROWS = 20
CELL = 200

STYLE = """<style>
.dateline{max-width:60em;line-height:1.7;font-family:serif}
.dateline .headline{font-weight:bold;font-size:1.2em}.dateline .byline,.dateline .meta{opacity:.65;font-family:sans-serif;font-size:.85em}
.dateline .dateline-place{font-variant:small-caps}
.dateline .name{border-bottom:2px solid #3b82c4}.dateline .pronoun,.dateline .nominal,.dateline .metonym{border-bottom:1px dotted #3b82c4}
.dateline .time{background:#f6c34340}.dateline .quantity{background:#58a66a40}
.dateline .content{background:#8a63d21f}.dateline .cue{color:#7c4dcc;font-style:italic}
.dateline .event{background:#d9485f59;border-radius:3px;font-weight:bold}
.dateline table{border-collapse:collapse;font-family:sans-serif;font-size:.85em;line-height:1.3;margin-top:.6em}
.dateline td,.dateline th{text-align:left;padding:.15em .6em;border-bottom:1px solid #8884;vertical-align:top}
</style>"""


def record(of: Record) -> str:
    """The story with what was found in it marked, and its events as a table."""
    meta = " · ".join(filter(None, [of.story.published, of.story.source, of.story.id]))
    paragraphs = "".join(f'<p class="{kind}">{text}</p>' for kind, text in blocks(of))
    return f'{STYLE}<div class="dateline"><div class="meta">{escape(meta)}</div>{paragraphs}{events(of)}</div>'


def marks(of: Record) -> list[tuple[Span, str, str]]:
    """What is marked in the text: the words, a class, and what a reader is told of it."""
    found: list[tuple[Span, str, str]] = []
    for entity in of.entities:
        told = ", ".join(filter(None, [f"{entity.id} {entity.name}", entity.kind, entity.role, entity.code]))
        found += [(mention.span, mention.kind, told) for mention in entity.mentions]
    for time in of.times:
        found.append((time.span, "time", f"{time.id} {time.type} {time.value or 'open'}"))
    for quantity in of.quantities:
        told = " ".join(str(x) for x in (quantity.id, quantity.bound, quantity.value, quantity.upper, quantity.unit) if x is not None)
        found.append((quantity.span, "quantity", told))
    for statement in of.statements:
        speaker = of.entity(statement.source.entity)
        told = f"{statement.id} said by {speaker.name if speaker else 'somebody unnamed'}" + (" (not said)" if statement.negated else "")
        found += [(span, "content", told) for span in statement.content]
        found += [(span, "cue", told) for span in statement.cue.spans]
    for event in of.events:
        act = " ".join(filter(None, [event.id, event.type, event.mode, event.status]))
        found.append((event.anchor, "event", f"{act}, {event.confidence:.0%} sure"))
    return found


def blocks(of: Record) -> Iterable[tuple[str, str]]:
    """The parts of the story: a class and its text as HTML; the dateline stands in its paragraph."""
    text = of.story.text
    parts = of.story.parts
    found = marks(of)
    dateline = ""
    for part in parts:
        inside = marked(text, part.span, found)
        if part.kind == "dateline":
            dateline = f'<span class="dateline-place">{inside}</span> '
            continue
        yield part.kind, dateline + inside
        dateline = ""
    if dateline:
        yield "paragraph", dateline


def marked(text: str, within: Span, found: list[tuple[Span, str, str]]) -> str:
    """A stretch of text, cut wherever a mark begins or ends, each piece with all of its marks."""
    here = [(max(s[0], within[0]), min(s[1], within[1]), kind, told) for s, kind, told in found if s[0] < within[1] and s[1] > within[0]]
    cuts = sorted({within[0], within[1], *(start for start, *_ in here), *(end for _, end, *_ in here)})
    pieces = []
    for start, end in zip(cuts, cuts[1:]):
        words = escape(text[start:end])
        over = [(kind, told) for first, last, kind, told in here if first <= start and end <= last]
        if over:
            kinds = " ".join(dict.fromkeys(kind for kind, _ in over))
            told = escape("; ".join(dict.fromkeys(told for _, told in over)), quote=True)
            words = f'<span class="{kinds}" title="{told}">{words}</span>'
        pieces.append(words)
    return "".join(pieces)


def events(of: Record) -> str:
    """The events as a table."""
    if not of.events:
        return '<div class="meta">no events</div>'

    def named(ids: Iterable[str]) -> str:
        entities = (of.entity(id) for id in ids)
        return ", ".join(f"{e.name} ({e.code})" if e.code else e.name for e in entities if e is not None)

    rows = []
    for event in of.events:
        speakers = [s.source.entity for s in of.statements if s.id in event.attributed_to]
        cells = [
            event.id,
            named(event.actors),
            " ".join(filter(None, [event.type, event.mode])),
            named(event.recipients),
            event.status,
            event.cameo,
            event.begin or "",
            named([event.place] if event.place else []),
            named(id for id in speakers if id),
            f"{event.confidence:.2f}",
        ]
        rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    names = ("", "who", "act", "to whom", "status", "CAMEO", "from", "where", "said by", "sure")
    head = "".join(f"<th>{name}</th>" for name in names)
    return f"<table><tr>{head}</tr>{''.join(rows)}</table>"


def table(of: Table) -> str:
    """The first rows of a table."""

    def cell(value: Any) -> str:
        text = "" if value is None else str(value)
        return escape(text if len(text) <= CELL else text[:CELL] + "…")

    head = "".join(f"<th>{escape(name)}</th>" for name in of.column_names)
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell(value)}</td>" for value in row.values()) + "</tr>" for row in of.to_pylist(limit=ROWS)
    )
    more = f"{of.num_rows} rows" + (f", the first {ROWS} shown" if of.num_rows > ROWS else "")
    return f'{STYLE}<div class="dateline"><table><tr>{head}</tr>{rows}</table><div class="meta">{more}</div></div>'
