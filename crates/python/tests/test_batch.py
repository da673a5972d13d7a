"""Tables of stories in, tables of records out, for whoever speaks Arrow."""

import json
import pickle
import signal
import threading
import time
from datetime import date, datetime, timezone

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest

import dateline

FLAT = ["stories", "sentences", "entities", "mentions", "times", "quantities", "statements", "events", "uncoded"]
ROWS = [
    {"id": "a", "published": "2025-03-11", "text": "Norway's prime minister met rebels in Oslo on Monday, she said."},
    {"id": "b", "published": None, "text": None},
    {"id": "c", "published": "2025-03-12", "text": "Troops killed at least 40 people in Riga on Tuesday, police said."},
    {"id": "d", "published": "2025-03-12", "text": "Die Minister trafen sich am Montag in Wien, um über Handel und Grenzen zu sprechen, sagte sie."},
]


def arrow_only(table):
    """An object that is nothing but an Arrow stream."""

    class Stream:
        def __arrow_c_stream__(self, requested_schema=None):
            return table.__arrow_c_stream__(requested_schema)

    return Stream()


TABLES = {
    "dictionaries": lambda rows: rows,
    "pyarrow": pyarrow.Table.from_pylist,
    "batch": lambda rows: pyarrow.RecordBatch.from_pylist(rows),
    "reader": lambda rows: pyarrow.Table.from_pylist(rows).to_reader(max_chunksize=1),
    "pandas": pandas.DataFrame,
    "polars": polars.DataFrame,
    "duckdb": lambda rows: duckdb.from_arrow(pyarrow.Table.from_pylist(rows)),
    "stream": lambda rows: arrow_only(pyarrow.Table.from_pylist(rows)),
    "large": lambda rows: pyarrow.Table.from_pylist(rows).cast(pyarrow.schema({n: pyarrow.large_string() for n in ROWS[0]})),
    "view": lambda rows: pyarrow.Table.from_pylist(rows).cast(pyarrow.schema({n: pyarrow.string_view() for n in ROWS[0]})),
    "categories": lambda rows: pandas.DataFrame(rows).astype({"published": "category", "id": "category"}),
}


@pytest.fixture(scope="module")
def expected(coder):
    return [coder.code(**row).to_json() for row in (ROWS[0], ROWS[2])]


@pytest.mark.parametrize("kind", TABLES)
def test_every_table_gives_the_same_records(coder, kind, expected):
    coded = coder.code_batch(TABLES[kind](ROWS))
    assert len(coded) == 4
    assert coded.to_jsonl().splitlines() == expected
    assert [(fault.row, fault.id) for fault in coded.faults] == [(1, "b"), (3, "d")]
    assert coded[2].story.id == "c" == coded[-2].story.id
    with pytest.raises(dateline.StoryError, match="row 1: no text"):
        coded[1]
    with pytest.raises(IndexError):
        coded[4]


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_change_nothing(root, lines, threads):
    coder = dateline.Coder(threads)
    assert coder.code_batch(dateline.read(root / "stories")).to_jsonl().splitlines() == lines
    pieces = coder.code_batches(dateline.read(root / "stories"), rows=7)
    assert [line for piece in pieces for line in piece.to_jsonl().splitlines()] == lines


def test_tables_have_the_contracts_schema(coder, stories):
    coded = coder.code_batch(stories)
    for form in ["nested", "json", *FLAT]:
        table = pyarrow.table(coded.table(form))
        assert table.schema.equals(pyarrow.schema(dateline.schema(form)), check_metadata=True)
        table.validate(full=True)
        with_errors = pyarrow.table(coded.table(form, errors=True))
        assert with_errors.schema.equals(pyarrow.schema(dateline.schema(form, errors=True)))
        assert with_errors.drop_columns(["error"]).to_pylist() == table.to_pylist() == coded.table(form).to_pylist()


