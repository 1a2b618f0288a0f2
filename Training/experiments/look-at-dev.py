#!/usr/bin/env python3
"""Evaluates a finished model on newswire/dev, in all and by stratum, and writes the look down in dev-looks.jsonl.

usage: Training/experiments/look-at-dev.py DEV.jsonl MODEL [--note TEXT]     (build first: make build)

Dev only ranks finished recipes. Every look is a line beside this script, because the best of many looks is optimistic.
"""
import argparse, datetime, json, subprocess, tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOLS = HERE.parents[1] / ".build" / "release"


def evaluate(model, path):
    out = subprocess.run([TOOLS / "stance-eval", "--model", model, "--test", path, "--format", "json"],
                         check=True, capture_output=True, text=True).stdout
    return json.loads(out)


def shown(metric):
    return f"{metric['value']:.3f} [{metric['low']:.3f}, {metric['high']:.3f}]"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dev")
    parser.add_argument("model")
    parser.add_argument("--note", default="")
    options = parser.parse_args()
    records = [json.loads(line) for line in open(options.dev, encoding="utf8")]
    config = json.load(open(Path(options.model) / "config.json", encoding="utf8"))
    reports = {"all": evaluate(options.model, options.dev)}
    with tempfile.TemporaryDirectory() as folder:
        for stratum in sorted({r["stratum"] for r in records}):
            part = Path(folder) / "part.jsonl"
            part.write_text("".join(json.dumps(r) + "\n" for r in records if r["stratum"] == stratum), encoding="utf8")
            reports[stratum] = evaluate(options.model, part)
    print("| part | items | accuracy | macro-F1 |\n| --- | --- | --- | --- |")
    for part, report in reports.items():
        print(f"| {part} | {report['items']} | {shown(report['accuracy'])} | {shown(report['macroF1'])} |")
    line = {
        "date": datetime.date.today().isoformat(), "note": options.note, "checksum": config["checksum"],
        "recipe": config["training"]["recipe"], "macroF1": {p: round(r["macroF1"]["value"], 4) for p, r in reports.items()},
        "accuracy": round(reports["all"]["accuracy"]["value"], 4),
    }
    with open(HERE / "dev-looks.jsonl", "a", encoding="utf8") as log:
        log.write(json.dumps(line, sort_keys=True) + "\n")


main()
