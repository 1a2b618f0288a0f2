#!/usr/bin/env python3
"""Stance beside other classifiers on public text-classification sets.

usage: Training/experiments/compare-peers.py BENCHMARKS_DIR [--tuned RECIPES_DIR] [--word-vectors FILE] [--sets NAME ...]
(holds NAME.train.tsv and NAME.test.tsv; pip: numpy, scikit-learn; apt: fasttext, liblinear-tools; build first: make build)

Stance has every option at its default, the same for all sets; with --tuned the recipe RECIPES_DIR/NAME.recipe.json, which
`stance-train tune` made of the training file. With --word-vectors, which these recipes were tuned with, they are trained with
them; without --tuned, the default recipe is trained with them too, in a column of its own.
The peers: scikit-learn's logistic regression (C 10) on TF-IDF of word 1-2-grams, its LinearSVC with character 2-5-grams beside
them, fastText (2-grams, 25 epochs, rate 0.5) and the same with character 3-5-grams, LIBLINEAR's dual logistic regression (C 10) on the first one's features, which are not in its time.
`less the best peer` is a difference in accuracy with its paired 95 % interval; which peer is best, the test files tell,
to the peers' advantage. Time: seconds / CPU seconds, from texts to a trained model.
"""
import argparse, json
from pathlib import Path

import common, peers

PEERS = {
    "LR words": peers.logistic_regression, "SVM words + chars": peers.support_vectors, "fastText": peers.fasttext,
    "fastText + chars": lambda: peers.fasttext("-minn", "3", "-maxn", "5"), "LIBLINEAR": lambda: peers.liblinear,
}


def stance(recipe, vectors=None):
    def run(train, texts):
        with common.Workspace() as work:
            path = common.write(work.folder / "train.jsonl", train)
            with peers.Clock() as clock:
                model, _ = work.train(recipe, path, options=["--word-vectors", vectors] if vectors else [])
            return [line["label"] for line in work.classify(model, texts)], clock.time
    return run


def mean(estimates):
    """The mean of sets whose resamples are independent of each other."""
    return common.estimate(common.Bootstrapped.mean(estimates))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("benchmarks")
    parser.add_argument("--tuned", metavar="RECIPES_DIR")
    parser.add_argument("--word-vectors", metavar="FILE")
    parser.add_argument("--sets", nargs="+")
    options = parser.parse_args()
    folder = Path(options.benchmarks)
    sets = options.sets or sorted(p.name.removesuffix(".train.tsv") for p in folder.glob("*.train.tsv"))
    vectors = options.word_vectors
    values, rows, data, gaps, accuracies = {}, [], [], {}, {}
    for place, name in enumerate(sets):
        files = [folder / f"{name}.train.tsv", folder / f"{name}.test.tsv"]
        data += files
        train, test = map(common.read, files)
        recipe = json.loads((Path(options.tuned) / f"{name}.recipe.json").read_text()) if options.tuned else {}
        # A tuned recipe of logistic regression alone has no use for vectors.
        systems = {"Stance": stance(recipe, vectors if recipe.get("algorithm", "logistic") != "logistic" else None)}
        if not options.tuned:
            systems["Stance, no calibration"] = stance({"calibrationFolds": 0})
            if vectors:
                systems["Stance, word vectors"] = stance({}, vectors)
        systems |= {peer: make() for peer, make in PEERS.items()}
        texts, truth = peers.texts_and_labels(test)
        given, times, values[name] = {}, {}, {"recipe": recipe}
        for system, run in systems.items():
            given[system], times[system] = run(train, texts)
            accuracies.setdefault(system, {})[name] = common.Outcomes(truth, given[system], seed=place).accuracy()
            values[name][system] = common.estimate(accuracies[system][name]) | {
                "seconds": times[system][0], "cpuSeconds": times[system][1]}
            print(name, system, common.shown(values[name][system]), times[system], flush=True)
        for peer in PEERS:
            both = common.Outcomes(truth, given["Stance"], given[peer], seed=place)
            gaps.setdefault(peer, {})[name] = both.accuracy(0) - both.accuracy(1)
        best = max(PEERS, key=lambda peer: values[name][peer]["value"])
        values[name]["best"] = best
        values[name]["lessBest"] = common.estimate(gaps[best][name])
        rows.append([name, *(f"{values[name][s]['value']:.3f} {times[s][0]:.1f}/{times[s][1]:.1f}" for s in systems), best,
                     common.difference(values[name]["lessBest"])])
    means = {system: mean(list(by_set.values())) for system, by_set in accuracies.items()}
    best = max(PEERS, key=lambda peer: means[peer]["value"])
    values["mean"] = means | {"best": best, "lessBest": mean(list(gaps[best].values())), "lessBestOfEach": mean(
        [gaps[values[name]["best"]][name] for name in sets])}
    rows.append(["mean", *(f"{means[s]['value']:.4f}" for s in means), best, common.difference(values["mean"]["lessBest"])])
    rows.append(["mean", *[""] * len(means), "each set's best", common.difference(values["mean"]["lessBestOfEach"])])
    table = common.table(["set", *means, "best peer", "less the best peer"], rows)
    key = ("tuned recipes" + (", word vectors" if vectors else "") if options.tuned else "default recipe") + f": {', '.join(sets)}"
    common.save(__file__, key, options, data, values, table)


main()
