#!/usr/bin/env python3
"""Prints of which kinds the missed and the needless quotations of `stance analyze` are, and what F1 is left to win.

usage: Training/attribution/errors.py ARTICLES.jsonl          (build stance first)

Only on the two thirds of the annotated articles that are not held out (scores.py), counted as score.py of the annotated
articles does. "Ends inside": the gold piece is found, but in a longer quotation that goes on after it, so that no program
which reports whole quotations is given it. "Named": a speaker and a verb of saying, or a turn's label, beside the words.
"""
import collections, json, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
lines = [l for i, l in enumerate(Path(sys.argv[1]).read_text(encoding="utf8").splitlines()) if i % 3]
with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as part:
    part.write("\n".join(lines) + "\n")
    part.flush()
    found = subprocess.run([ROOT / ".build/release/stance", "analyze", "--model", ROOT / "Models/stance-en", "--input-format",
                            "jsonl", "--text-field", "text", "--format", "jsonl", part.name], capture_output=True, check=True)
overlap = lambda a, b: max(0, min(a[1], b[1]) - max(a[0], b[0]))
length = lambda a: a[1] - a[0]
misses, alarms, gold, hits = collections.Counter(), collections.Counter(), 0, 0
for line, result in zip(lines, found.stdout.splitlines()):
    article = json.loads(line)
    text, quotes = article["text"], [(q["start"], q["end"]) for q in article["quotes"]]
    pieces = [(tuple(s), q) for q in json.loads(result)["quotes"] for s in q["segments"] if len(text[slice(*s)].split()) >= 5]
    for quote in quotes:
        gold += 1
        best = max((s for s, _ in pieces), key=lambda s: overlap(s, quote), default=(0, 0))
        if overlap(best, quote) < 0.8 * length(quote):
            words = [w for w in text[slice(*quote)].split() if len(w) > 4]
            misses["title or slogan in capitals" if all(not w[0].islower() for w in words) else "other"] += 1
        elif sum(overlap(best, q) for q in quotes) < 0.8 * length(best):
            misses["ends inside a longer quotation"] += 1
        else:
            hits += 1
    for span, quotation in pieces:
        if not any(overlap(span, q) for q in quotes):
            marked = not text[:span[0]].rstrip()[-1:].isalnum() and text[:span[0]].rstrip()[-1:] not in ":."
            kind = "turn of a transcript" if not marked else "named" if quotation["speaker"] else "unnamed"
            alarms[f"{kind}, {quotation['kind']}"] += 1
f1 = lambda hits, false, gold: 2 * hits / (hits + false + gold)
false = sum(alarms.values())
print(f"{gold} gold, {hits} found, {false} false alarms: F1 {f1(hits, false, gold):.3f}\n")
for title, counts in (("missed", misses), ("false alarms", alarms)):
    print(f"| {title} | |\n| --- | --- |")
    print("\n".join(f"| {kind} | {count} |" for kind, count in counts.most_common()) + "\n")
most = gold - misses["ends inside a longer quotation"]
named = sum(c for k, c in alarms.items() if not k.startswith("unnamed"))
print(f"F1 if all were found but what ends inside a longer quotation: {f1(most, false, gold):.3f}; without false alarms "
      f"{f1(most, 0, gold):.3f}, with only the named and the turns {f1(most, named, gold):.3f}")
