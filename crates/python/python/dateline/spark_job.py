"""A job for spark-submit: stories in, records out as Parquet.

    spark-submit JOB stories.parquet --output records
    spark-submit JOB archive/*.warc.gz --from files --output records --form tables --partitions 64

where JOB is what `python -m dateline.spark_job --path` prints. Exit status: 0 every story has a record; 1 some have none (their number is
printed, the column `error` says why); 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import dateline
import dateline.spark

PARTS = ("text", "published", "id", "source", "headline", "url", "byline", "language")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="spark_job", description="Stories to records with Apache Spark.")
    parser.add_argument("input", nargs="*", help="Parquet files or folders, or with --from files news in any form")
    parser.add_argument("--output", help="folder to write Parquet to (with --form tables a folder a table)")
    parser.add_argument("--from", dest="origin", choices=("parquet", "files"), default="parquet", help="what the input is")
    forms = ("nested", "json", "tables", *dateline.spark.FLAT)
    parser.add_argument("--form", choices=forms, default="nested", help="what is written [nested]")
    parser.add_argument("--mode", choices=("errorifexists", "overwrite", "append"), default="errorifexists", help="where output stands")
    parser.add_argument("--partitions", type=int, help="cut the input into so many tasks")
    parser.add_argument("--threads", type=int, default=1, help="threads of each task [1]")
    parser.add_argument("--any-language", action="store_true", help="code stories in other languages too")
    for part in PARTS:
        parser.add_argument(f"--{part}", metavar="COLUMN", help=f"column of the {part}")
    parser.add_argument("--path", action="store_true", help="print where this job lies, for spark-submit, and end")
    given = parser.parse_args()
    if not given.path and (not given.input or not given.output):
        parser.error("name the input, and a folder with --output")
    return given


def main() -> int:
    given = arguments()
    if given.path:
        print(Path(__file__).resolve())
        return 0
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as f

    spark = SparkSession.builder.appName("dateline").getOrCreate()
    try:
        stories = spark.read.parquet(*given.input) if given.origin == "parquet" else dateline.spark.read(spark, given.input)
        if given.partitions:
            stories = stories.repartition(given.partitions)
        named = {part: getattr(given, part) for part in PARTS}
        form = "nested" if given.form == "tables" else given.form
        coded = dateline.spark.code(stories, **named, output=form, threads=given.threads, any_language=given.any_language)
        place = given.output + "/nested" if given.form == "tables" else given.output
        coded.write.mode(given.mode).parquet(place)
        # Read back, so that nothing is coded twice.
        written = spark.read.parquet(place)
        if given.form == "tables":
            for name, table in dateline.spark.tables(written).items():
                table.write.mode(given.mode).parquet(f"{given.output}/{name}")
        failed = written.where(f.col("error").isNotNull()).count()
        print(json.dumps({"rows": written.count(), "without_record": failed, "output": given.output}))
        return 1 if failed else 0
    except dateline.DatelineError as error:
        print(f"spark_job: {error}", file=sys.stderr)
        return 2
    finally:
        spark.stop()


if __name__ == "__main__":
    sys.exit(main())
