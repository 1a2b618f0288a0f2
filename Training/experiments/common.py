"""What the experiments share: reading files, running the built tools, metrics, the bootstrap, writing results.

Every interval is the one of stance-eval, a BCa bootstrap over items (Efron 1987), with 2000 resamples and seed 0; where a share
is 0 or 1, Wilson's (1927). `checks/intervals.py` compares the two. A difference is bootstrapped in pairs: both sides are measured on
the same resample.
"""
import datetime, hashlib, json, os, statistics, subprocess, tempfile, time
from pathlib import Path
from statistics import NormalDist

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TOOLS = ROOT / ".build" / "release"
AUTHORED = ROOT / "Data" / "authored" / "train.jsonl"
RESAMPLES, SEED = 2000, 0


# Files

def read(path):
    """The records of a TSV file with a header, or of a JSON Lines file, each with `text` and `label`."""
    path = Path(path)
    lines = path.read_text(encoding="utf8").split("\n")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in lines if line]
    header = lines[0].rstrip("\r").split("\t")
    return [dict(zip(header, line.rstrip("\r").split("\t"))) for line in lines[1:] if line]


def write(path, records):
    """Writes texts and labels as JSON Lines; nothing else goes along."""
    with open(path, "w", encoding="utf8") as out:
        for record in records:
            out.write(json.dumps({"text": record["text"], "label": record["label"]}) + "\n")
    return path


def digests(paths):
    return {Path(p).name: hashlib.sha256(Path(p).read_bytes()).hexdigest() for p in paths}


def folds_of(records, count, salt=""):
    """A fold for each record: stratified by label, in an order fixed by the hash of each text."""
    def key(i):
        return hashlib.sha1((salt + records[i]["text"]).encode()).digest()
    seen, fold = {}, np.zeros(len(records), int)
    for i in sorted(range(len(records)), key=key):
        label = records[i]["label"]
        fold[i] = seen.get(label, 0) % count
        seen[label] = seen.get(label, 0) + 1
    return fold


def split(records, fold, held):
    """Records outside a fold, and those in it."""
    return [r for r, f in zip(records, fold) if f != held], [r for r, f in zip(records, fold) if f == held]


# Recipes and tools

def merged(base, change):
    """A recipe with some members in place of others, at any depth."""
    result = dict(base)
    for name, value in change.items():
        result[name] = merged(result.get(name) or {}, value) if isinstance(value, dict) else value
    return result


def tool(name, *arguments):
    return subprocess.run([TOOLS / name, *map(str, arguments)], check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True, encoding="utf8").stdout


def version():
    return tool("stance", "--version").strip()


class Workspace(tempfile.TemporaryDirectory):
    """A temporary folder in which models are trained, used and measured."""

    def __enter__(self):
        self.folder = Path(super().__enter__())
        return self

    def recipe(self, recipe):
        path = self.folder / "recipe.json"
        path.write_text(json.dumps(recipe), encoding="utf8")
        return path

    def train(self, recipe, *files, model="model", options=()):
        """The folder of a new model, and the seconds that it took, start of the program to model on disk."""
        start = time.perf_counter()
        tool("stance-train", "train", "--train", *files, "--recipe", self.recipe(recipe), *options,
             "--output", self.folder / model)
        return self.folder / model, time.perf_counter() - start

    def classify(self, model, texts, *options):
        """What `stance classify` says of each text, one record a text."""
        path = self.folder / "texts.jsonl"
        with open(path, "w", encoding="utf8") as out:
            out.writelines(json.dumps({"text": t}) + "\n" for t in texts)
        out = tool("stance", "classify", "--model", model, "--format", "jsonl", *options, path)
        return [{k: v for k, v in json.loads(line).items() if k != "text"} for line in out.splitlines()]

    def cross_validate(self, recipe, *files, folds=5):
        """What is predicted of each example by a model that was trained without its fold; and the seconds."""
        path = self.folder / "predictions.jsonl"
        start = time.perf_counter()
        tool("stance-train", "cross-validate", "--train", *files, "--recipe", self.recipe(recipe), "--folds", folds,
             "--predictions", path)
        seconds = time.perf_counter() - start
        return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()], seconds

    def quotations_a_second(self, model, texts, lines=200_000, runs=5):
        """Median of several runs over the texts, repeated; TSV to a file, on all cores."""
        path = self.folder / "lines.txt"
        texts = [" ".join(t.split()) for t in texts]
        with open(path, "w", encoding="utf8") as out:
            out.writelines(texts[i % len(texts)] + "\n" for i in range(lines))
        times = []
        for _ in range(runs):
            with open(self.folder / "out", "wb") as out:
                start = time.perf_counter()
                subprocess.run([TOOLS / "stance", "classify", "--model", model, "--format", "tsv", path], check=True,
                               stdout=out, stderr=subprocess.DEVNULL)
                times.append(time.perf_counter() - start)
        return lines / statistics.median(times)


