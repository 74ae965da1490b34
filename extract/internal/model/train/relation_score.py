"""Scores `newsgraph extract` on CoNLL04 and KnowledgeNet: precision, recall and F1 of relations.

    python relation_score.py --newsgraph PROGRAM FILE...

FILE is conll04_*.jsonl or knowledgenet_*.jsonl. Each text goes through the program as an article of
its own. A relation is right if its type is, and both ends have a mention with the very words of the
gold one (blanks and case aside); of a type of ours that stands for several of theirs, any will do.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import tempfile

PERSON_TO = {"WORKED_FOR": "Work_For", "LED": "Work_For", "MEMBER_OF": "Work_For", "LIVED_IN": "Live_In",
             "BORN_IN": "Live_In", "DIED_IN": "Live_In", "CITIZEN_OF": "Live_In"}
# Our type: property, whether our head is the property's subject.
KNOWLEDGENET = {
    "WORKED_FOR": [("EMPLOYEE_OR_MEMBER_OF", True)], "MEMBER_OF": [("EMPLOYEE_OR_MEMBER_OF", True), ("POLITICAL_AFFILIATION", True)],
    "LED": [("EMPLOYEE_OR_MEMBER_OF", True), ("CEO", False)], "LIVED_IN": [("PLACE_OF_RESIDENCE", True)],
    "BORN_IN": [("PLACE_OF_BIRTH", True)], "CITIZEN_OF": [("NATIONALITY", True)], "PARENT_OF": [("CHILD_OF", False)],
    "MARRIED_TO": [("SPOUSE", True), ("SPOUSE", False)], "LOCATED_IN": [("HEADQUARTERS", True)],
    "FOUNDED": [("FOUNDED_BY", False)], "STUDIED_AT": [("EDUCATED_AT", True)], "PART_OF": [("SUBSIDIARY_OF", True)],
    "OWNED": [("SUBSIDIARY_OF", False)],
}
# Dates are attributes of ours.
DATES = {"DATE_OF_BIRTH": "born", "DATE_OF_DEATH": "died", "DATE_FOUNDED": "founded"}
MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


def plain(text):
    return "".join(text.split()).lower()


def iso(text):
    """The date of a text such as "May 4, 1961", "4 May 1961" or "1961", as ISO 8601; "" if it has no year."""
    year = re.search(r"\b(1\d{3}|20\d{2})\b", text)
    if not year:
        return ""
    month = next((MONTHS[w[:3].lower()] for w in re.findall(r"[A-Za-z]{3,}", text) if w[:3].lower() in MONTHS), 0)
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", text)
    return year[0] + (f"-{month:02}" + (f"-{int(day[1]):02}" if day else "") if month else "")


def conll04(row, document):
    gold = {(r["type"], plain(r["head"]["text"]), plain(r["tail"]["text"])) for r in row["relations"]}
    entities = {e["id"]: e for e in document["entities"]}
    found = []
    for r in document["relations"]:
        head, tail, name = entities[r["head"]], entities[r["tail"]], None
        if r["type"] == "LOCATED_IN":
            name = {"Organization": "OrgBased_In", "Place": "Located_In", "Country": "Located_In"}.get(head["label"])
        elif head["label"] == "Person":
            name = "Kill" if r["type"] == "KILLED" and tail["label"] == "Person" else PERSON_TO.get(r["type"])
        if name:
            found.append({(name, h, t) for h in surfaces(head) for t in surfaces(tail)})
    return gold, found


def knowledgenet(row, document):
    gold = set()
    for r in row["relations"]:
        if r["type"] in row["asked"]:
            tail = [iso(r["tail"]["text"])] if r["type"] in DATES else map(plain, r["tail"]["aliases"])
            gold.add((r["type"], frozenset(map(plain, r["head"]["aliases"])), frozenset(tail)))
    entities = {e["id"]: e for e in document["entities"]}
    found = []
    for r in document["relations"]:
        ends = surfaces(entities[r["head"]]), surfaces(entities[r["tail"]])
        for name, forward in KNOWLEDGENET.get(r["type"], []):
            if name not in row["asked"]:
                continue
            subject, thing = ends if forward else ends[::-1]
            hits = {g for g in gold if g[0] == name and g[1] & subject and g[2] & thing}
            if hits or name not in ("EMPLOYEE_OR_MEMBER_OF", "POLITICAL_AFFILIATION", "CEO") or len(KNOWLEDGENET[r["type"]]) == 1:
                found.append(hits)
    for e in document["entities"]:
        for name, attribute in DATES.items():
            if name in row["asked"] and e["attributes"].get(attribute):
                found.append({g for g in gold if g[0] == name and g[1] & surfaces(e) and e["attributes"][attribute] in g[2]})
    return gold, found


def surfaces(entity):
    return {plain(m["text"]) for m in entity["mentions"]} | {plain(entity["name"])}


def extract(program, rows):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, row in enumerate(rows):
            path = pathlib.Path(folder) / f"{i:05}.txt"
            path.write_text("Text\n\n" + row["text"] + "\n", encoding="utf-8")  # the first line is the title
            paths.append(str(path))
        out = subprocess.run([program, "extract", folder], capture_output=True, text=True, check=False).stdout
        documents = {json.loads(line)["article"]["path"]: json.loads(line) for line in out.splitlines()}
        empty = {"entities": [], "relations": []}
        return [documents.get(path, empty) for path in paths]


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--newsgraph", required=True, help="the program")
    a.add_argument("files", nargs="+", type=pathlib.Path)
    a = a.parse_args()
    for path in a.files:
        rows = [json.loads(line) for line in open(path, encoding="utf-8")]
        read = conll04 if path.name.startswith("conll04") else knowledgenet
        right, found, wanted = collections.Counter(), collections.Counter(), collections.Counter()
        for row, document in zip(rows, extract(a.newsgraph, rows)):
            gold, claims = read(row, document)
            hit = {g for g in gold if any(g in c for c in claims)}
            right.update(g[0] for g in hit)
            wanted.update(g[0] for g in gold)
            found.update(["all"] * (len(hit) + sum(not c & gold for c in claims)))
        r, n, w = sum(right.values()), found["all"], sum(wanted.values())
        print(f"{path.stem}: P {r / max(n, 1):.3f} R {r / max(w, 1):.3f} F1 {2 * r / max(n + w, 1):.3f} of {w}")
        for name in sorted(wanted):
            print(f"  {name:24} recall {right[name] / wanted[name]:.3f} of {wanted[name]}")


if __name__ == "__main__":
    main()
