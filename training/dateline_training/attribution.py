"""Teach a trained reader who said what.

    python -m dateline_training.attribution --data ../../shared/data --words work/said --from work/reader/best.pt --out work/said

In: PolNeAR under --data, its words and trees as `dateline` reads them (`cargo run --example words`, train.jsonl and dev.jsonl under --words), the
treebanks, and a reader. Out: `best.pt`, the reader with attribution, and `log.jsonl`. The whole network is tuned, on the new labels and on
treebanks together; on news its own earlier trees and tags are labels too, so that it forgets nothing. Resumes from `last.pt`.
"""
import argparse
import json
import os
import random
import time
from collections import defaultdict

import torch
import torch.nn.functional as F

from .batches import IGNORED, Maker, group_by_length
from .model import Attribution, Reader
from .pieces import Pieces
from .train import TAGS, WEIGHTS, evaluate, load
from .treebank import Sentence, lemma_script

NAMES_WEIGHT = 0.5


def read(data, words, part):
    """Sentences as `Sentence` objects, and per sentence its cues: (first, past last, role of each word)."""
    with open(f"{data}/attribution/polnear_{part}.jsonl", encoding="utf-8") as f:
        gold = {r["id"]: r for r in map(json.loads, f)}
    sentences, cues, places = [], [], []
    for d in map(json.loads, open(f"{words}/{part}.jsonl", encoding="utf-8")):
        story, base = gold[d["id"]], len(sentences)
        for s in d["sentences"]:
            heads = [h + 1 for h in s["heads"]]
            sentences.append(Sentence(d["id"], s["forms"], s["lemmas"], s["upos"], s["xpos"], s["feats"], heads, s["deprels"], [], s["names"]))
            cues.append([])
            places.append(s["words"])
        for a in story["attributions"]:
            if not a["content"]:
                continue
            for i in range(base, len(sentences)):
                inside = lambda spans: [w for w, (x, y) in enumerate(places[i]) if any(x < e and s < y for s, e in spans)]
                cue = inside(a["cue"])
                if not cue:
                    continue
                # A mark at the end ("said:") is not part of the cue.
                while len(cue) > 1 and not any(c.isalnum() for c in sentences[i].forms[cue[-1]]):
                    cue.pop()
                roles = [0] * len(sentences[i].forms)
                for key, first in (("content", 3), ("source", 1)):
                    previous = -2
                    for w in inside(a[key]):
                        roles[w] = first + (w == previous + 1)
                        previous = w
                cues[i].append((cue[0], cue[-1] + 1, roles))
                break
    return sentences, cues


def with_cues(e, cues):
    e["cues"] = [0] * e["words"]
    e["instances"] = []
    for first, end, roles in cues:
        if end <= e["words"]:
            e["cues"][first:end] = [1] + [2] * (end - first - 1)
            e["instances"].append((first, end, [IGNORED if first <= w < end else r for w, r in enumerate(roles[: e["words"]])]))
    return e


def expand(items, width):
    """Rows of the batch, cues and role labels, one for each cue."""
    rows, spans, labels = [], [], []
    for r, e in enumerate(items):
        for first, end, roles in e["instances"]:
            rows.append(r)
            spans.append((first, end))
            labels.append(roles + [IGNORED] * (width - len(roles)))
    return torch.tensor(rows), torch.tensor(spans), torch.tensor(labels)


def parse_loss(reader, out, gold, names):
    def hard(scores, target):
        return F.cross_entropy(scores.reshape(-1, scores.shape[-1]), target.reshape(-1), ignore_index=IGNORED)
    loss = WEIGHTS["arcs"] * hard(out["arcs"], gold["heads"])
    loss = loss + WEIGHTS["rels"] * hard(reader.relations(out, gold["heads"].clamp(min=0)), gold["rels"])
    for kind in TAGS[:4]:
        loss = loss + WEIGHTS[kind] * hard(out[kind], gold[kind])
    if (gold["names"] != IGNORED).any():
        loss = loss + names * hard(out["names"], gold["names"])
    return loss


