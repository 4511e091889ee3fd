"""Tabs of a browser that stay open from test to test, and what axe-core says of what they show."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page

# A page has few colours and hundreds of words in each; axe reads each anew, at a quarter of its
# time. What it read is set again as it sets it itself; a colour that it cannot read is not kept.
_COLOURS_ARE_READ_ONCE = """
(() => {
    const colour = axe.commons.color.Color.prototype, read = colour.parseString, known = new Map();
    colour.parseString = function (words) {
        if (!known.has(words)) {
            read.call(this, words);
            known.set(words, [this.r, this.g, this.b, this.alpha]);
        } else [this.r, this.g, this.b, this.alpha] = known.get(words);
        return this;
    };
})()"""
_AXE = f"{Axe().axe_script};{_COLOURS_ARE_READ_ONCE}"
_RUN = "axe.run({ resultTypes: ['violations'] }).then((told) => told.violations)"


def faults_for_anybody(page: Page) -> list[str]:
    """Return what axe-core finds that keeps people from using a page."""
    page.evaluate(_AXE)
    return [
        f"{one['id']}: {one['help']}: {node['target']} {node['html'][:160]}"
        for one in page.evaluate(_RUN)
        for node in one["nodes"]
    ]


def press(page: Page, key: str) -> None:
    """
    Press a key that leads to another page, and wait for that page.

    Keys are heard by scripts that run when a page is there as a whole: pressed while it still
    loads, as one that a button led to may, a key would be lost.
    """
    page.wait_for_load_state()
    with page.expect_navigation():
        page.keyboard.press(key)


class Tab:
    """
    A tab with an incognito window of its own.

    Attributes:
        page: Playwright's page.
        errors: What the console said was wrong, and what failed to load, since it was lent.
        elsewhere: Every address asked for since then, other than those `is_own` knows.
    """

    def __init__(self, browser: Browser, options: dict) -> None:
        self.options = options
        self.page = browser.new_context(**options).new_page()
        self.lend(lambda _: True)
        self.page.on("pageerror", lambda fault: self.errors.append(str(fault)))
        self.page.on("console", lambda said: self._said(said.type, said.text))
        self.page.on("request", lambda asked: self._asked(asked.url))

    def lend(self, is_own: Callable[[str], bool]) -> None:
        """Begin to write down what is said and asked for."""
        self.errors: list[str] = []
        self.elsewhere: list[str] = []
        self._is_own = is_own

    def is_as_new(self) -> bool:
        """Leave the page, forget cookies and sizes; say whether that could be done."""
        try:
            for other in self.page.context.pages:
                if other != self.page:
                    other.close()
            self.page.context.clear_cookies()
            self.page.unroute_all()
            self.page.set_viewport_size(self.options["viewport"])
            self.page.goto("about:blank")
        except Error:  # a test closed it, or its page would not be left
            return False
        return True

    def close(self) -> None:
        """Close the tab with its window."""
        self.page.context.close()

    def _said(self, kind: str, words: str) -> None:
        if kind in {"error", "warning"}:
            self.errors.append(words)

    def _asked(self, address: str) -> None:
        if not self._is_own(address):
            self.elsewhere.append(address)


class Tabs:
    """Tabs lent to tests and taken back: a new one costs more than to open a page in it."""

    MANY = 6  # tabs that wait for another test; each holds some memory

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._waiting: list[Tab] = []

    @contextmanager
    def lent(self) -> Iterator[Callable[..., Tab]]:
        """Yield `take(is_own, width=390, ...)`; two tabs of one test share no cookies."""
        taken: list[Tab] = []

        def take(is_own: Callable[[str], bool], *, width: int, height: int, **options) -> Tab:
            options["viewport"] = {"width": width, "height": height}
            like = (tab for tab in reversed(self._waiting) if tab.options == options)
            tab = next(like, None)
            if tab is None:
                tab = Tab(self._browser, options)
            else:
                self._waiting.remove(tab)
            taken.append(tab)
            tab.lend(is_own)
            return tab

        yield take
        for tab in taken:
            self._take_back(tab)

    def close(self) -> None:
        """Close what waits."""
        while self._waiting:
            self._waiting.pop().close()

    def _take_back(self, tab: Tab) -> None:
        if not tab.is_as_new():
            tab.close()
            return
        self._waiting.append(tab)
        if len(self._waiting) > self.MANY:
            self._waiting.pop(0).close()
