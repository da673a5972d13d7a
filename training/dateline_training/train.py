"""Train the reader of language.

    python -m dateline_training.train --data ../../shared/data --out work/student --layers 4 [--teacher work/teacher/best.pt]

In: treebanks and names under --data (see README.md of this folder), optionally news with silver names (`silver.py`), optionally
a teacher made by an earlier call. Out: `best.pt` (weights, inventories, arguments, scores) and `log.jsonl` in --out.
Resumes from `last.pt` when it is there. Same seed, data and thread count: same order of batches.
"""
import argparse
import json
import math
import os
import random
import time
from collections import Counter

import torch
import torch.nn.functional as F

from .batches import IGNORED, Maker, group_by_length
from .model import Reader
from .pieces import Pieces
from .treebank import Sentence, add_gum_names, add_names, apply_script, lemma_script, read_conllu, read_iob2

TAGS = ("upos", "xpos", "feats", "lemma", "names")
WEIGHTS = {"arcs": 1.0, "rels": 1.0, "upos": 0.5, "xpos": 0.5, "feats": 0.5, "lemma": 0.5, "names": 1.0}


def load(data):
    ewt = read_conllu(f"{data}/ud/ewt_train.conllu")
    add_names(ewt, read_iob2(f"{data}/names/uner_ewt_train_2022.iob2"))
    gum = read_conllu(f"{data}/ud/gum_train_perm.conllu")
    add_gum_names(gum)
    dev = read_conllu(f"{data}/ud/ewt_dev.conllu")
    add_names(dev, read_iob2(f"{data}/names/uner_ewt_dev.iob2"))
    return ewt + gum, dev


def load_silver(path):
    """JSON Lines of {"forms": [...], "names": [...]}: unlabelled text for distillation, with silver names."""
    out = []
    with open(path, encoding="utf-8") as f:
        for line in f:
            r = json.loads(line)
            out.append(Sentence("silver", r["forms"], [], [], [], [], [], [], [], r["names"]))
    return out


def inventory(sentences):
    """Classes of every head, most frequent first; rare feature bundles, edits and relations are left out."""
    count = {k: Counter() for k in ("upos", "xpos", "feats", "lemma", "relations")}
    for s in sentences:
        count["upos"].update(s.upos)
        count["xpos"].update(s.xpos)
        count["feats"].update(s.feats)
        count["relations"].update(s.deprels)
        count["lemma"].update(x for x in map(lemma_script, s.forms, s.lemmas) if x)
    least = {"feats": 3, "lemma": 3, "relations": 5, "xpos": 2, "upos": 1}
    out = {k: [v for v, n in sorted(c.items(), key=lambda x: (-x[1], x[0])) if n >= least[k]] for k, c in count.items()}
    out["names"] = ["O"] + [f"{p}-{k}" for k in ("PER", "ORG", "LOC") for p in "BI"]
    return out


def loss_of(model, batch, teacher):
    out = model(batch)
    gold = batch["gold"]
    heads = gold["heads"].clone()
    labelled = (heads != IGNORED).any()
    soft = None
    if teacher is not None:
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            soft = teacher(batch)
            guess = soft["arcs"].argmax(-1)
            heads = torch.where(heads == IGNORED, guess, heads)
            soft_rels = teacher.relations(soft, heads)
    safe = heads.clamp(min=0)
    rel_scores = model.relations(out, safe)
    terms = {}

    def hard(scores, target):
        return F.cross_entropy(scores.reshape(-1, scores.shape[-1]), target.reshape(-1), ignore_index=IGNORED)

    words = batch["head_mask"][:, 1:]

    def softly(scores, wanted):
        p = F.softmax(wanted.float()[words], -1)
        return -(p * F.log_softmax(scores[words], -1)).sum(-1).mean()

    if labelled:
        terms["arcs"] = hard(out["arcs"], gold["heads"])
        terms["rels"] = hard(rel_scores, gold["rels"])
        for kind in TAGS[:4]:
            terms[kind] = hard(out[kind], gold[kind])
    if (gold["names"] != IGNORED).any():
        terms["names"] = hard(out["names"], gold["names"])
    loss = sum(WEIGHTS[k] * v for k, v in terms.items())
    if soft is not None:
        d = {"arcs": softly(out["arcs"], soft["arcs"]), "rels": softly(rel_scores, soft_rels)}
        for kind in TAGS:
            d[kind] = softly(out[kind], soft[kind])
        distilled = sum(WEIGHTS[k] * v for k, v in d.items())
        loss = (0.5 * loss if labelled else 0.3 * loss) + distilled
    return loss


