#!/usr/bin/env python3
"""Compares a model that was trained again with Models/stance-en: bytes, metrics.json, the card, and the figures in README.md.

usage: Training/release/compare.py MODEL      (verify.sh runs it; pip: numpy)

Exit codes: 0 the same, within the tolerance where the bytes differ; 1 not.
"""
import hashlib, json, re, sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "experiments"))
import common  # noqa: E402

RELEASED, TOLERANCE = common.ROOT / "Models" / "stance-en", 0.005


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def leaves(value, name=""):
    """Each number and word in a metrics file, by its path."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield from leaves(member, f"{name}.{key}".lstrip("."))
    elif isinstance(value, list):
        for place, member in enumerate(value):
            yield from leaves(member, f"{name}[{place}]")
    else:
        yield name, value


def main():
    model, faults = Path(sys.argv[1]), []
    same = True
    for name in ("model.safetensors", "config.json"):
        if digest(model / name) != digest(RELEASED / name):
            same = False
            print(f"{name}: the digest differs")
        else:
            print(f"{name}: the same bytes, SHA-256 {digest(model / name)}")
    new, old = (dict(leaves(json.loads((folder / "metrics.json").read_text()))) for folder in (model, RELEASED))
    compared = 0
    for name in sorted(new.keys() | old.keys()):
        if name == "model" or name.startswith("speed."):
            continue
        a, b = old.get(name), new.get(name)
        compared += 1
        near = isinstance(a, float) and isinstance(b, float) and not same and abs(a - b) <= TOLERANCE
        if a != b and not near:
            faults.append(f"metrics.json, {name}: released {a}, now {b}")
    print(f"metrics.json: {compared} values compared, " + ("all the same" if same and not faults else f"{len(faults)} differ"))
    released = json.loads((RELEASED / "metrics.json").read_text())
    faults += [f"README.md does not say: {line}" for line in readme_lines(released)
               if line not in " ".join((common.ROOT / "README.md").read_text().split())]
    if same:
        speed = re.compile(r"[\d,]+ quotations a second on \d+ cores")
        cards = [speed.sub("", (folder / "README.md").read_text()) for folder in (model, RELEASED)]
        faults += [] if cards[0] == cards[1] else ["Models/stance-en/README.md: the card differs"]
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


def readme_lines(metrics):
    """What README.md must say, word for word but for line breaks."""
    scores = [common.shown(metrics[part]["macroF1"], 3) for part in ("newswireDev", "train", "authoredTest", "challenge")]
    return [*scores, common.difference(metrics["peer"]["difference"], 3).strip("*")]


main()
