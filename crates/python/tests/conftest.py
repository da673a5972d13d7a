"""What the tests share: the repository, the command, a coder, and an option for what takes long."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import dateline

ROOT = Path(__file__).resolve().parents[3]


def pytest_addoption(parser):
    parser.addoption("--spark", action="store_true", help="also what needs Spark and Java")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--spark"):
        for item in items:
            if "spark" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="needs Spark and Java: give --spark"))


def pytest_configure(config):
    config.addinivalue_line("markers", "spark: needs Spark and Java")


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def coder():
    return dateline.Coder(2)


@pytest.fixture(scope="session")
def program():
    """The `dateline` command, newest of what cargo built."""
    built = [ROOT / "target" / profile / "dateline" for profile in ("debug", "release")]
    built = [path for path in built if path.exists()]
    named = os.environ.get("DATELINE") or shutil.which("dateline")
    if named:
        return named
    if not built:
        subprocess.run(["cargo", "build", "--quiet", "--locked", "-p", "dateline"], cwd=ROOT, check=True)
        built = [ROOT / "target/debug/dateline"]
    return str(max(built, key=lambda path: path.stat().st_mtime))


@pytest.fixture(scope="session")
def stories(root):
    """The example stories, read once."""
    return [row for table in dateline.read(root / "stories") for row in table.to_pylist()]


@pytest.fixture(scope="session")
def lines(program, root):
    """What the command prints for the example stories."""
    run = subprocess.run([program, "code", "-q", "stories"], cwd=root, capture_output=True, check=True, text=True)
    return run.stdout.splitlines()


@pytest.fixture(scope="session")
def database(program, root, tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "news.db"
    subprocess.run([program, "ingest", "-q", "stories", "--db", str(path)], cwd=root, check=True)
    return path
