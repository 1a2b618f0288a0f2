#!/usr/bin/env python3
"""Measures a model of the three stances, and writes MODEL/metrics.json and MODEL/README.md, its card.

usage: Training/release/evaluate.py MODEL --news DIR --held-out FILE.jsonl      (pip: numpy, scikit-learn; build first: make build)

DIR holds train.jsonl and dev.jsonl as Training/newswire/rebuild writes them; FILE.jsonl is what `stance-train cross-validate` predicts of
train.jsonl by the model's recipe. What cannot be measured since texts are missing is left out, and the card says so.
train-stance-en.sh runs this; verify.sh compares what it writes with what is released.
"""
import argparse, json, os, subprocess, sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "experiments"))
import calibration, common, peers  # noqa: E402
import numpy as np  # noqa: E402

LABELS = ["warning", "reassurance", "neutral"]
PEER = "LR words + chars, C 3"
PRECISION = 0.6
# Invented, one of each kind of error that reading its errors on train showed, with the right label.
EXAMPLES = [
    ("Nobody should be afraid of a little rain, but the bridge will not stand another flood like that.", "warning"),
    ("There is no reason to believe that the danger is over.", "warning"),
    ("If we do nothing, there will be no harbour left for our children to fish in.", "warning"),
    ("The threat of collapse was real last winter. The beams have been replaced, and the roof holds.", "reassurance"),
    ("We fought the fire for nine days and lost two barns.", "neutral"),
    ("The minister warned of a disaster in his speech, and then the council voted on the fees.", "neutral"),
]
INTERVALS = "95 % BCa bootstrap over items, 2000 resamples, seed 0"


# Measures

def figures(truth, given):
    """Accuracy, macro-F1, and precision, recall and F1 of each label, with intervals."""
    outcomes = common.Outcomes(truth, given)
    labels = {}
    for label in LABELS:
        if label in truth:
            labels[label] = {"items": truth.count(label), "precision": common.estimate(outcomes.precision(label)),
                             "recall": common.estimate(outcomes.recall(label)), "f1": common.estimate(outcomes.f1(label))}
    return {"items": len(truth), "accuracy": common.estimate(outcomes.accuracy()),
            "macroF1": common.estimate(outcomes.macro_f1()), "labels": labels}


def of_rows(records, predictions, rows=None):
    rows = range(len(records)) if rows is None else rows
    return figures([records[i]["label"] for i in rows], [predictions[i]["label"] for i in rows])


def by(field, records, predictions):
    parts = {}
    for row, record in enumerate(records):
        parts.setdefault(record[field], []).append(row)
    return {part: of_rows(records, predictions, rows) for part, rows in sorted(parts.items())}


def shares(predictions):
    return np.array([[p["probabilities"][label] for label in LABELS] for p in predictions])


def warnings(predictions):
    return shares(predictions)[:, LABELS.index("warning")]


def calibrated(records, predictions):
    """Log loss, Brier score and calibration error, the last with the range that chance alone would give it."""
    p, truth = shares(predictions), np.array([LABELS.index(r["label"]) for r in records])
    loss = -np.log(np.maximum(p[np.arange(len(p)), truth], 1e-12))
    brier = ((p - np.eye(len(LABELS))[truth]) ** 2).sum(1)
    right, confidence = p.argmax(1) == truth, p.max(1)
    low, high = calibration.believed(confidence)
    return {"items": len(records), "logLoss": common.estimate(common.of_means([loss])[0]),
            "brier": common.estimate(common.of_means([brier])[0]),
            "calibrationError": {"value": round(float(calibration.calibration_error(confidence, right)), 5),
                                 "chanceLow": round(float(low), 5), "chanceHigh": round(float(high), 5)}}


def against_peer(train, dev, predictions):
    texts = [r["text"] for r in dev]
    (rows, _), = peers.balanced_regression(peers.words_and_characters, [3])(train + common.read(common.AUTHORED), texts).values()
    truth, ours, theirs = [r["label"] for r in dev], [p["label"] for p in predictions], [max(r, key=r.get) for r in rows]
    both = common.Outcomes(truth, ours, theirs)
    return {"name": PEER, "macroF1": common.estimate(common.Outcomes(truth, theirs).macro_f1()),
            "difference": common.estimate(both.macro_f1(0) - both.macro_f1(1))}


