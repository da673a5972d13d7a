#!/usr/bin/env python3
"""Write the classes of the record, python/dateline/_parts.py, from the record's JSON Schema.

    crates/python/records.py PROGRAM            write them; PROGRAM is a built `dateline`
    crates/python/records.py PROGRAM --check    only say whether they are what would be written; exit status 1 if not

In: what `PROGRAM schema` prints, and for the order of the fields what `PROGRAM code stories` prints. Out: frozen dataclasses.
"""
import json
import subprocess
import sys
import textwrap
from pathlib import Path

home = Path(__file__).resolve().parent
target = home / "python/dateline/_parts.py"
ROOT = "Record"
# Python has a word of its own for a source of text; the rest keep the names of the schema.
CLOSED_LISTS = "Closed lists of the record, in the words of PLOVER, TIMEX3 and the contract."


def name_of(reference):
    return reference.rsplit("/", 1)[1]


def is_list(definition):
    """Whether a definition is a closed list of words."""
    return "enum" in definition or "oneOf" in definition


class Writer:
    def __init__(self, schema, orders):
        self.definitions = {k: v for k, v in schema["$defs"].items() if k != "Span"}
        self.definitions[ROOT] = {k: v for k, v in schema.items() if k not in ("$defs", "$schema")}
        self.orders = orders

    def type_of(self, schema):
        """The type of a value: Python's name for it, how it is read from a dictionary and how it goes back there; `{}` is the value."""
        if "$ref" in schema:
            name = name_of(schema["$ref"])
            if name == "Span":
                return "Span", "Span(*{})", "list({})"
            if is_list(self.definitions[name]):
                return name, "{}", "{}"
            return name, name + ".from_dict({})", "{}.to_dict()"
        if "anyOf" in schema:
            inner = next(one for one in schema["anyOf"] if one != {"type": "null"})
            kind, read, write = self.type_of(inner)
            none = "None if {0} is None else "
            return f"{kind} | None", none + read.replace("{}", "{0}"), (none + write.replace("{}", "{0}")) if write != "{}" else "{}"
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        optional = " | None" if "null" in kinds else ""
        kind = next(kind for kind in kinds if kind != "null")
        if kind == "array":
            item, read, write = self.type_of(schema["items"])
            read = "tuple({})" if read == "{}" else "tuple(" + read.replace("{}", "item") + " for item in {})"
            write = "list({})" if write == "{}" else "[" + write.replace("{}", "item") + " for item in {}]"
            return f"tuple[{item}, ...]", read, write
        plain = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}[kind]
        return plain + optional, "{}", "{}"

    def fields(self, name):
        properties = self.definitions[name]["properties"]
        order = self.orders.get(name, [])
        return sorted(properties, key=lambda field: (order.index(field) if field in order else len(order), field))

    def closed_list(self, name):
        definition = self.definitions[name]
        words = definition.get("enum") or [one["const"] for one in definition["oneOf"] if "const" in one]
        words = words + [word for one in definition.get("oneOf", []) for word in one.get("enum", [])]
        return f"{name} = Literal[{', '.join(json.dumps(word) for word in words)}]\n" + f'"""{definition["description"]}"""\n'

    def record_class(self, name):
        definition = self.definitions[name]
        properties = definition["properties"]
        required = definition.get("required", [])
        root = name == ROOT
        doc = [definition["description"] if not root else "The record of one story: everything that was read out of it, and how it came in.", ""]
        if root:
            doc += textwrap.wrap("`record[\"e1\"]` is the part with that id, `record.words(span)` the words under a span. Offsets are "
                                 "half-open and count Unicode code points of `record.story.text`, as indices of a Python str do.", 120) + [""]
        doc.append("Attributes:")
        for field in self.fields(name):
            doc += textwrap.wrap(f"{field}: {properties[field]['description']}", 120, initial_indent="    ", subsequent_indent="        ")
        if root:
            doc.append("    notes: What should be known of how the story was read. Not part of the record: neither compared nor written.")
        lines = ["@dataclass(frozen=True, slots=True, repr=False)" if root else "@dataclass(frozen=True, slots=True)"]
        lines.append(f"class {name}(RecordMethods):" if root else f"class {name}:")
        lines += textwrap.indent("\n".join(['"""' + doc[0], *doc[1:], '"""']), "    ").split("\n") + [""]
        reads, writes, late = [], [], []
        for field in self.fields(name):
            kind, read, write = self.type_of(properties[field])
            sure = field in required
            # The record leaves out what a story need not have; everything else is written, null or not.
            skipped = "default" in properties[field] and not sure or field == "feed"
            lines.append(f"    {field}: {kind}" + (" = None" if skipped else ""))
            value = f'data["{field}"]' if sure else f'data.get("{field}")'
            if "{0}" in read:
                test, made = read.split(" else ", 1)
                read_it = test.format(f'data.get("{field}")') + " else " + made.format(f'data["{field}"]')
            else:
                read_it = read.replace("{}", value)
            reads.append(f"            {field}={read_it},")
            written = write.format(f"self.{field}") if "{0}" in write else write.replace("{}", f"self.{field}")
            (late if skipped else writes).append((field, written))
        if root:
            lines.append("    notes: tuple[str, ...] = field(default=(), compare=False)")
        lines += ["", "    @classmethod", f"    def from_dict(cls, data: Mapping[str, Any]) -> {name}:",
                  f'        """From a dictionary as JSON has it."""', "        return cls("] + reads + ["        )", ""]
        lines += ["    def to_dict(self) -> dict[str, Any]:", '        """As a dictionary of what JSON holds, in the order of the record."""']
        body = [f'            "{field}": {written},' for field, written in writes]
        if late:
            lines += ["        data: dict[str, Any] = {"] + body + ["        }"]
            for field, written in late:
                lines += [f"        if self.{field} is not None:", f'            data["{field}"] = {written.split(" else ", 1)[-1]}']
            lines.append("        return data")
        else:
            lines += ["        return {"] + body + ["        }"]
        return "\n".join(lines) + "\n"

    def sorted_classes(self):
        """Classes so that each comes after those that it holds."""
        done = []

        def visit(name):
            if name in done:
                return
            for reference in references(self.definitions[name]):
                if reference != "Span" and not is_list(self.definitions[reference]):
                    visit(reference)
            done.append(name)

        for name in sorted(n for n in self.definitions if not is_list(self.definitions[n])):
            visit(name)
        return done

    def module(self):
        lists = sorted(name for name in self.definitions if is_list(self.definitions[name]))
        classes = self.sorted_classes()
        names = sorted(["Span", *lists, *classes])
        parts = [
            '"""The record as frozen dataclasses. Written by crates/python/records.py from the JSON Schema: change the record, not this file."""\n\n'
            "from __future__ import annotations\n\nfrom collections.abc import Mapping\nfrom dataclasses import dataclass, field\n"
            "from typing import Any, Literal, NamedTuple\n\nfrom dateline._methods import RecordMethods\n\n"
            "__all__ = [\n" + "".join(f'    "{name}",\n' for name in names) + "]\n",
            'class Span(NamedTuple):\n    """Half-open range of Unicode code points of a story\'s text."""\n\n    start: int\n    end: int\n',
            "# " + CLOSED_LISTS + "\n\n" + "\n".join(self.closed_list(name) for name in lists),
        ]
        return "\n\n".join(parts + [self.record_class(name) for name in classes])


def references(schema):
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                yield name_of(value)
            else:
                yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def orders(schema, lines):
    """The fields of each class in the order in which records write them."""
    found = {}

    def walk(name, value):
        definition = schema if name == ROOT else schema["$defs"][name]
        known = found.setdefault(name, [])
        known += [field for field in value if field not in known]
        for field, inner in value.items():
            wanted = [r for r in references(definition["properties"][field]) if "properties" in schema["$defs"][r]]
            for item in inner if isinstance(inner, list) else [inner]:
                if wanted and isinstance(item, dict):
                    walk(wanted[0], item)

    for line in lines:
        walk(ROOT, json.loads(line))
    return found


def main():
    program = sys.argv[1]
    run = lambda *arguments: subprocess.run([program, *arguments], capture_output=True, text=True, check=True, cwd=home.parent.parent).stdout
    schema = json.loads(run("schema"))
    text = Writer(schema, orders(schema, run("code", "-q", "stories").splitlines())).module()
    if "--check" in sys.argv:
        if target.read_text(encoding="utf-8") != text:
            sys.exit(f"{target.relative_to(home)} is not what the schema says; write it with crates/python/records.py {program}")
    else:
        target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
