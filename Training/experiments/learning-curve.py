#!/usr/bin/env python3
"""How macro-F1 on news grows with the number of labelled quotations, with and without the authored ones.

usage: Training/experiments/learning-curve.py NEWSWIRE_DIR [--recipe FILE.json] [--authored FILE]
(holds train.jsonl; pip: numpy, scikit-learn for SciPy; build first: make build)

Balanced weights, macro-F1 decision, l2 1. Five seeds: seed s holds out fold s of five, draws a share of the other four, and
labels the held fold; so the five together label each quotation once. Mean and range are over the seeds (each with a test
fold of its own), the pooled figure is over all held quotations. Dev is not looked at; train's strata are not those of
dev, and macro-F1 on dev is higher by about as much as the first line of newswire.md shows.

learning-curve.csv holds the pooled figures for `stance-eval --report DIR --learning-curve`. What 0.65 and 0.70 would need is an extrapolation: a + b log n, and a - b n^-c, fitted to the five seeds' means; the range is
that of fits to resampled seeds. Beyond the data either form is a guess.
"""
import argparse, json, warnings

import numpy as np
from scipy.optimize import curve_fit

import common

SHARES, SEEDS, GOALS = [0.1, 0.2, 0.4, 0.6, 0.8, 1.0], 5, [0.65, 0.70]
RECIPE = {"classWeights": "balanced", "decision": "macro-f1", "logistic": {"l2": 1}}


def power(n, limit, size, rate):
    return limit - size * n**-rate


def needed(sizes, means, goal):
    """The quotations that each form asks for; infinite where the power law's limit lies below the goal."""
    slope, start = np.polyfit(np.log(sizes), means, 1)
    by_log = np.exp((goal - start) / slope) if slope > 0 else np.inf
    try:
        (limit, size, rate), _ = curve_fit(
            power, sizes, means, p0=[means[-1] + 0.1, 1, 0.3], bounds=([0, 0, 0.01], [1, 100, 3]), maxfev=20000)
    except RuntimeError:
        return by_log, np.nan, np.nan, slope
    return by_log, (size / (limit - goal)) ** (1 / rate) if limit > goal else np.inf, limit, slope


def count(number):
    return f"{float(f'{number:.2g}'):,.0f}" if number < 1e7 else "over 10 million" if np.isfinite(number) else "never"


def main():
    warnings.filterwarnings("ignore")
    parser = argparse.ArgumentParser()
    parser.add_argument("newswire")
    parser.add_argument("--recipe")
    parser.add_argument("--authored", default=str(common.AUTHORED))
    options = parser.parse_args()
    path = f"{options.newswire}/train.jsonl"
    records, authored = common.read(path), common.read(options.authored)
    recipe = json.load(open(options.recipe)) if options.recipe else RECIPE
    fold = common.folds_of(records, SEEDS)
    values, rows, notes = {}, [], []
    generator = np.random.default_rng(common.SEED)
    for name, extra in (("newswire alone", []), ("with authored", authored)):
        scores, curve = np.zeros((SEEDS, len(SHARES))), []
        for place, share in enumerate(SHARES):
            predicted, size = [None] * len(records), 0
            with common.Workspace() as work:
                for seed in range(SEEDS):
                    rest, part = common.split(records, fold, seed)
                    order = np.random.default_rng(seed).permutation(len(rest))[:round(share * len(rest))]
                    size += len(order) / SEEDS
                    model, _ = work.train(recipe, common.write(
                        work.folder / "train.jsonl", [rest[i] for i in sorted(order)] + extra))
                    labels = [line["label"] for line in work.classify(model, [r["text"] for r in part])]
                    scores[seed, place] = common.Outcomes([r["label"] for r in part], labels).macro_f1().value
                    for row, label in zip(np.flatnonzero(fold == seed), labels):
                        predicted[row] = label
            pooled = common.estimate(common.Outcomes([r["label"] for r in records], predicted).macro_f1())
            column = scores[:, place]
            curve.append({"share": share, "quotations": round(size), "mean": round(float(column.mean()), 5),
                          "low": round(float(column.min()), 5), "high": round(float(column.max()), 5), "pooled": pooled})
            rows.append([name, f"{share:.0%}", f"{size:,.0f}",
                         f"{column.mean():.4f} ({column.min():.4f} to {column.max():.4f})", common.shown(pooled)])
            print(" | ".join(rows[-1]), flush=True)
        sizes = np.array([c["quotations"] for c in curve], float)
        values[name] = {"curve": curve, "needed": {}}
        draws = [scores[generator.integers(0, SEEDS, SEEDS)].mean(0) for _ in range(200)]
        for goal in GOALS:
            logs, powers, limit, slope = needed(sizes, scores.mean(0), goal)
            spread = np.array([needed(sizes, draw, goal)[:2] for draw in draws])
            low, high = np.nanquantile(spread, [0.025, 0.975], axis=0, method="nearest")
            values[name]["needed"][str(goal)] = {
                "log": count(logs), "logRange": [count(low[0]), count(high[0])],
                "power": count(powers), "powerRange": [count(low[1]), count(high[1])],
                "powerLimit": round(float(limit), 4), "aDoubling": round(float(slope * np.log(2)), 4)}
            notes.append([name, f"{goal:.2f}", f"{slope * np.log(2):+.4f}", f"{count(logs)} ({count(low[0])} to {count(high[0])})",
                          f"{count(powers)} ({count(low[1])} to {count(high[1])})", f"{limit:.3f}"])
    table = common.table(["training", "share", "newswire quotations", "macro-F1, mean (range)", "pooled"], rows)
    table += "\nExtrapolated, newswire quotations for a macro-F1 on held-out folds of train:\n\n" + common.table(
        ["training", "goal", "a doubling brings", "by a + b log n", "by a - b n^-c", "its limit a"], notes)
    (common.HERE / "learning-curve.csv").write_text("series,size,value,low,high\n" + "".join(
        "{},{},{value},{low},{high}\n".format(name, point["quotations"], **point["pooled"])
        for name, value in values.items() for point in value["curve"]), encoding="utf8")
    common.save(__file__, "newswire/train", options, [path, options.authored], values, table)


main()
