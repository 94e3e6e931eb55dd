"""Drives the Firefox that readers have, headless, over WebDriver BiDi, which it speaks without a driver.

Other drivers let a page from file:// read every other file; in a reader's Firefox it may read none.
With that switched off, a site passes which does not work from a USB stick.

    with Firefox() as firefox:
        page = firefox.open("file:///srv/site/index.html")
        page.click("input[type=search]")
        page.type("nghị quyết 18")
        page.press("Enter")
        page.wait_for("document.querySelector('.result')?.textContent.includes('18-NQ/TW')")
        assert page.complaints == []

https://w3c.github.io/webdriver-bidi/ defines the commands and the events.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from watching import RAN, is_stranger, root_of

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)

PREFERENCES: dict[str, bool | int | str] = {
    # Also Firefox's own default, yet under remote control it is switched off unless it is set here.
    "security.fileuri.strict_origin_policy": True,
    # Nothing leaves the machine: all but 127.0.0.1 goes to a proxy that is not there.
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 1,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 1,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.trr.mode": 5,
    # Under remote control Firefox switches off much of what follows, though after it has begun.
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.blockedURIs.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.uitour.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.updateEnabled": False,
    "messaging-system.rsexperimentloader.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "startup.homepage_welcome_url": "about:blank",
    "termsofuse.bypassNotification": True,
    "toolkit.telemetry.enabled": False,
    "toolkit.telemetry.server": "data:,",
    # Going back, Firefox asks for /favicon.ico, whatever icon the page names.
    "browser.chrome.guess_favicon": False,
    # A desktop: without a screen Firefox finds no mouse.  2 is a fine pointer, 4 can hover.
    "ui.primaryPointerCapabilities": 6,
    "ui.allPointerCapabilities": 6,
}

ENVIRONMENT = {
    # Without it services.settings.server counts for nothing, and its true name is looked up.
    "MOZ_REMOTE_SETTINGS_DEVTOOLS": "1",
    "MOZ_CRASHREPORTER_DISABLE": "1",
}

# What a reader with the console open would see, and what a page asks for.
EVENTS = [
    "log.entryAdded",
    "network.beforeRequestSent",
    "network.fetchError",
    "network.responseCompleted",
    "script.message",
]

# Requests for file:// are not reported (Bug 1826210).  That an element names a file that is not there,
# its error event tells; that it names one outside of the site, a look at each element that comes; that a
# fetch is forbidden, the console.  What a stylesheet asks for, nothing tells.
REPORT_FILES = """(report) => {
  addEventListener("error", ({target}) => {
    const address = String(target.src || target.href)
    if (address.startsWith("file:")) report(`failed: ${address}`)
  }, true)
  const asking = ["SCRIPT", "LINK", "IMG", "IFRAME", "EMBED", "OBJECT", "VIDEO", "AUDIO", "SOURCE", "TRACK"]
  const look = (element) => {
    if (!asking.includes(element.tagName)) return
    const address = String(element.src || element.href || element.data)
    if (address.startsWith("file:") && !address.startsWith(ROOT)) report(`asked for: ${address}`)
  }
  new MutationObserver((changes) => changes.forEach(({type, target, addedNodes}) => {
    if (type === "attributes") look(target)
    for (const node of addedNodes) if (node.nodeType === 1) [node, ...node.querySelectorAll("*")].forEach(look)
  })).observe(document, {subtree: true, childList: true, attributes: true, attributeFilter: ["src", "href", "data"]})
}"""

# Firefox does not always tell what an asynchronous function threw, so the page tells it.
TOLD = "(value) => JSON.stringify({value})"
THROWN = "(error) => JSON.stringify({thrown: String(error)})"

# https://w3c.github.io/webdriver/#keyboard-actions
KEYS = {
    "Backspace": "\ue003",
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Shift": "\ue008",
    "Control": "\ue009",
    "Escape": "\ue00c",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowUp": "\ue013",
    "ArrowDown": "\ue015",
}


class FirefoxError(Exception):
    """Firefox did not start, could not do what it was asked, or is gone."""


class Firefox:
    """A Firefox with a profile of its own, from `with` to the end of it."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self.pages: dict[str, Page] = {}
        """Those that are open, by WebDriver's name for their windows."""
        self._scheme = ""

    def __enter__(self) -> Firefox:
        with ExitStack() as opened:
            profile = Path(
                opened.enter_context(TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True))
            )
            address = opened.enter_context(_running(profile))
            # Screenshots are large.
            self._socket = opened.enter_context(connect(f"{address}/session", max_size=None, proxy=None))
            self.call("session.new", capabilities={})
            self.call("session.subscribe", events=EVENTS)
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *failure: object) -> None:
        self._opened.close()

    def open(
        self, address: str, width: int = 1280, height: int = 800, scheme: str = "light", before: str = ""
    ) -> Page:
        """A new window on *address*, with storage of its own; *scheme* is the system's: light or dark.

        *before* is a script that runs before those of each page.
        """
        self.prefer(scheme)
        user = self.call("browser.createUserContext")["userContext"]
        context = self.call("browsingContext.create", type="tab", userContext=user)["context"]
        self.call("browsingContext.setViewport", context=context, viewport={"width": width, "height": height})
        root = root_of(address)
        channel = {"type": "channel", "value": {"channel": "files"}}
        self._run_first(
            f"(report) => ({REPORT_FILES.replace('ROOT', json.dumps(root))})(report)", user, channel
        )
        self._run_first(f"() => {{ ({RAN})();{before} }}", user)
        page = self.pages[context] = Page(self, context, user, root)
        page.goto(address)
        return page

    def _run_first(self, function: str, user: str, *arguments: object) -> None:
        self.call(
            "script.addPreloadScript",
            functionDeclaration=function,
            arguments=list(arguments),
            userContexts=[user],
        )

    def prefer(self, scheme: str) -> None:
        """Make the system, and with it all pages, light or dark."""
        if scheme == self._scheme:
            return
        # No command of WebDriver does this, so it is set in Firefox's own window.
        (window,) = self.call("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"]
        name, value = "layout.css.prefers-color-scheme.content-override", ("dark", "light").index(scheme)
        self.call(
            "script.evaluate",
            expression=f'Services.prefs.setIntPref("{name}", {value})',
            target={"context": window["context"]},
            awaitPromise=False,
        )
        self._scheme = scheme

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """What Firefox answers to a command; events that come before the answer go to their pages."""
        number = next(self._numbers)
        try:
            self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
            while (message := json.loads(self._socket.recv(timeout=60))).get("id") != number:
                if message["type"] == "event":
                    self._hand_on(message["method"], message["params"])
        except TimeoutError:
            raise FirefoxError(f"{method}: no answer in 60 seconds") from None
        except ConnectionClosed:
            raise FirefoxError(f"{method}: Firefox is gone") from None
        if message["type"] == "error":
            raise FirefoxError(f"{method}: {message['error']}: {message['message']}")
        return message["result"]

    def _hand_on(self, event: str, told: dict[str, Any]) -> None:
        context = told.get("context") or told.get("source", {}).get("context")
        # A frame has a context that we did not open: it is in the page opened last.
        page = self.pages.get(context) or next(reversed(self.pages.values()), None)
        if page and (complaint := _complaint(event, told, page.root)):
            page.told.append(complaint)


