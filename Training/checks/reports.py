#!/usr/bin/env python3
"""pandas, and R where it is installed, read the metrics.csv of a report without options, and find the numbers of the JSON in it.

usage: Training/checks/reports.py      (pip: pandas; build first: make build)
"""
import json, shutil, subprocess, tempfile
from pathlib import Path

import numpy as np
import pandas

TOOL = Path(__file__).resolve().parents[2] / ".build" / "release" / "stance-eval"
LABELS = ["calm", "a, \"b\"", "=1+1", "אזהרה", "<b>"]


def leaves(report, field="(all)", group="(all)"):
    """Each metric with its interval, by (metric, label, field, group)."""
    for name, value in report.items():
        if isinstance(value, dict) and "low" in value:
            yield (name, "(all)", field, group), value
    for label, metrics in report["perLabel"].items():
        for name, value in metrics.items():
            if isinstance(value, dict):
                yield (name, label, field, group), value
    for by, groups in report.get("groups", {}).items():
        for value, own in groups.items():
            yield from leaves(own, by, value)


def main():
    generator = np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with open(folder / "p.jsonl", "w", encoding="utf8") as out:
            for _ in range(500):
                p = generator.dirichlet(np.ones(len(LABELS)))
                out.write(json.dumps({"gold": str(generator.choice(LABELS)), "predicted": LABELS[p.argmax()],
                                      "who": str(generator.choice(LABELS)), "probabilities": dict(zip(LABELS, p))}) + "\n")
        report = json.loads(subprocess.run(
            [TOOL, "--predictions", folder / "p.jsonl", "--by", "who", "--resamples", "200", "--format", "json", "--report",
             folder / "report"], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout)
        path, expected = folder / "report" / "metrics.csv", dict(leaves(report))
        table = pandas.read_csv(path).set_index(["metric", "label", "field", "group"])
        assert table.index.is_unique
        off = max(abs(table.loc[key, end] - value[end]) for key, value in expected.items() for end in ("value", "low", "high"))
        assert off < 1e-12, off
        print(f"pandas: {len(table)} rows, {len(expected)} metrics as in the JSON, off by at most {off:.0e}")
        if shutil.which("Rscript"):
            script = f't <- read.csv("{path}"); stopifnot(is.numeric(t$value), is.numeric(t$low), !anyNA(t$label)); cat(nrow(t))'
            rows = int(subprocess.run(["Rscript", "-e", script], check=True, stdout=subprocess.PIPE, text=True).stdout)
            assert rows == len(table)
            print(f"R: {rows} rows, value and low are numbers")
        else:
            print("R is not installed: not checked")


if __name__ == "__main__":
    main()
