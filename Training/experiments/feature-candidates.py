#!/usr/bin/env python3
"""Features that were thought of and measured before any was written in Swift: what each adds to the default ones.

usage: Training/experiments/feature-candidates.py TRAIN.jsonl [--with AUTHORED.jsonl] [--folds K] [--l2 X]
(pip: scikit-learn; JSON Lines with `text` and `label`)

Five-fold cross-validation of balanced logistic regression over word n-grams 1-3 and character n-grams 2-5, each block
additive tf-idf scaled by log-count ratios as the trainer does, with one more block. The labels are chosen with offsets
for macro-F1 that are fitted on the other folds. The last column is the paired bootstrap 95 % interval of the difference
from the default. `mAP` is the mean of the labels' average precision, which needs no offsets.
"""
import argparse, hashlib, json, re, sys, warnings
from collections import Counter

import numpy as np
from scipy import sparse
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score

import common

warnings.filterwarnings("ignore")
TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
NEGATIONS = {"not", "no", "never", "nothing", "none", "nobody", "nor", "cannot", "without"}
SUFFIXES = ["ations", "ation", "ments", "ment", "ness", "ities", "ity", "ing", "ies", "ied", "ers", "est", "ed", "er",
            "es", "ly", "s", "e", "y"]


def words(text):
    return TOKEN.findall(text.lower().replace("’", "'"))


def runs(tokens, low, high):
    return [" ".join(tokens[i:i + n]) for n in range(low, high + 1) for i in range(len(tokens) - n + 1)]


def pairs(tokens, reach, ordered=True):
    found = [(tokens[i], tokens[j]) for i in range(len(tokens)) for j in range(i + 2, min(i + reach + 1, len(tokens)))]
    return [f"{a} _ {b}" if ordered else " & ".join(sorted((a, b))) for a, b in found]


def characters(tokens):
    return [f" {t} "[i:i + n] for t in tokens if t[0].isalnum() for n in range(2, 6) for i in range(len(t) + 3 - n)]


def stem(word):
    for suffix in SUFFIXES if len(word) > 3 else []:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[:-len(suffix)]
    return word


def negated(tokens):
    found, left = [], 0
    for token in tokens:
        if token in NEGATIONS or token.endswith("n't"):
            left = 5
        elif not token[0].isalnum():
            left = 0
        elif left:
            found.append("not " + token)
            left -= 1
    return found


def sentences(tokens):
    parts = [[]]
    for token in tokens:
        parts[-1].append(token)
        if token in ".!?;":
            parts.append([])
    return [part for part in parts if part]


def positions(tokens):
    parts = sentences(tokens)
    return [f"first {t}" for t in parts[0]] + [f"last {t}" for t in parts[-1]] if len(parts) > 1 else []


def ends(tokens):
    return [f"^{n} " + " ".join(tokens[:n]) for n in range(1, 5)] + [" ".join(tokens[-n:]) + f" {n}$" for n in range(1, 5)]


def shapes(text):
    found = [re.sub("[a-z]+", "x", re.sub("[A-Z]+", "X", re.sub("[0-9]+", "9", t))) for t in TOKEN.findall(text)]
    return [t for t in found if t != "x"] + [f"length {int(np.log2(len(found) + 1) * 2)}"]


CANDIDATES = {
    "skip-grams to 4": lambda text: pairs(words(text), 4),
    "skip-grams to 8": lambda text: pairs(words(text), 8),
    "unordered pairs to 5": lambda text: pairs(words(text), 5, ordered=False),
    "word n-grams 4 to 5": lambda text: runs(words(text), 4, 5),
    "stems 1 to 2": lambda text: runs([stem(t) for t in words(text)], 1, 2),
    "stemmed skip-grams to 4": lambda text: pairs([stem(t) for t in words(text)], 4),
    "first five letters 1 to 2": lambda text: runs([t[:5] for t in words(text)], 1, 2),
    "negation scope": lambda text: negated(words(text)),
    "first and last sentence": lambda text: positions(words(text)),
    "first and last tokens": lambda text: ends(words(text)),
    "shapes of words and numbers": shapes,
    "learned word clusters 1 to 3": "clusters",
}


class Block:
    """Counts, weighted by idf and normalised by the root of the sum of idf^2 over occurrences."""

    def __init__(self, analyzer):
        self.counter = CountVectorizer(analyzer=analyzer, min_df=2)

    def fit(self, items):
        counts = self.counter.fit_transform(items)
        frequency = np.bincount(counts.indices, minlength=counts.shape[1])
        self.idf = np.log((1 + len(items)) / (1 + frequency)) + 1
        return self.weighted(counts)

    def transform(self, items):
        return self.weighted(self.counter.transform(items))

    def weighted(self, counts):
        norms = np.sqrt(np.maximum(counts @ (self.idf ** 2), 1e-12))
        return sparse.diags(1 / norms) @ counts.multiply(self.idf).tocsr()


def ratios(matrix, labels, count, power=0.5):
    seen = np.vstack([(matrix[labels == c] > 0).sum(axis=0).A1 for c in range(count)])
    totals, size = seen.sum(axis=1), seen.shape[1]
    mean = 0
    for own, total in zip(seen, totals):
        ratio = np.log((own + 1) / (total + size)) - np.log((seen.sum(0) - own + 1) / (totals.sum() - total + size))
        mean = mean + total / totals.sum() * ratio ** 2
    return mean ** (power / 2)


