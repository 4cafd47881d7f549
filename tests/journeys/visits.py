"""One person at one browser: where they go, what the pages complain of, and what is measured of a page."""

import os
import shutil
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import BrowserContext, Page

SIZES = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    # 1280 px at 200 % zoom: half as many CSS pixels.
    "zoomed": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
}
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PATIENCE_MS = 15_000
# Kept on the window, and told through the console too, so that a navigation right after loses none.
WATCH = """addEventListener('securitypolicyviolation', e =>
  console.error(`CSP: ${e.effectiveDirective} ${e.blockedURI} ${e.sourceFile ?? ''}:${e.lineNumber}`))"""
# A browser without three dimensions.
NO_WEBGL = """(() => { const real = HTMLCanvasElement.prototype.getContext
  HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
    return kind.startsWith('webgl') ? null : real.call(this, kind, ...more) } })()"""
# The page draws a picture every `PAUSE` milliseconds and no more: a processor that draws rooms has time for nothing else. All
# that waits for a picture is called in the same one, as without this.
_PACED = """(() => { const draw = requestAnimationFrame.bind(window), waiting = new Map()
  let n = 0, last = -PAUSE, isAsked = false
  const call = now => { const all = [...waiting.values()]
    isAsked = false; last = performance.now(); waiting.clear()
    for (const then of all) try { then(now) } catch (error) { reportError(error) } }
  window.requestAnimationFrame = then => { waiting.set(++n, then)
    if (!isAsked) setTimeout(() => draw(call), Math.max(0, last + PAUSE - performance.now()))
    isAsked = true
    return n }
  window.cancelAnimationFrame = id => waiting.delete(id)
})()"""
# Where it is not the picture that is looked at.
FEW_PICTURES = _PACED.replace("PAUSE", "2000")
# Where it is: five a second are enough to see what is in them.
FIVE_PICTURES = _PACED.replace("PAUSE", "200")

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


def chromium_program() -> str:
    """The browser of this machine, or the one that PLAYWRIGHT_CHROMIUM names. Raises FileNotFoundError where there is none."""
    found = os.environ.get("PLAYWRIGHT_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not found:
        raise FileNotFoundError("No Chromium is found (install chromium, or set PLAYWRIGHT_CHROMIUM).")
    return found


class Visit:
    """A browser context and its page. `complaints`: console errors, uncaught errors, broken policy, requests that leave."""

    def __init__(self, context: BrowserContext, address: str):
        self.context, self.address, self.complaints = context, address, []
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(WATCH)
        self.page = self.new_page()

    def new_page(self) -> Page:
        page = self.context.new_page()
        page.on("console", lambda said: self._hear(page, said))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("request", self._see)
        return page

    def _hear(self, page: Page, said) -> None:
        # A refusal (4xx) that a journey asks for is no fault of the page; the journey itself asserts it.
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.complaints.append(f"{page.url}: {said.text}")

    def _see(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:", "about:")):
            self.complaints.append(f"asks somebody else: {request.url}")

    def go(self, path: str) -> Page:
        self.page.goto(path if path.startswith("http") else self.address + path)
        return self.page

    def press(self, selector: str) -> Page:
        """Presses what there is exactly one of, and waits until what follows stands."""
        self.page.locator(selector).click()
        self.page.wait_for_load_state("load")
        return self.page

    def send(self, action: str, **fields: str) -> Page:
        """Fills the one form whose action holds `action` and sends it as its button would; works in every language."""
        form = self.page.locator(f'form[action*="{action}"]').first
        for name, value in fields.items():
            form.locator(f'[name="{name}"]').fill(value)
        with self.page.expect_navigation():
            form.locator("button").first.click()
        return self.page


def overflow(page: Page) -> str:
    """What sticks out of the page sideways, or of the row of entries at its foot, or nothing."""
    return page.evaluate(
        """() => { const root = document.documentElement
          const dock = document.querySelector('.dock')
          if (dock && dock.scrollWidth > dock.clientWidth) return `dock: ${dock.scrollWidth} > ${dock.clientWidth}`
          if (root.scrollWidth <= root.clientWidth) return ''
          const wide = [...document.querySelectorAll('body *')].filter(e => { const r = e.getBoundingClientRect()
            return r.width && (r.right > root.clientWidth + 1 || r.left < -1) }).slice(0, 4)
          return `${root.scrollWidth} > ${root.clientWidth}: ` + wide.map(e => e.tagName + '.' + e.className).join(' ') }"""
    )


def axe(page: Page) -> list[str]:
    """Serious and critical findings, in words."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['impact']} {one['id']}: {node['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


def enter(visit: Visit, key: str) -> Page:
    """Goes in by one of the demo's doors: "beatriz" organises, "rosa" mentors, "ama" is mentored."""
    visit.go("/")
    return press_door(visit.page, key)


def press_door(page: Page, key: str) -> Page:
    with page.expect_navigation():
        page.locator(f'form[action$="/demo/as/{key}/"] button').first.click()
    assert page.url.endswith("/today/")
    return page


def choose_language(visit: Visit, language: str) -> None:
    with visit.page.expect_navigation():
        visit.page.locator("#language-choice").first.select_option(language)
    assert visit.page.locator("html").get_attribute("lang") == language
