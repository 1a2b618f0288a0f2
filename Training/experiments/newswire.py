#!/usr/bin/env python3
"""Stance recipes and other classifiers on real news quotations: train on newswire/train, choose on newswire/dev.

usage: Training/experiments/newswire.py NEWSWIRE_DIR [--recipes NAME|FILE.json ...] [--authored FILE|none] [--develop]
(holds train.jsonl and dev.jsonl; pip: numpy, scikit-learn; apt: fasttext; build first: make build)

Everything trains on newswire/train and Data/authored/train.jsonl. The peers: scikit-learn's balanced logistic regression
on TF-IDF of word 1-3-grams and character 2-5-grams (C 0.1 to 10, by macro-F1 on the folds below), the same on word
1-2-grams, and fastText. Which peer is best, dev tells, to the peers' advantage; differences from it are in pairs.

Five folds of newswire/train, with the authored texts in every training part, give each text of train a prediction by a
model that has not seen it. They serve for precision and recall on train's random stratum, and for the operating point: the
threshold on p(warning) with the largest recall at a precision of at least 0.6, over all of train; it is then applied to dev.

Every Stance model that sees dev is a line in dev-looks.jsonl. While a recipe is being developed use --develop: a tenth of
train stands for dev then, its `random` stratum for `natural`, and nothing is written.
"""
import argparse, json
from pathlib import Path

import numpy as np

import common, peers

NEWS = {"classWeights": "balanced", "decision": "macro-f1", "logistic": {"l2": 1}}
RECIPES = {
    "l2 1": NEWS, "l2 1, skip-grams to 4": common.merged(NEWS, {"features": {"skipGramDistance": 4}}),
    "l2 3": common.merged(NEWS, {"logistic": {"l2": 3}}), "mlp": common.merged(NEWS, {"algorithm": "mlp"}),
    "ensemble": common.merged(NEWS, {"algorithm": "ensemble"}),
}
COSTS, FOLDS, LABELS, PRECISION = [0.1, 0.3, 1, 3, 10], 5, ["warning", "reassurance", "neutral"], 0.6


def macro_f1(records, predicted, rows=None):
    rows = range(len(records)) if rows is None else rows
    return common.estimate(common.Outcomes([records[i]["label"] for i in rows], [predicted[i] for i in rows]).macro_f1())


def best(probabilities):
    return max(probabilities, key=probabilities.get)


def stance(recipe):
    """Labels, probabilities and the time; with a function that sees the model before it is gone."""
    def run(train, texts, seen=lambda work, model: None):
        with common.Workspace() as work:
            path = common.write(work.folder / "train.jsonl", train)
            with peers.Clock() as clock:
                model, _ = work.train(recipe, path)
            lines = work.classify(model, texts)
            seen(work, model)
        return [l["label"] for l in lines], [l["probabilities"] for l in lines], clock.time
    return run


def simple(run):
    """A peer that gives probabilities and the time, its label being the most probable one."""
    def labelled(train, texts):
        rows, time = run(train, texts)
        return [best(r) for r in rows], rows, time
    return labelled


def cross_validated(run, train, fold, extra):
    """Labels and p(warning) of every text of train."""
    labels, warning = [None] * len(train), np.zeros(len(train))
    for held in range(FOLDS):
        rest, part = common.split(train, fold, held)
        given, probabilities, *_ = run(rest + extra, [r["text"] for r in part])
        for row, label, p in zip(np.flatnonzero(fold == held), given, probabilities):
            labels[row], warning[row] = label, p.get("warning", 0)
    return labels, warning


def chosen_regression(make_features, train, fold, extra):
    """The C of the largest macro-F1 on the folds, with the predictions there, and a peer with that C."""
    by_cost = {cost: ([None] * len(train), np.zeros(len(train))) for cost in COSTS}
    for held in range(FOLDS):
        rest, part = common.split(train, fold, held)
        results = peers.balanced_regression(make_features, COSTS)(rest + extra, [r["text"] for r in part])
        for cost, (rows, _) in results.items():
            for row, p in zip(np.flatnonzero(fold == held), rows):
                by_cost[cost][0][row], by_cost[cost][1][row] = best(p), p["warning"]
    scores = {cost: macro_f1(train, labels)["value"] for cost, (labels, _) in by_cost.items()}
    cost = max(scores, key=scores.get)
    print("C:", {c: round(s, 4) for c, s in scores.items()}, flush=True)
    run = simple(lambda known, texts: peers.balanced_regression(make_features, [cost])(known, texts)[cost])
    return cost, by_cost[cost], run


