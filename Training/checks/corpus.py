#!/usr/bin/env python3
"""Prints the counts of Data/, and checks each record against Data/schema.json, each id against its text, and the counts in
Data/README.md.

usage: Training/checks/corpus.py      (pip: jsonschema)

Exit codes: 0 all is right, 1 not.
"""
import collections, hashlib, json, sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "Data"
FILES = [f"{name}.jsonl" for name in (
    "authored/train", "authored/dev", "authored/test", "challenge", "newswire/train", "newswire/dev")]
LABELS = ["neutral", "reassurance", "warning"]


def read(name):
    with open(DATA / name, encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def row(name, records):
    counts = collections.Counter(r["label"] for r in records)
    return "| " + " | ".join([name, str(len(records)), *(str(counts[label]) for label in LABELS)]) + " |"


def rows():
    """The rows of both tables of counts."""
    corpus = {name: read(name) for name in FILES}
    for name, records in corpus.items():
        yield row(f"`{name}`", records)
    for part in ("train", "dev"):
        for field in ("stratum", "source"):
            groups = collections.defaultdict(list)
            for record in corpus[f"newswire/{part}.jsonl"]:
                groups[record[field]].append(record)
            for value, records in sorted(groups.items()):
                yield row(f"{part}, {field} {value}", records)


def main():
    from jsonschema import Draft202012Validator
    validator, faults = Draft202012Validator(json.loads((DATA / "schema.json").read_text())), []
    for name in FILES:
        for number, record in enumerate(read(name), 1):
            faults += [f"{name}, line {number}: {error.message}" for error in validator.iter_errors(record)]
            if "text" in record and hashlib.sha1(record["text"].encode()).hexdigest()[:12] != record["id"]:
                faults.append(f"{name}, line {number}: the id is not the hash of the text")
    datasheet = (DATA / "README.md").read_text(encoding="utf8")
    for line in rows():
        print(line)
        if line not in datasheet:
            faults.append(f"Data/README.md does not have: {line}")
    print("\n".join(faults) or "all is right")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
