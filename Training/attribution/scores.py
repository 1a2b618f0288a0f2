#!/usr/bin/env python3
"""Prints the scores of `stance analyze` on annotated articles: on all, on two thirds, and on the third that is held out.

usage: Training/attribution/scores.py SCORE.py ARTICLES.jsonl          (build stance first)

SCORE.py and ARTICLES.jsonl are those of the annotated articles. The held-out third has the articles whose index (from 0)
is divisible by 3; rules and weights are made without a look at them.
"""
import subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
lines = Path(sys.argv[2]).read_text(encoding="utf8").splitlines()
parts = {"all": lines, "two thirds": [l for i, l in enumerate(lines) if i % 3],
         "held-out third": [l for i, l in enumerate(lines) if i % 3 == 0]}
with tempfile.TemporaryDirectory() as folder:
    gold, found = Path(folder) / "gold.jsonl", Path(folder) / "found.jsonl"
    for name, part in parts.items():
        gold.write_text("\n".join(part) + "\n", encoding="utf8")
        with open(found, "wb") as out:
            subprocess.run([ROOT / ".build/release/stance", "analyze", "--model", ROOT / "Models/stance-en", "--input-format",
                            "jsonl", "--text-field", "text", "--format", "jsonl", gold], stdout=out, check=True)
        print(f"{name}:", flush=True)
        subprocess.run([sys.executable, sys.argv[1], gold, found], check=True)
