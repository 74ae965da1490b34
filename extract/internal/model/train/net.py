"""The network: MiniLM with shapes of words, and heads for names, tags and trees.

Names and sizes of the tensors are those that pack.py reads.
"""
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

import pack

WIDTH, HEADS, INNER, LAYERS, VOCAB, POSITIONS, SHAPES = 384, 12, 1536, 6, 30522, 512, 24
TAP = 4  # the layers after which the relation head looks in
ARC, LABEL, EPS = 192, 96, 1e-12


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.f1, self.f2 = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.ln1, self.ln2 = nn.LayerNorm(WIDTH, eps=EPS), nn.LayerNorm(WIDTH, eps=EPS)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        def split(y):
            return y.view(*x.shape[:2], HEADS, -1).transpose(1, 2)

        a = F.scaled_dot_product_attention(split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask)
        x = self.ln1(x + self.drop(self.o(a.transpose(1, 2).reshape(x.shape))))
        return self.ln2(x + self.drop(self.f2(F.gelu(self.f1(x)))))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.we, self.pe = nn.Embedding(VOCAB, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.sh = nn.Embedding(SHAPES, WIDTH)
        self.te = nn.Parameter(torch.zeros(WIDTH))
        self.ln = nn.LayerNorm(WIDTH, eps=EPS)
        self.L = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        nn.init.normal_(self.sh.weight, std=0.02)
        self.we.weight.requires_grad_(False)

    def forward(self, ids, shapes, mask):
        """Vectors of the pieces: the last, and those after TAP layers."""
        x = self.we(ids) + self.pe.weight[:ids.shape[1]] + self.te + self.sh(shapes)
        x = self.drop(self.ln(x))
        tapped = None
        for i, layer in enumerate(self.L):
            x = layer(x, mask[:, None, None, :])
            if i == TAP - 1:
                tapped = x
        return x, tapped


class Heads(nn.Module):
    """Reads word vectors; vector 0 of a sentence, that of the piece before it, is the root."""

    def __init__(self, names, tags, relations):
        super().__init__()
        self.ner, self.pos = nn.Linear(WIDTH, names), nn.Linear(WIDTH, tags)
        self.ad, self.ah = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.ld, self.lh = nn.Linear(WIDTH, LABEL), nn.Linear(WIDTH, LABEL)
        self.U = nn.Parameter(torch.empty(ARC + 1, ARC).normal_(std=0.02))
        self.V = nn.Parameter(torch.empty(relations, LABEL + 1, LABEL + 1).normal_(std=0.02))
        self.drop = nn.Dropout(0.2)

    def name_scores(self, h):
        return self.ner(self.drop(h[:, 1:]))

    def tree_scores(self, h, words):
        """Scores of tags and arcs, and the two views of each word for labels."""
        h = self.drop(h)
        d, e = (self.drop(F.gelu(x)) for x in (self.ad(h[:, 1:]), self.ah(h)))
        arcs = with_one(d) @ self.U @ e.transpose(1, 2)
        there = torch.cat([words.new_ones(len(words), 1), words], 1)
        arcs = arcs.masked_fill(~there[:, None, :], -1e4)
        return self.pos(h[:, 1:]), arcs, self.drop(F.gelu(self.ld(h[:, 1:]))), self.drop(F.gelu(self.lh(h)))

    def label_scores(self, dependents, heads):
        t = torch.einsum("ni,rij->nrj", with_one(dependents), self.V)
        return (t * with_one(heads)[:, None, :]).sum(-1)


def with_one(x):
    return torch.cat([x, x.new_ones(x.shape[:-1] + (1,))], -1)


class Model(nn.Module):
    def __init__(self, names, tags, relations):
        super().__init__()
        self.enc, self.heads = Encoder(), Heads(names, tags, relations)

    def forward(self, b):
        """Vectors of the root and of each word of a batch."""
        return first(b, self.enc(b["ids"], b["shapes"], b["mask"])[0])

    def for_relations(self, b):
        """Vectors of each word as the relation head reads them: the last, then those after TAP layers."""
        return torch.cat([first(b, x)[:, 1:] for x in self.enc(b["ids"], b["shapes"], b["mask"])], -1)


def first(b, x):
    """Vectors of first pieces, by sentence."""
    return x.flatten(0, 1)[b["first"]]


def load_base(encoder, path):
    """Take the layers and embeddings of the pretrained model."""
    w = load_file(path)
    prefix = "" if "embeddings.word_embeddings.weight" in w else "bert."
    names = {"we.weight": "embeddings.word_embeddings.weight", "pe.weight": "embeddings.position_embeddings.weight",
             "ln.weight": "embeddings.LayerNorm.weight", "ln.bias": "embeddings.LayerNorm.bias"}
    parts = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
             "o": "attention.output.dense", "ln1": "attention.output.LayerNorm", "f1": "intermediate.dense",
             "f2": "output.dense", "ln2": "output.LayerNorm"}
    for i in range(LAYERS):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                names[f"L.{i}.{ours}.{kind}"] = f"encoder.layer.{i}.{theirs}.{kind}"
    state = encoder.state_dict()
    state.update({ours: w[prefix + theirs].float() for ours, theirs in names.items()})
    # Rounded as it will be packed, so that the layers, which learn, make up for it.
    state["we.weight"] = torch.from_numpy(pack.round_embedding(state["we.weight"].numpy()))
    state["te"] = w[prefix + "embeddings.token_type_embeddings.weight"][0].float()
    encoder.load_state_dict(state)
