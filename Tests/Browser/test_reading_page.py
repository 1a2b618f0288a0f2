"""What `stance analyze --format html` writes, as readers meet it: with a keyboard, on a phone, without a script, in print."""
import re, subprocess, tempfile
from pathlib import Path

from browser import DESKTOP, PHONE, BrowserTestCase

PROJECT = Path(__file__).resolve().parents[2]
TOOL = PROJECT / ".build" / "debug" / "stance"
DEMO = PROJECT / "Data" / "demo-article.txt"

# Markup, templates, controls, directions, and a quotation mark with a combining mark, which is one character to Swift.
HOSTILE = (
    "<script>document.title = 'taken'</script> & \"quotes\" \x00 null \x1b[31mred \u202eoverride\u2066 \u200f\u05e9\u05dc\u05d5\u05dd\n"
    "\"The <b>dam</b> will not hold if & when the \x00 rain \u202e goes on, onclick=alert(1) says it,\" said Ada\"\u0301 autofocus "
    "onfocus=alert(2) Brook.\n"
    "\"<img src=http://203.0.113.1/x.png onerror=alert(3)> is safe, there is no danger at all,\" said Tom <svg/onload=alert(4)> Reed.\n"
    + "unbroken" * 400 + "\n{{{fragment}}} {{#articles}} “We are confident that all will be fine in the end,” Mia O'Neil & Sons said.\n")
HOSTILE_NAME = "<img src=x onerror=alert(5)>\"'&\u202e\"\u0301.txt"


