#!/usr/bin/env python3
"""How often 95 % intervals of stance-eval hold the truth, by simulation; and the width of `estimate` beside labels alone.

usage: Training/checks/coverage.py [--runs 1000]     (pip: numpy; build first: make build)

evaluate: three labels with known chances of each cell of the confusion table; the truth is the metric of these chances.
estimate: a label of known prevalence, a classifier of recall 0.45 and false-alarm rate 0.04, 20,000 unlabelled items.
Runs with fewer than 30 items of a label are in the tables marked below, which are only reported. From 500 items with 30 of
each label the script fails outside 93 to 97 %, less three standard errors of the simulation.
"""
import argparse, json, subprocess, tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

TOOL = Path(__file__).resolve().parents[2] / ".build" / "release" / "stance-eval"
LABELS, RATES = "abc", [[0.9, 0.05, 0.05], [0.25, 0.6, 0.15], [0.2, 0.1, 0.7]]


def run(*arguments):
    return json.loads(subprocess.run([TOOL, *map(str, arguments), "--format", "json"], check=True,
                                     stdout=subprocess.PIPE, text=True).stdout)


def truths(chances):
    tp, true, given = np.diag(chances), chances.sum(1), chances.sum(0)
    f1, chance = 2 * tp / (true + given), (true * given).sum()
    values = {"accuracy": tp.sum(), "macroF1": f1.mean(), "weightedF1": (f1 * true).sum(),
              "cohenKappa": (tp.sum() - chance) / (1 - chance),
              "matthewsCorrelation": (tp.sum() - chance) / np.sqrt((1 - (true**2).sum()) * (1 - (given**2).sum()))}
    for i, label in enumerate(LABELS):
        values |= {f"{label} precision": tp[i] / given[i], f"{label} recall": tp[i] / true[i], f"{label} f1": f1[i]}
    return values


def evaluate(job):
    folder, number, items, chances = job
    cells = np.random.default_rng([1, number, items]).choice(9, items, p=chances.ravel())
    path = folder / f"{number}.csv"
    path.write_text("gold,predicted\n" + "".join(f"{LABELS[c // 3]},{LABELS[c % 3]}\n" for c in cells))
    report = run("--predictions", path, "--resamples", 1000, "--threads", 1, "--seed", number)
    path.unlink()
    found = {}
    for name, truth in truths(chances).items():
        *label, metric = name.split()
        own = (report["perLabel"].get(label[0]) or {}).get(metric) if label else report.get(metric)
        found[name] = None if own is None else own["low"] <= truth <= own["high"]
    return min(np.bincount(cells // 3, minlength=3)) >= 30, found


def estimate(job):
    folder, number, items, prevalence = job
    generator, others = np.random.default_rng([2, number, items]), 20_000
    truth = generator.random(items + others) < prevalence
    given = generator.random(items + others) < np.where(truth, 0.45, 0.04)
    names = np.array(["no", "yes"])
    sample, rest = folder / f"s{number}.csv", folder / f"c{number}.csv"
    sample.write_text("gold,predicted\n" + "".join(
        f"{names[int(t)]},{names[int(g)]}\n" for t, g in zip(truth[:items], given[:items])))
    rest.write_text("predicted\n" + "".join(f"{names[int(g)]}\n" for g in given[items:]))
    found = run("estimate", "--labelled", sample, "--collection", rest)["shares"]["yes"]
    sample.unlink(), rest.unlink()
    if found["tooFew"]:
        return truth[:items].sum() >= 30, None
    share, alone = found["share"], found["labelsAlone"]
    return truth[:items].sum() >= 30, (
        share["low"] <= prevalence <= share["high"], alone["low"] <= prevalence <= alone["high"],
        share["high"] - share["low"], alone["high"] - alone["low"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=1000)
    runs, failures = parser.parse_args().runs, []
    slack = 3 * np.sqrt(0.95 * 0.05 / runs)

    def judge(what, coverage):
        if not 0.93 - slack <= coverage <= 0.97 + slack:
            failures.append(f"{what}: {coverage:.3f}")

    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(2) as pool:
        folder = Path(name)
        print("| evaluate: items, shares of labels | at least 30 of each | " + " | ".join(truths(np.eye(3) / 3)) + " |")
        print("| --- " * (2 + len(truths(np.eye(3) / 3))) + "|")
        for items, shares in ((50, (0.6, 0.2, 0.2)), (150, (0.7, 0.15, 0.15)), (500, (0.8, 0.1, 0.1)), (1000, (0.88, 0.06, 0.06))):
            chances = np.array(shares)[:, None] * np.array(RATES)
            found = list(pool.map(evaluate, [(folder, n, items, chances) for n in range(runs)]))
            row = []
            for metric in truths(chances):
                values = [f[metric] for _, f in found if f[metric] is not None]
                row.append(f"{100 * np.mean(values):.1f}")
                if items >= 500:
                    judge(f"{metric} of {items}", np.mean(values))
            print(f"| {items}, {shares} | {100 * np.mean([b for b, _ in found]):.0f} % | " + " | ".join(row) + " |", flush=True)
        print("\n| estimate: labelled, prevalence | at least 30 | too few | covers | labels alone cover | mean width | of labels alone |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for items, prevalence in ((150, 0.09), (300, 0.09), (500, 0.05), (500, 0.09), (1000, 0.05), (1000, 0.09)):
            found = list(pool.map(estimate, [(folder, n, items, prevalence) for n in range(runs)]))
            enough = [f for _, f in found if f]
            covers, alone, width, width_alone = np.mean(enough, axis=0)
            if items >= 500 and items * prevalence >= 45:
                judge(f"estimate of {items} at {prevalence}", covers)
            if width > width_alone:
                failures.append(f"estimate of {items} at {prevalence} is wider than labels alone")
            print(f"| {items}, {prevalence} | {100 * np.mean([b for b, _ in found]):.0f} % | {runs - len(enough)} | "
                  f"{100 * covers:.1f} | {100 * alone:.1f} | {width:.4f} | {width_alone:.4f} |", flush=True)
    assert not failures, failures


if __name__ == "__main__":
    main()
