#!/usr/bin/env python3
"""How often a pronoun that speaks is resolved to somebody with a name.

    bench/pronoun_sources.py SHARED RECORDS.jsonl

In: the folder with gold/score.py and data/attribution/polnear_dev.jsonl, and the records of those stories. Out: of the gold sources that are one
pronoun, how many overlap a statement's source, and how many of these have an entity that the story names. Standard library only.
"""
import json
import sys
from collections import Counter

shared, records = sys.argv[1:]
sys.path.insert(0, f"{shared}/gold")
from score import Carry, overlap, read_jsonl  # noqa: E402

PRONOUNS = set("he she they it we i you his her their my our its who himself herself themselves them him".split())
stories = {r["story"]["id"]: r for r in read_jsonl(records)}
count = Counter()
for gold in read_jsonl(f"{shared}/data/attribution/polnear_dev.jsonl"):
    record = stories[gold["id"]]
    carry = Carry(gold["text"], record["story"]["text"])
    named = {e["id"] for e in record["entities"] if any(m["kind"] == "name" for m in e["mentions"])}
    said = [(carry.spans(s["source"]["spans"]), s["source"]["entity"]) for s in record["statements"]]
    for attribution in gold["attributions"]:
        spans = attribution["source"]
        if len(spans) != 1 or gold["text"][spans[0][0]:spans[0][1]].lower() not in PRONOUNS:
            continue
        found = [entity for source, entity in said if any(overlap(s, spans[0]) for s in source)]
        count["gold"] += 1
        count["found"] += bool(found)
        count["named"] += any(entity in named for entity in found)
print(f"pronoun_sources_found {count['found'] / count['gold']:.4f}  ({count['found']} of {count['gold']})")
print(f"pronoun_sources_named_of_found {count['named'] / count['found']:.4f}  ({count['named']} of {count['found']})")
