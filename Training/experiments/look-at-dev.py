#!/usr/bin/env python3
"""Evaluates a finished model on newswire/dev, in all and by stratum, and writes the look down in dev-looks.jsonl.

usage: Training/experiments/look-at-dev.py DEV.jsonl MODEL [--note TEXT]     (pip: numpy; build first: make build)

Dev only ranks finished recipes. Every look is a line beside this script, because the best of many looks is optimistic.
"""
import argparse, json

import common


def evaluate(model, path):
    return json.loads(common.tool("stance-eval", "--model", model, "--test", path, "--format", "json"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dev")
    parser.add_argument("model")
    parser.add_argument("--note", default="")
    options = parser.parse_args()
    records = common.read(options.dev)
    reports = {"all": evaluate(options.model, options.dev)}
    with common.Workspace() as work:
        for stratum in sorted({r["stratum"] for r in records}):
            part = common.write(work.folder / "part.jsonl", [r for r in records if r["stratum"] == stratum])
            reports[stratum] = evaluate(options.model, part)
    print(common.table(["part", "items", "accuracy", "macro-F1"], [
        [part, r["items"], common.shown(r["accuracy"], 3), common.shown(r["macroF1"], 3)] for part, r in reports.items()]))
    common.look(options.note, options.model, {p: r["macroF1"]["value"] for p, r in reports.items()},
                reports["all"]["accuracy"]["value"])


main()
