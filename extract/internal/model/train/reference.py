#!/usr/bin/env python3
"""Write the test data that goes with a trained model.

    reference.py --weights DIR --out testdata

DIR holds reference.json (sentences with what the network gives in 32-bit
floats) and tokenizer_cases.jsonl (texts and their pieces), as training wrote
them. Vectors are kept for a few words of each sentence only.
"""
import argparse
import json
import os


def rounded(numbers, digits):
    return [round(x, digits) for x in numbers]


def reduced(r):
    n = len(r["words"])
    return {
        "words": r["words"], "pieces": r["ids"], "shapes": r["shapes"], "first": r["first_piece"][1:],
        "tags": r["tags"], "names": r["name_scores_argmax"],
        "heads": [h - 1 for h in r["heads"]], "relations": r["relations"],
        "vectors": {str(i): rounded(r["vectors"][i], 4) for i in (0, 1, n // 2, n)},
        "arcs": [rounded(row, 3) for row in r["arc_scores"]],
    }


def write_lines(path, rows):
    with open(path, "w", encoding="utf8") as f:
        for row in rows:
            f.write(json.dumps(row, separators=(",", ":")) + "\n")


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--weights", required=True, help="folder of reference.json and tokenizer_cases.jsonl")
    a.add_argument("--out", required=True, help="folder to write reference.jsonl and pieces.jsonl to")
    a = a.parse_args()
    with open(os.path.join(a.weights, "reference.json"), encoding="utf8") as f:
        write_lines(os.path.join(a.out, "reference.jsonl"), map(reduced, json.load(f)))
    with open(os.path.join(a.weights, "tokenizer_cases.jsonl"), encoding="utf8") as f:
        cases = (json.loads(line) for line in f)
        write_lines(os.path.join(a.out, "pieces.jsonl"), ({"text": c["text"], "pieces": c["ids"]} for c in cases))


if __name__ == "__main__":
    main()
