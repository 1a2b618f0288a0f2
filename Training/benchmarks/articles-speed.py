#!/usr/bin/env python3
"""How fast `stance analyze` reads articles, and that its time grows with their length whatever stands in them.

usage: Training/benchmarks/articles-speed.py [ARTICLES.jsonl]     (with `text`; default: Data/demo-article.txt; build first)

First table: real text repeated to 20 MB, on one thread and on all. Second: hostile texts, each a pattern repeated, at one
length and at four times that length; the ratio of times should be about 4, and 16 where time were quadratic.
"""
import json, os, statistics, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATTERNS = {
    "opening marks": "“", "straight marks": '"', "straight single marks": " '", "commas": ", ", "dashes": "— ", "spaces": " ",
    "brackets": "(", "letters": "a", "verbs of saying": "said ", "adverbs": "also ", "names": "Xa ", "open lines": "“a\n",
    "quotations": '"A b c d e," said X, ', "speech": '- a," said X.\n', "according": "according to ", "stacked marks": "a\u0301\u0316",
    "askers": "Xa asked, ", "agents": "led by Ada Xa, ", "two words": "the potter ",
}
PAIRS = {
    "commas, then quotations": (", ", 'x "aa bb cc dd ee" '), "commas, then verbs": (", ", "and said "),
    "names, then pronouns": ("Mary Xa, ", '"aa bb cc dd ee," she said, and '),
    "agents, then pronouns": ("led by Ada Xa, ", '. "Aa bb cc dd ee," he said. '),
    "numbers, then quotations": ("1 ", 'x "aa bb cc dd ee" '), "articles, then quotations": ("the ", 'x "aa bb cc dd ee" '),
}


def seconds(path, *options, runs=3):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([ROOT / ".build/release/stance", "analyze", "--model", ROOT / "Models/stance-en", "--format", "jsonl",
                        *options, path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "articles.jsonl"
    source = sys.argv[1] if len(sys.argv) > 1 else ROOT / "Data/demo-article.txt"
    text = Path(source).read_text(encoding="utf8")
    texts = [json.loads(l)["text"] for l in text.splitlines()] if str(source).endswith(".jsonl") else [text]
    size = 0
    with open(path, "w", encoding="utf8") as out:
        while size < 20_000_000:
            for text in texts:
                out.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
                size += len(text.encode())
    print("| threads | MB of text | seconds | MB a second |\n| --- | --- | --- | --- |")
    for threads in {1, os.cpu_count()}:
        taken = seconds(path, "--threads", str(threads))
        print(f"| {threads} | {size / 1e6:.1f} | {taken:.2f} | {size / 1e6 / taken:.0f} |")

    print("\n| text | MB | seconds | four times as long | ratio |\n| --- | --- | --- | --- | --- |")
    article = Path(folder) / "article.txt"
    cases = {name: lambda n, p=p: p * n for name, p in PATTERNS.items()}
    cases |= {name: lambda n, a=a, b=b: a * n + b * n for name, (a, b) in PAIRS.items()}
    for name, make in cases.items():
        times = []
        for count in (50_000, 200_000):
            article.write_text(make(count), encoding="utf8")
            times.append(seconds(article, runs=1))
        megabytes = len(make(50_000).encode()) / 1e6
        print(f"| {name} | {megabytes:.1f} | {times[0]:.2f} | {times[1]:.2f} | {times[1] / times[0]:.1f} |", flush=True)
