"""Trained weights to the file that the program runs.

    python -m dateline_training.export --from work/student/best.pt --to ../models/english.bin

Format (read by `crates/language/src/weights.rs`): the eight bytes `DLREADER`, a little-endian u32 version, a u32 length, that many
bytes of JSON header, zeros to a multiple of 64, then the tensors, each at a multiple of 64 from the end of the header.
Matrices are int8, one scale a row (output channel), symmetric in [-127, 127]; vectors are float32.
"""
import argparse
import json
import struct

import numpy as np
import torch


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--from", dest="source", required=True)
    a.add_argument("--to", required=True)
    a = a.parse_args()
    kept = torch.load(a.source, weights_only=False, map_location="cpu")
    w = {k: v.float().numpy() for k, v in kept["weights"].items()}
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
    layers = kept["arguments"]["layers"]
    for i in range(layers):
        for part in ("qkv", "out", "up", "down"):
            matrix(f"layers.{i}.{part}", w[f"layers.{i}.{part}.weight"], w[f"layers.{i}.{part}.bias"])
        for part in ("norm1", "norm2"):
            vector(f"layers.{i}.{part}.weight", w[f"layers.{i}.{part}.weight"])
            vector(f"layers.{i}.{part}.bias", w[f"layers.{i}.{part}.bias"])
    names = ["arc_dep", "arc_head", "rel_dep", "rel_head"] + [f"tags.{t}" for t in ("upos", "xpos", "feats", "lemma", "names")]
    matrix("heads", np.concatenate([w[f"{n}.weight"] for n in names]), np.concatenate([w[f"{n}.bias"] for n in names]))
    matrix("arcs", np.ascontiguousarray(w["arc_weight"].T), w["arc_bias.weight"][0])
    matrix("relations", w["rel_out.weight"], w["rel_out.bias"])
    header = {
        "layers": layers,
        "inventory": kept["inventory"],
        "vocabulary": kept["vocabulary"],
        "tensors": directory,
    }
    raw = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    out = b"DLREADER" + struct.pack("<II", 1, len(raw)) + raw
    out += b"\0" * (-len(out) % 64) + bytes(data)
    with open(a.to, "wb") as f:
        f.write(out)
    print(f"{a.to}: {len(out)} bytes, {layers} layers")


if __name__ == "__main__":
    main()
