"""Sentences to padded tensors, with words, casing and tags augmented at random.

In: `Sentence` objects and the tag inventories. Out: dictionaries of tensors, batched by length.
Augmentation: some sentences are shown in capitals, in headline case or in lower case, with their lemmas and tags unchanged, so that
headlines read as well as running text; some pieces are hidden.
"""
import random

import torch

from .pieces import LOWER, SINGLE_UPPER, TITLE, UPPER, casing

IGNORED = -100


class Maker:
    def __init__(self, pieces, inventory):
        """`inventory`: {"upos": [...], "xpos": [...], "feats": [...], "lemma": [...], "names": [...], "relations": [...]}"""
        self.pieces = pieces
        self.index = {k: {v: i for i, v in enumerate(values)} for k, values in inventory.items()}

    def encode(self, s):
        """One sentence to ids, once; truncated where it would pass 500 pieces."""
        pieces, owners, shapes = [self.pieces.start], [-1], [0]
        kept = 0
        for w, form in enumerate(s.forms):
            ids = self.pieces.word(form)
            if len(pieces) + len(ids) > 500:
                break
            pieces.extend(ids)
            owners.extend([w] * len(ids))
            kept = w + 1
        pieces.append(self.pieces.end)
        owners.append(-1)
        from .treebank import lemma_script
        look = lambda kind, value: self.index[kind].get(value, IGNORED)
        labelled = bool(s.heads)
        out = {"pieces": pieces, "owners": owners, "words": kept, "shapes": [casing(f) for f in s.forms[:kept]]}
        out["names"] = [look("names", t) if t is not None else IGNORED for t in s.names[:kept]] if s.names else [IGNORED] * kept
        if labelled:
            out["heads"] = [h if h <= kept else IGNORED for h in s.heads[:kept]]
            out["rels"] = [look("relations", d) for d in s.deprels[:kept]]
            for kind in ("upos", "xpos", "feats"):
                out[kind] = [look(kind, t) for t in getattr(s, kind)[:kept]]
            out["lemma"] = [look("lemma", lemma_script(f, l)) for f, l in zip(s.forms[:kept], s.lemmas)]
        else:
            for kind in ("heads", "rels", "upos", "xpos", "feats", "lemma"):
                out[kind] = [IGNORED] * kept
        return out

    def augment(self, e, rng):
        shapes, lemma = e["shapes"], e["lemma"]
        r = rng.random()
        if r < 0.04:
            shapes = [UPPER if c in (LOWER, TITLE, UPPER) else c for c in shapes]
        elif r < 0.08:
            shapes = [TITLE if c == LOWER and rng.random() < 0.85 else c for c in shapes]
        elif r < 0.11:
            shapes = [LOWER if c in (TITLE, UPPER, SINGLE_UPPER) else c for c in shapes]
        else:
            return shapes, lemma
        # The right edit depends on the casing shown; it is left unsaid where the casing was changed.
        return shapes, [l if a == b else IGNORED for l, a, b in zip(lemma, shapes, e["shapes"])]

    def batch(self, group, rng=None):
        b = len(group)
        n = max(len(e["pieces"]) for e in group)
        w = max(e["words"] for e in group)
        pieces = torch.zeros(b, n, dtype=torch.long)
        shape = torch.zeros(b, n, dtype=torch.long)
        mask = torch.zeros(b, n, dtype=torch.bool)
        pool = torch.zeros(b, w, n)
        head_mask = torch.zeros(b, w + 1, dtype=torch.bool)
        gold = {k: torch.full((b, w), IGNORED, dtype=torch.long) for k in ("heads", "rels", "upos", "xpos", "feats", "lemma", "names")}
        for i, e in enumerate(group):
            shapes, lemma = (e["shapes"], e["lemma"]) if rng is None else self.augment(e, rng)
            k = len(e["pieces"])
            ids = e["pieces"]
            if rng is not None:
                ids = [103 if 0 < j < k - 1 and rng.random() < 0.04 else x for j, x in enumerate(ids)]
            pieces[i, :k] = torch.tensor(ids)
            mask[i, :k] = True
            owners, counts = e["owners"], [0] * e["words"]
            for o in owners:
                if o >= 0:
                    counts[o] += 1
            previous = -1
            rows, columns, values = [], [], []
            codes = [0] * k
            for j, o in enumerate(owners):
                if o >= 0:
                    rows.append(o)
                    columns.append(j)
                    values.append(1 / counts[o])
                    codes[j] = shapes[o] * 2 + (o == previous)
                    previous = o
            pool[i, torch.tensor(rows), torch.tensor(columns)] = torch.tensor(values)
            shape[i, :k] = torch.tensor(codes)
            head_mask[i, : e["words"] + 1] = True
            for kind in gold:
                gold[kind][i, : e["words"]] = torch.tensor(lemma if kind == "lemma" else e[kind])
        return {"pieces": pieces, "casing": shape, "piece_mask": mask, "pool": pool, "head_mask": head_mask, "gold": gold}


def group_by_length(encoded, budget, rng):
    """Shuffled batches of sentences of like length, each at most `budget` padded pieces."""
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i]["pieces"]) + rng.random() * 4)
    groups, now = [], []
    for i in order:
        longest = max(len(encoded[i]["pieces"]), max((len(encoded[j]["pieces"]) for j in now), default=0))
        if now and longest * (len(now) + 1) > budget:
            groups.append(now)
            now = []
        now.append(i)
    if now:
        groups.append(now)
    rng.shuffle(groups)
    return groups