def config(model):
    return json.loads((Path(model) / "config.json").read_text(encoding="utf8"))


def feature_count(model):
    with open(Path(model) / "model.safetensors", "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    return sum(header[name]["shape"][0] for name in ("features.buckets", "words.rows", "characters.rows") if name in header)


# Metrics and intervals

class Bootstrapped:
    """A statistic of the sample and of each resample.

    `pulls` says how far each unit pulls it (the mean of the statistic without one unit, less the statistic without this one), and
    `weights` how many units pull so: the jackknife. `items` is what a share is a share of; None of what is no share.
    """

    def __init__(self, value, draws, pulls, weights, items=None):
        self.value, self.draws, self.pulls, self.weights, self.items = float(value), draws, pulls, weights, items

    def __sub__(self, other):
        """A difference in pairs: of two statistics of the same resamples."""
        return Bootstrapped(self.value - other.value, self.draws - other.draws, self.pulls - other.pulls, self.weights)

    @staticmethod
    def mean(parts):
        """The mean of statistics whose resamples are independent of each other."""
        count = len(parts)
        return Bootstrapped(sum(p.value for p in parts) / count, sum(p.draws for p in parts) / count,
                            np.concatenate([p.pulls / count for p in parts]), np.concatenate([p.weights for p in parts]))


class Outcomes:
    """True labels beside the predictions of one or two systems, drawn again and again.

    Items with the same outcome are counted together: a resample of items is a multinomial draw of outcomes, and the
    jackknife leaves out one item of each kind of outcome.
    """

    def __init__(self, truth, *predictions, seed=SEED):
        self.labels = sorted(set(truth))
        known = sorted(set(self.labels).union(*map(set, predictions)))
        code = {label: i for i, label in enumerate(known)}
        table = np.array([[code[x] for x in column] for column in (truth, *predictions)])
        self.kinds, counts = np.unique(table, axis=1, return_counts=True)
        self.items, self.code, self.width, self.weights = len(truth), code, len(known), counts
        draws = np.random.default_rng(seed).multinomial(self.items, counts / self.items, size=RESAMPLES)
        self.counts = np.vstack([counts, draws, counts - np.eye(len(counts), dtype=int)]).astype(float)

    def _bootstrapped(self, values, items=None):
        rest = values[1 + RESAMPLES:]
        there = ~np.isnan(rest)
        pulls = np.zeros(len(rest))
        if there.any():
            pulls[there] = np.average(rest[there], weights=self.weights[there]) - rest[there]
        return Bootstrapped(values[0], values[1:1 + RESAMPLES], pulls, self.weights, items)

    def _tallies(self, system):
        truth, predicted = self.kinds[0], self.kinds[1 + system]
        eye = np.eye(self.width)
        right = self.counts @ (eye[truth] * (truth == predicted)[:, None])
        return right, self.counts @ eye[truth], self.counts @ eye[predicted]

    def accuracy(self, system=0):
        return self._bootstrapped(self._tallies(system)[0].sum(1) / self.counts.sum(1), self.items)

    def macro_f1(self, system=0):
        right, true, given = self._tallies(system)
        there = true + given > 0
        return self._bootstrapped(np.where(there, 2 * right / np.maximum(true + given, 1), 0).sum(1) / there.sum(1))

    def precision(self, label, system=0):
        return self._share(label, system, lambda right, true, given: (right, given))

    def recall(self, label, system=0):
        return self._share(label, system, lambda right, true, given: (right, true))

    def f1(self, label, system=0):
        return self._share(label, system, lambda right, true, given: (2 * right, true + given), lambda right, whole: whole - right / 2)

    def _share(self, label, system, ratio, items=lambda part, whole: whole):
        if label not in self.code:
            return self._bootstrapped(np.full(len(self.counts), np.nan))
        part, whole = ratio(*(tally[:, self.code[label]] for tally in self._tallies(system)))
        return self._bootstrapped(np.where(whole > 0, part / np.maximum(whole, 1), np.nan), items(part[0], whole[0]))


def wilson(share, items):
    """Wilson's interval of a share."""
    z = NormalDist().inv_cdf(0.975)
    center, half = share + z * z / (2 * items), z * np.sqrt(share * (1 - share) / items + z * z / (4 * items * items))
    scale = 1 + z * z / items
    return 0 if share <= 0 else (center - half) / scale, 1 if share >= 1 else (center + half) / scale


def bca(statistic):
    """The resamples' quantiles that Efron (1987) corrects for their bias and their acceleration."""
    normal, value = NormalDist(), statistic.value
    draws = statistic.draws[~np.isnan(statistic.draws)]
    if not len(draws):
        return value, value
    tolerance = 1e-12 * max(1, abs(value))
    below, equal = (draws < value - tolerance).sum(), (np.abs(draws - value) <= tolerance).sum()
    half = 0.5 / len(draws)
    bias = normal.inv_cdf(min(max((below + 0.5 * equal) / len(draws), half), 1 - half))
    squares = (statistic.weights * statistic.pulls**2).sum()
    acceleration = (statistic.weights * statistic.pulls**3).sum() / (6 * squares**1.5) if squares > 0 else 0

    def level(z):
        room = 1 - acceleration * (bias + z)
        return normal.cdf(bias + (bias + z) / room) if room > 0 else float(z > 0)
    critical = normal.inv_cdf(0.975)
    return np.quantile(draws, [level(-critical), level(critical)])


def estimate(statistic):
    """A statistic with its interval; `None` where the sample does not define it."""
    value = statistic.value
    if np.isnan(value):
        return None
    low, high = wilson(value, statistic.items) if statistic.items and value in (0, 1) else bca(statistic)
    return {"value": round(value, 5), "low": round(float(low), 5), "high": round(float(high), 5)}


def of_means(columns):
    """The means of per-item columns, drawn together."""
    columns = np.asarray(columns, float)
    generator, items = np.random.default_rng(SEED), columns.shape[1]
    draws = np.array([columns[:, generator.integers(0, items, items)].mean(1) for _ in range(RESAMPLES)]).T
    return [Bootstrapped(column.mean(), drawn, (column - column.mean()) / (items - 1), np.ones(items))
            for column, drawn in zip(columns, draws)]


# Operating points

def threshold(records, warning, precision):
    """The p(warning) from which on precision is enough and recall is largest, `None` if there is none."""
    order = np.argsort(-warning, kind="stable")
    right = np.cumsum([records[i]["label"] == "warning" for i in order])
    enough = np.flatnonzero(right / np.arange(1, len(order) + 1) >= precision)
    return float(warning[order[enough[-1]]]) if len(enough) else None


def operating_point(records, warning, least, rows):
    """Precision and recall if what has at least so much p(warning) is called a warning."""
    truth = [records[i]["label"] == "warning" for i in rows]
    outcomes = Outcomes(truth, [bool(warning[i] >= least) for i in rows])
    return {"precision": estimate(outcomes.precision(True)), "recall": estimate(outcomes.recall(True)), "warnings": sum(truth)}


# Tables and results

def shown(e, digits=4):
    if e is None:
        return "-"
    return f"{e['value']:.{digits}f} [{e['low']:.{digits}f}, {e['high']:.{digits}f}]"


def difference(e, digits=4):
    """A difference with its interval; bold where the interval leaves out 0."""
    if e is None:
        return "-"
    text = f"{e['value']:+.{digits}f} [{e['low']:+.{digits}f}, {e['high']:+.{digits}f}]"
    return f"**{text}**" if e["low"] > 0 or e["high"] < 0 else text


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]) + "\n"