def test_rows_without_a_record_are_rows_with_an_error(coder):
    coded = coder.code_batch(ROWS)
    for form in ["nested", "json", "stories"]:
        rows = coded.table(form, first=100, errors=True).to_pylist()
        assert [row["record"] for row in rows] == [100, 101, 102, 103]
        assert [row["id"] for row in rows] == ["a", "b", "c", "d"]
        assert [bool(row["error"]) for row in rows] == [False, True, False, True]
        assert rows[1]["error"].startswith("row 1: no text")
    events = coded.table("events", errors=True).to_pylist()
    assert [(row["record"], row["story"]) for row in events if row["error"]] == [(1, "b"), (3, "d")]
    assert {row["record"] for row in coded.events.to_pylist()} == {0, 2}
    assert pyarrow.table(coded).num_rows == 4
    assert coder.code_batch(ROWS[1:2]).table("nested", errors=True).num_rows == 1
    assert coder.code_batch([]).table("events").num_rows == 0


def test_everybody_reads_the_tables(coder, stories):
    coded = coder.code_batch(stories)
    events = coded.events
    count = len(events.to_pylist())
    assert count > 0
    assert polars.DataFrame(events).height == count
    assert pandas.DataFrame.from_arrow(events).shape[0] == count
    arrow = pyarrow.table(events)
    assert duckdb.sql("select count(*) from arrow").fetchall() == [(count,)]
    assert duckdb.sql("select count(*) from events").fetchall() == [(count,)]
    days = {row["begin_day"] for row in events.to_pylist()} - {None}
    assert days and all(isinstance(day, date) for day in days)
    columns = events.to_pydict()
    assert list(columns) == events.column_names and len(columns["type"]) == count
    html = events._repr_html_()
    assert f"{count} rows" in html and "&lt;" not in html


def test_nested_rows_are_stories_that_can_be_coded_again(coder, stories, lines):
    coded = coder.code_batch(stories)
    assert coder.code_batch(coded.stories).to_jsonl().splitlines() == lines
    assert coder.code_batch(pyarrow.table(coded)).to_jsonl().splitlines() == lines


def test_parquet_out_and_in(coder, root, lines, tmp_path):
    coded = coder.code_batch(dateline.read(root / "stories"))
    coded.write_parquet(tmp_path / "tables")
    assert sorted(path.stem for path in (tmp_path / "tables").iterdir()) == sorted(FLAT)
    stories = pyarrow.parquet.read_table(tmp_path / "tables/stories.parquet")
    assert coder.code_batch(stories).to_jsonl().splitlines() == lines
    with pytest.raises(dateline.TableError, match="not empty"):
        coded.write_parquet(tmp_path / "tables")


def test_other_writers_take_the_tables(coder, root, tmp_path):
    coded = coder.code_batch(dateline.read([root / "stories", root / "nowhere"]))
    for form in ["nested", "json", *FLAT]:
        for errors in (False, True):
            table = pyarrow.table(coded.table(form, errors=errors))
            pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
            assert pyarrow.parquet.read_table(tmp_path / "a.parquet").to_pylist() == table.to_pylist()
    read = pyarrow.table(dateline.read([root / "stories", root / "nowhere"]))
    pyarrow.parquet.write_table(read, tmp_path / "b.parquet")
    assert coder.code_batch(pyarrow.parquet.read_table(tmp_path / "b.parquet")).to_jsonl() == coded.to_jsonl()


def test_columns_by_name(coder):
    table = pyarrow.table({"doc": [7], "when": [date(2025, 3, 11)], "words": [ROWS[0]["text"]], "text": ["never read"], "raw": [b"\xff"]})
    record = coder.code_batch(table, text="words", published="when", id="doc")[0]
    assert (record.story.id, record.story.published) == ("7", "2025-03-11")
    assert record.story.text == ROWS[0]["text"]
    with pytest.raises(dateline.TableError, match='no column "body".*doc, when, words'):
        coder.code_batch(table, text="body")
    with pytest.raises(dateline.TableError, match="is Binary"):
        coder.code_batch(table, text="raw")


