#!/usr/bin/env python3
"""Fits the weights that say how probable the first reading of a quotation's speaker is, and writes them as a Swift table.

usage: Training/attribution/train.py ARTICLES.jsonl [--write]          (needs numpy and swiftc)

ARTICLES.jsonl is as `score.py` of the annotated articles wants its gold. Articles whose index (from 0) is divisible by 3 are
held out: nothing is fitted to them. Logistic regression by Newton's method, penalty L2 / 2 * |w|^2 without the bias. Prints, for both
parts (the two thirds by cross-validation over articles), what leaving doubtful speakers open does to precision and
accuracy, beside the rules alone (threshold 0). --write replaces Sources/StanceKit/Quotations/ReadingWeights.swift.
"""
import hashlib, json, re, subprocess, sys, tempfile
from pathlib import Path
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "Sources/StanceKit"
L2, FOLDS, THRESHOLDS = 1.0, 5, (0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95)
overlap = lambda a, b, c, d: max(0, min(b, d) - max(a, c))
words = lambda text: re.findall(r"\w[\w'’-]*", text.lower())


def readings(path):
    """The quoted spans of each article with what speaks for their first reading, as readings.swift prints them."""
    with tempfile.TemporaryDirectory() as folder:
        tool = Path(folder) / "readings"
        subprocess.run(["swiftc", "-O", "-wmo", "-swift-version", "6", "-parse-as-library", "-o", tool,
                        "-I", ROOT / "Sources/CVectors/include",
                        Path(__file__).with_name("readings.swift"), *sorted(SOURCES.glob("Quotations/*.swift")),
                        SOURCES / "Text/FNV1a.swift", SOURCES / "Records/ByteSearch.swift"], check=True)
        return [json.loads(line) for line in subprocess.run([tool, path], check=True, capture_output=True).stdout.splitlines()]


def examples(articles, found):
    """(article, features or None without a reading, whether right) of every annotated quotation that was found."""
    for index, (article, spans) in enumerate(zip(articles, found)):
        for span in spans:
            start, end = span["span"]
            gold = max(article["quotes"], key=lambda q: overlap(start, end, q["start"], q["end"]), default=None)
            if not gold or not overlap(start, end, gold["start"], gold["end"]) or gold["source_start"] is None:
                continue
            if len(article["text"][start:end].split()) < 5:
                continue
            if "mention" not in span:
                yield index, None, False
                continue
            source = words(gold["source"])
            right = overlap(*span["mention"], gold["source_start"], gold["source_end"]) > 0 or (
                bool(source) and source[-1] in words(span["speaker"]))
            yield index, span["features"], right


def fit(rows, size):
    x = np.array([[f in features for f in range(size)] + [True] for _, features, _ in rows], float)
    y = np.array([right for _, _, right in rows], float)
    penalty = np.append(np.full(size, L2), 1e-6)
    weights = np.zeros(size + 1)
    for _ in range(100):
        p = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty), x.T @ (p - y) + penalty * weights)
        weights -= step
        if abs(step).max() < 1e-9:
            return weights
    sys.exit("the fit did not converge")


def report(name, rows, probability):
    for threshold in THRESHOLDS:
        named = [r for r in rows if r[1] is not None and probability(r) >= threshold]
        right = sum(r[2] for r in named)
        print(f"| {name} | {threshold} | {right} | {len(named) - right} | {len(rows) - len(named)} "
              f"| {right / len(named):.3f} | {right / len(rows):.3f} |")


path = sys.argv[1]
data = Path(path).read_bytes()
articles = [json.loads(line) for line in data.splitlines()]
source = (SOURCES / "Quotations/ReadingFeature.swift").read_text()
names = re.findall(r"\w+", " ".join(re.findall(r"^    case (.*)", source, re.M)))
rows = list(examples(articles, readings(path)))
kept = [r for r in rows if r[0] % 3]
fitted = [r for r in kept if r[1] is not None]
weights = fit(fitted, len(names))
sigmoid = lambda w, features: 1 / (1 + np.exp(-(w[features].sum() + w[-1])))
order = {article: n % FOLDS for n, article in enumerate(sorted({r[0] for r in kept}))}
folds = [fit([r for r in fitted if order[r[0]] != k], len(names)) for k in range(FOLDS)]
print("| part | threshold | right | wrong | open | precision | accuracy |\n| --- | --- | --- | --- | --- | --- | --- |")
report("two thirds", kept, lambda r: sigmoid(folds[order[r[0]]], r[1]))
report("held-out third", [r for r in rows if not r[0] % 3], lambda r: sigmoid(weights, r[1]))
report("all", rows, lambda r: sigmoid(folds[order[r[0]]] if r[0] % 3 else weights, r[1]))
if "--write" in sys.argv:
    lines = "\n".join(f"        {w:.4f},  // {name}" for name, w in zip(names, weights))
    (SOURCES / "Quotations/ReadingWeights.swift").write_text(f"""// Generated by Training/attribution/train.py; do not edit.
// Articles: SHA-256 {hashlib.sha256(data).hexdigest()},
// those whose index is divisible by 3 left out: {len(fitted)} quotations.

/// Weights of the features in `ReadingFeature`, in their order.
enum ReadingWeights {{
    static let bias = {weights[-1]:.4f}
    static let weights: [Double] = [
{lines}
    ]
}}
""")