def arguments_of(options):
    """The arguments as they may be written down: of a path, its name alone."""
    def name(value):
        if isinstance(value, list):
            return [name(v) for v in value]
        return Path(value).name if isinstance(value, str) and os.sep in value else value
    return {k: name(v) for k, v in vars(options).items()}


def save(script, key, options, data, values, markdown):
    """Writes one run's results beside the script, as JSON and Markdown; a run with the same key is replaced."""
    path = HERE / f"{Path(script).stem}.json"
    runs = json.loads(path.read_text(encoding="utf8"))["runs"] if path.exists() else {}
    runs[key] = {
        "date": datetime.date.today().isoformat(), "stanceVersion": version(), "arguments": arguments_of(options),
        "data": digests(data), "seed": SEED, "resamples": RESAMPLES, "intervals": "BCa", "values": values, "table": markdown,
    }
    path.write_text(json.dumps({"runs": runs}, indent=1, sort_keys=True) + "\n", encoding="utf8")
    text = f"# {Path(script).name}\n\n" + "\n".join(f"## {k}\n\n{runs[k]['table']}" for k in sorted(runs))
    path.with_suffix(".md").write_text(text, encoding="utf8")
    print(f"\n## {key}\n\n{markdown}", flush=True)


# Looks at dev

def look(note, model, reports, accuracy):
    """Writes a look at newswire/dev down: the best of many looks is optimistic, so all are counted."""
    line = {
        "date": datetime.date.today().isoformat(), "note": note, "checksum": config(model)["checksum"],
        "recipe": config(model)["training"]["recipe"], "macroF1": {p: round(v, 4) for p, v in reports.items()},
        "accuracy": round(accuracy, 4),
    }
    with open(HERE / "dev-looks.jsonl", "a", encoding="utf8") as log:
        log.write(json.dumps(line, sort_keys=True) + "\n")
