"""A small graph to look at, a browser where there is one, and what every page must hold in it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from visual.page import write_page

__all__ = ["audit", "opened"]

_SAMPLE = Path(__file__).with_name("sample.trig")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_OWN = ("file:", "data:", "blob:")
_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
_IGNORED = ("minor",)
"""Impacts of axe's findings that a page may have."""


@pytest.fixture
def store() -> ox.Store:
    """A graph of two invented reports."""
    store = ox.Store()
    store.load(path=str(_SAMPLE), format=ox.RdfFormat.TRIG)
    return store


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a screen; under CI it must be there, elsewhere the test is skipped."""
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        word = "no Chromium found: run scripts/install_browser.sh"
        if os.environ.get("CI") == "true":
            pytest.fail(word)
        pytest.skip(word)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, where: Path | str, *, size: tuple[int, int] = (1280, 800), **context: Any
) -> Iterator[Page]:
    """Open a page in Chinese; afterwards it has complained of nothing and asked nobody else.

    A path is opened with the network cut; an address (``http://127.0.0.1:…``) may ask its own
    server alone. ``context`` goes to Playwright: ``color_scheme="dark"``, ``locale="en-GB"``.
    """
    address = where if isinstance(where, str) else where.as_uri()
    host = "/".join(address.split("/")[:3]) + "/"
    own = (host, *_OWN[1:]) if isinstance(where, str) else _OWN
    faults: list[str] = []
    width, height = size
    settings = {"locale": "zh-CN", "viewport": {"width": width, "height": height}, **context}
    tab = browser.new_context(**settings)
    tab.set_offline(isinstance(where, Path))
    tab.route(lambda url: not url.startswith(own), lambda route: route.abort())
    tab.on("request", lambda request: faults.append(request.url) if _foreign(request, own) else 0)
    tab.on("page", lambda other: faults.append(f"new window: {other.url}") if tab.pages[1:] else 0)
    page = tab.new_page()
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    try:
        page.goto(address)
        yield page
    finally:
        tab.close()
    assert faults == []


@pytest.fixture
def page(browser: Browser, store: ox.Store, tmp_path: Path) -> Iterator[Page]:
    """The explorer of the sample graph, opened from its file."""
    with opened(browser, write_page(store, tmp_path / "图 谱.html")) as page:
        yield page


def _foreign(request: Any, own: tuple[str, ...]) -> bool:
    return not request.url.startswith(own)


def audit(page: Page, *, ignore: tuple[str, ...] = ()) -> None:
    """Hold a page, as it stands, to axe-core's rules: in zh and en, light and dark.

    Nothing of more than minor impact may be found. ``ignore`` names rules that do not apply, each
    with its reason beside the call.
    """
    page.evaluate(_AXE)
    found: list[str] = []
    for _ in range(2):
        for _ in range(2):
            found += _violations(page, ignore)
            page.locator("#shade").click()
        page.locator("#language").click()
    assert not found, "\n".join(found)


def _violations(page: Page, ignore: tuple[str, ...]) -> list[str]:
    """Return what axe finds, with language, shade, rule and the first places."""
    script = "(off) => axe.run(document, {rules: off}).then((all) => all.violations)"
    rules = {rule: {"enabled": False} for rule in ignore}
    root = page.evaluate(
        "[document.documentElement.lang, document.documentElement.dataset.shade ?? '']"
    )
    return [
        f"{'/'.join(root)} {fault['impact']} {fault['id']}: {fault['help']}: "
        + "; ".join(node["html"][:120] for node in fault["nodes"][:3])
        for fault in page.evaluate(script, rules)
        if fault["impact"] not in _IGNORED
    ]
