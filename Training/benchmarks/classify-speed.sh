#!/usr/bin/env bash
# Quotations a second and peak memory of `stance classify`, lines in, TSV out to a file, beside `wc -w` on the same file.
#
# usage: Training/benchmarks/classify-speed.sh [FILE.jsonl ...]
# The texts (default: Data/authored and Data/challenge) are repeated to 200,000 lines. Medians of five runs; build first.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if [ $# = 0 ]; then set -- Data/authored/*.jsonl Data/challenge.jsonl; fi

python3 - "$folder/quotations.txt" "$@" <<'PYTHON'
import itertools, json, sys
texts = [" ".join(json.loads(line)["text"].split()) for path in sys.argv[2:] for line in open(path, encoding="utf8")]
with open(sys.argv[1], "w", encoding="utf8") as out:
    out.writelines(text + "\n" for text in itertools.islice(itertools.cycle(texts), 200_000))
print(f"{len(texts)} texts repeated to 200000 lines")
PYTHON
python3 - "$folder" <<'PYTHON'
import os, statistics, subprocess, sys, time
folder = sys.argv[1]
path = f"{folder}/quotations.txt"
def run(command):
    times, memory = [], 0
    for _ in range(5):
        with open(f"{folder}/out", "wb") as out:
            start = time.perf_counter()
            process = subprocess.Popen(command, stdout=out)
            _, status, usage = os.wait4(process.pid, 0)
            times.append(time.perf_counter() - start)
            assert status == 0, command
            memory = max(memory, usage.ru_maxrss)
    return statistics.median(times), memory / 1024
wc, _ = run(["wc", "-w", path])
print(f"{os.path.getsize(path) / 1e6:.1f} MB; wc -w: {wc:.2f} s\n")
print("| threads | seconds | quotations a second | times wc -w | peak memory |\n| --- | --- | --- | --- | --- |")
for threads in range(1, os.cpu_count() + 1):
    seconds, memory = run([".build/release/stance", "classify", "--format", "tsv", "--threads", str(threads), path])
    print(f"| {threads} | {seconds:.2f} | {200_000 / seconds:,.0f} | {seconds / wc:.1f} | {memory:.0f} MB |")
PYTHON
