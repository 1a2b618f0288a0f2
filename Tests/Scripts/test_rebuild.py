"""Training/newswire/rebuild on small repositories made here."""
import hashlib, json, subprocess, sys, tempfile, unittest
from pathlib import Path

REBUILD = Path(__file__).resolve().parents[2] / "Training" / "newswire" / "rebuild"

PLAIN = "We expect the bridge to open in spring, said nobody before us."
CURLY = "The dam is old and the water is rising faster than ever!"
COMMA = "There is no danger to anybody who lives near the river."
TABLE = "Prices of bread rose by three per cent in the last year."


def identity(text):
    return hashlib.sha1(text.encode()).hexdigest()[:12]


def git(folder, *arguments):
    return subprocess.run(["git", "-C", folder, "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
                          check=True, capture_output=True, text=True).stdout.strip()


class RebuildTests(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = Path(self.temporary.name)
        self.clones = self.folder / "clones"
        table = "\ufefftitle,Article_Content,content\r\n" + f'one,"A line.\r\nHe said: ""{TABLE}""",unused\r\ntwo,,“{CURLY}”\r\n'
        texts = {
            # An unbalanced paragraph is passed over, bad bytes are replaced, white space is folded.
            "news/town/1.txt": f'She said: "{PLAIN.replace("bridge to", "bridge   to")}"\r\n\xff “broken”\n“{CURLY} and on'.encode("latin-1", "replace"),
            "news/town/2.txt": f"“{COMMA[:-1]},” he said.".encode(),
            "news/not-a-text.md": f'"{TABLE}"'.encode(),
        }
        commits = {
            "press": self.repository("owner/press", {"a b/table.csv": table.encode()}),
            "town": self.repository("town", texts),
        }
        sources = [
            {"source": "press", "url": str(self.clones / "owner/press"), "commit": commits["press"],
             "paths": "(.*/)?[^/]*\\.csv", "columns": ["Article_Content", "content"]},
            {"source": "town", "url": str(self.clones / "town"), "commit": commits["town"], "paths": "news/[^/]*/[^/]*\\.txt"},
        ]
        self.sources = self.folder / "sources.json"
        self.sources.write_text(json.dumps(sources))
        self.records = [
            {"id": identity(text), "label": label, "source": source}
            for text, label, source in [(COMMA, "reassurance", "town"), (TABLE, "neutral", "press"), (CURLY, "warning", "press"),
                                        (PLAIN, "neutral", "town")]]
        self.annotations = self.folder / "train.jsonl"
        self.annotate(self.records)

    def repository(self, name, files):
        folder = self.clones / name
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        git(folder, "init", "--quiet")
        git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
        git(folder, "add", ".")
        git(folder, "commit", "--quiet", "-m", "texts")
        commit = git(folder, "rev-parse", "HEAD")
        # What the files are later does not matter.
        for path in files:
            git(folder, "rm", "--quiet", path)
        git(folder, "commit", "--quiet", "-m", "gone")
        return commit

    def annotate(self, records):
        self.annotations.write_text("".join(json.dumps(r) + "\n" for r in records))

    def rebuild(self, *arguments, code=0):
        run = subprocess.run([sys.executable, REBUILD, self.folder / "out", "--annotations", self.annotations,
                              "--sources", self.sources, *arguments], capture_output=True, text=True)
        self.assertEqual(run.returncode, code, run.stderr)
        return run.stderr

    def read(self):
        return [json.loads(line) for line in (self.folder / "out" / "train.jsonl").read_text().splitlines()]

    def test_every_text_is_found_in_clones_and_stands_in_the_annotations_order(self):
        messages = self.rebuild("--from", self.clones)
        self.assertEqual([r["text"] for r in self.read()], [COMMA, TABLE, CURLY, PLAIN])
        self.assertEqual([list(r) for r in self.read()], [["id", "text", "label", "source"]] * 4)
        self.assertIn("4 of 4 quotations", messages)
        self.assertNotIn("missing", messages)

    def test_bare_clones_serve_as_well(self):
        for name in ("owner/press", "town"):
            subprocess.run(["git", "clone", "--quiet", "--bare", self.clones / name, self.folder / "bare" / f"{name}.git"], check=True)
        self.rebuild("--from", self.folder / "bare")
        self.assertEqual(len(self.read()), 4)

    def test_without_clones_the_commits_are_fetched(self):
        self.rebuild()
        self.assertEqual(len(self.read()), 4)

    def test_an_absent_blob_is_counted_and_the_rest_is_kept(self):
        town = self.clones / "town"
        blob = git(town, "rev-parse", "HEAD~1:news/town/2.txt")
        (town / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
        messages = self.rebuild("--from", self.clones)
        self.assertEqual([r["text"] for r in self.read()], [TABLE, CURLY, PLAIN])
        self.assertIn("does not hold: 1: news/town/2.txt", messages)
        self.assertIn(f"missing (town 1): 1: {identity(COMMA)}", messages)

    def test_a_repository_that_is_not_there_is_named_and_the_rest_is_kept(self):
        subprocess.run(["rm", "-rf", self.clones / "owner"], check=True)
        messages = self.rebuild("--from", self.clones)
        self.assertEqual([r["text"] for r in self.read()], [COMMA, PLAIN])
        self.assertIn("press: no clone below", messages)

    def test_texts_at_hand_give_the_same_bytes(self):
        self.rebuild("--from", self.clones)
        once = (self.folder / "out" / "train.jsonl").read_bytes()
        shuffled = self.folder / "texts.jsonl"
        shuffled.write_text("".join(json.dumps({"text": r["text"], "other": 1}) + "\n" for r in reversed(self.read())))
        self.rebuild("--texts", shuffled)
        self.assertEqual((self.folder / "out" / "train.jsonl").read_bytes(), once)

    def test_a_text_that_was_altered_is_not_joined(self):
        altered = self.folder / "texts.jsonl"
        altered.write_text(json.dumps({"id": identity(PLAIN), "text": PLAIN.upper()}) + "\n" + json.dumps({"text": TABLE}) + "\n")
        self.rebuild("--texts", altered)
        self.assertEqual([r["text"] for r in self.read()], [TABLE])

    def test_nothing_found_writes_nothing(self):
        self.annotate([{"id": "0" * 12, "label": "neutral"}])
        self.assertIn("nothing is written", self.rebuild("--from", self.clones, code=1))
        self.assertFalse((self.folder / "out").exists())

    def test_wrong_input_is_named(self):
        broken = self.folder / "broken.jsonl"
        broken.write_text(json.dumps({"text": PLAIN}) + "\n[]\n")
        self.assertIn("broken.jsonl, line 2", self.rebuild("--texts", broken, code=1))
        self.rebuild("--from", self.folder / "nowhere", code=2)
        self.assertIn("No such file", self.rebuild("--texts", self.folder / "nowhere", code=1))


if __name__ == "__main__":
    unittest.main()
