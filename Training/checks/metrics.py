#!/usr/bin/env python3
"""Checks every metric of stance-eval against scikit-learn, SciPy, statsmodels and krippendorff on random problems.

usage: Training/checks/metrics.py [--problems 200]
(pip: numpy, scipy, scikit-learn, statsmodels, krippendorff; build first: make build)

Problems have 1 to 6 labels, ties, labels that never occur or are never given, and single labels. What a library leaves
undefined must be absent or the value that docs/Evaluation.md names. Prints the largest distance of each metric, and fails
above 1e-9.
"""
import argparse, collections, json, math, subprocess, tempfile, warnings
from pathlib import Path

import krippendorff, numpy as np
from scipy.stats import binomtest
from sklearn import metrics
from statsmodels.stats.inter_rater import fleiss_kappa

TOOL = Path(__file__).resolve().parents[2] / ".build" / "release" / "stance-eval"
worst, compared, undefined = collections.Counter(), collections.Counter(), collections.Counter()


def run(*arguments):
    return json.loads(subprocess.run([TOOL, *map(str, arguments), "--format", "json", "--resamples", "10"], check=True,
                                     stdout=subprocess.PIPE, text=True).stdout)


def check(name, found, expected):
    value = found if found is None or isinstance(found, float | int) else found["value"]
    if expected is None or math.isnan(expected):
        assert value is None, f"{name}: {value} where it is not defined"
        undefined[name] += 1
        return
    assert value is not None, f"{name} is missing; expected {expected}"
    compared[name] += 1
    worst[name] = max(worst[name], abs(value - expected))


def calibration(probabilities, truth):
    confidence, right = probabilities.max(1), probabilities.argmax(1) == truth
    order = np.argsort(confidence, kind="stable")
    edges = np.arange(16) * len(order) // 15
    return sum(abs(confidence[order[a:b]].sum() - right[order[a:b]].sum()) for a, b in zip(edges, edges[1:])) / len(order)


def evaluation(generator, folder, number):
    count, labels = int(generator.integers(1, 60)), int(generator.integers(1, 7))
    names = [f"l{i}" for i in range(labels)]
    truth = generator.integers(0, 1 if number % 9 == 0 else labels, count)
    given = np.where(generator.random(count) < 0.5, truth, generator.integers(0, labels, count))
    if number % 11 == 0:
        given[:] = 0
    p = generator.dirichlet(np.ones(labels), count)
    if number % 3 == 0 and labels > 1:  # ties, and certainty
        p = np.eye(labels)[generator.integers(0, labels, count)] * 0.5 + 0.5 / labels
        p[::4] = np.eye(labels)[generator.integers(0, labels, len(p[::4]))]
    with open(folder / "p.jsonl", "w") as out:
        for t, g, row in zip(truth, given, p):
            out.write(json.dumps({"gold": names[t], "predicted": names[g], "probabilities": dict(zip(names, row.tolist()))}) + "\n")
    found, every = run("--predictions", folder / "p.jsonl"), list(range(labels))
    there = sorted(set(truth) | set(given))
    check("accuracy", found["accuracy"], metrics.accuracy_score(truth, given))
    check("macroF1", found["macroF1"], metrics.f1_score(truth, given, labels=there, average="macro", zero_division=0))
    check("weightedF1", found["weightedF1"], metrics.f1_score(truth, given, labels=there, average="weighted", zero_division=0))
    check("matthewsCorrelation", found["matthewsCorrelation"], metrics.matthews_corrcoef(truth, given))
    check("cohenKappa", found.get("cohenKappa"), None if len(there) == 1 else metrics.cohen_kappa_score(truth, given))
    clipped = np.maximum(p[np.arange(count), truth], np.finfo(np.float32).eps)
    check("logLoss", found.get("logLoss"), float(np.mean(-np.log(clipped))))
    if labels > 1 and p.min() > 1e-6:
        check("logLoss (scikit-learn)", found["logLoss"], metrics.log_loss(truth, p, labels=every))
    check("brierScore", found["brierScore"], float(((p - np.eye(labels)[truth]) ** 2).sum(1).mean()))
    check("expectedCalibrationError", found["expectedCalibrationError"], calibration(p, truth))
    scores = metrics.precision_recall_fscore_support(truth, given, labels=every, zero_division=0)
    for i, name in enumerate(names):
        own, is_label = found["perLabel"][name], truth == i
        for key, values in zip(("precision", "recall", "f1"), scores):
            check(key, own[key], values[i])
        mixed = is_label.any() and not is_label.all()
        check("rocArea", own.get("rocArea"), metrics.roc_auc_score(is_label, p[:, i]) if mixed else None)
        check("precisionRecallArea", own.get("precisionRecallArea"),
              metrics.average_precision_score(is_label, p[:, i]) if is_label.any() else None)
    return truth, given, names


