"""The transfer set: variants of labelled quotations, on which a large model teaches a small one.

A small model that sees only words needs many more sentences than people have labelled. The variants need no labels of
their own: the large model, fine-tuned on the labelled quotations, says what it thinks of each (Jiao et al. 2020, TinyBERT;
Ye et al. 2022, Sparse Distillation). Two kinds:

- a quotation with 15, 30 or 45 % of its longer words replaced by one of the nearest words in the large model's own
  vocabulary: 3 for each neutral quotation, 8 for each other;
- a quotation that is not neutral with one of its clauses replaced by a clause of any other quotation, one for each ten
  variants of the first kind, times three; half of them are reworded as above too.

The same records, neighbours and seed give the same texts on any machine: chance is `random.Random(seed).random()` alone.
"""
import gzip, hashlib, json, random, re

SEED = 3
NEUTRAL_VARIANTS, OTHER_VARIANTS, SPLICES_A_VARIANT = 3, 8, 0.3
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
    def __init__(self, seed):
        self.generator = random.Random(seed)

    def below(self, share):
        return self.generator.random() < share

    def one(self, of):
        return of[int(self.generator.random() * len(of))]

    def place(self, count):
        return int(self.generator.random() * count)


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


def variants(records, neighbours, seed=SEED):
    """Pairs of the place of a variant's record and its text."""
    chance, result = Chance(seed), []
    for place, record in enumerate(records):
        result += [(place, reworded(record["text"], neighbours, chance)) for _ in range(count_of(record))]
    # From here on a variant may hold a clause of another record.
    clauses = [CLAUSE_END.split(record["text"]) for record in records]
    pool = [clause for parts in clauses for clause in parts if len(clause.split()) > 2]
    stances = [place for place, record in enumerate(records) if record["label"] != "neutral"]
    for _ in range(round(SPLICES_A_VARIANT * len(result))):
        place = chance.one(stances)
        parts = list(clauses[place])
        parts[chance.place(len(parts))] = chance.one(pool)
        text = " ".join(parts)
        result.append((place, reworded(text, neighbours, chance) if chance.below(0.5) else text))
    return result


def is_held_out(record):
    """Whether the teacher never sees a news quotation: one in four, by a hash of its id."""
    return int(hashlib.sha1(("f" + record["id"]).encode()).hexdigest(), 16) % 4 == 0


def digest(texts):
    """A digest of texts in their order."""
    sha = hashlib.sha256()
    for text in texts:
        sha.update(text.encode() + b"\n")
    return sha.hexdigest()


def read(paths):
    return [json.loads(line) for path in paths for line in open(path, encoding="utf8")]
