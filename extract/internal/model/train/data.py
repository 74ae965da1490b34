"""Reads the corpora and turns sentences into batches of numbers.

A sentence is its words and whatever labels its corpus has; a document is a
list of sentences, and a window is some that follow each other in a document,
which the encoder reads at once. Words are cut into pieces one at a time, and
the shape of a word is kept apart from its pieces because the vocabulary has no
capitals.
"""
import gzip
import os
import random
from dataclasses import dataclass, field

import numpy as np
from tokenizers import Tokenizer

CLASSES = ["PER", "ORG", "LOC", "NORP", "FAC", "MISC"]
NAMES = ["O"] + [place + "-" + c for c in CLASSES for place in "BILU"]
HELD_OUT = {"oman", "jp", "ghana", "chile", "uae"}  # outlets kept for development
NORMALISE = [["’", "'"], ["‘", "'"], ["“", '"'], ["”", '"'], ["``", '"'], ["''", '"'], ["–", "-"]]
SHAPES = {"0": "not a first piece", "1": "all digits", "2": "has a digit", "3": "no letter", "4": "lower case",
          "5": "one capital letter", "6": "all capitals", "7": "Capitalised", "8": "Capital then mixed", "9": "other",
          "+10": "added for the first word of a sentence"}
NEWSWIRE = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "FAC", "NORP": "NORP",
            "Misc": "MISC", "Product": "MISC"}
POLITICS = {"politician": "PER", "person": "PER", "politicalparty": "ORG", "organisation": "ORG", "country": "LOC",
            "location": "LOC", "election": "MISC", "event": "MISC"}
WIKIGOLD = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
IGNORE, CLS, SEP, UNKNOWN, MASK = -100, 101, 102, 100, 103
MAX_PIECES, MAX_WORDS = 12, 90
ROOMS = [0, 0, 64, 96, 128, 192]  # pieces that a window in training may have; 0 stands for a sentence alone


@dataclass
class Sentence:
    words: list
    names: list = None  # spans (start, end, class)
    unsure: set = field(default_factory=set)  # words whose name label must not be learned
    tags: list = None
    heads: list = None
    relations: list = None


def normalise(word):
    for a, b in NORMALISE:
        word = word.replace(a, b)
    return word


def shape(word):
    if word.isdigit():
        return 1
    if any(c.isdigit() for c in word):
        return 2
    if not any(c.isalpha() for c in word):
        return 3
    if word.islower():
        return 4
    if word.isupper():
        return 5 if len(word) == 1 else 6
    if word[0].isupper():
        return 7 if word[1:].islower() else 8
    return 9


def lines(*path):
    with gzip.open(os.path.join(*path), "rt", encoding="utf8") as f:
        for line in f:
            yield line.rstrip("\r\n")


def spans(labels):
    """Spans of B/I or B/I/E/S labels."""
    out, start = [], None
    for i, label in enumerate(labels + ["O"]):
        inside = label[:1] in ("I", "E") and start is not None and label[2:] == labels[start][2:]
        if start is not None and not inside:
            out.append((start, i, labels[start][2:]))
            start = None
        if label != "O" and start is None:
            start = i
    return out


def named(words, labels, classes, complete):
    """A sentence with names. In a corpus that is not complete, capitalised
    words without a known class may be names of a class it does not mark."""
    found = spans(labels)
    s = Sentence(words, [(a, b, classes[c]) for a, b, c in found if classes.get(c)])
    if not complete:
        known = {i for a, b, _ in s.names for i in range(a, b)}
        s.unsure = {i for i, w in enumerate(words) if i not in known and (w[:1].isupper() or labels[i] != "O")}
    return s


def columns(path, word, label, classes, complete):
    """Sentences of a tab-separated file with one word a line, each as a document: they need not belong together."""
    words, labels = [], []
    for line in lines(path):
        cells = line.split("\t")
        if line.startswith("# ") or len(cells) <= max(word, label) or not cells[word].strip():
            if words:
                yield list(cut(named(words, labels, classes, complete)))
            words, labels = [], []
            continue
        words.append(normalise(cells[word]))
        labels.append(cells[label])
    if words:
        yield list(cut(named(words, labels, classes, complete)))


