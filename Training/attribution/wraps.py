#!/usr/bin/env python3
"""Prints how many quotations `stance analyze` finds otherwise once articles are hard-wrapped, as e-mail and archives are.

usage: Training/attribution/wraps.py ARTICLES.jsonl          (build stance first)

Only on the two thirds of the annotated articles that are not held out (scores.py). Each article is read with one line a
paragraph and blank lines between, and then with the same paragraphs wrapped at several widths.
"""
import json, subprocess, sys, tempfile, textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
lines = [l for i, l in enumerate(Path(sys.argv[1]).read_text(encoding="utf8").splitlines()) if i % 3]
articles = [[" ".join(p.split()) for p in json.loads(l)["text"].splitlines() if p.strip()] for l in lines]


def found(texts):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        file.write("".join(json.dumps({"text": text}) + "\n" for text in texts))
        file.flush()
        out = subprocess.run([ROOT / ".build/release/stance", "analyze", "--model", ROOT / "Models/stance-en", "--input-format",
                              "jsonl", "--text-field", "text", "--format", "jsonl", file.name], capture_output=True, check=True)
    return [[(" ".join(q["text"].split()), q["speaker"], q["kind"], len(q["segments"])) for q in json.loads(l)["quotes"]]
            for l in out.stdout.splitlines()]


plain = found("\n\n".join(article) for article in articles)
print(f"{sum(map(len, plain))} quotations in {len(plain)} articles\n\n| columns | line end | articles | quotations |\n"
      "| --- | --- | --- | --- |")
for width, end in (60, "\n"), (72, "\n"), (80, "\r\n"):
    fill = lambda paragraph: end.join(textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False))
    wrapped = found((end * 2).join(map(fill, article)) for article in articles)
    others = [len(set(a) - set(b)) for a, b in zip(plain, wrapped)]
    print(f"| {width} | {end!r} | {sum(n > 0 for n in others)} | {sum(others)} |")