def stratum(records, name):
    return [row for row, record in enumerate(records) if record["stratum"] == name]


def look(model, dev):
    """Writes the look at dev down, once for a model."""
    note, path = "release/evaluate.py", common.HERE / "dev-looks.jsonl"
    looks = [(line["note"], line["checksum"]) for line in common.read(path)]
    if (note, common.config(model)["checksum"]) not in looks:
        scores = {"all": dev["macroF1"]["value"]} | {s: f["macroF1"]["value"] for s, f in dev["strata"].items()}
        common.look(note, model, scores, dev["accuracy"]["value"])


def measure(model, news, held_out):
    metrics = {"model": common.config(model)["checksum"], "stanceVersion": common.version(), "intervals": INTERVALS,
               "data": common.digests([common.ROOT / "Data" / f for f in ("authored/test.jsonl", "challenge.jsonl")])}
    with common.Workspace() as work:
        def predicted(records):
            return work.classify(model, [r["text"] for r in records])

        train, held = common.read(news / "train.jsonl"), common.read(held_out)
        random = stratum(train, "random")
        warning = warnings(held)
        least = common.threshold(train, warning, PRECISION)
        natural = {"trainRandom": of_rows(train, held, random)}
        point = {"precisionAsked": PRECISION, "threshold": least}
        if least is not None:
            point |= {"train": common.operating_point(train, warning, least, range(len(train))),
                      "trainRandom": common.operating_point(train, warning, least, random)}
        metrics["calibration"] = {"train": calibrated(train, held)}
        metrics["train"] = of_rows(train, held)
        dev = common.read(news / "dev.jsonl")
        if dev:
            given = predicted(dev)
            rows = stratum(dev, "natural")
            natural["devNatural"] = of_rows(dev, given, rows)
            if least is not None:
                point |= {"dev": common.operating_point(dev, warnings(given), least, range(len(dev))),
                          "devNatural": common.operating_point(dev, warnings(given), least, rows)}
            metrics["newswireDev"] = of_rows(dev, given) | {"strata": by("stratum", dev, given), "sources": by("source", dev, given)}
            metrics["calibration"]["dev"] = calibrated(dev, given)
            look(model, metrics["newswireDev"])
            metrics["peer"] = against_peer(train, dev, given)
        metrics["naturalPrevalence"] = natural | {"operatingPoint": point}
        for name, path in (("authoredTest", "authored/test.jsonl"), ("challenge", "challenge.jsonl")):
            records = common.read(common.ROOT / "Data" / path)
            metrics[name] = of_rows(records, predicted(records))
        texts = [r["text"] for r in common.read(common.AUTHORED) + common.read(common.ROOT / "Data" / "challenge.jsonl")]
        metrics["examples"] = [
            {"text": text, "label": label, "given": given["label"], "probability": given["probabilities"][given["label"]]}
            for (text, label), given in zip(EXAMPLES, predicted([{"text": text} for text, _ in EXAMPLES]))]
        metrics["speed"] = {"cores": os.cpu_count(), "quotationsASecond": round(work.quotations_a_second(model, texts))}
    return metrics


# The card

def label_table(figures_by_part):
    rows = []
    for part, f in figures_by_part.items():
        for label, scores in f["labels"].items():
            rows.append([part, label, scores["items"], *(common.shown(scores[m], 2) for m in ("precision", "recall", "f1"))])
    return common.table(["measured on", "label", "items", "precision", "recall", "F1"], rows)


def summary_table(figures_by_part):
    return common.table(["measured on", "items", "macro-F1", "accuracy"], [
        [part, f["items"], common.shown(f["macroF1"], 3), common.shown(f["accuracy"], 3)] for part, f in figures_by_part.items()])


