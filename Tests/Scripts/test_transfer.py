"""Training/distillation/transfer.py: the same variants for the same texts, whatever else is there."""
import sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "Training" / "distillation"))
import transfer  # noqa: E402

NEIGHBOURS = {"river": ["stream", "brook"], "water": ["flood"], "houses": ["homes"], "strong": ["firm"], "walls": ["dams"]}
RECORDS = [
    {"id": "a", "label": "neutral", "text": "The river carries water, and the houses stand by it."},
    {"id": "b", "label": "warning", "text": "The water will reach the houses if it rains, because the walls are old."},
    {"id": "c", "label": "reassurance", "text": "The walls are strong; nobody has to leave the houses by the river."},
]


class TransferTests(unittest.TestCase):
    def test_records_come_first_and_then_their_variants(self):
        made = transfer.examples(RECORDS, NEIGHBOURS)
        self.assertEqual(made[:3], [([place], record["text"]) for place, record in enumerate(RECORDS)])
        self.assertEqual(len(made), 3 + (12 + 32 + 32) + round(0.3 * 76))
        self.assertEqual([places[0] for places, _ in made[3:79]], [0] * 12 + [1] * 32 + [2] * 32)
        self.assertTrue(all(len(places) == 2 and RECORDS[places[0]]["label"] != "neutral" for places, _ in made[79:]))
        self.assertGreater(len({text for _, text in made}), 15)

    def test_only_words_with_neighbours_change(self):
        for places, text in transfer.examples(RECORDS, NEIGHBOURS)[3:79]:
            for old, new in zip(RECORDS[places[0]]["text"].split(), text.split(), strict=True):
                word = old.strip(",.;").lower()
                self.assertIn(new.strip(",.;").lower(), [word, *NEIGHBOURS.get(word, [])])

    def test_a_missing_text_takes_only_its_own_variants(self):
        whole = transfer.examples(RECORDS, NEIGHBOURS)
        part = transfer.examples([{"id": "a", "label": "neutral"}, *RECORDS[1:]], NEIGHBOURS)
        self.assertEqual([places for places, _ in part], [places for places, _ in whole])
        for (places, text), (_, before) in zip(part, whole):
            self.assertEqual(text, None if 0 in places else before)


if __name__ == "__main__":
    unittest.main()
