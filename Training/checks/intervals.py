#!/usr/bin/env python3
"""The intervals of the experiments (experiments/common.py) are those of stance-eval, up to the chance of the drawing.

usage: Training/checks/intervals.py [--problems 60]     (pip: numpy; build first: make build)

Random predictions of 40 to 1000 items and 2 to 5 labels, some of them rare; 20,000 resamples on both sides. An end may be off by
at most a tenth of the interval's width: the draws are of different generators, and a share of few items has few values. Labels with
fewer than 20 items are passed over.
"""
import argparse, json, subprocess, sys, tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "experiments"))
import common  # noqa: E402

common.RESAMPLES, MOST = 20_000, 0.1
worst, compared = defaultdict(float), defaultdict(int)


def run(*arguments):
    return json.loads(common.tool("stance-eval", *arguments, "--resamples", common.RESAMPLES, "--format", "json"))


def check(metric, ours, theirs):
    assert abs(ours["value"] - theirs["value"]) < 1e-5, (metric, ours, theirs)
    width = max(theirs["high"] - theirs["low"], 1e-4)
    worst[metric] = max(worst[metric], abs(ours["low"] - theirs["low"]) / width, abs(ours["high"] - theirs["high"]) / width)
    compared[metric] += 1


def problem(generator, folder):
    items, labels = int(generator.integers(40, 1000)), int(generator.integers(2, 6))
    truth = generator.choice(labels, items, p=generator.dirichlet(np.ones(labels) * 2))
    def guessed(skill):
        return np.where(generator.random(items) < skill, truth, generator.integers(0, labels, items))
    columns = [[f"l{x}" for x in column] for column in (truth, guessed(0.7), guessed(0.6))]
    files = [folder / "a.csv", folder / "b.csv"]
    for path, given in zip(files, columns[1:]):
        path.write_text("gold,predicted\n" + "".join(f"{t},{g}\n" for t, g in zip(columns[0], given)))
    report, pair = run("--predictions", files[0]), run("compare", *files)["pairs"][0]
    both = common.Outcomes(*columns)
    check("accuracy", common.estimate(both.accuracy()), report["accuracy"])
    check("macroF1", common.estimate(both.macro_f1()), report["macroF1"])
    check("difference of accuracy", common.estimate(both.accuracy(0) - both.accuracy(1)), pair["accuracy"])
    check("difference of macroF1", common.estimate(both.macro_f1(0) - both.macro_f1(1)), pair["macroF1"])
    for label in both.labels:
        for metric in ("precision", "recall", "f1"):
            ours = common.estimate(getattr(both, metric)(label))
            if ours is not None and report["perLabel"][label]["support"] >= 20:
                check(metric, ours, report["perLabel"][label][metric])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--problems", type=int, default=60)
    problems, generator = parser.parse_args().problems, np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as name:
        for _ in range(problems):
            problem(generator, Path(name))
    print(common.table(["interval of", "compared", "an end is off by at most, of the width"],
                       [[m, compared[m], f"{worst[m]:.3f}"] for m in compared]), end="")
    assert max(worst.values()) < MOST, "an interval is another one"


if __name__ == "__main__":
    main()
