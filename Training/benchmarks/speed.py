"""The measurements of run.sh, which see."""
import csv, hashlib, itertools, json, os, statistics, subprocess, sys, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / ".build/release"
MODEL = ROOT / "Models/stance-en"
LINES = 213_290
arguments = [a for a in sys.argv[1:] if a != "--quick"]
RUNS = 3 if "--quick" in sys.argv else 7
TEXTS = Path(arguments[0]) if arguments else ROOT / "Data"
RESULTS = {"cores": os.cpu_count(), "runs": RUNS}


def texts_of(path):
    """Every text of a file, each on one line."""
    if path.suffix == ".jsonl":
        records = (json.loads(line) for line in open(path, encoding="utf8"))
    elif path.suffix == ".tsv":
        records = csv.DictReader(open(path, encoding="utf8", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    else:
        return
    for record in records:
        for text in [record.get("text")] + [q.get("text") for q in record.get("quotes", [])]:
            if isinstance(text, str) and len(text) < 2000 and text.strip():
                yield " ".join(text.split())


# Runs a command and tells seconds and peak kilobytes: a process of its own, since a child's peak counts what its parent held.
TIMER = """
import os, subprocess, sys, time
with open(sys.argv[1], "wb") as sink:
    start = time.perf_counter()
    process = subprocess.Popen(sys.argv[2:], stdout=sink, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    print(time.perf_counter() - start, usage.ru_maxrss, status)
"""


def once(command, out):
    """Seconds and peak megabytes of a command with its output in a file."""
    taken, memory, status = subprocess.run([sys.executable, "-S", "-c", TIMER, out, *map(str, command)], check=True,
                                           capture_output=True, text=True).stdout.split()
    assert status == "0", command
    return float(taken), int(memory) / 1024


def side_by_side(commands, out, runs=RUNS):
    """Each command's median seconds and peak megabytes; they take turns, so that all see the same machine."""
    seen = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            seen[name].append(once(command, out))
    return {name: (statistics.median(t for t, _ in s), max(m for _, m in s)) for name, s in seen.items()}


def table(name, title, header, rows):
    RESULTS[name] = [dict(zip(header, row)) for row in rows]
    print(f"\n{title}\n\n| {' | '.join(header)} |\n|{' --- |' * len(header)}", flush=True)
    for row in rows:
        print("| " + " | ".join(f"{c:.3g}" if isinstance(c, float) and c < 1000 else f"{c:,.0f}" if isinstance(c, float)
                                else str(c) for c in row) + " |", flush=True)


def additive(folder):
    """The released recipe without its network: a sum over n-grams. Where news is not at hand, of authored quotations alone."""
    news, model = next(iter(TEXTS.glob("**/newswire/train.jsonl")), None), folder / "additive"
    authored, auxiliary = ROOT / "Data/authored/train.jsonl", []
    for name, texts in {"newswire": news, "authored": authored}.items() if news else ():
        auxiliary.append(folder / f"distilled-{name}.jsonl")
        subprocess.run([sys.executable, ROOT / "Training/distillation/distil.py", name, texts, "--output", auxiliary[-1]], check=True)
    options = ["--auxiliary", authored, *auxiliary, "--group-field", "id", "--weight-field", "weight", "--soft-labels", "probability_"]
    subprocess.run([BIN / "stance-train", "--train", news or authored, *(options if news else []), "--algorithm", "logistic",
                    "--recipe", ROOT / "Training/recipes/stance-en.json", "--output", model], check=True, capture_output=True)
    return model


def classify(folder, distinct):
    lines, objects, out = folder / "quotations.txt", folder / "quotations.jsonl", folder / "out"
    with open(lines, "w", encoding="utf8") as a, open(objects, "w", encoding="utf8") as b:
        for number, text in enumerate(itertools.islice(itertools.cycle(distinct), LINES)):
            a.write(text + "\n")
            b.write(json.dumps({"id": f"q{number}", "text": text}, ensure_ascii=False) + "\n")
    stance = [BIN / "stance", "classify", "--model", MODEL]
    plain = [BIN / "stance", "classify", "--model", additive(folder)]
    small = folder / "small"
    with open(folder / "labelled.txt", "w", encoding="utf8") as sink:
        for line in open(ROOT / "Data/authored/train.jsonl", encoding="utf8"):
            record = json.loads(line)
            sink.write(f"__label__{record['label']} {' '.join(record['text'].split())}\n")
    subprocess.run(["fasttext", "supervised", "-input", folder / "labelled.txt", "-output", small, "-thread", "1"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen = side_by_side({
        "wc -w": ["wc", "-w", lines], "additive model, lines to TSV": [*plain, "--format", "tsv", lines],
        "one thread": [*plain, "--format", "tsv", "--threads", "1", lines],
        "released model, lines to TSV": [*stance, "--format", "tsv", lines],
        "fasttext predict-prob": ["fasttext", "predict-prob", f"{small}.bin", lines],
        "wc -w, JSON Lines": ["wc", "-w", objects],
        "additive model, JSON Lines to JSON Lines": [*plain, "--format", "jsonl", objects],
        "released model, JSON Lines to JSON Lines": [*stance, "--format", "jsonl", objects]}, out)
    wc, wc_objects = seen["wc -w"][0], seen["wc -w, JSON Lines"][0]
    rows = [[name, seconds, LINES / seconds, seconds / (wc_objects if "JSON" in name else wc), memory]
            for name, (seconds, memory) in seen.items()]
    table("classify", f"{LINES} quotations, {len(distinct)} different ones, {lines.stat().st_size / 1e6:.1f} MB",
          ["work", "seconds", "quotations a second", "times wc -w", "peak MB"], rows)
    times = [seen["fasttext predict-prob"][0] / seen[f"{kind} model, lines to TSV"][0] for kind in ("additive", "released")]
    print(f"\nfasttext takes {times[0]:.1f} times as long as the additive model, {times[1]:.1f} times as long as the released one.")

    rows = []
    text = lines.read_bytes()
    for exponent in range(3, 8):
        part = folder / "part.txt"
        with open(part, "wb") as sink:
            for number, line in enumerate(itertools.islice(itertools.cycle(text.splitlines(keepends=True)), 10 ** exponent)):
                sink.write(line)
        seconds, memory = side_by_side({"": [*stance, "--format", "tsv", part]}, out, 3)[""]
        rows.append([10 ** exponent, seconds, 10 ** exponent / seconds, memory])
    table("growth", "Growth", ["quotations", "seconds", "a second", "peak MB"], rows)

    one = folder / "one.txt"
    one.write_text(distinct[0] + "\n", encoding="utf8")
    seen = side_by_side({"stance, one quotation": [*stance, one], "stance --version": [BIN / "stance", "--version"]}, out, 15)
    table("start", "Start-up", ["work", "milliseconds", "peak MB"], [[n, s * 1000, m] for n, (s, m) in seen.items()])


SCIKIT = """
import csv, sys, joblib
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf8"), delimiter="\\t", quoting=csv.QUOTE_NONE))
model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(C=10, max_iter=1000))
model.fit([r["text"] for r in rows], [r["label"] for r in rows])
joblib.dump(model, sys.argv[2])
if len(sys.argv) > 3:
    test = list(csv.DictReader(open(sys.argv[3], encoding="utf8"), delimiter="\\t", quoting=csv.QUOTE_NONE))
    print(model.score([r["text"] for r in test], [r["label"] for r in test]))
"""
FEATURES = """
import csv, sys
from sklearn.datasets import dump_svmlight_file
from sklearn.feature_extraction.text import TfidfVectorizer
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf8"), delimiter="\\t", quoting=csv.QUOTE_NONE))
names = sorted({r["label"] for r in rows})
dump_svmlight_file(TfidfVectorizer(ngram_range=(1, 2)).fit_transform([r["text"] for r in rows]),
                   [names.index(r["label"]) for r in rows], sys.argv[2], zero_based=False)
"""


def read(path):
    return list(csv.DictReader(open(path, encoding="utf8", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))


def write(path, records):
    with open(path, "w", encoding="utf8") as sink:
        sink.write("text\tlabel\n")
        sink.writelines(f"{r['text']}\t{r['label']}\n" for r in records)


def train(folder):
    """Training, from a file to a model: words and pairs of words, TF-IDF, logistic regression; the other tools' penalty is ours."""
    found = {name: next(iter(TEXTS.glob(f"**/{name}")), None)
             for name in ("banking77.train.tsv", "banking77.test.tsv", "newswire/train.jsonl")}
    recipe, out = folder / "recipe.json", folder / "out"
    recipe.write_text(json.dumps({"features": {"wordNGrams": {"minimum": 1, "maximum": 2}, "characterNGrams": None,
                                               "minimumDocumentFrequency": 1}, "logistic": {"l2": 0.1}}))
    sets = {}
    if found["banking77.train.tsv"]:
        records, test = read(found["banking77.train.tsv"]), read(found["banking77.test.tsv"])
        half = lambda r: f"{r['label']} {hashlib.sha256(r['text'].encode()).digest()[0] % 2}"
        sets["banking77"] = (records, test)
        sets["banking77, labels split in two"] = ([r | {"label": half(r)} for r in records],
                                                  [r | {"label": half(r)} for r in test])
    if found["newswire/train.jsonl"]:
        records = [json.loads(line) for line in open(found["newswire/train.jsonl"], encoding="utf8")]
        sets["newswire"] = ([{"text": " ".join(r["text"].split()), "label": r["label"]} for r in records], None)
    rows = []
    for name, (records, test) in sets.items():
        path, test_path = folder / "train.tsv", folder / "test.tsv"
        write(path, records)
        write(test_path, test or records)
        model = folder / "model"
        ours = [BIN / "stance-train", "--train", path, "--recipe", recipe, "--output", model]
        subprocess.run([sys.executable, "-c", FEATURES, path, folder / "features"], check=True)
        seen = side_by_side({
            "stance-train": [*ours, "--calibration-folds", "0"], "stance-train, calibrated": ours,
            "scikit-learn": [sys.executable, "-c", SCIKIT, path, folder / "sklearn"],
            "liblinear-train -s 7": ["liblinear-train", "-s", "7", "-c", "10", "-q", folder / "features", folder / "liblinear"],
        }, out, 3)
        accuracy = {}
        if test:
            subprocess.run([*ours, "--calibration-folds", "0"], check=True, capture_output=True)
            report = json.loads(subprocess.run([BIN / "stance-eval", "--model", model, "--test", test_path, "--format", "json"],
                                               check=True, capture_output=True).stdout)
            accuracy["stance-train"] = report["accuracy"]["value"]
            accuracy["scikit-learn"] = float(subprocess.run(
                [sys.executable, "-c", SCIKIT, path, folder / "sklearn", test_path], check=True, capture_output=True).stdout)
        base = seen["stance-train"][0]
        rows += [[name, tool, seconds, seconds / base, accuracy.get(tool, ""), memory] for tool, (seconds, memory) in seen.items()]
    if rows:
        table("train", "Training, file to model (liblinear: the solver alone, on ready features)",
              ["data", "tool", "seconds", "times stance-train", "accuracy", "peak MB"], rows)


with tempfile.TemporaryDirectory() as name:
    distinct = list(dict.fromkeys(t for p in sorted(TEXTS.glob("**/*")) for t in texts_of(p)))
    classify(Path(name), distinct)
    train(Path(name))
(Path(__file__).parent / "run.json").write_text(json.dumps(RESULTS, indent=1) + "\n")
