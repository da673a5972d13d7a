"""Train the layers that say what words mean: the main components of a sentence encoder's vectors, from the vectors of the reader.

    python -m dateline_training.meaning --vectors target/release/examples/vectors --minilm DIR --data ../shared/data --to models/meaning.bin

In: news text; the program's own vectors of its words (`cargo build --release -p dateline-language --example vectors`); those of
all-MiniLM-L6-v2 (Apache-2.0), six layers, the mean of a word's pieces. The latter's first 64 principal components are the target, mean squared
error the loss. Out: the file that `crates/language/src/reader/meaning.rs` reads, its format stands there, and `models/meaning.md`. Prints the share of
variance that is told of held-out sentences. Seeded.
"""
import argparse
import json
import random
import struct
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .model import WIDTH, Reader
from .pieces import Pieces

SIZE = 64
# A meaning is written in steps of this many to the standard deviation of all components together.
STEPS = 12.0


def texts(data, open_only):
    for line in open(f"{data}/news/wikinews.jsonl", encoding="utf-8"):
        yield from json.loads(line)["text"].split("\n")
    if not open_only:
        for line in open(f"{data}/attribution/polnear_train.jsonl", encoding="utf-8"):
            yield from json.loads(line)["text"].split("\n")


def read(program, lines):
    """Sentences as lists of words, and their vectors, row by row."""
    with tempfile.TemporaryDirectory() as folder:
        text, out = Path(folder) / "text", Path(folder) / "vectors"
        text.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with open(text, "rb") as source, open(out, "wb") as target:
            subprocess.run([program], stdin=source, stdout=target, check=True)
        encoded = [line.encode() for line in lines]
        words, rows = [], []
        with open(out, "rb") as f:
            while head := f.read(8):
                number, count = struct.unpack("<II", head)
                spans = np.frombuffer(f.read(8 * count), dtype="<u4").reshape(count, 2)
                words.append([encoded[number][a:b].decode(errors="replace") for a, b in spans])
                rows.append(np.frombuffer(f.read(4 * WIDTH * count), dtype="<f4").astype(np.float16).reshape(count, WIDTH))
    return words, np.concatenate(rows)


class Teacher:
    """All six layers of MiniLM."""

    def __init__(self, folder):
        vocabulary = (Path(folder) / "vocab.txt").read_text(encoding="utf-8").split("\n")
        self.pieces = Pieces(vocabulary)
        sizes = (1,) * len(Reader.TAGS)
        rows = len([line for line in vocabulary if line])
        self.network = Reader(6, rows, sizes, 1).eval()
        self.network.load_minilm(Path(folder) / "model.safetensors")

    @torch.no_grad()
    def vectors(self, sentences):
        """A vector a word of each sentence, all together padded to the longest."""
        ids, owners = [], []
        for words in sentences:
            pieces, owner = [self.pieces.start], [-1]
            for at, word in enumerate(words):
                found = self.pieces.word(word)
                pieces += found
                owner += [at] * len(found)
            ids.append(pieces[:511] + [self.pieces.end])
            owners.append(owner[:511] + [-1])
        length = max(map(len, ids))
        mask = torch.full((len(ids), 1, 1, length), -1e4)
        table = torch.zeros(len(ids), length, dtype=torch.long)
        for at, row in enumerate(ids):
            table[at, : len(row)] = torch.tensor(row)
            mask[at, ..., : len(row)] = 0
        network = self.network
        x = network.norm(network.word(table) + network.position.weight[:length])
        for layer in network.layers:
            x = layer(x, mask)
        out = []
        for at, words in enumerate(sentences):
            owner = torch.tensor(owners[at])
            inside = owner >= 0
            total, count = torch.zeros(len(words), WIDTH), torch.zeros(len(words), 1)
            total.index_add_(0, owner[inside], x[at, : len(owner)][inside])
            count.index_add_(0, owner[inside], torch.ones(int(inside.sum()), 1))
            out.append((total / count.clamp(min=1)).half())
        return out