def spans(tags):
    out, start = set(), None
    for i, t in enumerate(list(tags) + ["O"]):
        if start is not None and not (t.startswith("I-") and t[2:] == tags[start][2:]):
            out.add((start, i, tags[start][2:]))
            start = None
        if t.startswith("B-") or (t.startswith("I-") and start is None):
            start = i
    return out


def evaluate(model, maker, sentences, inv):
    model.eval()
    right, total, names = Counter(), 0, [0, 0, 0]
    encoded = [maker.encode(s) for s in sentences]
    order = sorted(range(len(sentences)), key=lambda i: len(encoded[i]["pieces"]))
    with torch.no_grad():
        for a in range(0, len(order), 64):
            ids = order[a:a + 64]
            batch = maker.batch([encoded[i] for i in ids])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = model(batch)
                heads = out["arcs"].argmax(-1)
                rels = model.relations(out, heads).argmax(-1)
            tags = {k: out[k].argmax(-1) for k in TAGS}
            for row, i in enumerate(ids):
                s, n = sentences[i], encoded[i]["words"]
                total += len(s.forms)
                for w in range(n):
                    right["upos"] += inv["upos"][tags["upos"][row, w]] == s.upos[w]
                    right["xpos"] += inv["xpos"][tags["xpos"][row, w]] == s.xpos[w]
                    right["feats"] += inv["feats"][tags["feats"][row, w]] == s.feats[w]
                    right["lemma"] += s.lemmas[w] == "_" or apply_script(s.forms[w], inv["lemma"][tags["lemma"][row, w]]) == s.lemmas[w]
                    ok = heads[row, w] == s.heads[w]
                    right["uas"] += bool(ok)
                    right["las"] += bool(ok) and inv["relations"][rels[row, w]].split(":")[0] == s.deprels[w].split(":")[0]
                g = spans([t or "O" for t in s.names])
                p = spans([inv["names"][tags["names"][row, w]] for w in range(n)])
                names = [names[0] + len(g & p), names[1] + len(p), names[2] + len(g)]
    model.train()
    scores = {k: round(100 * v / total, 2) for k, v in right.items()}
    scores["names"] = round(200 * names[0] / max(1, names[1] + names[2]), 2)
    return scores


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--data", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--minilm", required=True, help="folder with model.safetensors and vocab.txt of all-MiniLM-L6-v2")
    a.add_argument("--layers", type=int, default=4)
    a.add_argument("--epochs", type=int, default=10)
    a.add_argument("--budget", type=int, default=1100, help="padded pieces a batch")
    a.add_argument("--rate", type=float, default=2.5e-4)
    a.add_argument("--silver", help="JSON Lines of news sentences with silver names")
    a.add_argument("--silver-share", type=float, default=0.35, help="sentences of --silver seen per epoch, as a share of the file")
    a.add_argument("--teacher", help="best.pt of a larger reader to learn from as well")
    a.add_argument("--seed", type=int, default=7)
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--limit", type=int, default=0, help="sentences, for a trial")
    a = a.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    rng = random.Random(a.seed)
    os.makedirs(a.out, exist_ok=True)
    train, dev = load(a.data)
    inv = inventory(train)
    if a.limit:
        train = rng.sample(train, a.limit)
    vocabulary = open(f"{a.minilm}/vocab.txt", encoding="utf-8").read().split("\n")
    vocabulary = vocabulary[:-1] if vocabulary[-1] == "" else vocabulary
    maker = Maker(Pieces(vocabulary), inv)
    encoded = [maker.encode(s) for s in train]
    silver = [maker.encode(s) for s in load_silver(a.silver)] if a.silver else []
    sizes = [len(inv[k]) for k in TAGS]
    model = Reader(a.layers, len(vocabulary), sizes, len(inv["relations"]))
    model.load_minilm(f"{a.minilm}/model.safetensors")
    teacher = None
    if a.teacher:
        t = torch.load(a.teacher, weights_only=False)
        assert t["inventory"] == inv, "the teacher was trained on other inventories; train it on the same data"
        teacher = Reader(t["arguments"]["layers"], len(vocabulary), sizes, len(inv["relations"]))
        teacher.load_state_dict(t["weights"])
        teacher.eval()
    fresh = ("arc_", "rel_", "tags", "casing", "root")
    named = list(model.named_parameters())
    groups = [
        {"params": [p for n, p in named if n.startswith(fresh)], "lr": a.rate * 5, "base": a.rate * 5},
        {"params": [p for n, p in named if not n.startswith(fresh) and not n.startswith(("word", "position"))], "lr": a.rate, "base": a.rate},
        {"params": [model.position.weight], "lr": a.rate * 0.7, "base": a.rate * 0.7, "weight_decay": 0.0},
    ]
    # Only the rows of the pieces in a batch move: dense moments over the whole vocabulary would cost as much as two layers.
    rows = [{"params": [model.word.weight], "lr": a.rate * 0.5, "base": a.rate * 0.5}]
    optimizers = [torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-8, weight_decay=0.01), torch.optim.SparseAdam(rows, betas=(0.9, 0.98))]
    dense = [p for n, p in named if not n.startswith("word")]
    per_epoch = len(group_by_length(encoded, a.budget, random.Random(0))) + (
        len(group_by_length(silver[: int(len(silver) * a.silver_share)], a.budget, random.Random(0))) if silver else 0)
    total, step, first, best, spent = per_epoch * a.epochs, 0, 0, None, 0.0
    if os.path.exists(f"{a.out}/last.pt"):
        last = torch.load(f"{a.out}/last.pt", weights_only=False)
        model.load_state_dict(last["weights"])
        for o, state in zip(optimizers, last["optimizers"]):
            o.load_state_dict(state)
        step, first, best, spent = last["step"], last["epoch"], last["best"], last["seconds"]
    log = open(f"{a.out}/log.jsonl", "a")
    model.train()
    for epoch in range(first, a.epochs):
        rng = random.Random(a.seed * 1000 + epoch)
        torch.manual_seed(a.seed * 1000 + epoch)
        groups_now = [("gold", g) for g in group_by_length(encoded, a.budget, rng)]
        if silver:
            part = rng.sample(silver, int(len(silver) * a.silver_share))
            groups_now += [("silver", [part[i] for i in g]) for g in group_by_length(part, a.budget, rng)]
            rng.shuffle(groups_now)
        begun, seen, running = time.time(), 0, 0.0
        for kind, g in groups_now:
            items = g if kind == "silver" else [encoded[i] for i in g]
            batch = maker.batch(items, rng)
            scale = min(1.0, (step + 1) / (0.06 * total)) * (0.02 + 0.98 * max(0.0, 1 - step / total))
            for group in (g for o in optimizers for g in o.param_groups):
                group["lr"] = group["base"] * scale
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(model, batch, teacher)
            model.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(dense, 2.0)
            for o in optimizers:
                o.step()
            step += 1
            seen += sum(e["words"] for e in items)
            running = 0.99 * running + 0.01 * loss.item()
            if step % 100 == 0:
                print(f"epoch {epoch} step {step}/{total} loss {running:.3f} {seen / (time.time() - begun):.0f} words/s", flush=True)
        spent += time.time() - begun
        scores = evaluate(model, maker, dev, inv)
        row = {"epoch": epoch + 1, "step": step, "seconds": round(spent), **scores}
        print(json.dumps(row), flush=True)
        log.write(json.dumps(row) + "\n")
        log.flush()
        kept = {"weights": model.state_dict(), "inventory": inv, "vocabulary": vocabulary, "arguments": vars(a), "scores": row}
        total_score = scores["las"] + scores["upos"] + scores["lemma"] + scores["names"]
        if best is None or total_score >= best:
            best = total_score
            torch.save(kept, f"{a.out}/best.pt")
        torch.save({**kept, "optimizers": [o.state_dict() for o in optimizers], "step": step, "epoch": epoch + 1, "best": best, "seconds": spent}, f"{a.out}/last.pt")

    with open(f"{a.out}/done", "w") as f:
        f.write(json.dumps({"epochs": a.epochs, "best": best}) + "\n")


if __name__ == "__main__":
    main()
