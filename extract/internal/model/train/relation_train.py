"""Trains the relation head on what TestWriteFeatures wrote, and packs it.

    python relation_train.py --features DIR --out relations.model [--held-out NAME ...]

The head reads word vectors of the frozen encoder. For a pair of mentions it attends over the
sentence (a query made of the two, biased by where a word stands and whether it is on the
dependency path), adds the mean over the path, the relations on it and the pair's labels, and
scores every type; see ../relation.go, which computes the same. A text that gives several types,
or two entities with several mentions, is met by any of them (noisy or). Prints precision, recall
and F1 of the held-out texts.
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
from safetensors.torch import load_file
from torch import nn

import pack
import passages

WIDTH, HIDDEN, QUERY, ATTENTION_HEADS = 768, 128, 96, 4
LABELS = ["Person", "Organization", "Country", "Place", "Event", "Work"]
MENTION_TYPES = ["name", "demonym", "nominal", "pronoun"]
POSITIONS, PATH_CLASSES, BUCKETS = 10, 5, 6
# What a pair is described by, each a one-of-n: labels, mention types, distance, length of the path,
# which end the path turns at, mentions between, order.
PAIR_FEATURES = [6, 6, 4, 4, BUCKETS, BUCKETS, 3, 4, 2]
WEIGHTS = {"passages": (1.0, 1.0), "conll04": (0.7, 0.7), "knowledgenet": (0.7, 0.5), "redocred": (0.25, 0.25)}


# Relations of the trees that the head tells apart on a path. One more or less would make another head: training goes
# on from earlier ones.
TREE_RELATIONS = """
    acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound
    compound:prt conj cop csubj csubj:pass dep det det:predet discourse dislocated expl fixed flat
    goeswith iobj list mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod
    obj obl obl:agent obl:unmarked orphan parataxis punct reparandum root vocative xcomp