def teach(teacher, words):
    order = sorted(range(len(words)), key=lambda i: len(words[i]))
    out, at, began = [None] * len(words), 0, time.time()
    while at < len(order):
        batch = order[at : at + max(1, min(64, 1500 // (len(words[order[at]]) + 1)))]
        for i, vectors in zip(batch, teacher.vectors([words[i] for i in batch])):
            out[i] = vectors
        at += len(batch)
    print(f"teacher: {sum(map(len, words))} words in {time.time() - began:.0f} s", flush=True)
    return torch.cat(out)


def quantized(weight):
    scale = weight.abs().amax(1) / 127
    return scale, (weight / scale[:, None]).round().to(torch.int8)


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--vectors", default="target/release/examples/vectors")
    p.add_argument("--minilm", required=True)
    p.add_argument("--data", default="../shared/data")
    p.add_argument("--to", default="models/meaning.bin")
    p.add_argument("--card", default="models/meaning.md")
    p.add_argument("--lines", type=int, default=22000)
    p.add_argument("--hidden", type=int, default=384)
    p.add_argument("--epochs", type=int, default=10)
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--open", action="store_true", help="openly licensed news alone")
    p.add_argument("--seed", type=int, default=5)
    options = p.parse_args()
    torch.manual_seed(options.seed)
    lines = [line for line in texts(options.data, options.open) if 20 < len(line) < 2000]
    random.Random(options.seed).shuffle(lines)
    words, own = read(options.vectors, lines[: options.lines])
    target = teach(Teacher(options.minilm), words)
    own = torch.from_numpy(own)
    held = sum(len(s) for s in words[-len(words) // 20 :])
    train = len(own) - held
    mean = target[:train].float().mean(0)
    _, _, basis = torch.pca_lowrank(target[:200000].float() - mean, q=SIZE, niter=4)
    target = (target.float() - mean) @ basis
    target /= target[:train].std()
    network = nn.Sequential(nn.Linear(WIDTH, options.hidden), nn.GELU(), nn.Linear(options.hidden, SIZE))
    steps = options.epochs * train // 1024
    optimizer = torch.optim.AdamW(network.parameters(), options.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.rate, total_steps=steps)
    for step in range(steps):
        batch = torch.randint(0, train, (1024,))
        loss = ((network(own[batch].float()) - target[batch]) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 1000 == 0:
            print(f"step {step} of {steps}: {loss.item():.4f}", flush=True)
    with torch.no_grad():
        error = ((network(own[train:].float()) - target[train:]) ** 2).mean().item()
    told = 1 - error / target[train:].var().item()
    with open(options.to, "wb") as f:
        f.write(b"DLMEANIN" + struct.pack("<IIIIf", 1, WIDTH, options.hidden, SIZE, STEPS))
        for layer in (network[0], network[2]):
            scale, values = quantized(layer.weight.detach())
            for numbers in (scale, layer.bias.detach()):
                f.write(numbers.numpy().astype("<f4").tobytes())
            f.write(values.numpy().tobytes())
    sets = "Wikinews 2019-2020 (CC BY 2.5)" + ("" if options.open else ", PolNeAR train (no licence stated for its texts)")
    Path(options.card).write_text(f"""# meaning.bin

{Path(options.to).stat().st_size / 1e6:.1f} MB, made by `python -m dateline_training.meaning`, whose head says how.

| | |
| --- | --- |
| what | two layers, {WIDTH} to {options.hidden} to {SIZE}, int8, over the vectors of `english.bin`: what a word means where it stands |
| taught by | all-MiniLM-L6-v2 (Apache-2.0): the first {SIZE} principal components of its last layer, the mean of a word's pieces |
| text | unlabelled news, {len(own)} words: {sets} |
| seed, epochs | {options.seed}, {options.epochs} |
| variance told of held-out sentences, before int8 | {told:.3f} |
""", encoding="utf-8")
    print(f"{options.to}: {told:.4f} of the variance of held-out words")


if __name__ == "__main__":
    main()
