"""A file of records, asked from Python."""

import sqlite3
from pathlib import Path

import polars
import pytest

import dateline


@pytest.fixture
def store(database):
    with dateline.open(database) as store:
        yield store


def test_records_come_back_as_they_were_stored(store, lines):
    assert [record.to_json() for record in store.records()] == lines
    first = dateline.Record.from_json(lines[0])
    assert store.record(first.story.id) == first
    assert len(list(store.records(from_day="2025"))) == len([r for r in store.records() if r.story.published >= "2025"])
    with pytest.raises(dateline.QueryError, match="no story nowhere"):
        store.record("nowhere")


def test_sql(store):
    table = store.sql("SELECT type, count(*) AS n, avg(confidence) AS sure, NULL AS empty FROM events GROUP BY type ORDER BY n DESC")
    frame = polars.DataFrame(table)
    assert frame.columns == ["type", "n", "sure", "empty"]
    assert frame["n"].sum() == store.sql("SELECT count(*) AS n FROM events").to_pylist()[0]["n"]
    assert frame.schema["n"] == polars.Int64 and frame.schema["sure"] == polars.Float64
    assert store.sql("SELECT 1 AS a WHERE 0").num_rows == 0


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("DELETE FROM stories", "more than read"),
        ("SELECT name FROM nowhere", "no such table"),
        ("SELECT 1; SELECT 2", "one"),
        ("ATTACH 'other.db' AS other", "more than read"),
    ],
)
def test_what_is_no_question(store, query, what):
    with pytest.raises(dateline.QueryError, match=what):
        store.sql(query)


def test_a_query_ends_in_time(store):
    with pytest.raises(dateline.QueryError, match="0.2 s"):
        store.sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", timeout=0.2)
    with pytest.raises(dateline.OptionError):
        store.sql("SELECT 1", timeout=-1)


def test_events(store):
    everything = store.events().to_pylist()
    assert len(everything) == store.sql("SELECT count(*) AS n FROM events").to_pylist()[0]["n"]
    planned = store.events(status="planned").to_pylist()
    assert planned and {row["status"] for row in planned} == {"planned"}
    norway = store.events(actor="NOR", status=["planned", "possible"]).to_pylist()
    assert norway and all("NOR" in row["actor_codes"] for row in norway)
    assert store.events(type="consult", limit=2).num_rows == 2
    sure = [row["confidence"] for row in store.events(order="confidence", min_confidence=0.5).to_pylist()]
    assert sure == sorted(sure, reverse=True) and min(sure) >= 0.5
    assert store.events(actor="nobody of this name").num_rows == 0


@pytest.mark.parametrize(
    ("filters", "what"),
    [
        ({"type": "DANCE"}, "CONSULT"),
        ({"status": "maybe"}, "called_for"),
        ({"quad": "love"}, "material_conflict"),
        ({"from_day": "2025-13"}, "2025-07"),
        ({"min_confidence": 7}, "from 0 to 1"),
        ({"text": '"open'}, "quotation mark"),
    ],
)
def test_a_value_that_cannot_be_is_named_with_those_that_can(store, filters, what):
    with pytest.raises(dateline.QueryError) as error:
        store.events(**filters)
    assert what in str(error.value)


def test_search(store):
    found = store.search("minister talks", limit=3).to_pylist()
    assert len(found) == 3 and all("**" in row["snippet"] for row in found)
    said = store.search("border", within="statements").to_pylist()
    assert said and "speaker" in said[0]
    with pytest.raises(dateline.QueryError, match="word"):
        store.search("")


def test_files_that_are_none(tmp_path, database):
    with pytest.raises(dateline.StoreError, match="no such file"):
        dateline.open(tmp_path / "nowhere.db")
    (tmp_path / "text.db").write_text("not a database, whatever its name says" * 100)
    with pytest.raises(dateline.StoreError, match="not a SQLite database"):
        dateline.open(tmp_path / "text.db")
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE a (b)")
    with pytest.raises(dateline.StoreError, match="not one of dateline"):
        dateline.open(tmp_path / "other.db")
    store = dateline.open(Path(database))
    store.close()
    with pytest.raises(dateline.StoreError, match="closed"):
        store.sql("SELECT 1")