def shown(text):
    """The text as the page shows it: what commands is U+FFFD."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "\ufffd", text)


class ReadingPageTests(BrowserTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        (cls.folder / HOSTILE_NAME).write_text(HOSTILE, encoding="utf-8", newline="")
        cls.demo = cls.write("demo.html", DEMO)
        cls.several = cls.write("several.html", "--indirect", cls.folder / HOSTILE_NAME, DEMO)

    @classmethod
    def write(cls, name, *arguments):
        page = cls.folder / name
        with open(page, "wb") as output:
            subprocess.run([TOOL, "analyze", "--format", "html", *arguments], cwd=PROJECT, stdout=output, check=True)
        return page.as_uri()

    def assertKeepsText(self, article, text):
        paragraphs = article.evaluate("""article => [...article.querySelectorAll('.prose')].map(paragraph => {
            const copy = paragraph.cloneNode(true);
            copy.querySelectorAll('.sign').forEach(sign => sign.remove());
            return copy.textContent;
        })""")
        self.assertEqual(paragraphs, [shown(line) for line in text.split("\n") if line.strip()])

    def test_the_article_is_there_and_its_quotations_are_marked(self):
        page = self.open(self.demo)
        self.assertKeepsText(page.locator("article"), DEMO.read_text(encoding="utf-8"))
        self.assertEqual(page.locator("article .quote .sign").all_inner_texts(), ["▲", "●", "◇", "◇", "○", "●"])
        self.assertEqual(page.locator(".note .speaker bdi").all_inner_texts(),
                         ["the inspection service", "Ingrid Solvang", "Marek Dahl", "Marek Dahl", "Tove Brandt", "Ingrid Solvang"])
        self.assertIn("too short to label", page.locator(".note").nth(4).inner_text())
        for quotation in page.locator("article .quote").all():
            self.assertTrue(quotation.is_visible())

    def test_explanations_open_by_keyboard(self):
        for scripted in (True, False):
            page = self.open(self.demo, java_script_enabled=scripted)
            why = page.locator("#why-2")
            self.assertFalse(why.is_visible())
            page.locator("summary").nth(1).focus()
            page.keyboard.press("Enter")
            self.assertTrue(why.is_visible())
            self.assertIn("confident", why.inner_text())
            page.keyboard.press("Enter")
            self.assertFalse(why.is_visible())

            # The sign in the text is a link to it.
            page.locator("#quotation-2 .sign").focus()
            page.keyboard.press("Enter")
            why.wait_for(state="visible")

    def test_every_control_is_reached_by_tab(self):
        page = self.open(self.demo)
        wanted = page.locator("a, summary").count()
        reached = []
        for _ in range(wanted):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("[...document.querySelectorAll('a, summary')].indexOf(document.activeElement)"))
        self.assertEqual(sorted(reached), list(range(wanted)))

    def test_telling_words_show_under_the_pointer_and_with_the_focus(self):
        page = self.open(self.demo)
        word = page.locator("#quotation-2 .for-3").first
        def background():
            return word.evaluate("word => getComputedStyle(word).backgroundColor")
        plain = background()
        page.locator("#quotation-2").hover()
        self.assertNotEqual(background(), plain)
        page.mouse.move(1, 1)
        self.assertEqual(background(), plain)
        page.locator("#quotation-2 .sign").focus()
        self.assertNotEqual(background(), plain)

    def test_the_panel_leads_to_the_quotations(self):
        for size in (PHONE, DESKTOP):
            page = self.open(self.several, size)
            links = page.locator(".speakers a")
            numbers = sorted(map(int, links.all_inner_texts()))
            self.assertEqual(numbers, list(range(1, page.locator("article .sign").count() + 1)))
            for link in links.all():
                link.focus()
                page.keyboard.press("Enter")
                page.wait_for_function("location.hash != ''")
                target = page.locator(page.evaluate("location.hash"))
                page.wait_for_function("element => { const box = element.getBoundingClientRect();"
                                       " return box.top >= 0 && box.top < innerHeight; }", arg=target.element_handle())
                self.assertEqual(page.evaluate("document.querySelectorAll(':target').length"), 1)

    def test_several_articles_have_an_index(self):
        page = self.open(self.several)
        self.assertEqual(page.locator(".articles a").all_inner_texts(),
                         [shown(str(self.folder / HOSTILE_NAME)), str(DEMO)])
        page.locator(".articles a").nth(1).focus()
        page.keyboard.press("Enter")
        self.assertIn("article-2", page.url)
        self.assertEqual(page.locator("article").count(), 2)

    def test_whatever_stands_in_an_article_is_text(self):
        page = self.open(self.several)
        article = page.locator("article").first
        self.assertKeepsText(article, HOSTILE)
        self.assertEqual(page.title(), "2 articles")
        self.assertEqual(article.locator("script, img, svg, b:not(.why b)").count(), 0)
        attributes = page.evaluate("[...new Set([...document.querySelectorAll('body *')].flatMap(e => e.getAttributeNames()))]")
        self.assertLessEqual(set(attributes), {
            "class", "id", "href", "dir", "tabindex", "role", "open", "aria-label", "aria-labelledby", "aria-hidden"})
        self.assertFalse(set(page.content()) & set("\x00\x1b\u202e\u2066"))
        self.assertEqual(page.faults, [])

    def test_nothing_comes_from_outside(self):
        for address in (self.demo, self.several):
            page = self.open(address)
            self.assertEqual(page.requested, [address])
            self.assertEqual(page.evaluate("document.querySelectorAll('[style], script, link').length"), 0)

    def test_nothing_is_too_wide_or_covered(self):
        for address in (self.demo, self.several):
            for width in (375, 800, 1440):
                page = self.open(address, {"width": width, "height": 800})
                for _ in range(2):
                    self.assertFits(page)
                    self.assertApart(page, ".panel, .prose, .note")
                    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")

    def test_axe_finds_nothing_serious(self):
        for address in (self.demo, self.several):
            for size in (PHONE, DESKTOP):
                for scheme in ("light", "dark"):
                    page = self.open(address, size, color_scheme=scheme)
                    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
                    self.assertNoSeriousFindings(page)

    def test_print_is_dark_on_light_whatever_the_screen(self):
        page = self.open(self.demo, color_scheme="dark")
        page.emulate_media(media="print")
        self.assertEqual(page.evaluate("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)")
        self.assertEqual(page.evaluate("getComputedStyle(document.querySelector('.prose')).color"), "rgb(0, 0, 0)")
        self.assertTrue(page.locator(".note .speaker").first.is_visible())
