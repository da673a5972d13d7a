"""Trained weights to the file that the program runs.

    python -m dateline_training.export --from work/student/best.pt --to ../models/english.bin

Format (read by `crates/language/src/weights.rs`): the eight bytes `DLREADER`, a little-endian u32 version, a u32 length, that many
bytes of JSON header, zeros to a multiple of 64, then the tensors, each at a multiple of 64 from the end of the header.
Matrices are int8, one scale a row (output channel), symmetric in [-127, 127]; vectors are float32.
"""
import argparse
import json
import os
import struct
from collections import Counter, defaultdict

import numpy as np
import torch

from .model import Attribution
from .treebank import read_conllu


def dictionary(data):
    """Lemmas of words seen at least twice with one reading, by part of speech: what the edits need not guess.

    Words whose lemma is the lower-cased word are left out, and proper nouns, whose lemma is a matter of casing.
    """
    seen = defaultdict(Counter)
    for path in (f"{data}/ud/ewt_train.conllu", f"{data}/ud/gum_train_perm.conllu"):
        for s in read_conllu(path):
            for form, lemma, upos in zip(s.forms, s.lemmas, s.upos):
                if lemma != "_" and upos not in ("PROPN", "X", "SYM", "PUNCT", "NUM"):
                    seen[upos, form.lower()][lemma] += 1
    out = defaultdict(dict)
    for (upos, form), lemmas in seen.items():
        (lemma, n), = lemmas.most_common(1)
        if n >= 2 and n >= 0.8 * sum(lemmas.values()):
            out[upos][form] = lemma
    return out


def silent():
    """Attribution that was never trained: it marks no cue at all."""
    attribution = Attribution()
    with torch.no_grad():
        attribution.cues.weight.zero_()
        attribution.cues.bias.copy_(torch.tensor([1.0, 0.0, 0.0]))
    return attribution.state_dict()


CARD = """# english.bin

{size:.1f} MB, made by `training/run`. Licence of the weights: see below, by data set.

| | |
| --- | --- |
| network | {layers} lower layers of MiniLM-L6-H384 (Apache-2.0, Wang et al. 2020), a casing embedding, biaffine arcs, linear heads for UPOS, XPOS, features, lemma edits, names and cues; a tower of two more layers, run once for each cue, for sources and contents; int8, one scale a row |
| trained on | UD English-EWT train (CC BY-SA 4.0), UD English-GUM train, genres under attribution licences (annotations CC BY 4.0), Universal NER EWT train (CC BY-SA 4.0){said}{news} |
| command | `training/run` |
| seed | {seed} |
| hours of two cores | {hours} |
| scores on EWT dev, gold tokens{and_said}; before int8, greedy arcs, no decoding of spans | {scores} |

What the numbers of the finished program are, on which sets and by which command, stands in `bench/README.md`.
"""


