"""Records as Python objects: the same as the command's, the same as the schema's, and safe to show."""

import dataclasses
import json
import re
import typing
from datetime import date

import jsonschema
import pytest

import dateline

TEXT = "Norway's prime minister met rebels in Oslo on Monday, killing time until 40 Danish engineers came, she said."


def test_a_record_has_the_commands_bytes(coder, root, lines):
    coded = coder.code_batch(dateline.read(root / "stories"))
    assert coded.to_jsonl().splitlines() == lines
    for record, line in zip(coded, lines, strict=True):
        assert record.to_json() == line
        assert dateline.Record.from_json(line) == record
        assert record.to_dict() == json.loads(line)


def test_one_story(coder):
    record = coder.code(TEXT, published=date(2025, 3, 11), id="a", source="Fjordwire")
    assert (record.story.id, record.story.published, record.story.source) == ("a", "2025-03-11", "Fjordwire")
    event = record.events[0]
    assert (event.type, event.status, event.begin) == ("CONSULT", "occurred", "2025-03-10")
    assert record.words(event.anchor) == "met"
    assert record[event.actors[0]] is record.entity(event.actors[0])
    assert record.entity(None) is None
    assert coder.code(TEXT).notes == ("no publication day: relative dates stay open",)


def test_records_are_values(coder):
    one, two = (coder.code(TEXT, published="2025-03-11") for _ in range(2))
    assert one == two and hash(one.events[0].plover) == hash(two.events[0].plover)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.story.id = "b"
    renamed = dataclasses.replace(one, story=dataclasses.replace(one.story, id="b"))
    assert json.loads(renamed.to_json())["story"]["id"] == "b"


def test_classes_are_what_the_schema_says(lines):
    schema = dateline.schema()
    definitions = {**schema["$defs"], "Record": schema}
    for name, definition in definitions.items():
        python = getattr(dateline, name)
        if "properties" in definition:
            fields = {field.name for field in dataclasses.fields(python)} - ({"notes"} if name == "Record" else set())
            assert fields == set(definition["properties"]), name
        elif name != "Span":
            words = definition.get("enum") or [one["const"] for one in definition["oneOf"]]
            assert list(typing.get_args(python)) == words, name
    validator = jsonschema.Draft202012Validator(schema)
    for line in lines:
        validator.validate(dateline.Record.from_json(line).to_dict())


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda d: d.pop("events"), "."),
        (lambda d: d["story"].update(id=3), "story.id"),
        (lambda d: d["events"][0].update(status="maybe"), "events[0].status"),
        (lambda d: d["sentences"].append([1]), "sentences"),
    ],
)
def test_what_is_no_record_is_named_by_its_path(lines, change, where):
    data = json.loads(next(line for line in lines if json.loads(line)["events"]))
    change(data)
    with pytest.raises(dateline.RecordError) as error:
        dateline.Record.from_json(json.dumps(data))
    assert where in error.value.where and error.value.what


def test_a_notebook_shows_the_story_and_none_of_its_markup(coder):
    nasty = '<script>alert("x")</script> & <b>Norway</b> attacked "Sweden" on Monday, <i>officials</i> said.'
    html = coder.code(nasty, published="2025-03-11", id="<id>", source='"><img>')._repr_html_()
    assert "<script" not in html and "<img" not in html and "<b>" not in html and "<id>" not in html
    assert "&lt;script&gt;" in html
    inside = html.split("</style>", 1)[1]
    assert set(re.findall(r"<(\w+)", inside)) <= {"div", "p", "span", "table", "tr", "td", "th"}
    assert inside.count("<span") == inside.count("</span>") > 0


def test_a_notebook_shows_every_character_of_the_story_once(coder, lines):
    from html import unescape

    for line in lines:
        record = dateline.Record.from_json(line)
        body = record._repr_html_().split("</style>", 1)[1].split("<table>")[0]
        shown = "".join(unescape(re.sub(r"<[^>]*>", "", block)) for block in re.findall(r"<p .*?</p>", body, re.S))
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", record.story.text)


def test_explanation(coder, root):
    text = (root / "stories/visit.txt").read_text()
    explained = coder.explain(text, published="2025-03-11")
    assert explained.record == coder.code(text, published="2025-03-11")
    assert set(explained.steps) >= {event.id for event in explained.record.events}
    assert all(explained.steps[event.id] for event in explained.record.events)
    assert explained.record.story.id in str(explained) and "\nentities\n" in str(explained)


def test_relation(coder):
    text = "Norway attacked Sweden."
    relation = coder.relate(text, (0, 6), [(16, 22)])
    assert (relation.type, relation.status, relation.plover.type) == ("ASSAULT", "occurred", "ASSAULT")
    assert 0.5 < relation.confidence <= 1
    with pytest.raises(dateline.OptionError, match="no part of the text"):
        coder.relate(text, (0, 6), (16, 99))


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("", dateline.StoryError, "no text"),
        ("Die Minister trafen sich am Montag in Wien, um über die Grenzen und den Handel zu sprechen, sagte ein Sprecher der Regierung.",
         dateline.LanguageError, "not English but `de`"),
        (b"bytes", dateline.StoryError, "a bytes"),
    ],
)
def test_a_story_that_cannot_be_coded(coder, text, kind, what):
    with pytest.raises(kind) as error:
        coder.code(text)
    assert what in error.value.what and error.value.expected and error.value.where
    assert isinstance(error.value, dateline.DatelineError) and isinstance(error.value, ValueError)
