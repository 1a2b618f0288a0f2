"""A headless Chromium for tests of pages, and what every page must keep to. `make test` installs what it needs."""
import shutil, unittest

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

PHONE = {"width": 375, "height": 740}
DESKTOP = {"width": 1440, "height": 900}


class BrowserTestCase(unittest.TestCase):
    """Tests that open pages in Debian's Chromium."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        playwright = sync_playwright().start()
        cls.addClassCleanup(playwright.stop)
        # Root may start Chromium without its sandbox only; what is opened here was made here.
        cls.browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        cls.addClassCleanup(cls.browser.close)

    def open(self, address, size=DESKTOP, **options):
        """Opens an address in a context of its own (options: java_script_enabled, color_scheme, ...).

        `page.requested` has the addresses that were asked for, `page.faults` what the console called an error.
        """
        context = self.browser.new_context(viewport=size, **options)
        self.addCleanup(context.close)
        page = context.new_page()
        page.requested, page.faults = [], []
        page.on("request", lambda request: page.requested.append(request.url))
        page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(address)
        return page

    def assertNoSeriousFindings(self, page):
        """axe-core has no finding of serious or critical impact. (Needs JavaScript in the page's context.)"""
        violations = Axe().run(page).response["violations"]
        grave = [(found["id"], found["help"], [node["html"] for node in found["nodes"]][:3])
                 for found in violations if found["impact"] in ("serious", "critical")]
        self.assertEqual(grave, [])

    def assertFits(self, page):
        """Nothing stands beyond the right edge, so that nobody has to scroll sideways."""
        widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        self.assertLessEqual(widths[0], widths[1])

    def assertApart(self, page, selector):
        """No two elements of a selector cover each other."""
        boxes = [box for box in (element.bounding_box() for element in page.locator(selector).all()) if box]
        for index, one in enumerate(boxes):
            for other in boxes[index + 1:]:
                across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
                down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
                self.assertFalse(across > 1 and down > 1, f"{one} covers {other}")