def newswire(folder, held_out):
    """Documents of the world's newspapers: the held-out outlets, or all others."""
    document, words, labels, keep = [], [], [], False

    def end_sentence():
        if words:
            document.extend(cut(named(words[:], labels[:], NEWSWIRE, True)))
        words.clear()
        labels.clear()

    for line in lines(folder, "ner", "newswire.tsv.gz"):
        cells = line.split("\t")
        if line.startswith("# doc = "):
            end_sentence()
            if document and keep:
                yield document
            document, keep = [], (line[8:].split("_")[0] in HELD_OUT) == held_out
        elif not line.strip():
            end_sentence()
        elif len(cells) > 1 and cells[0].strip():
            words.append(normalise(cells[0]))
            labels.append(cells[1])
    end_sentence()
    if document and keep:
        yield document


def names(folder):
    """All documents with names to train on."""
    yield from newswire(folder, False)
    yield from columns(os.path.join(folder, "ner", "crossner_politics.tsv.gz"), 0, 1, POLITICS, False)
    yield from columns(os.path.join(folder, "ner", "wikigold.conllu.gz"), 1, 2, WIKIGOLD, False)


def cut(s):
    """The sentence in parts of a bearable length."""
    for i in range(0, len(s.words), MAX_WORDS):
        j = i + MAX_WORDS
        kept = [(max(a, i) - i, min(b, j) - i, c) for a, b, c in s.names if a < j and b > i]
        yield Sentence(s.words[i:j], kept, {k - i for k in s.unsure if i <= k < j})


def trees(folder, name, join):
    """Documents of a treebank; join puts hyphenated names together again."""
    document, rows = [], []
    for line in lines(folder, "ud", name + ".conllu.gz"):
        cells = line.split("\t")
        if line.startswith("# newdoc") and document:
            yield document
            document = []
        elif len(cells) == 10 and cells[0].isdigit():
            rows.append([normalise(cells[1]), cells[4], int(cells[6]), cells[7], "SpaceAfter=No" in cells[9]])
        elif not line and rows:
            w, t, h, r, _ = map(list, zip(*(join_names(rows) if join else rows)))
            document.append(Sentence(w, tags=t, heads=h, relations=r))
            rows = []
    yield document


def join_names(rows):
    """Al - Tanf becomes Al-Tanf, as the program reads it."""
    i = 0
    while i + 2 < len(rows):
        a, hyphen, b = rows[i:i + 3]
        proper = a[1].startswith("NNP") and b[1].startswith("NNP") and a[0][:1].isupper()
        inside = range(i + 1, i + 4)
        tops = [r for r in (a, hyphen, b) if r[2] not in inside]
        if hyphen[0] == "-" and proper and a[4] and hyphen[4] and len(tops) == 1:
            top = tops[0]
            rows[i:i + 3] = [[a[0] + "-" + b[0], b[1], top[2], top[3], b[4]]]
            for r in rows:
                r[2] = i + 1 if r[2] in inside else r[2] - 2 if r[2] > i + 3 else r[2]
        else:
            i += 1
    return rows


