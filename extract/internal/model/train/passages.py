"""Reads the annotated passages: news-like text with entities and relations marked.

A passage is its paragraphs, a line each, followed by a line for each relation, and ends at an empty line:

    [1 Person|Ana Ruiz], who runs [2 Organization|Talvera], said [2|the company] would not leave [3 Country|Chile].
    1 LED 2
    2 WITHDREW_FROM 3 negated

A mention is "[ENTITY LABEL|words]"; the label may be left out after an entity's first mention.
Relations are those of schema/news.yaml, with a status (asserted where none is written). Lines that
begin with "#" are comments.

    python passages.py FILE...    checks files and counts what is in them
"""

import collections
import dataclasses
import pathlib
import re
import sys

import yaml

SCHEMA = pathlib.Path(__file__).resolve().parents[4] / "schema" / "news.yaml"
STATUSES = ("asserted", "claimed", "possible", "negated")
MENTION = re.compile(r"\[(\d+)(?: ([A-Z][a-z]+))?\|([^\[\]|]+)\]")
RELATION = re.compile(r"(\d+) ([A-Z_]+) (\d+)(?: (\w+))?")
LIKE_RELATION = re.compile(r"\d+ [A-Z_]+\b")  # what begins so is no paragraph


@dataclasses.dataclass
class Passage:
    """A text, its mentions (start, end, entity; offsets in code points), the label of each entity,
    and its relations (head, type, tail, status)."""

    text: str
    mentions: list
    labels: dict
    relations: list


def read_schema(path=SCHEMA):
    """Gives the types by name: (labels of the head, labels of the tail, symmetric)."""
    schema = yaml.safe_load(path.read_text())
    groups = schema["groups"]

    def widen(labels):
        return {one for label in labels for one in groups.get(label, [label])}

    return {t["name"]: (widen(t["from"]), widen(t["to"]), t.get("symmetric", False)) for t in schema["types"]}


def parse_text(marked):
    """Takes the marks out of a text; gives a passage with no relations yet."""
    text, mentions, labels, last = "", [], {}, 0
    for m in MENTION.finditer(marked):
        text += marked[last : m.start()]
        entity, label = int(m[1]), m[2]
        if label and labels.setdefault(entity, label) != label:
            raise ValueError(f"entity {entity} is {labels[entity]} and {label}")
        if entity not in labels:
            raise ValueError(f"entity {entity} has no label")
        mentions.append((len(text), len(text) + len(m[3]), entity))
        text += m[3]
        last = m.end()
    text += marked[last:]
    if "[" in text or "]" in text:
        raise ValueError("a bracket that is no mention")
    return Passage(text, mentions, labels, [])


def parse_relation(line, labels, types):
    m = RELATION.fullmatch(line)
    if not m:
        raise ValueError(f"no relation: {line!r}")
    head, name, tail, status = int(m[1]), m[2], int(m[3]), m[4] or "asserted"
    if name not in types:
        raise ValueError(f"no type {name}")
    if status not in STATUSES:
        raise ValueError(f"no status {status}")
    domain, range_, _ = types[name]
    for entity, allowed in ((head, domain), (tail, range_)):
        if labels.get(entity) not in allowed:
            raise ValueError(f"{line}: entity {entity} is {labels.get(entity)}, must be one of {sorted(allowed)}")
    return head, name, tail, status


def read(path, types):
    """Yields the passages of a file; a fault raises ValueError with file and line."""
    passage, marked = None, []
    for number, line in enumerate(pathlib.Path(path).read_text(encoding="utf-8").splitlines() + [""], 1):
        line = line.strip()
        try:
            if line.startswith("#"):
                continue
            if not line:
                if passage:
                    yield passage
                passage, marked = None, []
            elif passage is None or not (passage.relations or LIKE_RELATION.match(line)):
                marked.append(line)
                passage = parse_text("\n\n".join(marked))
            else:
                passage.relations.append(parse_relation(line, passage.labels, types))
        except ValueError as fault:
            raise ValueError(f"{path}:{number}: {fault}") from None


def main():
    types = read_schema()
    counts, passages, words = collections.Counter(), 0, 0
    for path in sys.argv[1:]:
        for p in read(path, types):
            passages += 1
            words += len(p.text.split())
            counts.update(r[1] for r in p.relations)
            counts.update("(" + r[3] + ")" for r in p.relations)
            counts["(no relation)"] += not p.relations
    print(f"{passages} passages, {words} words")
    for name in [*types, *(f"({s})" for s in STATUSES), "(no relation)"]:
        print(f"{name:18}{counts[name]:6}")


if __name__ == "__main__":
    try:
        main()
    except ValueError as fault:
        sys.exit(f"passages.py: {fault}")
