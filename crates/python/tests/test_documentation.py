"""Every block of Python in the documentation runs, and prints what the page shows."""

import doctest
import os
import re
import subprocess
import sys

import pytest
from conftest import ROOT

import dateline

import documentation

PAGES = sorted(path for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")] if "```python" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_page(page, program, tmp_path, request):
    lacking = documentation.lacking(page)
    if "<!-- needs: pyspark" in page.read_text(encoding="utf-8") and not request.config.getoption("--spark"):
        pytest.skip("needs Spark and Java: give --spark")
    if lacking:
        pytest.skip(f"needs {', '.join(lacking)}")
    # A process of its own: a page may start Spark, and must not find what another page left.
    path = os.pathsep.join([os.path.dirname(program), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYSPARK_PYTHON": sys.executable, "MPLBACKEND": "Agg"}
    run = subprocess.run(
        [sys.executable, documentation.__file__, str(page)], env=environment, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr


def test_every_public_name_says_what_it_is():
    for name in dateline.__all__:
        item = getattr(dateline, name)
        if isinstance(item, type) or callable(item) and not hasattr(item, "__args__"):
            assert item.__doc__, name
            if isinstance(item, type) and item.__module__ in ("dateline._coder", "dateline._store"):
                for method, function in vars(item).items():
                    if not method.startswith("_") and callable(function):
                        assert function.__doc__, f"{name}.{method}"


def test_every_public_name_is_in_the_guide():
    page = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    classes = [name for name in dateline.__all__ if name not in dateline._parts.__all__]
    missing = [name for name in classes if not re.search(rf"\b{name}\b", page)]
    assert not missing


def test_docstrings_run():
    assert doctest.testmod(dateline).failed == 0
