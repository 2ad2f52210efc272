"""A small graph to look at, the same with hostile names, and a browser where there is one."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, sync_playwright

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
