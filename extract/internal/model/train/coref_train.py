"""Trains the coreference head on what TestWriteReferences wrote, and packs it.

    python coref_train.py --references DIR --out coref.model [--held-out NAME ...]

The head reads word vectors of the frozen encoder. It ranks the candidates of an anaphor among each
other and against none; see ../coref.go, which computes the same. Prints precision, recall and F1 of
the links in the held-out texts, beside those of the rules.
"""

import argparse
import collections
import json
import math
import pathlib
import random

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import pack
import relation_train

WIDTH, HIDDEN, QUERY = 768, 64, 64
KINDS = 10
SIZES = [6, 4, 6, 5, 5, 8, 4, 3, 2, 2, 2]
VERDICT, UNNAMED, BEST = 1, 10, 3  # features: what the rules say, whether they prefer an unnamed noun; the best verdict
HELD_OUT = ["held-out", "newsroom-held-out", "gum_dev"]
# How the names of sets begin in which every anaphor is marked. In the others, what is not marked teaches nothing.
COMPLETE = ("gum_train", "threads", "newsroom")


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.project = nn.Linear(WIDTH, 3 * HIDDEN + 2 * QUERY)  # anaphor, anaphor of nothing, candidate; query, key
        self.kinds = nn.Parameter(torch.zeros(KINDS, 2 * HIDDEN))
        self.features = nn.Parameter(torch.zeros(sum(SIZES), HIDDEN))
        self.out = nn.Linear(HIDDEN, 2)  # of a candidate, of none
        self.drop_in, self.drop = nn.Dropout(0.35), nn.Dropout(0.4)

    def forward(self, b):
        """Scores of none and of the candidates of each anaphor."""
        p = self.project(self.drop_in(b["vectors"]))  # anaphors, 1 + candidates, outputs
        anaphor, nothing, candidate, query, key = p.split([HIDDEN] * 3 + [QUERY] * 2, -1)
        kind = self.kinds[b["kind"]]
        none = nothing[:, :1] + kind[:, None, HIDDEN:]
        some = anaphor[:, :1] + candidate[:, 1:] + kind[:, None, :HIDDEN] + self.features[b["features"]].sum(2)
        hidden = self.drop(F.gelu(torch.cat([none, some], 1)))
        matched = (self.drop(query[:, :1]) * key[:, 1:]).sum(-1) / math.sqrt(QUERY)
        scores = torch.cat([self.out(hidden[:, :1])[..., 1], self.out(hidden[:, 1:])[..., 0] + matched], 1)
        return scores.masked_fill(~b["there"], -1e4)


def read(path):
    vectors = np.memmap(path.with_suffix(".f32"), np.float32, "r").reshape(-1, WIDTH)
    offsets = np.cumsum([0, *SIZES[:-1]])
    rows = []
    for line in open(path.with_suffix(".jsonl"), encoding="utf-8"):
        r = json.loads(line)
        v = [vectors[r["vector"]]] + [(vectors[c["vectors"][0]] + vectors[c["vectors"][1]]) / 2 for c in r["candidates"]]
        rows.append({"kind": r["kind"], "vectors": torch.from_numpy(np.stack(v)),
                     "features": torch.tensor([[f + int(o) for f, o in zip(c["features"], offsets)] for c in r["candidates"]]),
                     "plain": [c["features"] for c in r["candidates"]], "right": r["right"]})
    return rows


def collate(rows):
    n = max(len(r["vectors"]) for r in rows)
    out = {"kind": torch.tensor([r["kind"] for r in rows]), "vectors": torch.zeros(len(rows), n, WIDTH),
           "features": torch.zeros(len(rows), n - 1, len(SIZES), dtype=torch.long),
           "there": torch.zeros(len(rows), n, dtype=torch.bool), "right": torch.zeros(len(rows), n, dtype=torch.bool)}
    for i, r in enumerate(rows):
        m = len(r["vectors"])
        out["vectors"][i, :m], out["features"][i, :m - 1], out["there"][i, :m] = r["vectors"], r["features"], True
        out["right"][i, [1 + k for k in r["right"]] or [0]] = True
    return out


