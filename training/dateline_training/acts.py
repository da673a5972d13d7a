"""Train the scorer of acts between two parties, and say how good it is out of fold.

    python -m dateline_training.acts --dateline target/release/dateline --gold ../shared/data/acts/plv_train.jsonl --to models/acts.bin

In: sentences with source and target marked and their PLOVER type (CONCEDE and RETREAT are YIELD), and the example sentences of
`lexicon/acts/`, whose own marks make further ones. Features come from `dateline relate --features`, so that training and running see
the same. Out: the file that `crates/coder/src/events/scorer.rs` reads; its format stands there. Multinomial logistic regression,
L2, classes weighted towards balance, full-batch L-BFGS, seeded; the temperature is fitted on the held-out folds together.
"""
import argparse
import json
import re
import struct
import subprocess
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
import torch

QUAD = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "YIELD": 2, "COOPERATE": 2, "AID": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
        "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
# Words are many and each says little; what the lexicon read says much.
WORDS = ("word ", "between ", "pair ", "path ", "source path ", "target path ")


def fnv(name):
    h = 0xCBF29CE484222325
    for b in name.encode():
        h = ((h ^ b) * 0x100000001B3) % (1 << 64)
    return h


def marked(text, opening, closing, names):
    """Text without its marks, and the spans of each mark."""
    out, spans, stack = "", {n: [] for n in names}, []
    for piece in re.split(f"({opening}|{closing})", text):
        if re.fullmatch(opening, piece):
            stack.append((names[piece], len(out)) if isinstance(names, dict) else (piece, len(out)))
        elif re.fullmatch(closing, piece):
            name, start = stack.pop()
            spans.setdefault(name, []).append([start, len(out)])
        else:
            out += piece
    return out, spans


def gold_pairs(path):
    for n, line in enumerate(open(path, encoding="utf-8")):
        g = json.loads(line)
        text, spans, opened = "", {"s": [], "t": []}, {}
        for part in re.split(r"(</?[st]>)", g["marked_sentence"]):
            m = re.fullmatch(r"<(/?)([st])>", part)
            if not m:
                text += part
            elif m[1]:
                spans[m[2]].append([opened[m[2]], len(text)])
            else:
                opened[m[2]] = len(text)
        yield {"id": n, "text": text, "source": spans["s"], "target": spans["t"]}, MERGED.get(g["gold_root"], g["gold_root"]), g["sentence"]


def lexicon_pairs(folder):
    """Example sentences with an actor and a recipient, or two actors, marked."""
    number = 0
    for path in sorted(Path(folder).glob("*.toml")):
        for act in tomllib.loads(path.read_text(encoding="utf-8")).get("act", []):
            if not isinstance(act, dict):
                continue
            for row in act.get("codes", "").strip().splitlines():
                text, spans = marked(row.split(" | ")[-1], r"[{<\[]", r"[}>\]]", {"{": "actor", "<": "recipient", "[": "anchor"})
                actors, recipients = spans.get("actor", []), spans.get("recipient", [])
                if len(actors) == 2 and not recipients:
                    actors, recipients = actors[:1], actors[1:]
                if actors and recipients:
                    yield {"id": number, "text": text, "source": actors, "target": recipients}, MERGED.get(act["type"], act["type"])
                    number += 1


def features(dateline, pairs):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for pair in pairs:
            f.write(json.dumps(pair) + "\n")
        f.flush()
        out = subprocess.run([dateline, "relate", "--features", f.name], capture_output=True, text=True, check=True).stdout
    return [json.loads(line)["features"] for line in out.splitlines()]


def value(name, words):
    return words if name.startswith(WORDS) else 1.0


def matrix(rows, index, words):
    at, values = [[], []], []
    for r, row in enumerate(rows):
        for name in row:
            if name in index:
                at[0].append(r)
                at[1].append(index[name])
                values.append(value(name, words))
    return torch.sparse_coo_tensor(torch.tensor(at), torch.tensor(values), (len(rows), len(index))).coalesce()


def vocabulary(rows, least):
    counts = Counter(name for row in rows for name in row)
    return {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= least))}


