"""Other people's classifiers, in the one shape that the experiments need: train on records, label texts, tell the time.

pip: scikit-learn; apt: fasttext, liblinear-tools. A time is (seconds, CPU seconds of all cores): on a machine that others
use too, the second is the one to compare.
"""
import os, re, resource, subprocess, tempfile, time
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC


class Clock:
    """Seconds and CPU seconds of this process and of those that it has run."""

    def __enter__(self):
        self.start = self.now()
        return self

    def __exit__(self, *_):
        self.time = tuple(round(b - a, 2) for a, b in zip(self.start, self.now()))

    @staticmethod
    def now():
        own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.perf_counter(), own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def words(longest, **options):
    return TfidfVectorizer(ngram_range=(1, longest), sublinear_tf=True, **options)


def characters(**options):
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, **options)


def texts_and_labels(records):
    return [r["text"] for r in records], [r["label"] for r in records]


def scikit_learn(pipeline):
    """A pipeline as a peer: labels of texts, and the time of training."""
    def run(train, texts):
        with Clock() as clock:
            pipeline.fit(*texts_and_labels(train))
        return list(pipeline.predict(texts)), clock.time
    return run


def logistic_regression():
    return scikit_learn(make_pipeline(words(2), LogisticRegression(C=10, max_iter=1000)))


def support_vectors():
    return scikit_learn(make_pipeline(make_union(words(2), characters()), LinearSVC()))


def fasttext_probabilities(train, texts, *options):
    """What fastText gives each text: label and probability, the best first; and the time of training."""
    names = sorted({r["label"] for r in train})

    def plain(text):
        return " ".join(re.sub(r"([^\w\s])", r" \1 ", text.lower()).split())
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        with open(folder / "train.txt", "w", encoding="utf8") as out:
            out.writelines(f"__label__{names.index(r['label'])} {plain(r['text'])}\n" for r in train)
        with open(folder / "texts.txt", "w", encoding="utf8") as out:
            out.writelines(plain(text) + "\n" for text in texts)
        with Clock() as clock:
            subprocess.run(["fasttext", "supervised", "-input", folder / "train.txt", "-output", folder / "model",
                            "-wordNgrams", "2", "-epoch", "25", "-lr", "0.5", "-thread", str(os.cpu_count()), *options],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        out = subprocess.run(["fasttext", "predict-prob", folder / "model.bin", folder / "texts.txt", str(len(names))],
                             check=True, capture_output=True, text=True).stdout.split("\n")[:len(texts)]
    rows = []
    for line in out:
        parts = line.split()
        rows.append({names[int(n[9:])]: float(p) for n, p in zip(parts[::2], parts[1::2])} or {names[0]: 1.0})
    return rows, clock.time


def fasttext(*options):
    def run(train, texts):
        rows, time_taken = fasttext_probabilities(train, texts, *options)
        return [max(row, key=row.get) for row in rows], time_taken
    return run


def liblinear(train, texts):
    """LIBLINEAR's dual logistic regression on the features of scikit-learn; the time is that of the solver and its file."""
    known, labels = texts_and_labels(train)
    vectorizer, names = words(2), sorted(set(labels))
    x = vectorizer.fit_transform(known)

    def lines(matrix, targets):
        for row, target in enumerate(targets):
            part = slice(*matrix.indptr[row:row + 2])
            order = np.argsort(matrix.indices[part])
            yield f"{target} " + " ".join(
                f"{i + 1}:{v:.6g}" for i, v in zip(matrix.indices[part][order], matrix.data[part][order])) + "\n"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        with open(folder / "train", "w") as out:
            out.writelines(lines(x, [names.index(l) for l in labels]))
        with open(folder / "texts", "w") as out:
            out.writelines(lines(vectorizer.transform(texts), [0] * len(texts)))
        with Clock() as clock:
            subprocess.run(["liblinear-train", "-s", "7", "-c", "10", "-q", folder / "train", folder / "model"],
                           check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["liblinear-predict", "-q", folder / "texts", folder / "model", folder / "out"], check=True,
                       stdout=subprocess.DEVNULL)
        return [names[int(float(line))] for line in (folder / "out").read_text().split()], clock.time


def balanced_regression(make_features, costs):
    """Balanced logistic regressions of several C on the same features: for each C labels, probabilities and the time.

    The time of the features counts for each.
    """
    def run(train, texts):
        known, labels = texts_and_labels(train)
        with Clock() as features:
            vectorizer = make_features()
            x = vectorizer.fit_transform(known)
        given, results = vectorizer.transform(texts), {}
        for cost in costs:
            with Clock() as clock:
                model = LogisticRegression(C=cost, class_weight="balanced", max_iter=500, tol=1e-3).fit(x, labels)
            rows = [dict(zip(model.classes_, row)) for row in model.predict_proba(given).tolist()]
            results[cost] = rows, tuple(round(a + b, 2) for a, b in zip(features.time, clock.time))
        return results
    return run


def words_and_characters():
    return make_union(words(3, min_df=2), characters(min_df=2))


def short_words():
    return words(2, min_df=2)