def batches(rows, size):
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]["vectors"]))
    return [collate([rows[i] for i in order[k:k + size]]) for k in range(0, len(rows), size)]


def loss(scores, b):
    """The marginal log likelihood of the right candidates."""
    return (scores.logsumexp(1) - scores.masked_fill(~b["right"], -1e4).logsumexp(1)).mean()


def by_rules(row):
    for i, f in enumerate(row["plain"]):
        if f[VERDICT] == BEST and not f[UNNAMED]:
            return i
    return -1


def by_head(head, rows):
    head.eval()
    with torch.no_grad():
        return [int(head(collate([r])).argmax()) - 1 for r in rows]


def report(rows, chosen):
    counts = collections.defaultdict(lambda: [0, 0, 0])
    for r, c in zip(rows, chosen):
        for key in ("all", "nominals" if r["kind"] >= 8 else "pronouns"):
            counts[key][0] += c in r["right"]
            counts[key][1] += c >= 0
            counts[key][2] += bool(r["right"])
    for key, (right, found, wanted) in sorted(counts.items()):
        yield key + " " + relation_train.figures(right, found, wanted)


def write(head, path):
    f = pack.File()
    t = {k: v.detach().numpy().astype(np.float32) for k, v in head.state_dict().items()}
    f.add_linear("project", t["project.weight"], t["project.bias"])
    for name in ("kinds", "features"):
        f.add_half(name, t[name])
    f.add_half("out.weight", t["out.weight"])
    f.add_half("out.bias", t["out.bias"])
    f.write(path, {"width": WIDTH, "hidden": HIDDEN, "query": QUERY})


def write_reference(head, path):
    """Writes what the head gives in 32-bit floats for anaphors whose vectors are a formula, so that the
    Go side can be held against it."""
    vectors = torch.sin(0.37 * torch.arange(7 * WIDTH, dtype=torch.float64)).float().reshape(7, WIDTH)
    features = [[(3 * k + i) % n for i, n in enumerate(SIZES)] for k in range(3)]
    offsets = np.cumsum([0, *SIZES[:-1]])
    row = {"kind": 8, "vectors": torch.stack([vectors[0]] + [(vectors[1 + 2 * k] + vectors[2 + 2 * k]) / 2 for k in range(3)]),
           "features": torch.tensor([[f + int(o) for f, o in zip(c, offsets)] for c in features]), "right": []}
    head.eval()
    with torch.no_grad():
        scores = head(collate([row]))[0].tolist()
    pathlib.Path(path).write_text(json.dumps({"kind": 8, "features": features, "scores": [round(x, 4) for x in scores]}) + "\n")


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--references", type=pathlib.Path, required=True)
    a.add_argument("--out", type=pathlib.Path, help="file to write")
    a.add_argument("--reference", type=pathlib.Path, help="file to write what a test holds the Go side against")
    a.add_argument("--held-out", nargs="*", default=HELD_OUT, help="names of the sets to measure")
    a.add_argument("--epochs", type=int, default=8)
    a.add_argument("--rate", type=float, default=1.5e-3)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--threads", type=int, default=1)
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    sets = {p.stem: [r for r in read(p) if len(r["vectors"]) > 1] for p in sorted(a.references.glob("*.jsonl"))}
    learned = [r for name, rows in sets.items() if name not in a.held_out for r in rows if r["right"] or name.startswith(COMPLETE)]
    data = batches(learned + 2 * [r for r in sets["threads"] if "threads" not in a.held_out], 32)  # news in which none is none
    head = Head()
    optimiser = torch.optim.AdamW(head.parameters(), lr=a.rate, weight_decay=0.05)
    relation_train.descend(head, data, a.epochs, a.rate, optimiser, lambda b: loss(head(b), b))
    for name in a.held_out:
        for how, chosen in (("rules", [by_rules(r) for r in sets[name]]), ("head", by_head(head, sets[name]))):
            print(name, how, *report(sets[name], chosen), sep="  ")
    if a.out:
        write(head, a.out)
    if a.reference:
        write_reference(head, a.reference)


if __name__ == "__main__":
    main()