def train(rows, labels, weights, types, options):
    index = vocabulary(rows, options.least)
    x, y = matrix(rows, index, options.words), torch.tensor([types.index(label) for label in labels])
    w = torch.tensor(weights)
    weight, bias = torch.zeros(len(index), len(types), requires_grad=True), torch.zeros(len(types), requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=options.steps, history_size=20, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        loss = (torch.nn.functional.cross_entropy(torch.sparse.mm(x, weight) + bias, y, reduction="none") * w).sum() / w.sum()
        loss = loss + options.decay * (weight ** 2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return index, weight.detach(), bias.detach()


def balance(labels, power):
    counts = Counter(labels)
    return [(len(labels) / len(counts) / counts[label]) ** power for label in labels]


def f1(gold, said):
    scores = {}
    for label in sorted(set(gold)):
        right = sum(g == s == label for g, s in zip(gold, said))
        found, wanted = said.count(label), gold.count(label)
        scores[label] = 2 * right / (found + wanted) if found + wanted else 0.0
    return scores, sum(scores.values()) / len(scores)


def calibration_error(logits, gold, temperature, bins=10):
    p = torch.softmax(logits / temperature, 1)
    confidence, said = p.max(1)
    right = (said == gold).float()
    total = 0.0
    for b in range(bins):
        here = (confidence > b / bins) & (confidence <= (b + 1) / bins)
        if here.any():
            total += here.float().mean().item() * abs(confidence[here].mean().item() - right[here].mean().item())
    return total


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--dateline", default="target/release/dateline")
    p.add_argument("--gold", default="../shared/data/acts/plv_train.jsonl")
    p.add_argument("--lexicon", default="lexicon/acts")
    p.add_argument("--to")
    p.add_argument("--cache")
    p.add_argument("--least", type=int, default=3)
    p.add_argument("--words", type=float, default=0.6)
    p.add_argument("--decay", type=float, default=1e-4)
    p.add_argument("--steps", type=int, default=120)
    p.add_argument("--power", type=float, default=0.5)
    p.add_argument("--examples", type=float, default=0.02, help="weight of a sentence of the lexicon")
    p.add_argument("--unread", type=float, default=0.4, help="share whose sentences nobody who wrote the tables has read: the last folds")
    p.add_argument("--seed", type=int, default=11)
    options = p.parse_args()
    torch.manual_seed(options.seed)
    pairs, labels, sentences = zip(*gold_pairs(options.gold))
    extra, extra_labels = zip(*lexicon_pairs(options.lexicon))
    rows, extra_rows = features(options.dateline, pairs), features(options.dateline, extra)
    types = sorted(QUAD)
    # A sentence with several pairs stays in one fold; two folds of five are the part that stays unread.
    order = sorted(set(sentences), key=fnv)
    fold_of = {sentence: i % 5 for i, sentence in enumerate(order)}
    folds = np.array([fold_of[s] for s in sentences])
    logits = torch.zeros(len(rows), len(types))
    for fold in range(5):
        inside = [i for i in range(len(rows)) if folds[i] != fold]
        names = [labels[i] for i in inside]
        weights = balance(names, options.power) + [options.examples] * len(extra)
        index, weight, bias = train([rows[i] for i in inside] + extra_rows, names + list(extra_labels), weights, types, options)
        out = [i for i in range(len(rows)) if folds[i] == fold]
        logits[out] = torch.sparse.mm(matrix([rows[i] for i in out], index, options.words), weight) + bias
    gold = torch.tensor([types.index(label) for label in labels])
    said = [types[i] for i in logits.argmax(1).tolist()]
    for name, chosen in (("all", range(len(rows))), ("unread", [i for i in range(len(rows)) if folds[i] >= 3])):
        g, s = [labels[i] for i in chosen], [said[i] for i in chosen]
        scores, macro = f1(g, s)
        _, quad = f1([QUAD[x] for x in g], [QUAD[x] for x in s])
        print(f"{name}: {len(g)} sentences, accuracy {sum(a == b for a, b in zip(g, s)) / len(g):.4f}, types {macro:.4f}, quad {quad:.4f}")
        print("  " + " ".join(f"{k} {v:.2f}" for k, v in scores.items()))
    # The temperature of each fold is fitted on the others, for an honest figure.
    grid = np.geomspace(0.4, 3.0, 40)
    fit = lambda chosen: min(grid, key=lambda t: torch.nn.functional.cross_entropy(logits[chosen] / t, gold[chosen]).item())
    held = logits.clone()
    for fold in range(5):
        held[folds == fold] = logits[folds == fold] / fit(folds != fold)
    temperature = fit(folds >= 0)
    print(f"calibration error out of fold {calibration_error(held, gold, 1.0):.4f}, temperature {temperature:.3f}")
    wrong = Counter((g, s) for g, s in zip(labels, said) if g != s)
    print("confusions " + ", ".join(f"{g}>{s} {n}" for (g, s), n in wrong.most_common(22)))
    if options.cache:
        with open(options.cache, "w", encoding="utf-8") as f:
            for i in range(len(rows)):
                f.write(json.dumps({"id": i, "fold": int(folds[i]), "gold": labels[i], "said": said[i],
                                    "confidence": round(torch.softmax(logits[i] / temperature, 0).max().item(), 3),
                                    "text": pairs[i]["text"] if folds[i] < 3 else None,
                                    "best": [x for x in rows[i] if x.startswith(("best", "silent"))]}) + "\n")
    if options.to:
        weights = balance(labels, options.power) + [options.examples] * len(extra)
        index, weight, bias = train(list(rows) + extra_rows, list(labels) + list(extra_labels), weights, types, options)
        weight = weight * torch.tensor([value(name, options.words) for name in index])[:, None]
        keep = [(fnv(name), i) for name, i in index.items() if weight[i].abs().max() > 0.01]
        keep.sort()
        scale = weight.abs().max().item() / 127
        quantized = (weight / scale).round().to(torch.int8).numpy()
        with open(options.to, "wb") as f:
            f.write(struct.pack("<II", len(types), len(keep)))
            for name in types:
                f.write(struct.pack("<I", len(name)) + name.encode())
            f.write(struct.pack(f"<{len(types)}f", *bias.tolist()) + struct.pack("<ff", scale, temperature))
            f.write(b"".join(struct.pack("<Q", h) for h, _ in keep))
            f.write(b"".join(quantized[i].tobytes() for _, i in keep))
        print(f"{options.to}: {len(keep)} features")


if __name__ == "__main__":
    main()
