#!/usr/bin/env python3
"""How far base and weights of `stance classify --explain` are from the logit, on 1000 invented quotations, model by model.

usage: Training/checks/explanations.py     (build first: make build)

Models: the released one, and a network and an ensemble trained here on Data/authored/train.jsonl, with gelu and with relu. Fails
where a sum is off by more than 1e-4, a span is not what stands at its place, or the label explained is not the one given.
"""
import json, random, subprocess, tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TOOLS = PROJECT / ".build" / "release"
TRAIN = PROJECT / "Data" / "authored" / "train.jsonl"
TOLERANCE, SAMPLE = 1e-4, 1000


def quotations():
    files = [PROJECT / "Data" / "authored" / f"{split}.jsonl" for split in ("train", "dev", "test")]
    texts = [json.loads(line)["text"] for file in files for line in open(file, encoding="utf-8")]
    return random.Random(0).sample(texts, SAMPLE)


def train(folder, algorithm, activation):
    recipe = folder / "recipe.json"
    recipe.write_text(json.dumps({"algorithm": algorithm, "network": {"activation": activation}}))
    model = folder / f"{algorithm}-{activation}"
    subprocess.run([TOOLS / "stance-train", "--train", TRAIN, "--recipe", recipe, "--output", model],
                   check=True, capture_output=True)
    return model


def largest_deviation(model, texts):
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    output = subprocess.run(
        [TOOLS / "stance", "classify", "--model", model, "--explain", "--input-format", "jsonl", "--format", "jsonl"],
        input=lines, check=True, stdout=subprocess.PIPE, text=True).stdout
    largest = 0
    for text, line in zip(texts, output.splitlines(), strict=True):
        record = json.loads(line)
        explanation = record["explanation"]
        assert record["text"] == text and explanation["label"] == record["label"]
        for span in explanation["spans"]:
            assert text[span["start"]:span["end"]] == span["text"]
        total = explanation["base"] + sum(span["weight"] for span in explanation["spans"])
        largest = max(largest, abs(total - explanation["logit"]))
    return largest


def main():
    texts = quotations()
    with tempfile.TemporaryDirectory() as folder:
        models = {"stance-en (logistic)": PROJECT / "Models" / "stance-en"}
        for algorithm in ("mlp", "ensemble"):
            for activation in ("gelu", "relu"):
                models[f"{algorithm}, {activation}"] = train(Path(folder), algorithm, activation)
        deviations = {name: largest_deviation(model, texts) for name, model in models.items()}
    for name, deviation in deviations.items():
        print(f"{name:22} {len(texts)} quotations  largest deviation {deviation:.1e}")
    if max(deviations.values()) > TOLERANCE:
        raise SystemExit(f"more than {TOLERANCE}")


if __name__ == "__main__":
    main()
