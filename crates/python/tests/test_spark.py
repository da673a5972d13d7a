"""Inside Spark: the same records, bad rows as rows, flat tables with the contract's columns, the job."""

import json
import os
import subprocess
import sys

import pyarrow
import pyarrow.parquet
import pytest

import dateline

pytestmark = pytest.mark.spark
ROWS = [
    ("a", "2025-03-11", "Norway's prime minister met rebels in Oslo on Monday, she said."),
    ("b", "2025-03-11", None),
    ("c", "2025-03-12", "Troops killed at least 40 people in Riga on Tuesday, police said."),
]


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.memory", "700m")
    spark = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield spark
    spark.stop()


@pytest.fixture(scope="module")
def archive(root, tmp_path_factory):
    path = tmp_path_factory.mktemp("archive") / "stories.parquet"
    pyarrow.parquet.write_table(pyarrow.table(dateline.read(root / "stories")), path)
    return str(path)


def test_the_records_are_those_of_the_command(spark, archive, lines):
    import dateline.spark

    for partitions in (1, 3):
        coded = dateline.spark.code(spark.read.parquet(archive).repartition(partitions), output="json").collect()
        assert sorted(row.json for row in coded) == sorted(lines)
        assert len({row.record for row in coded}) == len(lines)


def test_a_row_that_cannot_be_coded_is_a_row(spark, coder):
    import dateline.spark

    frame = spark.createDataFrame(ROWS, "key string, day string, words string")
    coded = dateline.spark.code(frame, text="words", published="day", id="key")
    rows = {row.id: row for row in coded.collect()}
    assert set(rows) == {"a", "b", "c"}
    assert rows["b"].error and rows["b"].events is None and not rows["a"].error
    assert str(rows["a"].published_day) == "2025-03-11"
    assert rows["a"].events[0].type == coder.code(ROWS[0][2], published=ROWS[0][1]).events[0].type
    events = dateline.spark.code(frame, text="words", published="day", id="key", output="events").collect()
    assert [row.story for row in events if row.error] == ["b"]


def test_flat_tables_are_the_contracts(spark, archive, coder):
    import dateline.spark

    frame = spark.read.parquet(archive).coalesce(1)
    tables = dateline.spark.tables(dateline.spark.code(frame).persist())
    coded = coder.code_batch(pyarrow.parquet.read_table(archive))
    assert set(tables) == set(dateline.spark.FLAT)
    for name, table in tables.items():
        expected = coded.table(name)
        assert table.columns == expected.column_names
        found = [row.asDict(recursive=True) for row in table.collect()]
        key = lambda row: json.dumps(row, default=str, sort_keys=True)
        assert sorted(found, key=key) == sorted(expected.to_pylist(), key=key), name


def test_columns_say_what_they_mean():
    import dateline.spark

    schema = dateline.spark.schema("events")
    assert schema["status"].metadata["comment"].startswith("occurred, ongoing")
    assert schema["begin_day"].dataType.simpleString() == "date"
    assert dateline.spark.schema()["entities"].dataType.elementType["mentions"].dataType.simpleString() == (
        "array<struct<span:array<bigint>,kind:string>>"
    )


def test_files_are_read_by_workers(spark, root, lines):
    import dateline.spark

    files = [str(path) for path in sorted((root / "stories").glob("*.txt"))]
    stories = dateline.spark.read(spark, [*files, "nowhere.txt"])
    coded = dateline.spark.code(stories, output="json").collect()
    assert sorted(row.json for row in coded if row.json) == sorted(lines)
    assert [row.error for row in coded if row.error and "nowhere.txt" in row.error]


@pytest.mark.parametrize(
    ("options", "error"),
    [({"text": "body"}, dateline.TableError), ({"output": "dances"}, dateline.OptionError), ({"threads": 0}, dateline.OptionError)],
)
def test_what_cannot_be_fails_before_anything_runs(spark, options, error):
    import dateline.spark

    with pytest.raises(error):
        dateline.spark.code(spark.createDataFrame(ROWS, "id string, published string, text string"), **options)


def test_the_job(archive, lines, tmp_path):
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    job = [sys.executable, "-m", "dateline.spark_job"]
    path = subprocess.run([*job, "--path"], capture_output=True, text=True, check=True).stdout.strip()
    assert path.endswith("spark_job.py")
    command = [*job, archive, "--output", str(tmp_path / "out"), "--form", "tables", "--partitions", "2"]
    run = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert run.returncode == 0, run.stderr[-2000:]
    assert json.loads(run.stdout.splitlines()[-1]) == {"rows": len(lines), "without_record": 0, "output": str(tmp_path / "out")}
    nested = pyarrow.parquet.read_table(tmp_path / "out/nested")
    events = pyarrow.parquet.read_table(tmp_path / "out/events")
    assert events.num_rows == sum(len(json.loads(line)["events"]) for line in lines) == sum(map(len, nested["events"].to_pylist()))
    assert subprocess.run(job, capture_output=True).returncode == 2