@contextmanager
def _running(profile: Path) -> Iterator[str]:
    """The address of a Firefox that is killed at the end, with all its processes."""
    if FIREFOX is None:
        raise FirefoxError("no Firefox found: install the Debian package firefox-esr")
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    (profile / "user.js").write_text("".join(lines), "utf-8")
    log = profile / "firefox.log"
    command = [FIREFOX, "--headless", "--no-remote", "--profile", str(profile)]
    command += ["--remote-debugging-port", "0", "--remote-allow-system-access"]
    # Killed as well where the tests themselves are killed.
    if setpriv := shutil.which("setpriv"):
        command = [setpriv, "--pdeathsig", "KILL", *command]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            # Firefox refuses to run as root in the home of somebody else.
            env={**os.environ, **ENVIRONMENT, "HOME": str(profile)},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield _address(process, log)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _address(process: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> str:
    """Where Firefox listens, which it prints once it does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        if said := re.search(r"WebDriver BiDi listening on (ws://\S+)\n", log.read_text("utf-8", "replace")):
            return said[1]
        time.sleep(0.05)
    raise FirefoxError(f"{FIREFOX} did not start:\n{log.read_text('utf-8', 'replace')}")


def _complaint(event: str, told: dict[str, Any], root: str) -> str | None:
    """What is wrong with what happened in a page that may ask for what begins with *root*."""
    address = told.get("request", {}).get("url", "")
    if event == "log.entryAdded" and told["level"] in ("error", "warn"):
        return told["text"]
    if event == "network.beforeRequestSent" and is_stranger(address, root):
        return f"asked for: {address}"
    # A request still on its way when the page is left is aborted, and is no failure.
    if event == "network.fetchError" and told["errorText"] != "NS_BINDING_ABORTED":
        return f"failed: {address}"
    if event == "network.responseCompleted" and told["response"]["status"] >= 400:
        return f"failed: {address}"
    if event == "script.message" and not _is_of_a_file_that_is_there(told["data"]["value"]):
        return told["data"]["value"]
    return None


def _is_of_a_file_that_is_there(complaint: str) -> bool:
    """Its request, too, was still on its way when the page was left."""
    path = unquote(re.split(r"[?#]", complaint.removeprefix("failed: file://"))[0])
    return complaint.startswith("failed: file://") and Path(path).is_file()


class Page:
    """A page in a window of its own.  Selectors are CSS, expressions JavaScript."""

    def __init__(self, firefox: Firefox, context: str, user: str, root: str) -> None:
        self._firefox = firefox
        self._context = context
        self._user = user
        self.root = root
        """What the addresses begin with that the page may ask for."""
        self.told: list[str] = []

    @property
    def url(self) -> str:
        (window,) = self._firefox.call("browsingContext.getTree", root=self._context, maxDepth=0)["contexts"]
        return window["url"]

    @property
    def complaints(self) -> list[str]:
        """What `watching` says that a page complains of."""
        # Every event of the page so far comes before its answer.
        self.evaluate("null")
        return self.told

    def goto(self, address: str) -> None:
        """Follow *address* until the page is loaded."""
        self._firefox.call("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def back(self) -> None:
        """Go back one page; wait for what it shows."""
        self._firefox.call("browsingContext.traverseHistory", context=self._context, delta=-1)
        self.wait_for("document.readyState === 'complete'")

    def evaluate(self, expression: str) -> Any:
        """The value of *expression*, awaited if it is a promise, as JSON gives it back."""
        answer = self._firefox.call(
            "script.evaluate",
            expression=f"(async () => (\n{expression}\n))().then({TOLD}, {THROWN})",
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":  # it is no expression
            raise FirefoxError(f"{self.url}: {expression}: {answer['exceptionDetails']['text']}")
        outcome = json.loads(answer["result"]["value"])
        if "thrown" in outcome:
            raise FirefoxError(f"{self.url}: {expression}: {outcome['thrown']}")
        return outcome.get("value")

    def wait_for(self, expression: str, seconds: float = 10) -> Any:
        """The value of *expression* once JavaScript takes it for true; at the latest after *seconds*."""
        end = time.monotonic() + seconds
        while True:
            try:
                if found := self.evaluate(expression):
                    return found
                last = f"it is {json.dumps(found, ensure_ascii=False)}"
            except FirefoxError as error:  # what it asks is not there yet, or the page is being left
                last = str(error)
            if time.monotonic() > end:
                raise AssertionError(f"{self.url}: waited {seconds} seconds for {expression}: {last}")
            time.sleep(0.05)

    def type(self, text: str) -> None:
        """Type *text* where the focus is."""
        self._perform("key", [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")])

    def press(self, keys: str) -> None:
        """Press a key, or several together: "Enter", "Control+a"."""
        values = [KEYS.get(key, key) for key in keys.split("+")]
        down = [{"type": "keyDown", "value": value} for value in values]
        self._perform("key", [*down, *({"type": "keyUp", "value": value} for value in reversed(values))])

    def hover(self, selector: str) -> None:
        """Move the pointer onto the first element that *selector* finds, scrolled into sight."""
        self._perform("pointer", [self._move_onto(selector)])

    def click(self, selector: str) -> None:
        """Click the first element that *selector* finds, scrolled into sight."""
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self._perform("pointer", [self._move_onto(selector), *press])

    def screenshot(self, path: Path) -> None:
        """Write what the window shows to *path*, as PNG."""
        image = self._firefox.call("browsingContext.captureScreenshot", context=self._context)["data"]
        path.write_bytes(base64.b64decode(image))

    def close(self) -> None:
        """Close the window and forget what its pages stored."""
        self._firefox.call("browser.removeUserContext", userContext=self._user)
        del self._firefox.pages[self._context]

    def _move_onto(self, selector: str) -> dict[str, Any]:
        locator = {"type": "css", "value": selector}
        found = self._firefox.call(
            "browsingContext.locateNodes", context=self._context, locator=locator, maxNodeCount=1
        )["nodes"]
        if not found:
            raise FirefoxError(f"{self.url}: no element {selector}")
        self.evaluate(
            f"document.querySelector({json.dumps(selector)})"
            ".scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'})"
        )
        origin = {"type": "element", "element": {"sharedId": found[0]["sharedId"]}}
        return {"type": "pointerMove", "x": 0, "y": 0, "origin": origin}

    def _perform(self, kind: str, actions: list[dict[str, Any]]) -> None:
        source = {"type": kind, "id": kind, "actions": actions}
        self._firefox.call("input.performActions", context=self._context, actions=[source])