def calibration_table(parts):
    rows = []
    for part, c in parts.items():
        e = c["calibrationError"]
        rows.append([part, common.shown(c["logLoss"], 3), common.shown(c["brier"], 3),
                     f"{e['value']:.3f} ({e['chanceLow']:.3f} to {e['chanceHigh']:.3f})"])
    return common.table(["measured on", "log loss", "Brier score", "calibration error (range by chance alone)"], rows)


def card(model, m):
    config = common.config(model)
    training, features = config["training"], common.feature_count(model)
    natural, point, dev = m["naturalPrevalence"], m["naturalPrevalence"]["operatingPoint"], m.get("newswireDev")
    strata = {"news drawn at random (train's random stratum, cross-validated)": natural["trainRandom"]}
    if dev:
        strata["news drawn at random (dev's natural stratum)"] = natural["devNatural"]
    points = [[name, common.shown(point[key]["precision"], 2), common.shown(point[key]["recall"], 2), point[key]["warnings"]]
              for key, name in (("train", "train, cross-validated"), ("trainRandom", "train's random stratum, cross-validated"),
                                ("dev", "dev"), ("devNatural", "dev's natural stratum")) if key in point]
    overall = {"newswire/dev": dev} if dev else {}
    overall |= {"newswire/train, cross-validated": m["train"], "Data/authored/test": m["authoredTest"], "Data/challenge": m["challenge"]}
    text = {
        "checksum": m["model"], "version": m["stanceVersion"], "features": f"{features:,}", "words": f"{training['wordVectors']['records']:,}", "intervals": m["intervals"],
        "megabytes": f"{(Path(model) / 'model.safetensors').stat().st_size / 1e6:.1f}",
        "files": common.table(["file", "records", "use", "SHA-256"], [
            [f["name"], f["records"], use, f"`{f['sha256'][:16]}…`"]
            for f, use in [(f, "auxiliary" if f.get("auxiliary") else "labels, calibration") for f in training["files"]]
            + [(training["wordVectors"], "word vectors")]]),
        "recipe": json.dumps(json.loads((common.ROOT / "Training/recipes/stance-en.json").read_text())),
        "natural": label_table(strata),
        "threshold": "-" if point["threshold"] is None else f"{point['threshold']:.2f}",
        "points": common.table(["measured on", "precision", "recall", "warnings there are"], points),
        "overall": summary_table(overall),
        "dev": label_table({"newswire/dev": dev}) + "\n" + summary_table(
            {f"stratum {k}": v for k, v in dev["strata"].items()} | {f"source {k}": v for k, v in dev["sources"].items()})
        if dev else "The texts of newswire/dev were not at hand: its figures are left out.\n",
        "calibration": calibration_table(
            {"newswire/train, cross-validated": m["calibration"]["train"]}
            | ({"newswire/dev": m["calibration"]["dev"]} if dev else {})),
        "peer": f"On newswire/dev, scikit-learn's balanced logistic regression on TF-IDF of word 1-3-grams and character 2-5-grams (C 3, "
                f"the best on folds of train), trained on the same labels, has macro-F1 {common.shown(m['peer']['macroF1'], 3)}; "
                f"the difference of this model to it is {common.difference(m['peer']['difference'], 3).strip('*')}." if dev else "",
        "errors": common.table(["quotation", "is", "the model says"], [
            [e["text"], e["label"], f"{e['given']}, {e['probability']:.2f}"] for e in m["examples"] if e["given"] != e["label"]]),
        "speed": f"{m['speed']['quotationsASecond']:,} quotations a second on {m['speed']['cores']} cores (authored and challenge "
                 "quotations repeated to 200,000 lines, TSV out; the machine decides)",
    }
    return (HERE / "card.md").read_text(encoding="utf8").format(**text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, required=True)
    options = parser.parse_args()
    metrics = measure(options.model, options.news, options.held_out)
    (options.model / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf8")
    text = card(options.model, metrics)
    (options.model / "README.md").write_text(text, encoding="utf8")
    print(text)


if __name__ == "__main__":
    main()