def clusters(texts, count=500):
    """Words grouped by the company they keep in the training texts: positive PMI within four places, SVD, k-means."""
    tokens = [words(text) for text in texts]
    common = [w for w, n in Counter(t for part in tokens for t in part).items() if n >= 3]
    index = {w: i for i, w in enumerate(common)}
    near = Counter((index[part[i]], index[part[j]]) for part in tokens for i in range(len(part)) if part[i] in index
                   for j in range(max(0, i - 4), min(len(part), i + 5)) if i != j and part[j] in index)
    rows, columns = np.array(list(near)).T
    values = np.array(list(near.values()), float)
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(len(common),) * 2)
    sums = matrix.sum(axis=0).A1
    pmi = np.maximum(np.log(values * values.sum() / (sums[rows] * sums[columns])), 0)
    vectors = TruncatedSVD(100, random_state=0).fit_transform(sparse.csr_matrix((pmi, (rows, columns)), shape=matrix.shape))
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    group = KMeans(count, n_init=1, random_state=0).fit_predict(vectors)
    of = {w: f"c{group[i]}" for w, i in index.items()}
    return lambda text: runs([of.get(t, "c?") for t in words(text)], 1, 3)


def logits(train, labels, held, extra, options):
    if extra == "clusters":
        extra = clusters(train)
    analyzers = [lambda text: runs(words(text), 1, 3), lambda text: characters(words(text))] + ([extra] if extra else [])
    blocks = [Block(a) for a in analyzers]
    matrix = sparse.hstack([block.fit(train) for block in blocks]).tocsr()
    scale = sparse.diags(ratios(matrix, labels, labels.max() + 1))
    model = LogisticRegression(C=1 / options.l2, class_weight="balanced", tol=1e-3, max_iter=100)
    model.fit(matrix @ scale, labels)
    return model.predict_log_proba(sparse.hstack([block.transform(held) for block in blocks]).tocsr() @ scale)


def choose(scores, truth, rounds=3):
    """Offsets for macro-F1 by coordinate search."""
    offsets = np.zeros(scores.shape[1])
    for _ in range(rounds):
        for label in range(1, len(offsets)):
            def value(x):
                shifted = offsets.copy()
                shifted[label] = x
                return f1_score(truth, (scores + shifted).argmax(1), average="macro")
            offsets[label] = max(np.arange(-1.5, 1.55, 0.1), key=value)
    return offsets


def evaluate(texts, labels, fold, authored, extra, options):
    scores = np.zeros((len(texts), labels.max() + 1))
    for k in range(options.folds):
        held = np.where(fold == k)[0]
        rest = np.where(fold != k)[0]
        train = [texts[i] for i in rest] + [t for t, _ in authored]
        scores[held] = logits(train, np.append(labels[rest], [l for _, l in authored]).astype(int),
                              [texts[i] for i in held], extra, options)
    predicted = np.zeros(len(texts), int)
    for k in range(options.folds):
        offsets = choose(scores[fold != k], labels[fold != k])
        predicted[fold == k] = (scores[fold == k] + offsets).argmax(1)
    precision = np.mean([average_precision_score(labels == c, scores[:, c]) for c in range(scores.shape[1])])
    return predicted, precision


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("train")
    parser.add_argument("--with", dest="authored")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--l2", type=float, default=1.0)
    options = parser.parse_args()
    read = lambda path: [json.loads(line) for line in open(path, encoding="utf8") if line.strip()]
    records = read(options.train)
    names = sorted({r["label"] for r in records})
    texts, labels = [r["text"] for r in records], np.array([names.index(r["label"]) for r in records])
    authored = [(r["text"], names.index(r["label"])) for r in read(options.authored)] if options.authored else []
    fold = np.array([int(hashlib.sha1(t.encode()).hexdigest(), 16) % options.folds for t in texts])
    base, results = None, []
    print("| features | macro-F1 | mAP | difference in macro-F1 |\n| --- | --- | --- | --- |")
    for name, extra in [("default", None)] + list(CANDIDATES.items()):
        predicted, precision = evaluate(texts, labels, fold, authored, extra, options)
        value = f1_score(labels, predicted, average="macro")
        row = {"features": name, "macroF1": round(value, 4), "mAP": round(precision, 4)}
        shown = ""
        if base is None:
            base = predicted
        else:
            both = common.Outcomes(labels, predicted, base)
            row["difference"] = common.estimate(both.macro_f1(0) - both.macro_f1(1))
            shown = common.difference(row["difference"])
        results.append(row)
        print(f"| {name if base is predicted else '+ ' + name} | {value:.4f} | {precision:.4f} | {shown} |", flush=True)
    output = sys.argv[0].replace(".py", ".json")
    digest = hashlib.sha256(open(options.train, "rb").read()).hexdigest()
    json.dump({"data": digest, "folds": options.folds, "l2": options.l2, "withAuthored": bool(authored),
               "results": results}, open(output, "w"), indent=1)


main()