@pytest.mark.parametrize(
    ("moment", "published"),
    [
        (date(2025, 3, 11), "2025-03-11"),
        (datetime(2025, 3, 11), "2025-03-11"),
        (datetime(2025, 3, 11, 23, 30, tzinfo=timezone.utc), "2025-03-11T23:30:00Z"),
        (pandas.Timestamp("2025-03-11T23:30", tz="Asia/Tokyo"), "2025-03-11T23:30:00+09:00"),
        ("March 11, 2025", "2025-03-11"),
        (None, None),
    ],
)
def test_days_and_moments(coder, moment, published):
    frame = pandas.DataFrame({"text": [ROWS[0]["text"]], "published": [moment]})
    assert coder.code_batch(frame)[0].story.published == published
    if not isinstance(moment, pandas.Timestamp):
        assert coder.code_batch([{"text": ROWS[0]["text"], "published": moment}])[0].story.published == published


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("a text", "no table"),
        (3, "no table"),
        (pyarrow.array(["a", "b"]), "no table|struct"),
        (pyarrow.table({"text": ["Envoys met."]})["text"], "struct|no table|Expected"),
    ],
)
def test_what_is_no_table(coder, data, what):
    with pytest.raises(dateline.TableError, match=what):
        coder.code_batch(data)


def test_text_that_is_no_text(coder):
    bad = pyarrow.Array.from_buffers(pyarrow.string(), 1, pyarrow.array([b"\xff\xfe"]).buffers())
    with pytest.raises(dateline.TableError, match="(?i)utf"):
        coder.code_batch(pyarrow.table({"text": bad}))


def test_spans_that_lie_outside_harm_one_row_only(coder, stories):
    rows = [dict(row) for row in stories[:3]]
    rows[1]["parts"] = [{"kind": "paragraph", "span": [0, 10**6]}]
    table = pyarrow.Table.from_pylist(rows, schema=pyarrow.schema(dateline.read(b"")))
    coded = coder.code_batch(table)
    assert [fault.row for fault in coded.faults] == [1]
    assert "no part of the text" in coded.faults[0].what and "parts" in coded.faults[0].where


def test_a_source_that_fails_midway(coder):
    def batches():
        yield pyarrow.RecordBatch.from_pylist(ROWS[:1])
        raise RuntimeError("the disk went away")

    reader = pyarrow.RecordBatchReader.from_batches(pyarrow.RecordBatch.from_pylist(ROWS[:1]).schema, batches())
    with pytest.raises(dateline.TableError, match="the disk went away"):
        coder.code_batch(reader)


def test_a_coder_travels(coder, expected):
    again = pickle.loads(pickle.dumps(dateline.Coder(3, any_language=True)))
    assert again.threads == 3
    assert len(again.code_batch(ROWS).faults) == 1
    for threads in (0, -1, 5000):
        with pytest.raises((dateline.OptionError, OverflowError)):
            dateline.Coder(threads)
    with pytest.raises(dateline.OptionError, match="portable"):
        dateline.Coder(vector_path="abacus")


def test_other_threads_run_while_a_batch_is_coded(coder):
    turns = 0
    done = threading.Event()

    def turn():
        nonlocal turns
        while not done.is_set():
            turns += 1
            time.sleep(0.001)

    other = threading.Thread(target=turn)
    other.start()
    coder.code_batch([{"text": ROWS[0]["text"] * 3, "id": str(n)} for n in range(200)])
    done.set()
    other.join()
    assert turns > 3


def test_a_batch_can_be_interrupted(coder):
    def handler(number, frame):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(KeyboardInterrupt):
            coder.code_batch([{"text": ROWS[0]["text"] * 10, "id": str(n)} for n in range(20_000)])
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_json_is_the_record(coder):
    rows = coder.code_batch(ROWS).table("json").to_pylist()
    assert [json.loads(row["json"])["story"]["id"] for row in rows] == ["a", "c"]


@pytest.mark.parametrize("rows", [0, -1])
def test_pieces_need_rows(coder, rows):
    with pytest.raises(dateline.OptionError, match="rows"):
        coder.code_batches(ROWS, rows=rows)