def agreement(generator, folder, number):
    raters, items, labels = int(generator.integers(2, 6)), int(generator.integers(2, 40)), int(generator.integers(1, 6))
    base = generator.integers(0, labels, items)
    table = np.where(generator.random((raters, items)) < 0.6, base, generator.integers(0, labels, (raters, items))).astype(float)
    full = number % 2 == 0
    if not full:
        table[generator.random(table.shape) < 0.25] = np.nan
    if ((~np.isnan(table)).sum(0) >= 2).sum() == 0:
        return
    with open(folder / "a.jsonl", "w") as out:
        for r in range(raters):
            for i in range(items):
                if not np.isnan(table[r, i]):
                    out.write(json.dumps({"item": str(i), "annotator": f"r{r}", "label": f"l{table[r, i]:.0f}", "text": "t"}) + "\n")
    found = run("agreement", folder / "a.jsonl")
    paired = table[:, (~np.isnan(table)).sum(0) >= 2]
    single = len(np.unique(paired[~np.isnan(paired)])) < 2
    check("krippendorffAlpha", found.get("krippendorffAlpha"),
          None if single else krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"))
    kappas = []
    for a in range(raters):
        for b in range(a + 1, raters):
            both = ~np.isnan(table[a]) & ~np.isnan(table[b])
            if both.any() and len(set(table[a][both]) | set(table[b][both])) > 1:
                kappas.append(metrics.cohen_kappa_score(table[a][both], table[b][both]))
    check("cohenKappa (agreement)", found.get("cohenKappa"), float(np.mean(kappas)) if kappas else None)
    if full:
        counts = np.array([[(table[:, i] == c).sum() for c in range(labels)] for i in range(items)])
        check("fleissKappa", found.get("fleissKappa"), None if single else fleiss_kappa(counts))


def comparison(generator, folder, truth, given, names):
    other = np.where(generator.random(len(truth)) < 0.6, truth, generator.integers(0, len(names), len(truth)))
    for file, column in (("x", given), ("y", other)):
        with open(folder / f"{file}.csv", "w") as out:
            out.write("gold,predicted\n" + "".join(f"{names[t]},{names[g]}\n" for t, g in zip(truth, column)))
    test = run("compare", folder / "x.csv", folder / "y.csv")["pairs"][0]["mcNemar"]
    first, second = int(((given == truth) & (other != truth)).sum()), int(((given != truth) & (other == truth)).sum())
    check("McNemar", test["pValue"], binomtest(first, first + second).pvalue if first + second else 1.0)


def main():
    warnings.filterwarnings("ignore")
    parser = argparse.ArgumentParser()
    parser.add_argument("--problems", type=int, default=200)
    problems, generator = parser.parse_args().problems, np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(problems):
            comparison(generator, folder, *evaluation(generator, folder, number))
            agreement(generator, folder, number)
    print("| metric | compared | not defined | largest distance |\n| --- | --- | --- | --- |")
    for metric in sorted(compared | undefined):
        print(f"| {metric} | {compared[metric]} | {undefined[metric]} | {worst[metric]:.1e} |")
    assert max(worst.values()) < 1e-9, "a metric is off"


if __name__ == "__main__":
    main()
