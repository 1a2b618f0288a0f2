"""The transfer set: variants of labelled quotations, on which a large model teaches a small one.

A small model that sees only words needs many more sentences than people have labelled. The variants need no labels of
their own: the large model, fine-tuned on the labelled quotations, says what it thinks of each (Jiao et al. 2020, TinyBERT;
Ye et al. 2022, Sparse Distillation). Two kinds:

- a quotation with 15, 30 or 45 % of its longer words replaced by one of the nearest words in the large model's own
  vocabulary: 12 for each neutral quotation, 32 for each other;
- a quotation that is not neutral with one of its clauses replaced by a clause of any other quotation, one for each ten
  variants of the first kind, times three; half of them are reworded as above too.

The same records and neighbours give the same texts on any machine: chance is `random.Random(...).random()` alone. Each variant
has chance of its own, by the id of its record, so that a record whose text is missing takes only its own variants away.
"""
import gzip, hashlib, json, random, re
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "Data"
ANNOTATIONS = {name: DATA / name / "train.jsonl" for name in ("newswire", "authored")}
NEUTRAL_VARIANTS, OTHER_VARIANTS, SPLICES_A_VARIANT = 12, 32, 0.3
SHARES = (0.15, 0.3, 0.45)
CLAUSE_END = re.compile(
    r"(?<=[,;:.!?–—-])\s+|\s+(?=(?:and|but|if|because|that|which|so|when|while|unless)\b)")
LABELS = ["neutral", "reassurance", "warning"]
LOGIT_SCALE = 24  # a logit as a signed byte: steps of 0.04, up to 5.3


def read_neighbours(path):
    """The nearest words of each word: a line a word, itself first, tab-separated."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        return {words[0]: words[1:] for words in (line.rstrip("\n").split("\t") for line in lines)}


class Chance:
    """Chance that depends on a name alone."""

    def __init__(self, name):
        self.generator = random.Random(name)

    def below(self, share):
        return self.generator.random() < share

    def one(self, of):
        return of[int(self.generator.random() * len(of))]


def reworded(text, neighbours, chance):
    share = chance.one(SHARES)
    parts = re.split(r"([A-Za-z]+)", text)
    for place, part in enumerate(parts):
        near = neighbours.get(part.lower())
        if near and chance.below(share):
            word = chance.one(near)
            parts[place] = word.capitalize() if part[0].isupper() else word
    return "".join(parts)


def count_of(record):
    """How many variants of the first kind a record has."""
    return NEUTRAL_VARIANTS if record["label"] == "neutral" else OTHER_VARIANTS


def spliced(record, donor, neighbours, chance):
    """A record's text with one of its clauses replaced by one of another's; `None` if either text is missing."""
    if "text" not in record or "text" not in donor:
        return None
    parts = CLAUSE_END.split(record["text"])
    own = int(chance.generator.random() * len(parts))
    long = [clause for clause in CLAUSE_END.split(donor["text"]) if len(clause.split()) > 2]
    parts[own] = chance.one(long or [donor["text"]])
    text = " ".join(parts)
    return reworded(text, neighbours, chance) if chance.below(0.5) else text


def variants(records, neighbours):
    """For each variant the places of the records that it is made of, and its text, `None` if it cannot be made.

    A record has `id` and `label`, and `text` unless it is missing.
    """
    result = []
    for place, record in enumerate(records):
        for number in range(count_of(record)):
            chance = Chance(f"{record['id']} {number}")
            result.append(([place], reworded(record["text"], neighbours, chance) if "text" in record else None))
    stances = [place for place, record in enumerate(records) if record["label"] != "neutral"]
    for number in range(round(SPLICES_A_VARIANT * len(result))):
        chance = Chance(f"splice {number}")
        places = [chance.one(stances), int(chance.generator.random() * len(records))]
        result.append((places, spliced(*(records[place] for place in places), neighbours, chance)))
    return result


def is_held_out(record):
    """Whether the teacher never sees a news quotation: one in four, by a hash of its id."""
    return int(hashlib.sha1(("f" + record["id"]).encode()).hexdigest(), 16) % 4 == 0


def examples(records, neighbours):
    """The records themselves, and then their variants."""
    return [([place], record.get("text")) for place, record in enumerate(records)] + variants(records, neighbours)


def digest(texts):
    """A digest of texts in their order."""
    sha = hashlib.sha256()
    for text in texts:
        sha.update(text.encode() + b"\n")
    return sha.hexdigest()


def read(path):
    """The records of a JSON Lines file."""
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def joined(name, path):
    """The annotated records of a corpus, each with its text if the file at `path` has it."""
    texts = {record["id"]: record["text"] for record in read(path)}
    return [{"id": r["id"], "label": r["label"]} | ({"text": texts[r["id"]]} if r["id"] in texts else {})
            for r in read(ANNOTATIONS[name])]
