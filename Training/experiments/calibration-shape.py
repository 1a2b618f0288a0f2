#!/usr/bin/env python3
"""Which shape of calibration held-out probabilities still ask for, beyond scales of the parts and a bias for each label.

usage: Training/experiments/calibration-shape.py HELD_OUT.jsonl [--also PREDICTIONS.jsonl TEXTS.jsonl]
(pip: numpy, scipy; HELD_OUT.jsonl is what `stance-train cross-validate --predictions` writes: the released recipe's is made by
Training/release/train-stance-en.sh on its way)

A shape is a softmax of features of the log probabilities, fitted with the least log loss on four folds, and used on the fifth:

- `as it is`: the probabilities given;
- `scale, bias`: one scale for all labels and a bias for each, which the calibration has fitted already, so nothing is to be gained;
- `a scale a label, bias`: a scale and a bias for each label's log probability (Kull et al. 2019, the diagonal of Dirichlet
  calibration);
- `matrix, bias`: each label from the log probabilities of all (the same, in full).

Printed are log loss and Brier score with what they differ from `as it is` by, in pairs, and the calibration error with the range
that it has if probabilities are right (calibration.py). --also fits each shape to all folds and uses it on the predictions
of a finished model (`stance classify --format jsonl`): a look at newswire/dev is a look.
"""
import argparse, importlib, json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import common

calibration = importlib.import_module("calibration")


def diagonal(logs):
    eye = np.eye(logs.shape[1])
    return np.stack([logs * label for label in eye] + [np.broadcast_to(label, logs.shape) for label in eye], 2)


def matrix(logs):
    eye = np.eye(logs.shape[1])
    return np.stack([logs[:, [column]] * label for column in range(logs.shape[1]) for label in eye]
                    + [np.broadcast_to(label, logs.shape) for label in eye], 2)


def one_scale(logs):
    return np.stack([logs] + [np.broadcast_to(label, logs.shape) for label in np.eye(logs.shape[1])], 2)


SHAPES = {"scale, bias": one_scale, "a scale a label, bias": diagonal, "matrix, bias": matrix}
PENALTY = 1e-4  # of squares, so that the optimum is one


def softmax(logits):
    logits = np.exp(logits - logits.max(1, keepdims=True))
    return logits / logits.sum(1, keepdims=True)


def fitted(shape, logs, truth):
    features = shape(logs)

    def loss(weights):
        probabilities = softmax(features @ weights)
        residual = probabilities - np.eye(logs.shape[1])[truth]
        value = -np.log(np.maximum(probabilities[np.arange(len(truth)), truth], 1e-12)).mean()
        return value + PENALTY * weights @ weights, np.einsum("ik,ikj->j", residual, features) / len(truth) + 2 * PENALTY * weights

    weights = minimize(loss, np.zeros(features.shape[2]), jac=True, method="BFGS").x
    return lambda logs: softmax(shape(logs) @ weights)


def measured(probabilities, truth, plain):
    everyone = np.arange(len(truth))

    def measures(p):
        return [-np.log(np.maximum(p[everyone, truth], 1e-7)), ((p - np.eye(p.shape[1])[truth]) ** 2).sum(1)]

    (loss, brier), (plain_loss, plain_brier) = measures(probabilities), measures(plain)
    names = ["logLoss", "logLossDifference", "brier", "brierDifference"]
    values = dict(zip(names, map(
        common.estimate, common.of_means([loss, loss - plain_loss, brier, brier - plain_brier]))))
    confidence, right = probabilities.max(1), probabilities.argmax(1) == truth
    low, high = calibration.believed(confidence)
    return values | {"calibrationError": round(float(calibration.calibration_error(confidence, right)), 5),
                     "chanceLow": round(float(low), 5), "chanceHigh": round(float(high), 5)}


def logs_of(rows, labels):
    probabilities = np.array([[row["probabilities"][label] for label in labels] for row in rows])
    return np.log(np.maximum(probabilities, 1e-6))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("held_out")
    parser.add_argument("--also", nargs=2, metavar=("PREDICTIONS", "TEXTS"))
    options = parser.parse_args()
    rows = common.read(options.held_out)
    labels = sorted(rows[0]["probabilities"])
    logs, truth = logs_of(rows, labels), np.array([labels.index(row["true"]) for row in rows])
    fold = np.array([row["fold"] for row in rows])
    parts = {"held-out folds": {"as it is": softmax(logs)}}
    for name, shape in SHAPES.items():
        parts["held-out folds"][name] = np.zeros_like(logs)
        for held in np.unique(fold):
            part = fold == held
            parts["held-out folds"][name][part] = fitted(shape, logs[~part], truth[~part])(logs[part])
    truths = {"held-out folds": truth}
    if options.also:
        known = {record["id"]: record["label"] for record in common.read(options.also[1])}
        other = common.read(options.also[0])
        also, name = logs_of(other, labels), Path(options.also[1]).name
        truths[name] = np.array([labels.index(known[row["id"]]) for row in other])
        parts[name] = {"as it is": softmax(also)} | {
            shape: fitted(SHAPES[shape], logs, truth)(also) for shape in SHAPES}
    for part, given in parts.items():
        values = {name: measured(p, truths[part], given["as it is"]) for name, p in given.items()}
        table = common.table(
            ["shape", "log loss", "change", "Brier score", "change", "calibration error (range if perfect)"],
            [[name, common.shown(v["logLoss"]), common.difference(v["logLossDifference"]), common.shown(v["brier"]),
              common.difference(v["brierDifference"]),
              f"{v['calibrationError']:.4f} ({v['chanceLow']:.4f} to {v['chanceHigh']:.4f})"] for name, v in values.items()])
        common.save(__file__, f"{part}, {len(truths[part])} items", options, [options.held_out], values, table)


if __name__ == "__main__":
    main()
