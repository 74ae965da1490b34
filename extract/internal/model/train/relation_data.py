"""Brings relation corpora and our own passages into one form for the relation head.

    python relation_data.py --data DIR --passages DIR --out DIR

DIR of --data holds conll04_train.jsonl, conll04_valid.jsonl, knowledgenet_fold1.jsonl, ... and
redocred_dev.jsonl. Writes NAME.jsonl for each, a text a line:

    {"source", "text", "mentions": [[start, end, entity]], "labels": [label or ""],
     "relations": [[head, [type, ...], tail]], "known": [type, ...] or null, "complete": bool}

Offsets count code points. A relation with several types means that one of them holds. "known" are
the types that the corpus would have listed ("TYPE>Label": only for tails of that label), null for all; "complete" says that all names are
marked. An empty label is to be found by name: Place or Country, or whatever the reader says.
"""

import argparse
import json
import pathlib

import passages

CONLL04 = {
    "Work_For": ["WORKED_FOR", "LED", "MEMBER_OF"],
    "Live_In": ["LIVED_IN", "BORN_IN", "DIED_IN", "CITIZEN_OF", "LED", "WORKED_FOR"],
    "OrgBased_In": ["LOCATED_IN"],
    "Located_In": ["LOCATED_IN"],
    "Kill": ["KILLED"],
}
CONLL04_KNOWN = ["WORKED_FOR>Organization", "LED>Organization", "MEMBER_OF>Organization", "LIVED_IN", "BORN_IN",
                 "DIED_IN", "CITIZEN_OF", "LOCATED_IN", "KILLED>Person"]
CONLL04_LABELS = {"Peop": "Person", "Org": "Organization", "Loc": ""}

# Property: types, whether the property's subject is the head, labels of subject and object.
KNOWLEDGENET = {
    "EMPLOYEE_OR_MEMBER_OF": (["WORKED_FOR", "LED", "MEMBER_OF"], True, "Person", "Organization"),
    "PLACE_OF_RESIDENCE": (["LIVED_IN"], True, "Person", ""),
    "PLACE_OF_BIRTH": (["BORN_IN"], True, "Person", ""),
    "NATIONALITY": (["CITIZEN_OF"], True, "Person", "Country"),
    "CHILD_OF": (["PARENT_OF"], False, "Person", "Person"),
    "SPOUSE": (["MARRIED_TO"], True, "Person", "Person"),
    "HEADQUARTERS": (["LOCATED_IN"], True, "Organization", ""),
    "FOUNDED_BY": (["FOUNDED"], False, "Organization", "Person"),
    "EDUCATED_AT": (["STUDIED_AT"], True, "Person", "Organization"),
    "CEO": (["LED"], False, "Organization", "Person"),
    "SUBSIDIARY_OF": (["PART_OF", "OWNED"], True, "Organization", "Organization"),
    "POLITICAL_AFFILIATION": (["MEMBER_OF"], True, "Person", "Organization"),
}
UNMARKED = {"i", "me", "my", "who", "which", "that", "whose", "you", "your", "we", "our"}

# Wikidata property: types, whether the property's subject is the head.
REDOCRED = {
    "P131": (["LOCATED_IN"], True), "P17": (["LOCATED_IN"], True), "P276": (["LOCATED_IN"], True),
    "P159": (["LOCATED_IN"], True), "P740": (["LOCATED_IN"], True), "P30": (["LOCATED_IN"], True),
    "P706": (["LOCATED_IN"], True), "P150": (["LOCATED_IN"], False), "P36": (["LOCATED_IN"], False),
    "P27": (["CITIZEN_OF"], True), "P19": (["BORN_IN"], True), "P20": (["DIED_IN"], True),
    "P551": (["LIVED_IN"], True), "P69": (["STUDIED_AT"], True), "P26": (["MARRIED_TO"], True),
    "P40": (["PARENT_OF"], True), "P22": (["PARENT_OF"], False), "P25": (["PARENT_OF"], False),
    "P3373": (["RELATED_TO"], True), "P108": (["WORKED_FOR", "LED"], True), "P54": (["WORKED_FOR"], True),
    "P241": (["WORKED_FOR", "MEMBER_OF"], True), "P102": (["MEMBER_OF"], True), "P463": (["MEMBER_OF"], True),
    "P118": (["MEMBER_OF"], True), "P6": (["LED"], False), "P35": (["LED"], False), "P488": (["LED"], False),
    "P1037": (["LED"], False), "P112": (["FOUNDED"], False), "P127": (["OWNED", "PART_OF"], False),
    "P749": (["PART_OF"], True), "P355": (["PART_OF"], False), "P361": (["PART_OF"], True),
    "P1344": (["PARTICIPATED_IN"], True), "P607": (["PARTICIPATED_IN"], True), "P710": (["PARTICIPATED_IN"], False),
    "P50": (["PUBLISHED"], False), "P123": (["PUBLISHED"], False), "P57": (["PUBLISHED"], False),
    "P170": (["PUBLISHED"], False), "P175": (["PUBLISHED"], False), "P264": (["PUBLISHED"], False),
    "P272": (["PUBLISHED"], False), "P1365": (["SUCCEEDED"], True), "P1366": (["SUCCEEDED"], False),
}
REDOCRED_LABELS = {"PER": "Person", "ORG": "Organization", "LOC": "", "MISC": ""}