""".split()

# The sets that are measured, and never learned from.
HELD_OUT = ["held-out", "newsroom-held-out", "knowledgenet_fold3", "conll04_valid"]
# What is not learned from either: it swamps the others.
LEFT_OUT = ["redocred_dev"]


def bucket(n):
    """0-1, 2-3, 4-7, 8-15, 16-31, more."""
    return min(max(n, 1).bit_length() - 1, BUCKETS - 1)


def path_between(heads, a, b):
    """The words from a up to where the path turns, that word, and those down to b."""
    up = [a]
    while heads[up[-1]] >= 0:
        up.append(heads[up[-1]])
    down = [b]
    while down[-1] not in up:
        down.append(heads[down[-1]])
    turn = down.pop()
    return up[: up.index(turn)], turn, down


class Pair:
    """An ordered pair of mentions of one sentence, with its features."""

    def __init__(self, s, a, b):
        x, y = s["mentions"][a], s["mentions"][b]
        self.a, self.b = a, b
        up, turn, down = path_between(s["heads"], x["head"], y["head"])
        n = len(s["words"])
        order = int(x["first"] > y["first"])
        first, second = (y, x) if order else (x, y)
        self.position = [order * 5 + (0 if t < first["first"] else 1 if t <= first["last"] else 2 if t < second["first"]
                                      else 3 if t <= second["last"] else 4) for t in range(n)]
        path = set(up) | {turn} | set(down)
        self.path = [4 if s["heads"][t] in path else 0 for t in range(n)]
        for t in up:
            self.path[t] = 1
        for t in down:
            self.path[t] = 3
        self.path[turn] = 2
        self.steps = [PATH_RELATIONS[s["rels"][t]] for t in up if s["rels"][t] in PATH_RELATIONS]
        self.steps += [len(TREE_RELATIONS) + PATH_RELATIONS[s["rels"][t]] for t in down if s["rels"][t] in PATH_RELATIONS]
        between = sum(first["last"] < m["first"] < second["first"] for m in s["mentions"])
        self.features = [LABELS.index(x["label"]), LABELS.index(y["label"]), MENTION_TYPES.index(x["type"]),
                         MENTION_TYPES.index(y["type"]), bucket(max(second["first"] - first["last"], 0)),
                         bucket(len(up) + len(down)), 1 if not up else 2 if not down else 0, min(between, 3), order]


class Head(nn.Module):
    def __init__(self, types):
        super().__init__()
        outputs = 5 * HIDDEN + 4 * QUERY  # head and mean of both mentions, path; queries of both, keys, values
        self.project = nn.Linear(WIDTH, outputs)
        self.position = nn.Parameter(torch.zeros(POSITIONS, ATTENTION_HEADS))
        self.path = nn.Parameter(torch.zeros(PATH_CLASSES, ATTENTION_HEADS))
        self.path_value = nn.Parameter(torch.zeros(PATH_CLASSES, QUERY))
        self.steps = nn.Parameter(torch.zeros(2 * len(TREE_RELATIONS), HIDDEN))
        self.features = nn.Parameter(torch.zeros(sum(PAIR_FEATURES), HIDDEN))
        self.context = nn.Linear(QUERY, HIDDEN)
        self.out = nn.Linear(HIDDEN, types)
        self.drop_in, self.drop = nn.Dropout(0.15), nn.Dropout(0.3)
        nn.init.constant_(self.out.bias, -3)

    def forward(self, b):
        p = self.project(self.drop_in(b["vectors"]))  # sentences, words, outputs
        ah, am, bh, bm, along, qa, qb, k, v = p.split([HIDDEN] * 5 + [QUERY] * 4, -1)
        s, pairs = b["sentence"], len(b["sentence"])

        def mean(x, spans):
            return (spans[..., None] * x[s]).sum(1)

        q = (mean(qa, b["span_a"]) + mean(qb, b["span_b"])).view(pairs, 1, ATTENTION_HEADS, -1)
        keys = k[s].view(pairs, -1, ATTENTION_HEADS, QUERY // ATTENTION_HEADS)
        scores = (q * keys).sum(-1) / math.sqrt(QUERY // ATTENTION_HEADS) + self.position[b["position"]] + self.path[b["path"]]
        weights = scores.masked_fill(~b["words"][s][..., None], -1e4).softmax(1)
        values = (v[s] + self.path_value[b["path"]]).view(keys.shape)
        context = (weights[..., None] * values).sum(1).view(pairs, QUERY)
        at = torch.arange(pairs)
        on_path = ((b["path"] > 0) & (b["path"] < 4) & b["words"][s]).float()
        hidden = (ah[s, b["head_a"]] + mean(am, b["span_a"]) + bh[s, b["head_b"]] + mean(bm, b["span_b"])
                  + mean(along, on_path / on_path.sum(1, keepdim=True)) + self.context(self.drop(context))
                  + self.features[b["features"]].sum(1) + (self.steps[b["steps"]] * (b["steps"] >= 0)[..., None]).sum(1))
        return self.out(self.drop(F.gelu(hidden)))


class Sentence:
    """A sentence with its vectors, the pairs worth a look, and what is known of pairs of entities."""

    def __init__(self, row, vectors, types, schema):
        self.source, self.text, self.vectors = row["source"], row.get("text", 0), vectors
        self.texts, self.words, self.mentions, self.entities = row["words"], len(row["words"]), row["mentions"], row["entities"]
        index = {t: i for i, t in enumerate(types)}
        gold = collections.defaultdict(list)
        for head, names, tail in row["relations"]:
            gold[head, tail].append([index[n] for n in names])
            symmetric = [index[n] for n in names if schema[n][2]]
            if symmetric:
                gold[tail, head].append(symmetric)
        self.pairs, self.groups = [], {}
        fresh = -1
        entities = list(self.entities)
        for i, e in enumerate(entities):
            if e < 0:
                entities[i], fresh = fresh, fresh - 1
        for a in range(len(entities)):
            for b in range(len(entities)):
                if entities[a] == entities[b]:
                    continue
                labels = self.mentions[a]["label"], self.mentions[b]["label"]
                fits = [i for i, t in enumerate(types) if labels[0] in schema[t][0] and labels[1] in schema[t][1]]
                if not fits:
                    continue
                key = entities[a], entities[b]
                if key not in self.groups:
                    known = fits if row["known"] is None else [
                        i for i in fits if types[i] in row["known"] or f"{types[i]}>{labels[1]}" in row["known"]]
                    wanted = [kept for alternatives in gold.get(key, []) if (kept := [i for i in alternatives if i in fits])]
                    self.groups[key] = {"pairs": [], "wanted": wanted, "known": known}
                self.groups[key]["pairs"].append(len(self.pairs))
                self.pairs.append(Pair(row, a, b))


# The number of each relation on a path.
PATH_RELATIONS = {r: i for i, r in enumerate(TREE_RELATIONS)}


def read(path, types, schema, with_vectors=True):
    """The sentences of NAME.jsonl, with their vectors of NAME.f32."""
    rows = [json.loads(line) for line in open(path.with_suffix(".jsonl"), encoding="utf-8")]
    out, at = [], 0
    data = np.memmap(path.with_suffix(".f32"), np.float32, "r").reshape(-1, WIDTH) if with_vectors else None
    for row in rows:
        n = len(row["words"])
        vectors = torch.from_numpy(np.array(data[at : at + n])) if with_vectors else None
        out.append(Sentence(row, vectors, types, schema))
        at += n
    assert not with_vectors or at == len(data), f"{path}: {at} words, {len(data)} vectors"
    return out


class Batch:
    """Sentences side by side: what the head reads, and the loss against what is known of them."""

    def __init__(self, sentences, types):
        self.sentences = sentences
        self.pairs = [(i, p) for i, s in enumerate(sentences) for p in s.pairs]
        self.inputs = self.collate(max(s.words for s in sentences))
        self.negative, self.flat, self.segment, self.weight = self.collate_loss(types)

    def collate(self, n):
        batch, pairs = self.sentences, self.pairs
        steps = max(len(p.steps) for _, p in pairs) or 1
        words = torch.zeros(len(batch), n, dtype=torch.bool)
        vectors = torch.zeros(len(batch), n, WIDTH) if batch[0].vectors is not None else None
        for i, s in enumerate(batch):
            words[i, : s.words] = True
            if vectors is not None:
                vectors[i, : s.words] = s.vectors
        offsets = np.cumsum([0, *PAIR_FEATURES[:-1]])

        def spans(which):
            out = torch.zeros(len(pairs), n)
            for row, (i, p) in enumerate(pairs):
                m = batch[i].mentions[getattr(p, which)]
                out[row, m["first"] : m["last"] + 1] = 1 / (m["last"] + 1 - m["first"])
            return out

        def padded(rows, fill, size):
            return torch.tensor([r + [fill] * (size - len(r)) for r in rows])

        return {
            "vectors": vectors, "words": words, "sentence": torch.tensor([i for i, _ in pairs]),
            "head_a": torch.tensor([batch[i].mentions[p.a]["head"] for i, p in pairs]),
            "head_b": torch.tensor([batch[i].mentions[p.b]["head"] for i, p in pairs]),
            "span_a": spans("a"), "span_b": spans("b"),
            "position": padded([p.position for _, p in pairs], 0, n), "path": padded([p.path for _, p in pairs], 0, n),
            "steps": padded([p.steps for _, p in pairs], -1, steps),
            "features": torch.tensor([[f + int(o) for f, o in zip(p.features, offsets)] for _, p in pairs]),
        }

    def collate_loss(self, types):
        """The weight of each pair and type that must not be; and, for what must be, the pairs and types
        of which one has to be, as places in the flattened scores, the number of the demand that each
        belongs to, and the demands' weights."""
        negative = torch.zeros(len(self.pairs), types)
        flat, segment, weight, at = [], [], [], 0
        for s in self.sentences:
            up, down = WEIGHTS[s.source]
            for g in s.groups.values():
                rows = [at + p for p in g["pairs"]]
                wanted = {i for alternatives in g["wanted"] for i in alternatives}
                for alternatives in g["wanted"]:
                    flat += [r * types + i for r in rows for i in alternatives]
                    segment += [len(weight)] * (len(rows) * len(alternatives))
                    weight.append(up)
                negative[np.ix_(rows, [i for i in g["known"] if i not in wanted])] = down
            at += len(s.pairs)
        return negative, torch.tensor(flat, dtype=torch.long), torch.tensor(segment, dtype=torch.long), torch.tensor(weight)

    def loss(self, logits):
        no = -F.softplus(logits)  # log of 1 - p
        none = torch.zeros(len(self.weight)).index_add(0, self.segment, no.reshape(-1)[self.flat])
        return -(no * self.negative).sum() - (self.weight * torch.log(-torch.expm1(none.clamp(max=-1e-6)))).sum()


