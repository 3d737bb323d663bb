"""A page in Chromium, which must run nothing but its own script, fetch nothing, and complain about nothing."""
import contextlib
import csv
import io
import json
import pathlib
import re
import subprocess

from playwright.sync_api import sync_playwright

csv.field_size_limit(1 << 30)
READY = "document.documentElement.dataset.ready === 'true'"


class Failure(AssertionError):
    pass


def expect(is_so, what):
    if not is_so:
        raise Failure(what)


def same(found, wanted, what):
    expect(found == wanted, f"{what}: found {found!r}, wanted {wanted!r}")


def number(text):
    """A number as the page shows it."""
    return int(re.sub(r"[\s\u202f,]", "", text))


def run(tool, *words, cwd=None):
    """What a command writes to stdout, whatever it says on stderr."""
    done = subprocess.run([str(tool), *map(str, words)], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    expect(done.returncode in (0, 3), f"{words}: {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout


def data(page_bytes, name):
    """The JSON text of a data element, as it stands in the file."""
    found = re.search(rb'<script type="application/json" id="' + name.encode() + rb'">(.*?)</script>', page_bytes, re.S)
    expect(found, f"the page has no data '{name}'")
    return found[1]


class Browser:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.playwright = sync_playwright().start()
        self.chromium = self.playwright.chromium.launch(executable_path="/usr/bin/chromium")

    def close(self):
        self.chromium.close()
        self.playwright.stop()

    @contextlib.contextmanager
    def page(self, file, width=1280, **options):
        """The page in a file, ready; afterwards it has said nothing and asked for nothing."""
        context = self.chromium.new_context(
            viewport={"width": width, "height": 900}, accept_downloads=True, offline=True, **options)
        try:
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            page = context.new_page()
            said, asked = [], []
            page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
            page.on("pageerror", lambda error: said.append(f"error: {error}"))
            page.on("dialog", lambda dialog: (said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
            context.on("request", lambda request: asked.append(request.url))
            page.goto(pathlib.Path(file).resolve().as_uri())
            page.wait_for_function(READY)
            yield page
            same(said, [], f"{file}: what the console said")
            # A download's blob is the page's own.
            same([url for url in asked[1:] if not url.startswith("blob:")], [], f"{file}: requests")
        finally:
            context.close()


def figures(page):
    return {entry.locator("dt").inner_text(): number(entry.locator("b").inner_text())
            for entry in page.locator("#figures > div").all()}


def panel(page, title):
    return page.locator(f'section.panel[aria-label="{title}"]')


def rows(page, title):
    """All rows of a table as lists of cells, read while it is scrolled from its top to its end."""
    return panel(page, title).evaluate("""async (panel) => {
        const view = panel.querySelector('.view');
        const all = new Map();
        for (let top = 0; ; top += 300) {
            view.scrollTop = top;
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            for (const row of view.querySelectorAll('tbody tr[aria-rowindex]')) {
                all.set(Number(row.getAttribute('aria-rowindex')),
                    [row.querySelector('.pick').title, ...[...row.querySelectorAll('td')].map((cell) => cell.textContent)]);
            }
            if (top > view.scrollHeight) break;
        }
        view.scrollTop = 0;
        return [...all.entries()].sort((a, b) => a[0] - b[0]).map((entry) => entry[1]);
    }""")


def download(page, control):
    """The rows of the CSV that a control saves."""
    with page.expect_download() as started:
        control.click()
    text = pathlib.Path(started.value.path()).read_bytes().decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def is_inert(cell):
    """Whether a spreadsheet would show a cell, and not compute it."""
    return not cell or cell[0] not in "=+-@\t\r\n" or re.fullmatch(r"-?\d+(\.\d+)?", cell)


def report_of(page_bytes):
    return json.loads(data(page_bytes, "report"))
