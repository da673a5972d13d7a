"""Unlabelled news to sentences with silver names.

    python -m dateline_training.silver --data ../../shared/data --out work/silver.jsonl

In: news text under --data and the spaCy model `en_core_web_sm` (MIT; any packaging of it, see --model). Out: JSON Lines of
{"forms", "names"}. OntoNotes kinds become PER, ORG and LOC as Universal NER draws them (a country or city is LOC; titles and
possessive endings stay outside); works, events, nationalities and the like are left unannotated, not called "outside".
"""
import argparse
import json
import random
import re
from collections import Counter, defaultdict

KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
UNSURE = {"NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"}


OPEN = ("news/wikinews.jsonl",)
UNSTATED = ("attribution/polnear_train.jsonl", "time/timebank.jsonl", "time/aquaint.jsonl")


def stories(data, reuters, open_only):
    for name in OPEN if open_only else OPEN + UNSTATED:
        with open(f"{data}/{name}", encoding="utf-8") as f:
            for line in f:
                yield json.loads(line)["text"]
    if open_only:
        return
    bodies = []
    for n in range(22):
        raw = open(f"{data}/news/reuters/reut2-{n:03}.sgm", encoding="latin-1").read()
        bodies += re.findall(r"<BODY>(.*?)</BODY>", raw, re.S)
    for body in random.Random(1).sample(bodies, reuters):
        body = re.sub(r"(?i)\s*reuter\s*(&#3;)?\s*$", "", body).replace("&lt;", "<").replace("&amp;", "&").replace("&#3;", "")
        yield re.sub(r"\n(?! {3,})", " ", body)


def mentions(names):
    start = None
    for i, tag in enumerate(names + ["O"]):
        if start is not None and not (tag and tag[0] == "I"):
            yield start, i
            start = None
        if tag and tag[0] == "B":
            start = i


def agree(sentences):
    """Give every occurrence of a name the kind that most of its occurrences have; a last name votes with its full names."""
    votes = defaultdict(Counter)
    for forms, names in sentences:
        for s, e in mentions(names):
            kind = names[s][2:]
            votes[tuple(forms[s:e])][kind] += 1
            if kind == "PER" and e - s > 1:
                votes[(forms[e - 1],)][kind] += 1
    for forms, names in sentences:
        for s, e in mentions(names):
            (kind, n), = votes[tuple(forms[s:e])].most_common(1)
            if n >= 0.6 * sum(votes[tuple(forms[s:e])].values()):
                names[s:e] = ["B-" + kind] + ["I-" + kind] * (e - s - 1)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--data", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--model", default="en_core_web_sm")
    a.add_argument("--reuters", type=int, default=2500, help="stories of Reuters-21578 to take")
    a.add_argument("--sentences", type=int, default=36000)
    a.add_argument("--open", action="store_true", help="only news under an open licence")
    a = a.parse_args()
    import spacy
    nlp = spacy.load(a.model, exclude=["lemmatizer", "tagger", "attribute_ruler"])
    paragraphs = []
    for text in stories(a.data, a.reuters, a.open):
        paragraphs += [p for p in (" ".join(q.split()) for q in re.split(r"\n+", text)) if 20 < len(p) < 3000]
    random.Random(2).shuffle(paragraphs)
    seen, count, sentences = set(), 0, []
    for doc in nlp.pipe(paragraphs, batch_size=64):
        for s in doc.sents:
            words = [t for t in s if not t.is_space]
            key = s.text
            if not 4 <= len(words) <= 70 or key in seen:
                continue
            seen.add(key)
            names, previous = [], None
            for t in words:
                kind = t.ent_type_
                label = KINDS.get(kind)
                if not kind:
                    names.append("O")
                elif not label:
                    names.append(None if kind in UNSURE else "O")
                elif t.text.lower() in ("the", "'s", "’s", "’") and (t.ent_iob_ == "B" or t.text.lower() != "the"):
                    names.append("O")
                else:
                    inside = previous is not None and t.ent_iob_ == "I" and names and names[-1] and names[-1][2:] == label
                    names.append(("I-" if inside else "B-") + label)
                previous = t
            sentences.append(([t.text for t in words], names))
            count += 1
        if count >= a.sentences:
            break
    agree(sentences)
    with open(a.out, "w", encoding="utf-8") as f:
        for forms, names in sentences:
            f.write(json.dumps({"forms": forms, "names": names}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
