"""Train the scorer of acts between two parties, and say how good it is out of fold.

    python -m dateline_training.acts --dateline target/release/dateline --gold ../shared/data/acts/plv_train.jsonl --to models/acts.bin

In: sentences with source and target marked and their PLOVER type (CONCEDE and RETREAT are YIELD); others of which only the side is known, conflict
or cooperation (the likelihood is that of all types of the side); and the example sentences of `lexicon/acts/`, whose own marks make further ones. Features and pooled meanings come from `dateline relate --features`, so that training and
running see the same. Out: the file that `crates/coder/src/events/scorer.rs` reads; its format stands there. Multinomial logistic regression,
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


def parties(number, sentence):
    text, spans, opened = "", {"s": [], "t": []}, {}
    for part in re.split(r"(</?[st]>)", sentence):
        m = re.fullmatch(r"<(/?)([st])>", part)
        if not m:
            text += part
        elif m[1]:
            spans[m[2]].append([opened[m[2]], len(text)])
        else:
            opened[m[2]] = len(text)
    return {"id": number, "text": text, "source": spans["s"], "target": spans["t"]}


def gold_pairs(path):
    for n, line in enumerate(open(path, encoding="utf-8")):
        g = json.loads(line)
        yield parties(n, g["marked_sentence"]), MERGED.get(g["gold_root"], g["gold_root"]), g["sentence"]


def side_pairs(path):
    """Sentences of which the side alone is known: 1 conflict, 0 cooperation."""
    for n, line in enumerate(open(path, encoding="utf-8")):
        g = json.loads(line)
        yield parties(n, g["marked_sentence"]), int(g["gold_binary"]), g["sentence"]


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
    seen = [json.loads(line) for line in out.splitlines()]
    return [s["features"] for s in seen], torch.tensor([s["pooled"] for s in seen])


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


def train(rows, pooled, labels, weights, types, options):
    """A label is a type, or a side: 1 conflict, 0 cooperation."""
    index = vocabulary(rows, options.least)
    x = matrix(rows, index, options.words)
    fits = [[t == label or isinstance(label, int) and (QUAD[t] > 2) == bool(label) for t in types] for label in labels]
    outside = torch.zeros(len(rows), len(types)).masked_fill(~torch.tensor(fits), -1e9)
    w, mean = torch.tensor(weights), pooled.mean(0)
    weight, bias = torch.zeros(len(index), len(types), requires_grad=True), torch.zeros(len(types), requires_grad=True)
    dense = torch.zeros(pooled.shape[1], len(types), requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias, dense], max_iter=options.steps, history_size=20, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        scores = torch.sparse.mm(x, weight) + (pooled - mean) @ dense + bias
        told = torch.logsumexp(scores + outside, 1) - torch.logsumexp(scores, 1)
        loss = -(told * w).sum() / w.sum()
        loss = loss + options.decay * (weight ** 2).sum() + options.pooled_decay * (dense ** 2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return index, weight.detach(), bias.detach() - mean @ dense.detach(), dense.detach()


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
    p.add_argument("--sides", default="../shared/data/acts/aw_train.jsonl")
    p.add_argument("--lexicon", default="lexicon/acts")
    p.add_argument("--to")
    p.add_argument("--cache")
    p.add_argument("--least", type=int, default=3)
    p.add_argument("--words", type=float, default=0.6)
    p.add_argument("--decay", type=float, default=3e-4)
    p.add_argument("--pooled-decay", type=float, default=3e-5)
    p.add_argument("--steps", type=int, default=120)
    p.add_argument("--power", type=float, default=0.5)
    p.add_argument("--examples", type=float, default=0.02, help="weight of a sentence of the lexicon")
    p.add_argument("--side", type=float, default=0.05, help="weight of a sentence of which the side alone is known")
    p.add_argument("--unread", type=float, default=0.4, help="share whose sentences nobody who wrote the tables has read: the last folds")
    p.add_argument("--seed", type=int, default=11)
    options = p.parse_args()
    torch.manual_seed(options.seed)
    pairs, labels, sentences = zip(*gold_pairs(options.gold))
    extra, extra_labels = zip(*lexicon_pairs(options.lexicon))
    side, side_labels, side_sentences = zip(*side_pairs(options.sides))
    (rows, pooled), (extra_rows, extra_pooled) = features(options.dateline, pairs), features(options.dateline, extra)
    side_rows, side_pooled = features(options.dateline, side)
    side_order = {sentence: i % 5 for i, sentence in enumerate(sorted(set(side_sentences), key=fnv))}
    side_folds = np.array([side_order[s] for s in side_sentences])
    types = sorted(QUAD)
    # A sentence with several pairs stays in one fold; two folds of five are the part that stays unread.
    order = sorted(set(sentences), key=fnv)
    fold_of = {sentence: i % 5 for i, sentence in enumerate(order)}
    folds = np.array([fold_of[s] for s in sentences])
    logits, side_logits = torch.zeros(len(rows), len(types)), torch.zeros(len(side), len(types))
    for fold in range(5):
        inside = [i for i in range(len(rows)) if folds[i] != fold]
        names = [labels[i] for i in inside]
        beside = [i for i in range(len(side)) if side_folds[i] != fold]
        weights = balance(names, options.power) + [options.examples] * len(extra) + [options.side] * len(beside)
        told = [rows[i] for i in inside] + extra_rows + [side_rows[i] for i in beside]
        both = torch.cat([pooled[inside], extra_pooled, side_pooled[beside]])
        known = names + list(extra_labels) + [side_labels[i] for i in beside]
        index, weight, bias, dense = train(told, both, known, weights, types, options)
        out = [i for i in range(len(side)) if side_folds[i] == fold]
        side_logits[out] = torch.sparse.mm(matrix([side_rows[i] for i in out], index, options.words), weight) + side_pooled[out] @ dense + bias
        out = [i for i in range(len(rows)) if folds[i] == fold]
        logits[out] = torch.sparse.mm(matrix([rows[i] for i in out], index, options.words), weight) + pooled[out] @ dense + bias
    gold = torch.tensor([types.index(label) for label in labels])
    said = [types[i] for i in logits.argmax(1).tolist()]
    for name, chosen in (("all", range(len(rows))), ("unread", [i for i in range(len(rows)) if folds[i] >= 3])):
        g, s = [labels[i] for i in chosen], [said[i] for i in chosen]
        scores, macro = f1(g, s)
        _, quad = f1([QUAD[x] for x in g], [QUAD[x] for x in s])
        print(f"{name}: {len(g)} sentences, accuracy {sum(a == b for a, b in zip(g, s)) / len(g):.4f}, types {macro:.4f}, quad {quad:.4f}")
        print("  " + " ".join(f"{k} {v:.2f}" for k, v in scores.items()))
    found = [int(QUAD[types[i]] > 2) for i in side_logits.argmax(1).tolist()]
    scores, macro = f1(list(side_labels), found)
    print(f"sides: {len(found)} sentences, conflict {scores[1]:.4f}, cooperation {scores[0]:.4f}, both {macro:.4f}")
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
        weights = balance(labels, options.power) + [options.examples] * len(extra) + [options.side] * len(side)
        both = torch.cat([pooled, extra_pooled, side_pooled])
        known = list(labels) + list(extra_labels) + list(side_labels)
        index, weight, bias, dense = train(list(rows) + extra_rows + side_rows, both, known, weights, types, options)
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
            f.write(dense.numpy().astype("<f4").tobytes())
        print(f"{options.to}: {len(keep)} features")


if __name__ == "__main__":
    main()