def batches(sentences, types, size=8):
    """Cuts sentences into batches of like length."""
    order = sorted(range(len(sentences)), key=lambda i: sentences[i].words)
    return [Batch([sentences[k] for k in order[i : i + size]], types) for i in range(0, len(order), size)]


def groups_scored(head, batches):
    """Yields every group with the chance of each type: the best of its pairs, both ways for a
    symmetric type left to the caller."""
    head.eval()
    with torch.no_grad():
        for batch in batches:
            p, at = torch.sigmoid(head(batch.inputs)), 0
            for s in batch.sentences:
                for key, g in s.groups.items():
                    yield s, key, g, p[[at + k for k in g["pairs"]]].max(0).values.tolist()
                at += len(s.pairs)


def report(head, batches, types, floor=0.5):
    """Precision, recall and F1 by type over pairs of entities in a sentence."""
    right, found, wanted = collections.Counter(), collections.Counter(), collections.Counter()
    for _, _, g, p in groups_scored(head, batches):
        for alternatives in g["wanted"]:
            wanted[types[alternatives[0]]] += 1
            if any(p[i] >= floor for i in alternatives):
                right[types[alternatives[0]]] += 1
                found[types[alternatives[0]]] += 1
        other = {i for alternatives in g["wanted"] for i in alternatives}
        found.update(types[i] for i in g["known"] if i not in other and p[i] >= floor)
    total = [sum(c.values()) for c in (right, found, wanted)]
    lines = []
    for name in types:
        if wanted[name]:
            lines.append(f"{name:18}" + figures(right[name], found[name], wanted[name]))
    return f"{'all':18}" + figures(*total), lines


