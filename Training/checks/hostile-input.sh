#!/usr/bin/env bash
# Bad input gives a clear error or a right answer: never a crash, a hang, a half-written model, or a strange exit code.
#
# Prints a Markdown table; exits 1 if a run ends otherwise than expected. `make build` first. It takes 2 to 5 minutes
# and 1 GB of the temporary folder. As root it also tries a full disk and files without permission.
set -u; cd "$(dirname "$0")/../.." || exit 1
export SWIFT_BACKTRACE=enable=no LC_ALL=C.UTF-8
work=$(mktemp -d "${TMPDIR:-/tmp}/hostile.XXXXXX")
trap 'umount "$work/disk" 2> /dev/null; rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir "$work/bin" && cp .build/release/stance .build/release/stance-train .build/release/stance-eval "$work/bin" || exit 1
cp -r Models/stance-en "$work/released"; cp Data/authored/dev.jsonl Data/authored/train.jsonl "$work"
export PATH="$work/bin:$PATH" STANCE_MODEL="$work/released"; cd "$work" || exit 1; failures=0

# try EXPECTED DESCRIPTION COMMAND...: runs a command or exported function for at most 60 s in 16 GB and prints a row.
# Its output is in the file `out`; that of the run before in `before`.
try() {
    local expected=$1 description=$2 code shown; shift 2
    [ -e out ] && mv out before
    (
        export -f $(compgen -A function); ulimit -c 0 -v 16000000
        exec timeout -k 5 60 bash -c '"$@"' try "$@"
    ) < /dev/null > out 2> err
    code=$?; shown=$code; [ "$code" = 124 ] && shown="hangs"
    [ "$code" = "$expected" ] || { failures=$((failures + 1)); shown="**$shown**, not $expected"; }
    row "$description" "$shown" "$(head -c 4000 err | tr -d '\000' | tail -n 1)"
}
# shell EXPECTED DESCRIPTION SCRIPT: the same for what needs pipes or redirections.
shell() { try "$1" "$2" bash -c "$3"; }
row() {
    local said=${3//|/\\|}
    printf '| %s | %s | %s |\n' "${1//|/\\|}" "$2" "${said:0:110}"
}

python3 - << 'PYTHON'
import os, random
random.seed(1)
def write(name, data):
    with open(name, "wb") as file: file.write(data if isinstance(data, bytes) else data.encode())
sentence = b"the dam may break "
write("empty", b""); write("bom", b"\xef\xbb\xbf"); write("newlines", b"\n" * 200_000); write("nul", b"\0" * 100_000)
write("words50M", sentence * 2_800_000); write("word50M", b"a" * 50_000_000)
write("random50M", random.randbytes(50_000_000))
write("label50M", b"__label__a " + sentence * 2_800_000 + b"\n__label__b the dam will hold\n")
for name in "empty", "bom", "newlines", "nul", "random50M", "words50M":
    for extension in "csv", "tsv", "jsonl", "ft": os.link(name, f"{name}.{extension}")
write("open.csv", 'text,label\ngood one,a\n"never closed,b\nmore,c\n'); write("quotes.csv", "text\n" + '"' * 5_000_001)
write("few.csv", "text,label\nx,a\ny\n"); write("many.csv", "text,label\nx,a\ny,b,c\n")
write("twice.csv", "text,text\nx,y\n"); write("header.csv", "text\n"); names = [f"c{i}" for i in range(99_999)]
write("wide.csv", ",".join(["text"] + names) + "\n" + ",".join(["it may break"] + ["1"] * 99_999) + "\n")
write("wide.jsonl", '{"text":"it may break",' + ",".join(f'"{name}":1' for name in names) + "}\n")
table = 'text,label\n"It may break, “they” said",a\nIt will hold 😀,b\n'
write("bom16.csv", table.encode("utf-16")); write("be16.csv", b"\xfe\xff" + table.encode("utf-16-be"))
write("nobom16.csv", table.encode("utf-16-le")); write("odd16.csv", table.encode("utf-16")[:-1])
write("surrogate16.csv", "\ufefftext,label\nx\ud800y,a\n".encode("utf-16-le", "surrogatepass"))
write("latin1.csv", "text,label\nDas Gebäude hält,a\nCafé,b\n".encode("latin-1"))
for name, line in {
    "surrogates": r'{"text":"a \ud800 b \udc00 c \ud83d\ude00 \udc00\ud800","label":"a","k\ud800":1}',
    "deep": '{"text":"x","d":' + "[" * 1_000_000 + "]" * 1_000_000 + "}", "unclosed": '{"text":' + "[" * 1_000_000,
    "nested": '{"a":' * 1_000_000 + "1" + "}" * 1_000_000, "duplicate": '{"text":"x","a":1,"\\u0061":2}',
    "huge": '{"text":"x","label":1e400,"n":-0.0,"e":1E+99999999999,"big":' + "9" * 1_000_000 + "}",
    "list": "[1,2]", "number": '{"text":1}', "null": '{"text":null,"label":"a"}', "cut": '{"text":"x',
    "control": '{"text":"a\tb"}', "nan": '{"text":"x","n":NaN}', "zero": '{"text":"x","n":01}',
    "nolabel": '{"text":"x","label":null}', "blanklabel": '{"text":"x","label":" "}', "oddkeys": '{"text":"x","":1,"\\"":2,"a,b\\n":3,"label":"a"}',
}.items(): write(name + ".jsonl", line + "\n")
write("invalid.jsonl", b'{"text":"caf\xe9 \xff\xfe \xc0\x80 \xed\xa0\x80","label":"a","k\xff":"\xf5"}\n')
labels = [r'"a\tb"', r'"c\nd\r"', '"😀"', '"%s"' % ("x" * 100_000), r'"\"quoted\",;|"', '"c d"', "1", "true", r'"\u0000"']
write("oddlabels.jsonl", "".join('{"text":"word same","label":%s}\n' % label for label in labels * 3))
write("onelabel.ft", "__label__a x\n__label__a y\n"); write("twolabels.ft", "__label__a __label__b x\n")
write("nolabel.ft", "plain\n"); write("tiny.ft", "__label__a it will hold\n__label__b it may break\n" * 3)
for name, text in {
    "opening": "“" * 100_000, "straight": '"' * 100_001, "apostrophes": "'" * 200_000, "commas": "“a,” " * 100_000,
    "nested": "“‘" * 50_000 + "words" + "’”" * 50_000, "unclosed-paragraphs": "“It may break.\n\n" * 50_000,
    "dashes": "— " * 100_000, "dialogue": "— Yes, he said.\n" * 50_000, "said": "said " * 200_000,
    "according": "according to " * 100_000, "speakers": '"It may break," said Ann Lee. ' * 50_000,
    "names": "".join(f"Ann{i} Lee{i} said. " for i in range(30_000)), "capitals": "Ann Lee " * 100_000,
    "marks": "e" + "\u0301" * 500_000, "joiners": "👩\u200d" * 200_000, "returns": "\r" * 200_000,
}.items(): write(f"article-{name}.txt", text)
PYTHON
printf '| tried | exit | said |\n| --- | --- | --- |\n'

# Nothing, and far too much
for command in classify analyze; do
    for kind in empty bom; do try 65 "$command $kind" stance $command $kind; done
    for kind in newlines nul words50M word50M random50M; do try 0 "$command $kind" stance $command $kind; done
done
for kind in empty bom newlines nul random50M words50M; do
    for extension in csv tsv jsonl ft; do
        try 65 "classify $kind.$extension" stance classify "$kind.$extension"
        try 65 "train on $kind.$extension" stance-train --train "$kind.$extension" --output none
    done
    try 65 "evaluate on $kind" stance-eval --test $kind
done
try 0 "train on a text of 50 MB" stance-train --train label50M --output label50M-model

# Files that are none, output that goes nowhere
for command in "stance classify" "stance analyze" "stance-eval --test" "stance-train --output none --train"; do
    try 66 "$command DIRECTORY" $command released
    try 66 "$command NO-SUCH-FILE" $command nowhere
    shell 66 "$command - with stdin closed" "$command - <&-"
    shell 66 "$command NO-SUCH-FILE, stderr closed" "$command nowhere 2>&-"
    shell 66 "$command NO-SUCH-FILE, stderr to /dev/full" "$command nowhere 2> /dev/full"
    shell 66 "$command NO-SUCH-FILE, nobody reads stderr" "$command nowhere 2>&1 | true; exit \${PIPESTATUS[0]}"
done
for command in "stance classify dev.jsonl --input-format lines" "stance analyze article-speakers.txt" \
    "stance-eval --test dev.jsonl" "stance-train --train tiny.ft --output full-model"; do
    shell 1 "$command, output to /dev/full" "$command > /dev/full"
    shell 1 "$command, stdout closed" "$command >&-"
    shell 0 "$command, reader gone" "$command | true; exit \${PIPESTATUS[0]}"
done
nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
if [ "$(id -u)" = 0 ] && $nobody true 2> /dev/null; then
    install -m 000 dev.jsonl secret; mkdir -m 755 locked
    for command in "stance classify" "stance-eval --test"; do try 66 "$command UNREADABLE" $nobody $command secret; done
    try 1 "train into a folder without permission" $nobody stance-train --train tiny.ft --output locked/model
else row "files without permission" "left out" "needs root"; fi
for n in 100000 0 -1; do try 64 "--threads $n" stance classify "--threads=$n" dev.jsonl; done
try 0 "--threads 1024" stance classify --threads 1024 dev.jsonl
for l2 in nan inf -1 1e39; do try 64 "--l2 $l2" stance-train --train tiny.ft --output none "--l2=$l2"; done

# Tables and JSON
for name in open few many twice header quotes nobom16; do try 65 "classify $name.csv" stance classify $name.csv; done
for name in bom16 be16 odd16 surrogate16 latin1; do try 0 "classify $name.csv" stance classify $name.csv; done
for format in csv jsonl; do
    try 0 "classify 100,000 columns as $format" stance classify --format $format wide.csv
    try 0 "classify 100,000 members as $format" stance classify --format $format wide.jsonl
    for name in surrogates huge null invalid oddkeys; do
        try 0 "classify $name.jsonl as $format" stance classify --format $format $name.jsonl
    done
done
for name in deep unclosed nested duplicate list number cut control nan zero; do
    try 65 "classify $name.jsonl" stance classify $name.jsonl
done
for name in nolabel.jsonl blanklabel.jsonl onelabel.ft twolabels.ft nolabel.ft surrogates.jsonl open.csv; do
    try 65 "train on $name" stance-train --train $name --output none
done

# Labels
try 0 "train on labels with tabs, newlines, NUL, emoji" stance-train --train oddlabels.jsonl --output odd-model
for format in text tsv csv jsonl; do
    try 0 "classify with them as $format" stance classify --model odd-model --format $format dev.jsonl
    [ $format = text ] || try 0 "... and read the 416 records again" python3 -c '
import csv, json, sys
csv.field_size_limit(10**9)
with open("before", newline="", encoding="utf-8") as file:
    if sys.argv[1] == "csv": rows = [len(row) for row in csv.reader(file)][1:]
    else: rows = [len(json.loads(line)) if sys.argv[1] == "jsonl" else line.count("\t") for line in file]
assert len(rows) == 416 and len(set(rows)) == 1, (len(rows), set(rows))' $format
done
try 0 "evaluate with them" stance-eval --model odd-model --test oddlabels.jsonl
try 65 "evaluate on labels that the model has not" stance-eval --test oddlabels.jsonl

# Articles
for format in text jsonl; do
    for article in article-*.txt; do try 0 "analyze $article as $format" stance analyze --format $format $article; done
done

# Models
echo '{"algorithm": "ensemble", "network": {"widths": [4, 4], "members": 1}}' > ensemble.json
stance-train --train tiny.ft --output tiny > /dev/null
stance-train --train tiny.ft --recipe ensemble.json --output ensemble > /dev/null
printf '3 2\ngood 1 2\nbad 2 1\nday 0 1\n' > words.vec
stance-train --train tiny.ft --word-vectors words.vec --output convolution > /dev/null
for file in empty random50M words50M tiny.ft; do
    [ -e "$file" ] && try 65 "vectors $file" stance-train --train tiny.ft --word-vectors "$file" --output vectors
done
python3 - << 'PYTHON'
import json, os, shutil, struct
P1, P2, P3, P4, P5 = (
    0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5)
def turned(number, bits): return (number << bits | number % 2**64 >> 64 - bits) % 2**64
def mixed(lane, word): return turned((lane + word * P2) % 2**64, 31) * P1 % 2**64
def xxh64(data, seed=0):
    """XXH64, https://github.com/Cyan4973/xxHash."""
    words, rest = struct.unpack_from(f"<{len(data) // 8}Q", data), data[len(data) // 8 * 8:]
    stripes, hash = len(data) // 32 * 4, seed + P5
    if stripes:
        lanes = [seed + P1 + P2, seed + P2, seed, seed - P1]
        for place in range(stripes): lanes[place % 4] = mixed(lanes[place % 4], words[place])
        hash = sum(turned(lane, bits) for lane, bits in zip(lanes, (1, 7, 12, 18)))
        for lane in lanes: hash = (hash ^ mixed(0, lane)) * P1 + P4 & 2**64 - 1
    hash += len(data)
    for word in words[stripes:]: hash = turned(hash % 2**64 ^ mixed(0, word), 27) * P1 + P4
    if len(rest) >= 4:
        hash = turned(hash % 2**64 ^ struct.unpack_from("<I", rest)[0] * P1 % 2**64, 23) * P2 + P3
        rest = rest[4:]
    for byte in rest: hash = turned(hash % 2**64 ^ byte * P5 % 2**64, 11) * P1
    hash %= 2**64
    hash = (hash ^ hash >> 33) * P2 % 2**64
    hash = (hash ^ hash >> 29) * P3 % 2**64
    return hash ^ hash >> 32
def load(model):
    """Reads the model that is to be forged."""
    global old, tensors, data
    old, raw = json.load(open(f"{model}/config.json")), open(f"{model}/model.safetensors", "rb").read()
    end = 8 + struct.unpack("<Q", raw[:8])[0]
    tensors, data = json.loads(raw[8:end]), raw[end:]
def forge(name, config={}, features={}, entries={}, header=None, data=None, length=None):
    """A model with something wrong and the right checksum of docs/ModelFormat.md."""
    config = {**old, "checksum": "0" * 16, "features": {**old["features"], **features}, **config}
    entries = {key: dict(tensors[key], **entries.get(key, {})) for key in tensors}
    if header is None: header = json.dumps(entries).encode()
    weights = struct.pack("<Q", len(header) if length is None else length) + header
    weights += globals()["data"] if data is None else data
    blank = json.dumps(config, separators=(",", " : ")).encode()
    os.makedirs(f"forged/{name}")
    checksum = b"%016x" % xxh64(weights, seed=xxh64(blank))
    open(f"forged/{name}/config.json", "wb").write(blank.replace(b"0" * 16, checksum))
    open(f"forged/{name}/model.safetensors", "wb").write(weights)
def patched(name, kind, *values):
    start, new = tensors[name]["data_offsets"][0], struct.pack("<" + kind, *values)
    return data[:start] + new + data[start + len(new):]
load("tiny"); forge("sound")
for name, entry in {
    "huge": {"shape": [2**61, 2]}, "overflowing": {"shape": [2**62, 2**62]}, "negative": {"shape": [-1, -2]},
    "a-terabyte": {"shape": [2**37, 2], "data_offsets": [0, 2**40]}, "half": {"shape": [1.5]}, "F64": {"dtype": "F64"},
    "zero-by-huge": {"shape": [0, 2**62], "data_offsets": [0, 0]}, "backward": {"data_offsets": [8, 0]},
}.items(): forge(f"rows-{name}", entries={"words.rows": entry})
for name, header in ("none", b""), ("empty", b"{}"), ("deep", b"[" * 1_000_000), ("huge", b'{"bias":{"shape":[1e400]}}'):
    forge(f"header-{name}", header=header)
for length in 2**63, 2**64 - 1: forge(f"header-of-{length}-bytes", length=length)
for name, changed in {
    "no-bytes": b"", "a-byte-more": data + b"\0", "square-of-0": patched("words.rows", "4h", 1, 1, 1, 0),
    "square-of--1": patched("words.rows", "4h", 1, 1, 1, -1), "scale-nan": patched("words.scales", "f", float("nan")),
    "scale-of-3": patched("words.scales", "f", 3), "bias-infinite": patched("bias", "f", float("inf")),
    "more-buckets-than-rows": patched("features.known", "Q", 2**64 - 1),
}.items(): forge(name, data=changed)
for key, value in ("labels", []), ("labels", ["a"]), ("labels", ["a", "a"]), ("labels", list("abcdefghi")), \
    ("formatVersion", 5), ("formatVersion", 0), ("algorithm", "svm"): forge(f"{key} {value}", {key: value})
for key, value in ("bucketBits", 63), ("bucketBits", -1), ("hashSeed", -1): forge(f"{key} {value}", features={key: value})
for low, high in (3, 1), (1, 2**62): forge(f"n-grams {low}", features={"wordNGrams": {"minimum": low, "maximum": high}})
load("ensemble"); forge("sound-ensemble"); nan, infinity = float("nan"), float("inf")
for name, value in ("0", 0), ("negative", -1), ("nan", nan), ("infinite", infinity):
    forge(f"idf-{name}", data=patched("features.idf", "f", value))
for name, values in ("falling", (9, 8)), ("twice", (9, 9)), ("without-end", (2**32 - 1,)):
    forge(f"buckets-{name}", data=patched("features.buckets", f"{len(values)}I", *values))
network = "networks.0.layers."
for tensor in "weights", "bias", network + "0.weights", network + "0.bias", network + "2.weights", network + "2.bias":
    for name, value in ("nan", nan), ("infinite", -infinity), ("huge", 1e30):
        forge(f"ensemble-{tensor}-{name}", data=patched(tensor, "f", value))
# Each number is of sensible size, their product is none.
trained = data
for name, size in ("sound-and-large", 1e4), ("logits-beyond-numbers", 9e11):
    for depth, count in enumerate((4, 16, 8)):
        data = patched(f"{network}{depth}.weights", f"{count}f", *[size, -size] * (count // 2))
    forge(name); data = trained
for tensor in "features.idf", network + "1.weights", network + "2.bias":
    for name, shape in ("narrow", [-1]), ("overflowing", [2**62, 2**62]), ("none", [0, 2**62]):
        forge(f"ensemble-{tensor}-{name}", entries={tensor: {"shape": shape}})
load("convolution"); forge("sound-convolution")
for name, entry in {"narrow": {"shape": [-1, 1]}, "overflowing": {"shape": [2**62, 2**62]}, "flat": {"shape": [1, 1]}}.items():
    for tensor in "rows", "output.weights": forge(f"convolution-{tensor}-{name}", entries={f"convolution.{tensor}": entry})
for name, widths in {"none": (0, 0, 0), "huge": (2**32 - 1,) * 3, "falling": (5, 3, 1), "of-9": (1, 3, 9), "others": (1, 2, 3)}.items():
    forge(f"convolution-widths-{name}", data=patched("convolution.widths", "3I", *widths))
for tensor in "scales", "bias", "output.weights", "output.bias":
    for name, value in ("nan", nan), ("infinite", infinity), ("huge", 1e30):
        forge(f"convolution-{tensor}-{name}", data=patched(f"convolution.{tensor}", "f", value))
forge("convolution-words-falling", data=patched("convolution.words", "2Q", 9, 8))
def broken(name, file, change):
    content = open(f"{shutil.copytree('tiny', f'forged/{name}')}/{file}", "rb").read()
    open(f"forged/{name}/{file}", "wb").write(change(content))
for file in "config.json", "model.safetensors":
    for part in 0, 7, 100: broken(f"{file}-cut-to-{part}-bytes", file, lambda content: content[:part])
broken("config-of-100-MB-of-spaces", "config.json", lambda content: content + b" " * 100_000_000)
broken("4-GB-of-nothing", "model.safetensors", lambda content: b"")
os.truncate("forged/4-GB-of-nothing/model.safetensors", 1 << 32)
PYTHON
mv forged/sound* .
for model in sound*; do try 0 "model: $model, its checksum right" stance classify --explain --model $model tiny.ft; done
for model in forged/*; do try 65 "model: ${model#forged/}" stance classify --model "$model" tiny.ft; done
try 66 "a directory without a model" stance classify --model bin tiny.ft
flips() {  # FILE: a flipped bit in some 150 places, one after the other; the first exit code that is not 65
    python3 -c '
import shutil, subprocess, sys
path = shutil.copytree("tiny", "flipped", dirs_exist_ok=True) + "/" + sys.argv[1]
good = open(path, "rb").read()
for place in range(0, len(good), len(good) // 150 + 1):
    open(path, "wb").write(good[:place] + bytes([good[place] ^ 1 << place % 8]) + good[place + 1:])
    code = subprocess.run(["stance", "classify", "--model", "flipped", "tiny.ft"], capture_output=True).returncode
    if code != 65: sys.exit(code % 256)
sys.exit(65)' "$1"
}
for file in model.safetensors config.json; do try 65 "a flipped bit in 150 places of $file" flips $file; done

# Writing a model: full disk, kill -9, other people's files
mkdir disk
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=1m none disk 2> /dev/null; then
    stance-train --train tiny.ft --output disk/model > /dev/null && cp -r disk/model model-before
    head -c 700000 /dev/zero > disk/ballast
    for name in model new; do try 1 "full disk: $name" stance-train --train train.jsonl --output disk/$name; done
    try 0 "... the old model is untouched" diff -r model-before disk/model
    shell 0 "... nothing is left over" '[ "$(ls -A disk | xargs)" = "ballast model" ]'
else row "a full disk" "left out" "cannot mount"; fi
killed() {  # OLD: kills trainings at 60 times, from the start to after the end; OLD or the new model is there and whole
    local delay model training
    for delay in $(seq 0.003 0.003 0.180); do
        rm -rf kill; mkdir kill; [ "$1" = none ] || cp -r "$1" kill/model
        stance-train --train dev.jsonl --output kill/model > /dev/null 2>&1 & training=$!
        sleep "$delay"; kill -9 $training 2> /dev/null; wait $training 2> /dev/null
        model=kill/model
        [ -e $model ] || model=$(ls -d kill/.model.retired-* 2> /dev/null)  # docs/Architecture.md
        [ "$1$model" = none ] || stance classify --model "$model" tiny.ft > /dev/null || return 1
    done
}
try 0 "kill -9 at 60 times while training, no model before" killed none
try 0 "kill -9 at 60 times while replacing a model" killed tiny
mkdir papers; echo thesis > papers/thesis.txt; echo '{"name": "not a model"}' > papers/config.json
for place in papers bin tiny.ft tiny.ft/x; do try 1 "train into $place" stance-train --train tiny.ft --output $place; done
try 0 "... whose files are still there" cat papers/thesis.txt papers/config.json bin/stance tiny.ft
printf '\n%s unexpected\n' "$failures"
[ "$failures" = 0 ]
