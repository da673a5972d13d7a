"""Treebank and name files to training sentences.

In: CoNLL-U (UD English EWT and GUM) and IOB2 (Universal NER). Out: `Sentence` objects.
A name tag of None means "not annotated here": it adds nothing to the loss.
"""
import re
from dataclasses import dataclass, field


@dataclass
class Sentence:
    id: str
    forms: list
    lemmas: list
    upos: list
    xpos: list
    feats: list
    heads: list
    deprels: list
    misc: list = field(default_factory=list)
    names: list = field(default_factory=list)
    spaces: list = field(default_factory=list)


def read_conllu(path):
    out, rows, ident = [], [], ""
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# sent_id"):
                ident = line.split("=", 1)[1].strip()
            elif line.startswith("#"):
                continue
            elif line:
                c = line.split("\t")
                if c[0].isdigit():
                    rows.append(c)
            elif rows:
                columns = list(zip(*rows))
                out.append(Sentence(ident, list(columns[1]), list(columns[2]), list(columns[3]), list(columns[4]), list(columns[5]),
                                    [int(h) for h in columns[6]], list(columns[7]), list(columns[9])))
                rows = []
    return out


def read_iob2(path):
    """Tags by sentence id; labels other than PER, ORG and LOC count as outside."""
    out, tags, ident = {}, [], ""
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# sent_id"):
                ident = line.split("=", 1)[1].strip()
            elif line.startswith("#"):
                continue
            elif line:
                tag = line.split("\t")[2]
                tags.append(tag if tag[2:] in ("PER", "ORG", "LOC") else "O")
            elif tags:
                out[ident] = tags
                tags = []
    return out


def add_names(sentences, tags):
    for s in sentences:
        found = tags.get(s.id)
        s.names = found if found and len(found) == len(s.forms) else [None] * len(s.forms)


GUM_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
ENTITY = re.compile(r"\(([^()]+)|(\d+)?\)")


def add_gum_names(sentences):
    """Named entities out of GUM's Entity brackets: mentions of people, organizations and places that are proper names.

    A mention counts when it is all proper nouns once determiners at its edge are set aside (function words may stand inside).
    Proper nouns that no such mention covers stay unannotated, since GUM also brackets titles and works.
    """
    inner = {"of", "the", "and", "for", "de", "la", "von", "van", "-", "&", ".", "'s", "on", "in", "’s", "'"}
    for s in sentences:
        n = len(s.forms)
        stack, mentions = [], []
        for i, misc in enumerate(s.misc):
            entity = next((m[7:] for m in misc.split("|") if m.startswith("Entity=")), None)
            if not entity:
                continue
            for m in re.finditer(r"\(([^()]*)(\))?|([^()]*)\)", entity):
                if m.group(1) is not None:
                    part = m.group(1).split("-")
                    if m.group(2):
                        mentions.append((part[1] if len(part) > 1 else "", i, i))
                    else:
                        stack.append((part[0], part[1] if len(part) > 1 else "", i))
                else:
                    ident = m.group(3).split("-")[0]
                    for k in range(len(stack) - 1, -1, -1):
                        if stack[k][0] == ident:
                            mentions.append((stack[k][1], stack[k][2], i))
                            del stack[k]
                            break
        names = [None if u == "PROPN" else "O" for u in s.upos]
        for kind, a, b in sorted(mentions, key=lambda m: m[1] - m[2]):
            while a <= b and s.upos[a] in ("DET", "PUNCT"):
                a += 1
            while b >= a and (s.upos[b] in ("PART", "PUNCT")):
                b -= 1
            if a > b or not all(s.upos[i] == "PROPN" or s.xpos[i] in ("NNP", "NNPS") or s.forms[i].lower() in inner for i in range(a, b + 1)):
                continue
            if s.upos[b] != "PROPN" and s.xpos[b] not in ("NNP", "NNPS") or any(names[i] and names[i] != "O" for i in range(a, b + 1)):
                continue
            label = GUM_KINDS.get(kind)
            for i in range(a, b + 1):
                names[i] = f"{'B' if i == a else 'I'}-{label}" if label else None
        s.names = names


def lemma_script(form, lemma):
    """An edit that makes the lemma out of the form: casing, letters dropped at the end, letters added."""
    if lemma == "_":
        return None
    best = None
    for mode, base in (("k", form), ("l", form.lower()), ("t", form[:1].upper() + form[1:].lower())):
        common = 0
        while common < min(len(base), len(lemma)) and base[common] == lemma[common]:
            common += 1
        cost = len(base) - common + len(lemma) - common + (0 if mode == ("l" if lemma == lemma.lower() else "k") else 0.5)
        if best is None or cost < best[0]:
            best = (cost, f"{mode}{len(base) - common}{lemma[common:]}")
    return best[1]


def apply_script(form, script):
    base = {"k": form, "l": form.lower(), "t": form[:1].upper() + form[1:].lower()}[script[0]]
    drop = re.match(r"\d+", script[1:]).group()
    kept = base[:max(0, len(base) - int(drop))]
    return kept + script[1 + len(drop):] or form