def figures(right, found, wanted):
    p, r = right / max(found, 1), right / max(wanted, 1)
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}  of {wanted}"


def train(head, batches, epochs, rate, seed, watch=None):
    random.seed(seed)
    decay = [p for n, p in head.named_parameters() if p.dim() > 1]
    rest = [p for n, p in head.named_parameters() if p.dim() <= 1]
    optimiser = torch.optim.AdamW([{"params": decay, "weight_decay": 0.05}, {"params": rest, "weight_decay": 0}], lr=rate)
    descend(head, batches, epochs, rate, optimiser, lambda batch: batch.loss(head(batch.inputs)) / 8, watch)


def descend(head, batches, epochs, rate, optimiser, loss_of, watch=None):
    """Learns by all batches in each epoch, in random order, at a rate that falls from the first steps on."""
    order, steps, step = list(batches), epochs * len(batches), 0
    for epoch in range(epochs):
        head.train()
        random.shuffle(order)
        total = 0.0
        for batch in order:
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1, (step + 1) / 100) * max(0.02, 1 - step / steps)
            loss = loss_of(batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 5.0)
            optimiser.step()
            total += loss.item()
            step += 1
        print(f"epoch {epoch + 1}: loss {total / len(order):.4f}", *([watch()] if watch and epoch % 3 == 2 else []), sep="  ", flush=True)


def write(head, path, types):
    f = pack.File()
    t = {k: v.detach().numpy().astype(np.float32) for k, v in head.state_dict().items()}
    f.add_linear("project", t["project.weight"], t["project.bias"])
    for name in ("position", "path", "path_value", "steps", "features"):
        f.add_half(name, t[name])
    for name in ("context", "out"):
        f.add_half(name + ".weight", t[name + ".weight"])
        f.add_half(name + ".bias", t[name + ".bias"])
    f.write(path, {"width": WIDTH, "hidden": HIDDEN, "query": QUERY, "attention_heads": ATTENTION_HEADS,
                   "types": types, "relations": TREE_RELATIONS, "labels": LABELS, "mentions": MENTION_TYPES})


