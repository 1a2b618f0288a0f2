#!/usr/bin/env python3
"""The pictures of docs/Tour.md, as terminal and browser really show them.

usage: .build/browser-tests/bin/python docs/tour.py     (make build browser first)
"""
import html, os, pty, re, shutil, subprocess, tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
IMAGES = PROJECT / "docs" / "images"
ARTICLE = "Data/demo-article.txt"
COLUMNS, ROWS = 84, 40

# The styles of `Terminal.Style`, in the colours of a dark terminal.
STYLES = {"1": "font-weight:bold", "2": "opacity:.6", "4": "text-decoration:underline", "31": "color:#ff7b72", "34": "color:#6cb6ff"}
TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; background: #16181a; color: #d6d3cf; display: inline-block; padding: 16px 20px; }
pre { margin: 0; font: 14px/1.4 "DejaVu Sans Mono", monospace; width: %dch; }
</style><pre>%s</pre>"""


def terminal(*command):
    """What a command writes to a terminal of its own, as HTML."""
    main, end = pty.openpty()
    import fcntl, struct, termios
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "PATH": f"{PROJECT / '.build' / 'release'}:{os.environ['PATH']}"}
    environment.pop("NO_COLOR", None)
    process = subprocess.Popen(command, stdin=end, stdout=end, stderr=end, cwd=PROJECT, env=environment)
    os.close(end)
    output = b""
    while True:
        try:
            chunk = os.read(main, 65536)
        except OSError:  # The tool has closed its end.
            break
        if not chunk:
            break
        output += chunk
    assert process.wait() == 0
    text = f"$ {' '.join(command)}\n" + output.decode().replace("\r\n", "\n")
    pieces = re.split(r"\x1b\[([\d;]*)m", text)
    shown = html.escape(pieces[0])
    for codes, piece in zip(pieces[1::2], pieces[2::2]):
        style = ";".join(STYLES[code] for code in codes.split(";") if code in STYLES)
        shown += f'<span style="{style}">{html.escape(piece)}</span>' if style else html.escape(piece)
    return TERMINAL % (COLUMNS, shown)


def main():
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        folder = Path(folder)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])

        screen = folder / "terminal.html"
        screen.write_text(terminal("stance", "analyze", "--explain", ARTICLE), encoding="utf-8")
        page = browser.new_page(viewport={"width": 1000, "height": 600})
        page.goto(screen.as_uri())
        page.locator("body").screenshot(path=IMAGES / "terminal.png")

        reading = folder / "page.html"
        with open(reading, "wb") as output:
            subprocess.run([PROJECT / ".build/release/stance", "analyze", "--format", "html", ARTICLE],
                           cwd=PROJECT, stdout=output, check=True)
        page = browser.new_page(viewport={"width": 1280, "height": 820}, color_scheme="light")
        page.goto(reading.as_uri())
        page.locator("summary").nth(1).click()
        page.locator("#quotation-1").scroll_into_view_if_needed()
        page.mouse.wheel(0, 260)
        page.wait_for_timeout(300)
        page.screenshot(path=IMAGES / "page.png")

        page = browser.new_page(viewport={"width": 375, "height": 740}, color_scheme="dark")
        page.goto(reading.as_uri())
        page.locator("summary").nth(1).click()
        page.evaluate("document.querySelectorAll('.note')[1].scrollIntoView()")
        page.screenshot(path=IMAGES / "phone.png")
        browser.close()


if __name__ == "__main__":
    main()