def card(kept, teacher, size):
    a, scores = kept["arguments"], kept["scores"]
    news = ""
    if a["silver"]:
        news = (
            "; unlabelled news for silver names (spaCy `en_core_web_sm`, MIT) and distillation: Wikinews 2019-2020 (CC BY 2.5), and, unless made "
            "with `--open`, PolNeAR train, TimeBank, AQUAINT and Reuters-21578, whose texts have no stated or a research licence"
        )
    attributed = "attribution" in a
    hours = [f"{scores['seconds'] / 3600:.1f} for attribution, {kept['reader_seconds'] / 3600:.1f} for the reader before it" if attributed
             else f"{scores['seconds'] / 3600:.1f} for the reader"]
    if teacher:
        hours.append(f"{teacher['scores']['seconds'] / 3600:.1f} for the teacher of {teacher['arguments']['layers']} layers")
    return CARD.format(
        size=size / 1e6, layers=a["layers"], news=news, seed=a["seed"], hours=", ".join(hours),
        said=", PolNeAR train (no licence stated for its texts)" if attributed else "; no attribution: it marks no statements",
        and_said=" and, of attributions, PolNeAR dev, inside the cue's sentence" if attributed else "",
        scores=", ".join(f"{k} {v}" for k, v in scores.items() if k not in ("epoch", "step", "seconds")),
    )


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--from", dest="source", required=True, help="a reader; without attribution it will mark no statements")
    a.add_argument("--to", required=True)
    a.add_argument("--data", required=True, help="folder with the treebanks, for the dictionary of lemmas")
    a.add_argument("--card", help="write the model card here")
    a.add_argument("--name-caution", type=float, default=0.0, help="added to the score of 'no name', against over-eager silver names")
    a = a.parse_args()
    kept = torch.load(a.source, weights_only=False, map_location="cpu")
    w = {k: v.float().numpy() for k, v in kept["weights"].items()}
    w["tags.names.bias"][0] += a.name_caution
    data, directory = bytearray(), {}

    def put(raw):
        while len(data) % 64:
            data.append(0)
        at = len(data)
        data.extend(raw)
        return at

    def vector(name, values):
        values = np.ascontiguousarray(values, dtype="<f4")
        directory[name] = {"length": int(values.size), "at": put(values.tobytes())}

    def matrix(name, values, bias=None):
        top = np.maximum(np.abs(values).max(1), 1e-8)
        scale = (top / 127).astype("<f4")
        q = np.clip(np.rint(values / scale[:, None]), -127, 127).astype(np.int8)
        directory[name] = {"rows": values.shape[0], "columns": values.shape[1], "at": put(q.tobytes()), "scales": put(scale.tobytes())}
        if bias is not None:
            directory[name]["bias"] = put(np.ascontiguousarray(bias, dtype="<f4").tobytes())

    matrix("word", w["word.weight"])
    matrix("position", w["position.weight"])
    vector("casing", w["casing.weight"])
    vector("norm.weight", w["norm.weight"])
    vector("norm.bias", w["norm.bias"])
    vector("root", w["root"])
    def put_layers(to, weights, count):
        for i in range(count):
            for part in ("qkv", "out", "up", "down"):
                matrix(f"{to}.{i}.{part}", weights[f"layers.{i}.{part}.weight"], weights[f"layers.{i}.{part}.bias"])
            for part in ("norm1", "norm2"):
                vector(f"{to}.{i}.{part}.weight", weights[f"layers.{i}.{part}.weight"])
                vector(f"{to}.{i}.{part}.bias", weights[f"layers.{i}.{part}.bias"])

    layers = kept["arguments"]["layers"]
    put_layers("layers", w, layers)
    tower = {k: v.float().numpy() for k, v in (kept.get("attribution") or silent()).items()}
    w["tags.cues.weight"], w["tags.cues.bias"] = tower["cues.weight"], tower["cues.bias"]
    names = ["arc_dep", "arc_head", "rel_dep", "rel_head"] + [f"tags.{t}" for t in ("upos", "xpos", "feats", "lemma", "names", "cues")]
    matrix("heads", np.concatenate([w[f"{n}.weight"] for n in names]), np.concatenate([w[f"{n}.bias"] for n in names]))
    matrix("arcs", np.ascontiguousarray(w["arc_weight"].T), w["arc_bias.weight"][0])
    matrix("relations", w["rel_out.weight"], w["rel_out.bias"])
    matrix("attribution.place", tower["place.weight"])
    matrix("attribution.mark", tower["mark.weight"], tower["mark.bias"])
    vector("attribution.norm.weight", tower["norm.weight"])
    vector("attribution.norm.bias", tower["norm.bias"])
    attribution_layers = len({k.split(".")[1] for k in tower if k.startswith("layers.")})
    put_layers("attribution.layers", tower, attribution_layers)
    matrix("attribution.roles", tower["roles.weight"], tower["roles.bias"])
    header = {
        "layers": layers,
        "attribution_layers": attribution_layers,
        "inventory": {**kept["inventory"], "cues": Attribution.CUES, "roles": Attribution.ROLES},
        "vocabulary": kept["vocabulary"],
        "lemmas": dictionary(a.data),
        "tensors": directory,
    }
    raw = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    out = b"DLREADER" + struct.pack("<II", 2, len(raw)) + raw
    out += b"\0" * (-len(out) % 64) + bytes(data)
    with open(a.to, "wb") as f:
        f.write(out)
    if a.card:
        teacher = kept["arguments"].get("teacher")
        teacher = torch.load(teacher, weights_only=False, map_location="cpu") if teacher and os.path.exists(teacher) else None
        with open(a.card, "w", encoding="utf-8") as f:
            f.write(card(kept, teacher, len(out)))
    print(f"{a.to}: {len(out)} bytes, {layers} layers")


if __name__ == "__main__":
    main()
