#!/usr/bin/env python3
"""Whether an act is conflict or cooperation, on AW: F1 of `dateline relate` by its quad class.

    bench/sides_of_acts.py DATELINE AW.jsonl

In: sentences with source and target marked and `gold_binary`: 1 where the source works against the target, 0 where with or for it. Out: lines of
`name value`. Standard library only.
"""
import json
import re
import subprocess
import sys

CONFLICT = {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
program, path = sys.argv[1:]
gold, lines = [], []
for number, line in enumerate(open(path, encoding="utf-8")):
    item = json.loads(line)
    text, spans, opened = "", {"s": [], "t": []}, {}
    for part in re.split(r"(</?[st]>)", item["marked_sentence"]):
        mark = re.fullmatch(r"<(/?)([st])>", part)
        if not mark:
            text += part
        elif mark[1]:
            spans[mark[2]].append([opened[mark[2]], len(text)])
        else:
            opened[mark[2]] = len(text)
    gold.append(int(item["gold_binary"]))
    lines.append(json.dumps({"id": number, "text": text, "source": spans["s"], "target": spans["t"]}))
out = subprocess.run([program, "relate", "-"], input="\n".join(lines), capture_output=True, text=True, check=True).stdout
said = [int(json.loads(line)["plover"]["type"] in CONFLICT) for line in out.splitlines()]
f1s = []
for side, name in ((1, "conflict"), (0, "cooperation")):
    right = sum(g == s == side for g, s in zip(gold, said))
    found, wanted = said.count(side), gold.count(side)
    f1s.append(2 * right / (found + wanted) if found + wanted else 0.0)
    print(f"sides_{name}_f1 {f1s[-1]:.4f}  ({right} right, {found} found, {wanted} gold)")
print(f"sides_macro_f1 {sum(f1s) / 2:.4f}")
