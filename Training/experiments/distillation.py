#!/usr/bin/env python3
"""What each kind of help beside the labelled news brings: authored quotations, what a large model thinks of variants, its word vectors.

usage: Training/experiments/distillation.py NEWSWIRE_DIR [--dev] [--l2 X]
(holds train.jsonl and dev.jsonl; pip: numpy, scikit-learn; build first: make build)

The recipe is Training/recipes/stance-en.json for all (macro-F1 decision; calibrated on folds of the news alone), its network left out
but in the last row. Auxiliary
examples are written by Training/distillation/distil.py. The peer is scikit-learn's balanced logistic regression on TF-IDF of word 1-3-grams
and character 2-5-grams (C 3, the best on folds of train, as newswire.py prints), trained on news and authored quotations.

Without --dev: all train on three quarters of newswire/train and are measured on the last quarter, which the teacher that speaks
then never saw either. With --dev: trained on all of newswire/train, measured on newswire/dev, and each look is written down.
"""
import argparse, json, subprocess, sys
from pathlib import Path

import common, peers

DISTILLATION = common.ROOT / "Training" / "distillation"
sys.path.insert(0, str(DISTILLATION))
import transfer  # noqa: E402

RECIPE = common.ROOT / "Training" / "recipes" / "stance-en.json"
VECTORS = DISTILLATION / "words.vec.gz"
SYSTEMS = {
    "news": [], "+ authored": ["authored"], "+ distilled news": ["distilled newswire"],
    "+ authored, both distilled": ["authored", "distilled newswire", "distilled authored"],
    "+ word vectors": ["authored", "distilled newswire", "distilled authored", VECTORS],
}
LABELS = ["warning", "reassurance", "neutral"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("newswire")
    parser.add_argument("--dev", action="store_true")
    parser.add_argument("--l2", type=float)
    options = parser.parse_args()
    news = Path(options.newswire) / "train.jsonl"
    records, authored = common.read(news), common.read(common.AUTHORED)
    data = [news, common.AUTHORED]
    if options.dev:
        data.append(Path(options.newswire) / "dev.jsonl")
        train, test = records, common.read(data[-1])
    else:
        train = [r for r in records if not transfer.is_held_out(r)]
        test = [r for r in records if transfer.is_held_out(r)]
    recipe = json.loads(RECIPE.read_text())
    if options.l2 is not None:
        recipe = common.merged(recipe, {"logistic": {"l2": options.l2}})
    texts, truth = peers.texts_and_labels(test)
    strata = {s: [i for i, r in enumerate(test) if r["stratum"] == s] for s in sorted({r["stratum"] for r in test})}

    given, values = {}, {}
    (rows, time), = peers.balanced_regression(peers.words_and_characters, [3])(train + authored, texts).values()
    given["LR words + chars"], values["LR words + chars"] = [max(r, key=r.get) for r in rows], {"seconds": time[0]}
    with common.Workspace() as work:
        files = {"authored": common.AUTHORED}
        for name, path in {"newswire": news, "authored": common.AUTHORED}.items():
            files[f"distilled {name}"] = work.folder / f"distilled-{name}.jsonl"
            part = [] if options.dev else ["--three-quarters"]
            subprocess.run([sys.executable, DISTILLATION / "distil.py", name, path, "--output", files[f"distilled {name}"], *part],
                           check=True)
        primary = work.folder / "news.jsonl"
        primary.write_text("".join(json.dumps(r) + "\n" for r in train), encoding="utf8")
        for name, auxiliary in SYSTEMS.items():
            network = ["--word-vectors", VECTORS] if VECTORS in auxiliary else ["--algorithm", "logistic"]
            auxiliary = [a for a in auxiliary if a != VECTORS]
            arguments = ["--auxiliary", *(files[a] for a in auxiliary), "--group-field", "id"] if auxiliary else []
            if any(a.startswith("distilled") for a in auxiliary):
                arguments += ["--weight-field", "weight", "--soft-labels", "probability_"]
            with peers.Clock() as clock:
                common.tool("stance-train", "train", "--train", primary, *arguments, *network, "--recipe", work.recipe(recipe),
                            "--output", work.folder / "model")
            given[name] = [line["label"] for line in work.classify(work.folder / "model", texts)]
            values[name] = {"seconds": clock.time[0], "features": common.feature_count(work.folder / "model")}
            if options.dev:
                scores = {s: common.Outcomes([truth[i] for i in part], [given[name][i] for i in part]).macro_f1().value
                          for s, part in {"all": range(len(test)), **strata}.items()}
                common.look(f"distillation.py: {name}", work.folder / "model", scores,
                            sum(a == b for a, b in zip(truth, given[name])) / len(truth))
    for name, labels in given.items():
        outcomes = common.Outcomes(truth, labels)
        both = common.Outcomes(truth, labels, given["LR words + chars"])
        values[name] |= {
            "macroF1": common.estimate(outcomes.macro_f1()),
            "lessPeer": None if name == "LR words + chars" else common.estimate(both.macro_f1(0) - both.macro_f1(1)),
            "strata": {s: common.estimate(common.Outcomes([truth[i] for i in part], [labels[i] for i in part]).macro_f1())
                       for s, part in strata.items()},
            "labels": {l: {"precision": common.estimate(outcomes.precision(l)), "recall": common.estimate(outcomes.recall(l))}
                       for l in LABELS},
        }
    table = common.table(
        ["training", "macro-F1", "less LR words + chars", *strata, *(f"{l}, precision / recall" for l in LABELS[:2]), "features",
         "training, s"],
        [[n, common.shown(v["macroF1"], 3), common.difference(v["lessPeer"], 3),
          *(f"{v['strata'][s]['value']:.3f}" for s in strata),
          *(f"{v['labels'][l]['precision']['value']:.2f} / {v['labels'][l]['recall']['value']:.2f}" for l in LABELS[:2]),
          f"{v['features']:,}" if "features" in v else "", f"{v['seconds']:.0f}"] for n, v in values.items()])
    key = ("dev" if options.dev else "held-out quarter of train") + f", l2 {recipe['logistic']['l2']:g}"
    common.save(__file__, key, options, data, values, table)


main()
