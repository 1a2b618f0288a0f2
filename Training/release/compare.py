#!/usr/bin/env python3
"""Compares a model that was trained again with Models/stance-en: bytes, metrics.json, the card, and the figures in README.md.

usage: Training/release/compare.py MODEL      (verify.sh runs it; pip: numpy)

Where the bytes differ, each figure that has an interval must lie within the released one's: another machine's sums may round otherwise.
Exit codes: 0 as released, 1 not.
"""
import hashlib, json, re, sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "experiments"))
import common  # noqa: E402

RELEASED = common.ROOT / "Models" / "stance-en"


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


def estimates(value, name=""):
    """Each figure that has an interval, by its path."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if isinstance(value, dict) and {"value", "low", "high"} <= value.keys():
        yield name, value
    for key, member in members:
        yield from estimates(member, f"{name}.{key}".lstrip("."))


def main():
    model, faults = Path(sys.argv[1]), []
    same = True
    for name in ("model.safetensors", "config.json"):
        if digest(model / name) != digest(RELEASED / name):
            same = False
            print(f"{name}: the digest differs")
        else:
            print(f"{name}: the same bytes, SHA-256 {digest(model / name)}")
    measured, released = (json.loads((folder / "metrics.json").read_text()) for folder in (model, RELEASED))
    if same:
        new, old = (dict(leaves(metrics)) for metrics in (measured, released))
        names = [name for name in sorted(new.keys() | old.keys()) if name != "model" and not name.startswith("speed.")]
        faults += [f"metrics.json, {name}: released {old.get(name)}, now {new.get(name)}" for name in names
                   if old.get(name) != new.get(name)]
    else:
        new, old = (dict(estimates(metrics)) for metrics in (measured, released))
        names = sorted(old)
        faults += [f"metrics.json, {name}: released {old[name]}, now {new.get(name)}" for name in names
                   if name not in new or not old[name]["low"] <= new[name]["value"] <= old[name]["high"]]
    print(f"metrics.json: {len(names)} values compared, {len(faults) or 'none'} "
          + ("differ" if same else "outside the released interval"))
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