def attribution_loss(attribution, words, items, mask):
    width = words.shape[1]
    tags = torch.tensor([e["cues"] + [IGNORED] * (width - e["words"]) for e in items])
    loss = 2 * F.cross_entropy(attribution.find(words).reshape(-1, 3), tags.reshape(-1), ignore_index=IGNORED)
    rows, spans, labels = expand(items, width)
    if len(rows):
        scores = attribution.assign(words[rows], mask[rows], spans)
        loss = loss + F.cross_entropy(scores.reshape(-1, scores.shape[-1]), labels.reshape(-1), ignore_index=IGNORED)
    return loss


def runs(tags, begin):
    """Spans of one BIO kind whose first tag is `begin`."""
    out, start = [], None
    for i, t in enumerate(list(tags) + [0]):
        if start is not None and t != begin + 1:
            out.append((start, i))
            start = None
        if t == begin or (t == begin + 1 and start is None):
            start = i
    return out


def measure(reader, attribution, maker, encoded):
    """F1 of whole cues, sources and contents inside the sentence of the cue."""
    reader.eval(), attribution.eval()
    tally = defaultdict(lambda: [0, 0, 0])
    order = sorted((i for i in range(len(encoded)) if encoded[i]["words"]), key=lambda i: len(encoded[i]["pieces"]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for a in range(0, len(order), 64):
            items = [encoded[i] for i in order[a:a + 64]]
            batch = maker.batch(items)
            words, mask = reader.encode(batch)[:, 1:], batch["head_mask"][:, 1:]
            found = attribution.find(words).argmax(-1)
            rows, spans = [], []
            for r, e in enumerate(items):
                said, gold = runs(found[r, : e["words"]].tolist(), 1), [(f, n) for f, n, _ in e["instances"]]
                tally["cue"][0] += len(set(said) & set(gold))
                tally["cue"][1] += len(said)
                tally["cue"][2] += len(gold)
                rows += [r] * len(said)
                spans += said
            guess = attribution.assign(words[rows], mask[rows], torch.tensor(spans)).argmax(-1).tolist() if rows else []
            for (first, end), roles in zip(spans, guess):
                # A word of the cue has no other part in it, whatever its scores.
                roles[first:end] = [0] * (end - first)
            for kind, begin in (("source", 1), ("content", 3)):
                said = {(r, *x) for r, y in zip(rows, guess) for x in [tuple(runs(y[: items[r]["words"]], begin))] if x}
                gold = {(r, *x) for r, e in enumerate(items) for _, _, y in e["instances"] for x in [tuple(runs([max(v, 0) for v in y], begin))] if x}
                tally[kind][0] += len(said & gold)
                tally[kind][1] += len(said)
                tally[kind][2] += len(gold)
    reader.train(), attribution.train()
    return {k: round(200 * right / max(1, found + gold), 2) for k, (right, found, gold) in tally.items()}


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--data", required=True)
    a.add_argument("--words", required=True)
    a.add_argument("--from", dest="source", required=True)
    a.add_argument("--minilm", required=True, help="folder with model.safetensors of all-MiniLM-L6-v2")
    a.add_argument("--out", required=True)
    a.add_argument("--epochs", type=int, default=3)
    a.add_argument("--treebank-share", type=float, default=0.4, help="sentences of the treebanks seen per epoch")
    a.add_argument("--budget", type=int, default=1300)
    a.add_argument("--rate", type=float, default=1.2e-4)
    a.add_argument("--seed", type=int, default=7)
    a.add_argument("--threads", type=int, default=2)
    a = a.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    os.makedirs(a.out, exist_ok=True)
    kept = torch.load(a.source, weights_only=False)
    inventory, layers = kept["inventory"], kept["arguments"]["layers"]
    maker = Maker(Pieces(kept["vocabulary"]), inventory)
    reader = Reader(layers, len(kept["vocabulary"]), [len(inventory[k]) for k in TAGS], len(inventory["relations"]))
    reader.load_state_dict(kept["weights"])
    attribution = Attribution()
    from safetensors.torch import load_file
    minilm = load_file(f"{a.minilm}/model.safetensors")
    for i, layer in enumerate(attribution.layers):
        layer.load_minilm(minilm, 4 + i)
    treebank, dev = load(a.data)
    trees = [maker.encode(s) for s in treebank]
    sentences, cues = read(a.data, a.words, "train")
    news = [with_cues(maker.encode(s), c) for s, c in zip(sentences, cues)]
    news = [e for e in news if 0 < e["words"] and len(e["pieces"]) <= 200]
    sentences, cues = read(a.data, a.words, "dev")
    held = [with_cues(maker.encode(s), c) for s, c in zip(sentences, cues)]
    reader.word.weight.requires_grad_(False)
    reader.position.weight.requires_grad_(False)
    new = list(attribution.parameters())
    old = [p for n, p in reader.named_parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": old, "base": a.rate}, {"params": new, "base": a.rate * 2.5}], betas=(0.9, 0.98), weight_decay=0.01)
    per_epoch = len(group_by_length(news, a.budget, random.Random(0))) + int(len(group_by_length(trees, a.budget, random.Random(0))) * a.treebank_share)
    total, step, first, best, spent = per_epoch * a.epochs, 0, 0, None, 0.0
    if os.path.exists(f"{a.out}/last.pt"):
        last = torch.load(f"{a.out}/last.pt", weights_only=False)
        reader.load_state_dict(last["weights"])
        attribution.load_state_dict(last["attribution"])
        optimizer.load_state_dict(last["optimizer"])
        step, first, best, spent = last["step"], last["epoch"], last["best"], last["seconds"]
    log = open(f"{a.out}/log.jsonl", "a")
    for epoch in range(first, a.epochs):
        rng = random.Random(a.seed * 1000 + epoch)
        torch.manual_seed(a.seed * 1000 + epoch)
        part = group_by_length(trees, a.budget, rng)
        groups = [("trees", [trees[i] for i in g]) for g in part[: int(len(part) * a.treebank_share)]]
        groups += [("news", [news[i] for i in g]) for g in group_by_length(news, a.budget, rng)]
        rng.shuffle(groups)
        begun, seen, running = time.time(), 0, {"trees": 0.0, "news": 0.0, "said": 0.0}
        for kind, items in groups:
            batch = maker.batch(items, rng)
            scale = min(1.0, (step + 1) / (0.06 * total)) * (0.02 + 0.98 * max(0.0, 1 - step / total))
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * scale
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = reader(batch)
                parsed = parse_loss(reader, out, batch["gold"], WEIGHTS["names"] if kind == "trees" else NAMES_WEIGHT)
                loss = parsed if kind == "trees" else 0.5 * parsed
                if kind == "news":
                    said = attribution_loss(attribution, out["words"], items, batch["head_mask"][:, 1:])
                    running["said"] = 0.99 * running["said"] + 0.01 * said.item()
                    loss = loss + 2 * said
            running[kind] = 0.99 * running[kind] + 0.01 * parsed.item()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(old + new, 2.0)
            optimizer.step()
            step += 1
            seen += sum(e["words"] for e in items)
            if step % 100 == 0:
                shown = " ".join(f"{k} {v:.3f}" for k, v in running.items())
                print(f"epoch {epoch} step {step}/{total} {shown} {seen / (time.time() - begun):.0f} words/s", flush=True)
        spent += time.time() - begun
        scores = {**evaluate(reader, maker, dev, inventory), **measure(reader, attribution, maker, held)}
        row = {"epoch": epoch + 1, "step": step, "seconds": round(spent), **scores}
        print(json.dumps(row), flush=True)
        log.write(json.dumps(row) + "\n")
        log.flush()
        result = {"reader_seconds": kept["scores"]["seconds"], "weights": reader.state_dict(), "attribution": attribution.state_dict(), "inventory": inventory, "vocabulary": kept["vocabulary"],
                  "arguments": {**kept["arguments"], "attribution": vars(a)}, "scores": row}
        total_score = scores["las"] + scores["names"] + scores["cue"] + scores["source"] + scores["content"]
        if best is None or total_score >= best:
            best = total_score
            torch.save(result, f"{a.out}/best.pt")
        torch.save({**result, "optimizer": optimizer.state_dict(), "step": step, "epoch": epoch + 1, "best": best, "seconds": spent}, f"{a.out}/last.pt")
    with open(f"{a.out}/done", "w") as f:
        f.write(json.dumps({"epochs": a.epochs, "best": best}) + "\n")


if __name__ == "__main__":
    main()
