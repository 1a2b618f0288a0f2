"""The datasheet's counts are those of the corpus."""
import sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Training" / "checks"))
import corpus  # noqa: E402


class CorpusTests(unittest.TestCase):
    def test_the_datasheet_has_every_count(self):
        datasheet = (corpus.DATA / "README.md").read_text(encoding="utf8")
        rows = list(corpus.rows())
        self.assertGreater(len(rows), 20)
        for row in rows:
            self.assertIn(row, datasheet)


if __name__ == "__main__":
    unittest.main()
