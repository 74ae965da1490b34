#!/usr/bin/env python3
"""Pack trained weights into the flat file that the Go program embeds.

    pack.py --weights DIR --out FILE

DIR holds weights.safetensors, config.json and vocab.txt. Needs numpy and
safetensors. The layout is described in ../README.md.
"""
import argparse
import json
import os
import struct

import numpy as np
from safetensors.numpy import load_file

MAGIC, VERSION, ALIGN, COLUMNS = b"NEWSGRPH", 1, 64, 16

# The embedding has 4 bits a number: one of 16 levels, those of least square error for a normal distribution
# (Max 1960), which the numbers of a row have.
POSITIVE = np.float32([0.1284, 0.3881, 0.6568, 0.9424, 1.2562, 1.6181, 2.0691, 2.7326])
LEVELS = np.concatenate([-POSITIVE[::-1], POSITIVE])


def crc32c_table():
    table = []
    for n in range(256):
        for _ in range(8):
            n = n >> 1 ^ (0x82F63B78 if n & 1 else 0)
        table.append(n)
    return table


def crc32c(data):
    table, crc = crc32c_table(), 0xFFFFFFFF
    for byte in data:
        crc = table[(crc ^ byte) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


class File:
    """Collects tensors, each named and aligned."""

    def __init__(self):
        self.entries, self.parts, self.size = [], [], 0

    def add(self, name, array):
        kind = {"int8": "i8", "float16": "f16", "float32": "f32", "uint8": "u8"}[array.dtype.name]
        data = np.ascontiguousarray(array).tobytes()
        self.entries.append({"name": name, "type": kind, "shape": list(array.shape), "offset": self.size})
        data += b"\0" * (-len(data) % ALIGN)
        self.parts.append(data)
        self.size += len(data)

    def add_half(self, name, array):
        self.add(name, array.astype(np.float16))

    def add_linear(self, name, weight, bias):
        """Rows of weight are outputs; each gets a scale of its own."""
        outputs, inputs = weight.shape
        pad = -outputs % COLUMNS
        weight = np.concatenate([weight, np.zeros((pad, inputs), np.float32)])
        bias = np.concatenate([bias, np.zeros(pad, np.float32)])
        q, scale = quantise(weight)
        q = q.reshape(-1, COLUMNS, inputs // 2, 2).transpose(0, 2, 1, 3)
        self.add(name + ".weight", q)
        self.add(name + ".scale", scale)
        self.add_half(name + ".bias", bias)

    def write(self, path, config):
        header = json.dumps({"config": config, "tensors": self.entries}, ensure_ascii=False).encode()
        header += b" " * (-(len(header) + 20) % ALIGN)
        body = struct.pack("<I", len(header)) + header + b"".join(self.parts)
        with open(path, "wb") as f:
            f.write(MAGIC + struct.pack("<II", VERSION, crc32c(body)) + body)


def quantise(weight):
    scale = np.abs(weight).max(1).astype(np.float32) / np.float32(127)
    safe = np.where(scale == 0, np.float32(1), scale)
    return np.rint(weight / safe[:, None]).astype(np.int8), scale


def quantise_embedding(weight):
    """The level of each number, and a scale for each row that makes the squares of the faults small: the best
    of the searches from several scales. What is rounded already stays as it is."""
    size, largest = np.sqrt((weight ** 2).mean(1)), np.abs(weight).max(1)
    best, scale = np.full(len(weight), np.inf, np.float32), size
    for start in [size * x for x in (0.8, 0.9, 1, 1.1, 1.2)] + [largest / LEVELS[-1]]:
        for _ in range(4):
            rounded = LEVELS[nearest_levels(weight, start)]
            start = (rounded * weight).sum(1) / (rounded ** 2).sum(1)
        fault = ((LEVELS[nearest_levels(weight, start)] * start[:, None] - weight) ** 2).sum(1)
        scale = np.where(fault < best, start, scale)
        best = np.minimum(fault, best)
    scale = scale.astype(np.float16)
    return nearest_levels(weight, scale.astype(np.float32)).astype(np.uint8), scale


def nearest_levels(weight, scale):
    return np.searchsorted((LEVELS[1:] + LEVELS[:-1]) / 2, weight / np.where(scale == 0, np.float32(1), scale)[:, None])


def round_embedding(weight):
    levels, scale = quantise_embedding(weight)
    return LEVELS[levels] * scale.astype(np.float32)[:, None]


def add_encoder(f, t, layers):
    levels, scale = quantise_embedding(t["enc.we.weight"])
    f.add("embedding", levels[:, ::2] | levels[:, 1::2] << 4)
    f.add("embedding.scale", scale)
    f.add("embedding.levels", LEVELS)
    f.add_half("position", t["enc.pe.weight"] + t["enc.te"])
    f.add_half("shape", t["enc.sh.weight"])
    add_norm(f, "norm", t, "enc.ln")
    for i in range(layers):
        p, name = f"enc.L.{i}.", f"layer.{i}."
        f.add_linear(name + "qkv", *(np.concatenate([t[p + x + "." + y] for x in "qkv"]) for y in ("weight", "bias")))
        for part, x in (("attention", "o"), ("inner", "f1"), ("outer", "f2")):
            f.add_linear(name + part, t[p + x + ".weight"], t[p + x + ".bias"])
        add_norm(f, name + "attention.norm", t, p + "ln1")
        add_norm(f, name + "outer.norm", t, p + "ln2")


def add_norm(f, name, t, source):
    f.add_half(name + ".gain", t[source + ".weight"])
    f.add_half(name + ".bias", t[source + ".bias"])


def add_heads(f, t):
    """All that reads word vectors is one matrix: arc dependent and head, label
    dependent and head, names, tags. The last row of U, and of each V_r, meets
    the constant 1 of the dependent and so is a bias."""
    parts = ["ad", "ah", "ld", "lh", "ner", "pos"]
    f.add_linear("heads", *(np.concatenate([t[f"heads.{x}.{y}"] for x in parts]) for y in ("weight", "bias")))
    u, v = t["heads.U"], t["heads.V"]
    f.add_linear("arc", u[:-1].T, u[-1])
    relations, size = v.shape[0], v.shape[1]
    f.add_linear("label", v[:, :-1].transpose(0, 2, 1).reshape(relations * size, size - 1), v[:, -1].reshape(-1))


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--weights", required=True, help="folder of weights.safetensors, config.json and vocab.txt")
    a.add_argument("--out", required=True, help="file to write")
    a = a.parse_args()
    t = {k: v.astype(np.float32) for k, v in load_file(os.path.join(a.weights, "weights.safetensors")).items()}
    with open(os.path.join(a.weights, "config.json"), encoding="utf8") as g:
        c = json.load(g)
    f = File()
    add_encoder(f, t, c["layers"])
    add_heads(f, t)
    with open(os.path.join(a.weights, "vocab.txt"), "rb") as g:
        vocab = g.read().replace(b"\r\n", b"\n").rstrip(b"\n") + b"\n"
    f.add("vocabulary", np.frombuffer(vocab, np.uint8))
    f.write(a.out, {"width": c["width"], "heads": c["attention_heads"], "layers": c["layers"], "arc": c["arc"],
                    "label": c["label"], "names": c["names"], "tags": c["tags"], "relations": c["relations"]})


if __name__ == "__main__":
    main()
