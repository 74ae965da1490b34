"""Brings the coreference of GUM into the form of relation_data.py, for the coreference head.

    python coref_data.py --data DATA --out DIR

DATA holds ud/gum_{train,dev}.conllu.gz. Writes gum_train.jsonl and gum_dev.jsonl, a document a line:
{"source": "gum", "text", "mentions": [[start, end, entity]], "labels": [""], "relations": [], "known": []}
with offsets in code points. Entities are chains of two or more mentions.
"""

import argparse
import collections
import json
import pathlib
import re

import data


def documents(folder, name):
    """Yields texts and mentions as lists of (start, end, chain)."""
    text, mentions, opened, gap = "", [], collections.defaultdict(list), ""
    for line in data.lines(folder, "ud", name + ".conllu.gz"):
        cells = line.split("\t")
        if line.startswith("# newdoc") and text:
            yield text, mentions
            text, mentions, opened, gap = "", [], collections.defaultdict(list), ""
        elif line.startswith("# newpar") and text:
            gap = "\n\n"
        elif len(cells) == 10 and cells[0].isdigit():
            start = len(text) + len(gap)
            text += gap + cells[1]
            gap = "" if "SpaceAfter=No" in cells[9] else " "
            marks = re.search(r"Entity=([^|]*)", cells[9])
            for part in re.findall(r"\([^()]+\)?|[^()]+\)", marks[1] if marks else ""):
                chain = re.match(r"\(?(\d+)", part)[1]
                if part[0] == "(":
                    opened[chain].append(start)
                if part[-1] == ")" and opened[chain]:
                    mentions.append((opened[chain].pop(), len(text), chain))
    yield text, mentions


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--data", required=True, help="folder with ud/")
    a.add_argument("--out", type=pathlib.Path, required=True, help="folder to write to")
    a = a.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    for name in ("gum_train", "gum_dev"):
        with open(a.out / (name + ".jsonl"), "w", encoding="utf-8") as f:
            for text, mentions in documents(a.data, name):
                sizes = collections.Counter(chain for _, _, chain in mentions)
                chains = {chain: i for i, chain in enumerate(c for c in sizes if sizes[c] > 1)}
                kept = [[start, end, chains[c]] for start, end, c in sorted(mentions) if c in chains]
                f.write(json.dumps({"source": "gum", "text": text, "mentions": kept, "labels": [""] * len(chains),
                                    "relations": [], "known": [], "complete": False}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