class Text:
    """Collects the mentions and relations of one text."""

    def __init__(self, source, text, known, complete):
        self.row = {"source": source, "text": text, "mentions": [], "labels": [], "relations": [],
                    "known": known, "complete": complete}
        self.entities = {}

    def entity(self, key, label):
        if key not in self.entities:
            self.entities[key] = len(self.entities)
            self.row["labels"].append(label)
        return self.entities[key]

    def mention(self, start, end, entity):
        if [start, end, entity] not in self.row["mentions"]:
            self.row["mentions"].append([start, end, entity])

    def relation(self, head, types, tail):
        self.row["relations"].append([head, types, tail])


def known_types(mapping):
    return sorted({t for value in mapping.values() for t in value[0]})


def lines(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def conll04(path):
    for row in lines(path):
        out = Text("conll04", row["text"], CONLL04_KNOWN, True)
        for e in row["entities"]:
            if e["type"] in CONLL04_LABELS:
                key = e["text"], e["type"]
                out.mention(e["start"], e["end"], out.entity(key, CONLL04_LABELS[e["type"]]))
        for r in row["relations"]:
            ends = [(r[x]["text"], r[x]["type"]) for x in ("head", "tail")]
            if all(end in out.entities for end in ends):
                out.relation(out.entities[ends[0]], CONLL04[r["type"]], out.entities[ends[1]])
        yield out.row


def knowledgenet(path):
    for row in lines(path):
        asked = [p for p in row["asked"] if p in KNOWLEDGENET]
        if not asked:
            continue
        out = Text("knowledgenet", row["text"], known_types({p: KNOWLEDGENET[p] for p in asked}), False)
        for r in row["relations"]:
            if r["type"] not in KNOWLEDGENET:
                continue
            types, forward, *labels = KNOWLEDGENET[r["type"]]
            ends = [r["head"], r["tail"]]
            if any(end["text"].lower() in UNMARKED for end in ends):
                continue
            ids = []
            for end, label in zip(ends, labels):
                entity = out.entity((end["start"], end["end"]), label)
                out.mention(end["start"], end["end"], entity)
                ids.append(entity)
            out.relation(*((ids[0], types, ids[1]) if forward else (ids[1], types, ids[0])))
        yield out.row


def redocred(path):
    for row in lines(path):
        out = Text("redocred", row["text"], known_types(REDOCRED), True)
        types_at = {(e["start"], e["end"]): e["type"] for e in row["entities"]}
        byname = {}
        for cluster, members in enumerate(row["clusters"]):
            for m in members:
                kind = types_at.get((m["start"], m["end"]))
                if kind in REDOCRED_LABELS:
                    entity = out.entity(cluster, REDOCRED_LABELS[kind])
                    out.mention(m["start"], m["end"], entity)
                    byname[m["text"], kind] = entity
        for r in row["relations"]:
            if r["type"] not in REDOCRED:
                continue
            types, forward = REDOCRED[r["type"]]
            ids = [byname.get((r[x]["text"], r[x]["type"])) for x in ("head", "tail")]
            if None not in ids and ids[0] != ids[1]:
                out.relation(*((ids[0], types, ids[1]) if forward else (ids[1], types, ids[0])))
        yield out.row


def own(path):
    for p in passages.read(path, passages.read_schema()):
        out = Text("passages", p.text, None, True)
        for start, end, key in p.mentions:
            out.mention(start, end, out.entity(key, p.labels[key]))
        for head, name, tail, _ in p.relations:
            out.relation(out.entities[head], [name], out.entities[tail])
        yield out.row


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--data", type=pathlib.Path, required=True, help="folder of the relation corpora")
    a.add_argument("--passages", type=pathlib.Path, default=pathlib.Path(__file__).parent / "passages")
    a.add_argument("--out", type=pathlib.Path, required=True, help="folder to write to")
    a = a.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    sources = [(a.data / f"{name}.jsonl", reader) for reader, names in (
        (conll04, ("conll04_train", "conll04_valid")),
        (knowledgenet, ("knowledgenet_fold1", "knowledgenet_fold2", "knowledgenet_fold3")),
        (redocred, ("redocred_dev",))) for name in names]
    sources += [(path, own) for path in sorted(a.passages.glob("*.txt"))]
    for path, reader in sources:
        with open(a.out / (path.stem + ".jsonl"), "w", encoding="utf-8") as f:
            count = sum(1 for row in reader(path) if f.write(json.dumps(row, ensure_ascii=False) + "\n"))
        print(f"{path.stem}: {count} texts")


if __name__ == "__main__":
    main()