def label_figures(records, predicted, rows):
    outcomes = common.Outcomes([records[i]["label"] for i in rows], [predicted[i] for i in rows])
    return {label: {"precision": common.estimate(outcomes.precision(label)),
                    "recall": common.estimate(outcomes.recall(label))} for label in LABELS}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("newswire")
    parser.add_argument("--recipes", nargs="+", default=list(RECIPES))
    parser.add_argument("--authored", default=str(common.AUTHORED))
    parser.add_argument("--develop", action="store_true")
    options = parser.parse_args()
    folder = Path(options.newswire)
    train, data = common.read(folder / "train.jsonl"), [folder / "train.jsonl"]
    if options.develop:
        train, dev = common.split(train, common.folds_of(train, 10, salt="develop"), 0)
        dev = [r | {"stratum": r["stratum"].replace("random", "natural")} for r in dev]
    else:
        dev = common.read(folder / "dev.jsonl")
        data.append(folder / "dev.jsonl")
    extra = [] if options.authored == "none" else common.read(options.authored)
    data += [] if options.authored == "none" else [options.authored]
    recipes = {n if n in RECIPES else Path(n).name.removesuffix(".json"): RECIPES.get(n) or json.loads(Path(n).read_text())
               for n in options.recipes}
    fold, texts = common.folds_of(train, FOLDS), [r["text"] for r in dev]
    strata = {s: [i for i, r in enumerate(dev) if r["stratum"] == s] for s in sorted({r["stratum"] for r in dev})}
    random = [i for i, r in enumerate(train) if r["stratum"] == "random"]

    systems, held = {}, {}
    for name, make in (("LR words + chars", peers.words_and_characters), ("LR words", peers.short_words)):
        cost, held_out, run = chosen_regression(make, train, fold, extra)
        systems[f"{name}, C {cost:g}"], held[f"{name}, C {cost:g}"] = run, held_out
    systems["fastText"] = simple(peers.fasttext_probabilities)
    others = list(systems)
    systems |= {f"Stance {name}": stance(recipe) for name, recipe in recipes.items()}
    values, given, warning = {}, {}, {}
    for name, run in systems.items():
        value = values[name] = {}
        if name not in held:
            held[name] = cross_validated(run, train, fold, extra)

        def seen(work, model):
            value["textsASecond"] = round(work.quotations_a_second(model, [r["text"] for r in train + dev]))
            value["features"] = common.feature_count(model)
            if not options.develop:
                labels = [line["label"] for line in work.classify(model, texts)]
                parts = {"all": None} | strata
                common.look(f"newswire.py: {name.removeprefix('Stance ')}" + ("" if extra else ", without authored texts"),
                            model, {p: macro_f1(dev, labels, rows)["value"] for p, rows in parts.items()},
                            sum(l == r["label"] for l, r in zip(labels, dev)) / len(dev))
        arguments = [] if name in others else [seen]
        given[name], probabilities, (seconds, cpu) = run(train + extra, texts, *arguments)
        warning[name] = np.array([p.get("warning", 0) for p in probabilities])
        least = common.threshold(train, held[name][1], PRECISION)
        value |= {
            "macroF1": macro_f1(dev, given[name]), "seconds": seconds, "cpuSeconds": cpu, "threshold": least,
            "strata": {s: macro_f1(dev, given[name], rows) for s, rows in strata.items()},
            "trainMacroF1": macro_f1(train, held[name][0]),
            "trainRandom": label_figures(train, held[name][0], random),
            "devNatural": label_figures(dev, given[name], strata["natural"]),
        }
        if name not in others:
            value["recipe"] = recipes[name.removeprefix("Stance ")]
        if least is not None:
            value["operatingPoint"] = {
                "train": common.operating_point(train, held[name][1], least, range(len(train))),
                "trainRandom": common.operating_point(train, held[name][1], least, random),
                "dev": common.operating_point(dev, warning[name], least, range(len(dev))),
                "devNatural": common.operating_point(dev, warning[name], least, strata["natural"]),
            }
        print(name, common.shown(value["macroF1"]), f"{seconds} s", flush=True)

    best_peer = max(others, key=lambda n: values[n]["macroF1"]["value"])
    truth, train_truth = [r["label"] for r in dev], [r["label"] for r in train]
    for name in systems:
        for key, labels, columns in (("lessBest", truth, given), ("trainLessBest", train_truth, {
                n: h[0] for n, h in held.items()})):
            both = common.Outcomes(labels, columns[name], columns[best_peer])
            values[name][key] = None if name == best_peer else common.estimate(both.macro_f1(0) - both.macro_f1(1))
    dev_name = "held tenth" if options.develop else "dev"
    tables = [common.table(
        ["system", f"macro-F1, {dev_name}", f"less {best_peer}", *strata, "macro-F1, train's folds", f"less {best_peer}",
         "training, seconds / CPU", "texts a second"],
        [[n, common.shown(v["macroF1"], 3), common.difference(v["lessBest"], 3),
          *(f"{v['strata'][s]['value']:.3f}" for s in strata), common.shown(v["trainMacroF1"], 3),
          common.difference(v["trainLessBest"], 3), f"{v['seconds']:.1f} / {v['cpuSeconds']:.1f}",
          f"{v['textsASecond']:,}" if "textsASecond" in v else ""] for n, v in values.items()])]
    tables.append(f"Precision and recall, random strata: train by cross-validation, {dev_name}'s natural stratum\n\n" + common.table(
        ["system", "label", "precision, train", "recall, train", f"precision, {dev_name}", f"recall, {dev_name}"],
        [[n, label, *(common.shown(v[part][label][m], 3) for part in ("trainRandom", "devNatural")
                      for m in ("precision", "recall"))] for n, v in values.items() for label in LABELS]))
    tables.append(f"Operating point: warnings with precision {PRECISION} on train's folds\n\n" + common.table(
        ["system", "p(warning) from", "train, precision", "recall", "train random, precision", "recall",
         f"{dev_name}, precision", "recall", "natural, precision", "recall"],
        [[n, f"{v['threshold']:.3f}", *(common.shown(v["operatingPoint"][part][m], 3)
                                       for part in ("train", "trainRandom", "dev", "devNatural")
                                       for m in ("precision", "recall"))]
         for n, v in values.items() if v["threshold"] is not None]))
    key = f"{dev_name}, " + ("with" if extra else "without") + " authored texts"
    if options.develop:
        print(f"\n## {key}\n\n" + "\n".join(tables))
    else:
        common.save(__file__, key, options, data, values, "\n".join(tables))


main()
