"""Files to stories: each with its origin, and what cannot be read named."""

import gzip
import json

import pyarrow
import pytest

import dateline


def rows(source, **options):
    return [row for table in dateline.read(source, **options) for row in table.to_pylist()]


def test_a_folder(root, stories, lines):
    assert [row["id"] for row in stories] == [json.loads(line)["story"]["id"] for line in lines]
    assert all(row["origin"].endswith(".txt") and row["error"] is None for row in stories)
    one = rows(root / "stories/visit.txt")
    assert len(one) == 1 and one[0]["dateline"]["text"] == "OSLO" and one[0]["parts"][0]["kind"] == "headline"


def test_bytes_of_any_format():
    text = "Envoys met in Riga on Monday for talks on the border, officials said."
    story = json.dumps({"id": "a", "text": text, "published": "2025-03-11"}).encode()
    for data in (story, gzip.compress(story), b"id,published,text\na,2025-03-11,\"" + text.encode() + b"\"\n"):
        (row,) = rows(data)
        assert (row["id"], row["published"], row["text"], row["origin"][:5]) == ("a", "2025-03-11", text, "bytes")


def test_what_cannot_be_read_is_a_row(coder, tmp_path, root):
    (tmp_path / "a.jsonl").write_text('{"id": 1}\n')
    (tmp_path / "b.txt").write_bytes((root / "stories/visit.txt").read_bytes())
    (tmp_path / "c.bin").write_bytes(b"\x7fELF\x00\x01\x02")
    found = rows([tmp_path, tmp_path / "nowhere"])
    assert [bool(row["error"]) for row in found] == [True, False, True, True]
    assert "nowhere" in found[3]["error"] and found[0]["origin"].startswith(str(tmp_path / "a.jsonl"))
    coded = coder.code_batch(dateline.read([tmp_path, tmp_path / "nowhere"]))
    assert [fault.row for fault in coded.faults] == [0, 2, 3] and len(list(coded)) == 1


def test_options(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"content_en": "Envoys met in Riga on Monday.", "n": 4}))
    (row,) = rows(tmp_path, fields={"text": "content_en", "id": "n"}, published="2025-03-11", publisher="Fjordwire")
    assert (row["id"], row["published"], row["source"]) == ("4", "2025-03-11", "Fjordwire")
    with pytest.raises(dateline.OptionError, match="no part of a story"):
        dateline.read(tmp_path, fields={"words": "x"})


def test_a_stream_is_read_once(root):
    stories = dateline.read(root / "stories")
    assert pyarrow.table(stories).schema.equals(pyarrow.schema(dateline.read(b"")))
    with pytest.raises(dateline.TableError, match="read already"):
        pyarrow.table(stories)
    assert list(stories) == []


def test_who_stops_listening_stops_the_reading(tmp_path):
    line = json.dumps({"text": "Envoys met in Riga on Monday."}) + "\n"
    (tmp_path / "many.jsonl").write_text(line * 20_000)
    stories = dateline.read(tmp_path / "many.jsonl")
    assert next(stories).num_rows > 0
    del stories
