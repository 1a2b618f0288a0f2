"""The service's page in a browser: what was built of `stance-server` is started and used as a person would."""
import csv, io, os, pathlib, subprocess, unittest

from browser import DESKTOP, PHONE, BrowserTestCase

PROJECT = pathlib.Path(__file__).resolve().parents[2]
SERVER = pathlib.Path(os.environ.get("STANCE_SERVER", PROJECT / "Server/.build/debug/stance-server"))


class ApplicationTests(BrowserTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        process = subprocess.Popen([SERVER, "--port", "0"], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        cls.addClassCleanup(process.wait)
        cls.addClassCleanup(process.terminate)
        cls.addClassCleanup(process.stdout.close)
        cls.address = process.stdout.readline().strip()

    def read(self, page, text):
        page.get_by_label("Article, CSV or JSON Lines").fill(text)
        page.get_by_role("button", name="Read").click()
        page.locator("#results .note, #fault:visible").first.wait_for(timeout=60000)

    def article(self):
        return (PROJECT / "Data/demo-article.txt").read_text()

    def test_article(self):
        """A pasted article shows its quotations, at both sizes, in light and dark, from this address alone."""
        for size, scheme in ((PHONE, "light"), (DESKTOP, "dark")):
            with self.subTest(size=size, scheme=scheme):
                page = self.open(self.address, size, color_scheme=scheme)
                self.assertFits(page)
                self.assertNoSeriousFindings(page)
                self.read(page, self.article())
                self.assertGreater(page.locator(".prose .quote").count(), 3)
                self.assertFits(page)
                self.assertNoSeriousFindings(page)
                self.assertTrue(all(asked.startswith((self.address, "data:")) for asked in page.requested), page.requested)
                self.assertEqual(page.faults, [])

    def test_keyboard(self):
        """Everything from pasting to an explanation is done with keys."""
        page = self.open(self.address)
        page.keyboard.press("Tab")  # the skip link
        page.keyboard.press("Tab")
        self.assertEqual(page.evaluate("document.activeElement.id"), "input")
        page.keyboard.insert_text(self.article())
        while page.evaluate("document.activeElement.id") != "read": page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.locator("#results .note").first.wait_for(timeout=60000)
        self.assertEqual(page.evaluate("document.activeElement.id"), "results")
        for _ in range(100):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('a.sign')"): break
        page.keyboard.press("Enter")
        self.assertEqual(page.evaluate("document.activeElement.localName"), "summary")
        self.assertTrue(page.locator("details[open] .why").is_visible())

    def test_filter(self):
        """Stances and speakers are chosen; the number of what is shown is said."""
        page = self.open(self.address)
        self.read(page, self.article())
        every = page.locator(".note").count()
        warnings = page.locator(".note:has(summary .tag:text('warning'))").count()
        self.assertTrue(0 < warnings < every)
        others = [page.get_by_role("checkbox", name=name) for name in ("neutral", "reassurance", "no label")]
        for box in others: box.uncheck()
        self.assertEqual(page.locator(".note:visible").count(), warnings)
        self.assertEqual(page.locator("#shown").inner_text(), f"{warnings} of {every} quotations")
        for box in others: box.check()
        speaker = page.locator("#speaker option").nth(1).get_attribute("value")
        page.get_by_label("said by").select_option(speaker)
        shown = page.locator(".note:visible .speaker bdi").all_inner_texts()
        self.assertEqual(set(shown), {speaker})
        page.get_by_label("said by").select_option("")
        self.assertEqual(page.locator(".note:visible").count(), every)

    def test_downloads(self):
        """CSV keeps formulas from spreadsheets; JSON Lines are as they were."""
        page = self.open(self.address)
        page.get_by_label("It is").select_option("text/csv")
        self.read(page, 'id,text\n=1+1,"""The dam may break tonight, and soon,"" Ada Brook said."\n')
        with page.expect_download() as found: page.get_by_role("button", name="CSV").click()
        text = pathlib.Path(found.value.path()).read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        self.assertEqual([(row["id"], row["speaker"]) for row in rows], [(" =1+1", "Ada Brook")])
        with page.expect_download() as found: page.get_by_role("button", name="JSON Lines").click()
        self.assertIn('{"id":"=1+1","text":', pathlib.Path(found.value.path()).read_text())
        self.assertEqual(page.faults, [])

    def test_file(self):
        """A dropped file tells its format by its name, and can be taken away again."""
        page = self.open(self.address)
        page.set_input_files("#file", files=[{
            "name": "a.jsonl", "mimeType": "", "buffer": b'{"text": "\\"The dam may break tonight,\\" Ada Brook said."}\n'}])
        self.assertEqual(page.locator("#format").input_value(), "application/x-ndjson")
        page.get_by_role("button", name="Read").click()
        page.locator("#results .note").first.wait_for(timeout=60000)
        page.get_by_role("button", name="Remove it").click()
        self.assertTrue(page.locator("#input").is_enabled())
        self.assertEqual(page.locator("#input").input_value(), "")

    def test_fault(self):
        """What cannot be read is said, as the service says it."""
        page = self.open(self.address)
        page.get_by_label("It is").select_option("text/csv")
        self.read(page, "a,b\n1,2\n")
        self.assertIn("there is no field 'text'; the fields are: a, b", page.locator("#fault").inner_text())

    def test_hostile(self):
        """An article is text, never markup."""
        page = self.open(self.address)
        self.read(page, '“The <img src=x onerror=alert(1)> dam may <script>alert(2)</script> break,” "><svg/onload=alert(3)> said.')
        self.assertEqual(page.locator("#reading img, #reading script, #reading svg").count(), 0)
        self.assertEqual(page.faults, [])


if __name__ == "__main__":
    unittest.main()
