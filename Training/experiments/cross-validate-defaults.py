#!/usr/bin/env python3
"""Cross-validates the default recipe's choices on training files alone, with the built tools.

usage: Training/experiments/cross-validate-defaults.py FILE ... [--l2 X ...] [--class-weights W] [--folds K]
(files: TSV or JSON Lines with `text` and `label`; build first: make build)

Each file is cut into stratified folds in an order fixed by the hash of each text. A model is trained on all folds but one
and labels that one; the figures are those of all folds together.
"""
import argparse, hashlib, json, subprocess, tempfile
from collections import Counter
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / ".build" / "release"


def read(path):
    lines = Path(path).read_text(encoding="utf8").split("\n")
    if path.endswith(".jsonl"):
        return [(r["text"], r["label"]) for r in map(json.loads, filter(None, lines))]
    header = lines[0].rstrip("\r").split("\t")
    rows = [line.rstrip("\r").split("\t") for line in lines[1:] if line]
    return [(r[header.index("text")], r[header.index("label")]) for r in rows]


def write(path, records):
    path.write_text("".join(json.dumps({"text": t, "label": l}) + "\n" for t, l in records), encoding="utf8")


def folds_of(records, count):
    order = sorted(range(len(records)), key=lambda i: hashlib.sha1(records[i][0].encode()).digest())
    seen, fold = Counter(), [0] * len(records)
    for i in order:
        fold[i] = seen[records[i][1]] % count
        seen[records[i][1]] += 1
    return fold


def predictions(records, fold, count, options):
    predicted = [None] * len(records)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for k in range(count):
            held = [i for i, f in enumerate(fold) if f == k]
            write(folder / "train.jsonl", [r for r, f in zip(records, fold) if f != k])
            write(folder / "held.jsonl", [records[i] for i in held])
            subprocess.run([TOOLS / "stance-train", "--train", folder / "train.jsonl", "--output", folder / "model", *options],
                           check=True, stdout=subprocess.DEVNULL)
            out = subprocess.run([TOOLS / "stance", "classify", "--model", folder / "model", "--format", "jsonl",
                                  folder / "held.jsonl"], check=True, capture_output=True, text=True).stdout
            for i, line in zip(held, out.splitlines()):
                predicted[i] = json.loads(line)["label"]
    return predicted


def scores(truth, predicted):
    pairs = Counter(zip(truth, predicted))
    labels = sorted(set(truth) | set(predicted))
    accuracy = sum(pairs[l, l] for l in labels) / len(truth)
    f1 = [2 * pairs[l, l] / (sum(pairs[l, x] for x in labels) + sum(pairs[x, l] for x in labels)) for l in labels]
    return accuracy, sum(f1) / len(f1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--l2", type=float, nargs="+", default=[0.03, 0.1, 0.3, 1.0])
    parser.add_argument("--class-weights", default="none")
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    print("| file | items | class weights | l2 | accuracy | macro-F1 |\n| --- | --- | --- | --- | --- | --- |")
    for file in options.files:
        records = read(file)
        fold = folds_of(records, options.folds)
        for l2 in options.l2:
            predicted = predictions(
                records, fold, options.folds, ["--l2", str(l2), "--class-weights", options.class_weights])
            accuracy, f1 = scores([l for _, l in records], predicted)
            print(f"| {Path(file).name} | {len(records)} | {options.class_weights} | {l2} | {accuracy:.4f} | {f1:.4f} |",
                  flush=True)


main()
