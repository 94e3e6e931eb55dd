"""The Chromium of this machine, headless, and its windows, which tell what was wrong in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from watching import RAN, is_stranger, root_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

# The pages behind the address bar: each window draws its own, and they cost more than ours.
OF_THE_WINDOW = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"]
# What Playwright switches off.  Only the last list that Chromium is given counts.
OF_PLAYWRIGHT = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    f"--disable-features={','.join([*OF_THE_WINDOW, *OF_PLAYWRIGHT])}",
]


@contextmanager
def running() -> Iterator[Browser]:
    """A Chromium from `with` to the end of it; skips the test where there is none."""
    driver = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install playwright"
    )
    if CHROMIUM is None:
        pytest.skip("no Chromium found: install the Debian packages chromium and fonts-noto-core")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Windows:
    """Opens addresses, each in a window of its own."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts = []
        self.complaints: list[str] = []
        """What `watching` says that pages complain of."""

    def open(
        self, address: str, width: int = 1280, height: int = 800, before: str = "", **options: object
    ) -> Page:
        """A new window on *address*; *before* is a script that runs before those of each page."""
        context = self._browser.new_context(viewport={"width": width, "height": height}, **options)
        self._contexts.append(context)
        if options.get("java_script_enabled", True):
            context.add_init_script(f"({RAN})();{before}")
        page = context.new_page()
        complain = self.complaints.append
        root = root_of(address)
        page.on("console", lambda m: complain(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complain(str(error)))
        # A request still on its way when the page is left is aborted, and is no failure.
        page.on(
            "requestfailed",
            lambda r: None if r.failure == "net::ERR_ABORTED" else complain(f"failed: {r.url}"),
        )
        page.on(
            "request",
            lambda r: complain(f"asked for: {r.url}") if is_stranger(r.url, root) else None,
        )
        page.goto(address)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def in_both_schemes(page: Page) -> Iterator[str]:
    """Show the page that is open light, then dark, as the system of a reader may turn at any time."""
    for scheme, name in (("light", "default"), ("dark", "slate")):
        page.emulate_media(color_scheme=scheme)
        # Pages without scripts have light colours only.
        page.wait_for_function(f"() => (document.body.dataset.mdColorScheme ?? '{name}') === '{name}'")
        # Its colours change in an eighth of a second.
        page.evaluate("document.getAnimations().forEach((change) => change.finish())")
        yield scheme


class Driven:
    """A page that is driven in the words of `firefox.Page`, so that one test serves both."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.goto = page.goto
        self.back = page.go_back
        self.type = page.keyboard.type
        self.press = page.keyboard.press

    @property
    def url(self) -> str:
        return self._page.url

    def evaluate(self, expression: str) -> Any:
        """The value of *expression*, awaited if it is a promise."""
        return self._page.evaluate(f"(async () => (\n{expression}\n))()")

    def wait_for(self, expression: str, seconds: float = 10) -> Any:
        """The value of *expression* once JavaScript takes it for true; at the latest after *seconds*."""
        try:
            found = self._page.wait_for_function(f"() => (\n{expression}\n)", timeout=seconds * 1000)
        except Exception as error:
            last = self.evaluate(expression)
            raise AssertionError(
                f"{self.url}: waited {seconds} seconds for {expression}: it is {last}"
            ) from error
        return found.json_value()

    def click(self, selector: str) -> None:
        self._page.locator(selector).first.click()