class Coder:
    """Turns sentences into arrays."""

    def __init__(self, tokenizer, tags, relations):
        self.tokenizer = Tokenizer.from_file(tokenizer)
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.cache = {}
        self.names = {x: i for i, x in enumerate(NAMES)}
        self.tags = {x: i for i, x in enumerate(tags)}
        self.relations = {x: i for i, x in enumerate(relations)}

    def pieces(self, word):
        got = self.cache.get(word)
        if got is None:
            got = self.tokenizer.encode(word, add_special_tokens=False).ids[:MAX_PIECES] or [UNKNOWN]
            self.cache[word] = got
        return got

    def size(self, window):
        return 1 + sum(1 + sum(len(self.pieces(w)) for w in s.words) for s in window)

    def windows(self, documents, room, rng=None):
        """Cuts documents into windows of as many sentences as have ROOM pieces,
        one at least; with a generator, into windows of all lengths."""
        for document in documents:
            window = []
            for s in document:
                if window and self.size(window + [s]) > room:
                    yield window
                    window = []
                if rng and not window:
                    room = rng.choice(ROOMS)
                window.append(s)
            if window:
                yield window

    def batch(self, windows, noise=None):
        """Arrays of the windows: pieces, shapes, mask; and of their sentences, one
        after the other: where the root and the words have their first pieces,
        counted through all windows, and labels. noise is a random.Random that
        changes case and hides words, or None."""
        sentences = [s for window in windows for s in window]
        long, wide = max(map(self.size, windows)), max(len(s.words) for s in sentences)
        n, m = len(windows), len(sentences)
        out = {"ids": np.zeros((n, long), np.int64), "shapes": np.zeros((n, long), np.int64),
               "mask": np.zeros((n, long), bool), "first": np.zeros((m, wide + 1), np.int64),
               "words": np.zeros((m, wide), bool)}
        for key in ("names", "tags", "heads", "relations"):
            out[key] = np.full((m, wide), IGNORE, np.int64)
        row = 0
        for b, window in enumerate(windows):
            k = 0
            out["ids"][b, k] = CLS
            for s in window:
                out["first"][row] = b * long + k
                k = self.fill(out, b, k, row, s, noise)
                self.label(out, row, s)
                row += 1
            out["mask"][b, :k + 1] = True
        return out

    def fill(self, out, b, k, row, s, noise):
        """Puts a sentence after the piece at k, which stands for its root; gives the place of the piece that ends it."""
        cased, long = recase(s.words, noise), out["ids"].shape[1]
        k += 1
        for j, word in enumerate(s.words):
            p = self.pieces(word)
            if noise and noise.random() < 0.02:
                p = [MASK]
            out["first"][row, j + 1] = b * long + k
            out["ids"][b, k:k + len(p)] = p
            out["shapes"][b, k] = shape(cased[j]) + (10 if j == 0 else 0)
            k += len(p)
        out["ids"][b, k] = SEP
        out["words"][row, :len(s.words)] = True
        return k

    def label(self, out, b, s):
        n = len(s.words)
        if s.names is not None:
            row = out["names"][b]
            row[:n] = 0
            row[list(s.unsure)] = IGNORE
            for i, j, c in s.names:
                places = "U" if j - i == 1 else "B" + "I" * (j - i - 2) + "L"
                row[i:j] = [self.names[p + "-" + c] for p in places]
        if s.heads is not None:
            out["tags"][b, :n] = [self.tags.get(t, IGNORE) for t in s.tags]
            out["heads"][b, :n] = s.heads
            out["relations"][b, :n] = [self.relations.get(r, IGNORE) for r in s.relations]

    def batches(self, windows, budget, rng=None):
        """Lists of windows of about equal length, each within the budget of
        pieces with padding; in random order when there is a generator."""
        order = list(windows)
        if rng:
            rng.shuffle(order)
        out = []
        for c in range(0, len(order), 2000):
            current, long = [], 0
            for s in sorted(order[c:c + 2000], key=self.size):
                long = max(long, self.size(s))
                if current and long * (len(current) + 1) > budget:
                    out.append(current)
                    current, long = [], self.size(s)
                current.append(s)
            out.append(current)
        if rng:
            rng.shuffle(out)
        return out


def recase(words, noise):
    """A few sentences in the case of headlines or in capitals."""
    chance = noise.random() if noise else 1
    if chance < 0.02:
        return [w.upper() for w in words]
    if chance < 0.06:
        return [w[:1].upper() + w[1:] if len(w) > 3 else w for w in words]
    return words
