#!/usr/bin/env python3
"""Checks a trained model against an independent computation: docs/ModelFormat.md in Python, scikit-learn's optimum.

usage: Training/checks/optimum.py [FILE] [--class-weights none|balanced] [--l2 X] [--power P] [--skip-grams D]
(FILE: TSV or JSON Lines, default Data/authored/train.jsonl; l2 0.1; --power: of the log-count ratios that scale features,
default 0.5, 0 for none; needs numpy, scipy and scikit-learn; build first: make build)

1. Trains with stance-train, reads the model's files, computes features, logits and calibrated probabilities anew in
   Python, and compares them with what `stance classify` prints (six decimals).
2. Computes the factors of the features anew, divides the file's weights by them, and so has the weights that were fitted.
   Computes the objective in double precision at them, at those that scikit-learn's LogisticRegression finds on the scaled
   features to a tight tolerance, and compares with the objective that the model records. Prints all, and fails if ours is
   more than 1e-4 above scikit-learn's, relatively, or the recorded one is more than 1e-4 off.
"""
import argparse, json, math, struct, subprocess, sys, tempfile, unicodedata
from pathlib import Path

import numpy as np
import scipy.sparse
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".build" / "release"
MASK, PRIME = (1 << 64) - 1, 0x100000001B3
GOLDEN, SKIPPING = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F


def read_model(folder):
    raw = (folder / "model.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header, data = json.loads(raw[8 : 8 + length]), raw[8 + length :]
    types = {"F32": "<f4", "U32": "<u4", "I16": "<i2", "U64": "<u8"}
    tensors = {
        name: np.frombuffer(data[slice(*t["data_offsets"])], types[t["dtype"]]).reshape(t["shape"])
        for name, t in header.items()
    }
    if "features.known" in tensors:
        tensors["features.buckets"] = np.flatnonzero(np.unpackbits(tensors["features.known"].view("u1"), bitorder="little"))
        added = np.vstack([tensors[f"{block}.rows"] * tensors[f"{block}.scales"].astype(float)
                           for block in ("words", "characters")])
        tensors["features.idf"] = np.sqrt(added[:, 3])
        tensors["weights"] = added[:, : len(tensors["bias"])] / tensors["features.idf"][:, None]
    return json.loads((folder / "config.json").read_text()), tensors


def tokens(text):
    """Words and marks, as docs/ModelFormat.md says."""
    found, word, marks = [], "", 0

    def is_letter(c):
        return unicodedata.category(c)[0] in "LN" or unicodedata.category(c) == "Pc"

    def end():
        nonlocal word
        if word:
            found.append((unicodedata.normalize("NFC", word), True))
        word = ""

    for i, c in enumerate(text):
        category = unicodedata.category(c)
        marks = marks + 1 if category[0] == "M" else 0
        if is_letter(c) or word and category[0] == "M":
            word += c.lower() if marks <= 30 else ""
        elif c in "'’" and word and i + 1 < len(text) and is_letter(text[i + 1]):
            word += "'"
        elif category == "Cf":
            pass
        elif category[0] == "M":
            pass
        elif category[0] == "Z" or category in ("Cc", "Cn"):
            end()
        else:
            end()
            found.append(("'" if c == "’" else c, False))
    end()
    return found


def fnv(data, basis):
    h = basis
    for byte in data:
        h = ((h ^ byte) * PRIME) & MASK
    return h


class Features:
    def __init__(self, config):
        f = config["features"]
        self.words, self.characters = f.get("wordNGrams"), f.get("characterNGrams")
        self.skip = f.get("skipGramDistance") or 0
        self.bits, self.basis = f["bucketBits"], 0xCBF29CE484222325 ^ f["hashSeed"]
        self.cache = {}

    def bucket(self, h):
        return (((h ^ (h >> 32)) * GOLDEN) & MASK) >> (64 - self.bits)

    def character_buckets(self, word):
        if word not in self.cache:
            padded, c = f" {word} ", self.characters
            self.cache[word] = [
                (1 << self.bits) + self.bucket(fnv(padded[a : a + n].encode(), self.basis))
                for n in range(c["minimum"], c["maximum"] + 1)
                for a in range(len(padded) - n + 1)
            ]
        return self.cache[word]

    def occurrences(self, text):
        found = tokens(text)
        hashes = [fnv(t.encode(), self.basis) for t, _ in found]
        word_buckets = []
        for n in range(self.words["minimum"], self.words["maximum"] + 1):
            for a in range(len(hashes) - n + 1):
                h = hashes[a]
                for nxt in hashes[a + 1 : a + n]:
                    h = ((h * GOLDEN) & MASK) ^ nxt
                word_buckets.append(self.bucket(h))
        for a in range(len(hashes)):
            for later in hashes[a + 2 : a + self.skip + 1]:
                word_buckets.append(self.bucket(((hashes[a] * SKIPPING) & MASK) ^ later))
        return word_buckets, [b for t, is_word in found if is_word for b in self.character_buckets(t)]


def matrix(texts, config, tensors):
    features = Features(config)
    index = {int(b): i for i, b in enumerate(tensors["features.buckets"])}
    idf = tensors["features.idf"].astype(float)
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        for block in features.occurrences(text):
            known = [index[b] for b in block if b in index]
            norm = math.sqrt(sum(idf[i] ** 2 for i in known)) or 1
            for i in known:
                rows.append(row), columns.append(i), values.append(idf[i] / norm)
    return scipy.sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), len(idf)))


