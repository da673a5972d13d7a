"""How the package is used, for a type checker: `mypy --strict` must find nothing wrong here. It is also run as a test."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import dateline


def one_story(text: str) -> list[tuple[str, dateline.Status, str | None]]:
    coder = dateline.Coder(threads=2)
    record: dateline.Record = coder.code(text, published=date(2025, 3, 11), source="Fjordwire")
    story: dateline.Story = record.story
    span: dateline.Span = story.parts[0].span
    words: str = record.words(span)
    first: int = span.start
    assert words and first == 0
    for statement in record.statements:
        speaker: dateline.Entity | None = record.entity(statement.source.entity)
        if speaker is not None and speaker.latitude is not None:
            north: float = speaker.latitude
            assert north
    return [(event.type, event.status, event.begin) for event in record.events]


def a_table(rows: list[dict[str, str]]) -> dateline.Table:
    coded: dateline.Coded = dateline.Coder().code_batch(rows, text="text")
    problems: list[str] = [fault.what for fault in coded.faults]
    lines: str = coded.to_jsonl()
    records: list[dateline.Record] = list(coded)
    assert len(records) + len(problems) == len(coded) and lines
    return coded.events


def files(folder: Path) -> int:
    stories: dateline.Stories = dateline.read([folder], publisher="Fjordwire")
    return sum(len(coded) for coded in dateline.Coder().code_batches(stories, rows=100))


def a_store(path: Path) -> dateline.Table:
    with dateline.open(path) as store:
        for record in store.records(from_day="2025"):
            assert isinstance(record, dateline.Record)
        return store.events(actor=["NOR", "SWE"], status="planned", order="confidence")


def errors(text: str) -> str:
    try:
        return dateline.Coder().explain(text).page
    except dateline.LanguageError as error:
        return error.expected
    except dateline.DatelineError as error:
        return error.what


def relation(text: str) -> tuple[str, float]:
    found: dateline.Relation = dateline.Coder().relate(text, (0, 6), [(16, 22)])
    return found.plover.type, found.confidence
