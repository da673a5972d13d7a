#!/usr/bin/env python3
"""Run the Python code of the documentation.

    documentation.py PAGE…            run every block; fail where one fails, or prints what its page does not show
    documentation.py --write PAGE…    write what the blocks print into the pages

In: Markdown pages. The blocks of a page (```python) are run in their order and in one namespace, in a folder of their own that has the
repository's `stories` and `docs`, and a `target` to write to. A block after the line `<!-- printed -->` is what the block before it prints.
`<!-- before: COMMAND -->` makes files that the page speaks of. A page that opens with `<!-- needs: ray -->` is passed over, by name, where that
is not installed. With --write, pictures that a page leaves in `target` go to `docs`.
"""
import contextlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BLOCK = re.compile(r"^```python\n(.*?)^```$(\n*<!-- printed -->\n```\w*\n)?(?(2)(.*?)^```$|)", re.S | re.M)
BEFORE = re.compile(r"<!-- before: (.+?) -->", re.S)
NEEDS = re.compile(r"<!-- needs: (.+?) -->")


def lacking(page):
    """What a page needs and this environment lacks."""
    needed = NEEDS.search(page.read_text(encoding="utf-8"))
    return [name for name in (needed[1].split() if needed else []) if importlib.util.find_spec(name) is None]


@contextlib.contextmanager
def own_folder(write):
    """A folder to run in."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "target").mkdir()
        for part in ("stories", "docs"):
            (folder / part).symlink_to(ROOT / part)
        os.chdir(folder)
        try:
            yield
            for picture in (folder / "target").glob("*.svg") if write else ():
                shutil.copy(picture, ROOT / "docs")
        finally:
            os.chdir(ROOT)


def run(page, write=False):
    """Runs a page; the list of what is wrong."""
    with own_folder(write):
        return run_here(page, write)


def run_here(page, write):
    # Spark starts workers of its own.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    text = page.read_text(encoding="utf-8")
    for command in BEFORE.findall(text):
        subprocess.run(command, shell=True, check=True)
    namespace = {"__name__": "__main__"}
    problems = []

    def block(match):
        line = text.count("\n", 0, match.start()) + 2
        printed = io.StringIO()
        try:
            code = compile("\n" * (line - 1) + match[1], str(page), "exec")
            with contextlib.redirect_stdout(printed):
                exec(code, namespace)
        except Exception:
            problems.append(f"{page.name}, line {line}: {traceback.format_exc(limit=-1)}")
            return match[0]
        if match[2] is None:
            return match[0]
        shown = "".join(line.rstrip() + "\n" for line in printed.getvalue().rstrip().splitlines())
        if shown != match[3] and not write:
            problems.append(f"{page.name}, line {line}: it prints\n{shown}and the page shows\n{match[3]}")
        return f"```python\n{match[1]}```{match[2]}{shown}```"

    after = BLOCK.sub(block, text)
    if write and after != text:
        page.write_text(after, encoding="utf-8")
    return problems


def main():
    write = "--write" in sys.argv
    problems = []
    for name in (argument for argument in sys.argv[1:] if argument != "--write"):
        page = Path(name).resolve()
        if lacking(page):
            print(f"{page.name}: passed over, without {', '.join(lacking(page))}", file=sys.stderr)
        else:
            problems += run(page, write)
    print("\n".join(problems), end="", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