def log_count_ratios(x, y, power):
    """The factor of each column: the root mean square of its log-count ratios over the labels, to a power."""
    counts = np.stack([np.asarray((x[y == label] > 0).sum(0)).ravel() for label in range(y.max() + 1)]).astype(float)
    totals, columns = counts.sum(1, keepdims=True), x.shape[1]
    others = counts.sum(0) - counts
    ratios = np.log((counts + 1) / (totals + columns)) - np.log((others + 1) / (totals.sum() - totals + columns))
    return (totals / totals.sum() * ratios**2).sum(0) ** (power / 2)


def read(path):
    lines = Path(path).read_text(encoding="utf8").split("\n")
    if path.endswith(".jsonl"):
        return [json.loads(line) for line in lines if line]
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"))) for line in lines[1:] if line]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", default=str(ROOT / "Data/authored/train.jsonl"))
    parser.add_argument("--class-weights", default="none")
    parser.add_argument("--l2", type=float, default=0.1)
    parser.add_argument("--power", type=float, default=0.5)
    parser.add_argument("--skip-grams", type=int)
    options = parser.parse_args()
    records = read(options.file)
    texts, labels = [r["text"] for r in records], [r["label"] for r in records]
    recipe = {
        "logistic": {"l2": options.l2}, "logCountRatioPower": options.power, "classWeights": options.class_weights,
        "features": {"skipGramDistance": options.skip_grams},
    }

    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "model"
        (Path(folder) / "recipe.json").write_text(json.dumps(recipe))
        subprocess.run(
            [TOOLS / "stance-train", "--train", options.file, "--output", model, "--recipe", Path(folder) / "recipe.json"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        config, tensors = read_model(model)
        (Path(folder) / "texts.jsonl").write_text("".join(json.dumps({"text": t}) + "\n" for t in texts))
        printed = subprocess.run(
            [TOOLS / "stance", "classify", "--model", model, "--format", "jsonl", Path(folder) / "texts.jsonl"],
            check=True, capture_output=True, text=True).stdout
    if config["formatVersion"] != 3:
        sys.exit(f"FAILED: the model's format is version {config['formatVersion']}, not 3")

    x = matrix(texts, config, tensors)
    y = np.array([config["labels"].index(label) for label in labels])
    counts = np.bincount(y)
    weight = (len(y) / (len(counts) * counts))[y] if options.class_weights == "balanced" else np.ones(len(y))

    ours = tensors["weights"].astype(float), tensors["bias"].astype(float)
    calibration = config["calibration"]
    logits = calibration["scales"][0] * (x @ ours[0] + ours[1]) + np.array(calibration["bias"])
    expected = np.exp(log_softmax(logits, axis=1))
    got = np.array([[json.loads(line)["probabilities"][l] for l in config["labels"]] for line in printed.splitlines()])
    difference = np.abs(expected - got).max()
    print(f"probabilities: {len(texts)} texts, largest difference {difference:.1e}")

    # W = factor * V: the penalty was on V, and the features were scaled.
    factors = log_count_ratios(x, y, options.power) if options.power else np.ones(x.shape[1])
    scaled = x @ scipy.sparse.diags(factors)
    ours = np.divide(ours[0], factors[:, None], where=factors[:, None] > 0, out=np.zeros_like(ours[0])), ours[1]

    def objective(v, b):
        z = log_softmax(scaled @ v + b, axis=1)
        return -(weight * z[np.arange(len(y)), y]).sum() + options.l2 / 2 * (v**2).sum()

    # With two labels scikit-learn fits one column of weights; ours are two that mirror each other (C = 2 / l2).
    two = len(config["labels"]) == 2

    def reference(**stop):
        fitted = LogisticRegression(C=(2 if two else 1) / options.l2, **stop).fit(scaled, y, sample_weight=weight)
        w, b = fitted.coef_.T, fitted.intercept_
        if two:
            w, b = np.hstack([-w, w]) / 2, np.array([-b[0], b[0]]) / 2
        return objective(w, b), fitted.n_iter_[0]

    mine, (theirs, steps), (early, few) = objective(*ours), reference(tol=1e-8, max_iter=20000), reference(max_iter=1000)
    recorded = config["training"]["objective"]
    relative, off = (mine - theirs) / theirs, abs(recorded - mine) / mine
    print(f"objective: stance-train {mine:.6f} in {config['training']['iterations']} steps (recorded: {recorded:.6f}), "
          f"scikit-learn {theirs:.6f} in {steps}; relative difference {relative:+.1e} "
          f"(scikit-learn's where it stops by default, in {few} steps: {(early - theirs) / theirs:+.1e})")
    if difference > 2e-5 or relative > 1e-4 or off > 1e-4:
        sys.exit("FAILED: the model is not what docs/ModelFormat.md says, or not at the optimum")


main()