def write_reference(head, path, types):
    """Writes what the head gives in 32-bit floats for a sentence whose vectors are a formula, so that
    the Go side can be held against it."""
    n = 9
    row = {"words": [str(k) for k in range(n)], "heads": [2, 0, -1, 5, 5, 2, 5, 6, 2],
           "rels": [TREE_RELATIONS[(7 * k) % len(TREE_RELATIONS)] for k in range(n)],
           "mentions": [{"first": 0, "last": 1, "head": 0, "label": "Person", "type": "name"},
                        {"first": 4, "last": 5, "head": 5, "label": "Organization", "type": "nominal"},
                        {"first": 7, "last": 7, "head": 7, "label": "Place", "type": "name"}],
           "entities": [0, 1, 2], "relations": [], "known": None, "source": "passages"}
    vectors = torch.sin(0.37 * torch.arange(n * WIDTH, dtype=torch.float64)).float().reshape(n, WIDTH)
    batch = Batch([Sentence(row, vectors, types, passages.read_schema())], len(types))
    head.eval()
    with torch.no_grad():
        p = torch.sigmoid(head(batch.inputs)).tolist()
    pairs = [{"a": pair.a, "b": pair.b, "probs": [round(x, 5) for x in p[k]]} for k, (_, pair) in enumerate(batch.pairs)]
    row = {k: row[k] for k in ("heads", "rels", "mentions")} | {"pairs": pairs}
    pathlib.Path(path).write_text(json.dumps(row) + "\n", encoding="utf-8")


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--features", type=pathlib.Path, required=True)
    a.add_argument("--out", type=pathlib.Path, help="file to write")
    a.add_argument("--reference", type=pathlib.Path, help="file to write what a test holds the Go side against")
    a.add_argument("--train", nargs="+", help="names of the sets to train on; all but the held out and Re-DocRED if left out")
    a.add_argument("--held-out", nargs="*", default=HELD_OUT, help="names of the sets to measure")
    a.add_argument("--init", help="relations.safetensors of train.py to start from")
    a.add_argument("--epochs", type=int, default=30)
    a.add_argument("--rate", type=float, default=2e-3)
    a.add_argument("--seeds", type=int, nargs="+", default=[1], help="with several, as many heads are trained and their mean is taken; needs --init")
    a.add_argument("--threads", type=int, default=1)
    parser, a = a, a.parse_args()
    if len(a.seeds) > 1 and not a.init:
        parser.error("--seeds needs --init: heads that began apart have no mean")
    torch.set_num_threads(a.threads)
    schema = passages.read_schema()
    types = list(schema)
    names = sorted(p.stem for p in a.features.glob("*.jsonl"))
    chosen = a.train or [n for n in names if n not in a.held_out + LEFT_OUT]
    sets = {n: [s for s in read(a.features / n, types, schema) if s.pairs] for n in {*chosen, *a.held_out}}
    for n in sorted(sets):
        print(f"{n}: {len(sets[n])} sentences, {sum(len(s.pairs) for s in sets[n])} pairs")
    data = batches([s for n in chosen for s in sets[n]], len(types))
    measured = {n: batches(sets[n], len(types)) for n in a.held_out}
    states = []
    for seed in a.seeds:
        torch.manual_seed(seed)
        head = Head(len(types))
        if a.init:
            head.load_state_dict({k: v.float() for k, v in load_file(a.init).items()})

        def watch():
            return "  ".join(f"{n} {report(head, measured[n], types)[0][18:]}" for n in a.held_out)

        train(head, data, a.epochs, a.rate, seed, watch)
        states.append(head.state_dict())
    head.load_state_dict({k: torch.stack([s[k] for s in states]).mean(0) for k in states[0]})
    for n in a.held_out:
        print(n, *report(head, measured[n], types)[1], sep="\n")
    if a.out:
        write(head, a.out, types)
    if a.reference:
        write_reference(head, a.reference, types)


if __name__ == "__main__":
    main()
