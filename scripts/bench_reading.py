"""Measure the reader on a long report in a browser, and how fast a site is written.

    python scripts/bench_reading.py [--reports 60] [--characters 100000]

The reader is opened beside the bare text of the same report (one ``<pre>``) in the same run.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from html import escape
from pathlib import Path

from bench_corpus import samples, write_corpus
from bench_rows import Row, peak, table, timed
from playwright.sync_api import Browser, Page, sync_playwright

from kg.build import build_graph
from kg.store import open_graph
from visual.reading.report import reading_of_report
from visual.site.writing import write_site

__all__ = ["rows"]

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
_ROUNDS = 3
_DRAWN = "requestAnimationFrame(() => requestAnimationFrame(done))"
_JUMP = (
    "() => new Promise((done) => { location.hash = '#at=%d-%d'; setTimeout(() => "
    + _DRAWN
    + "); })"
)
_FILTER = (
    "() => new Promise((done) => { document.querySelector('#filters [data-class]').click(); "
    + _DRAWN
    + "; })"
)


def rows(reports: int = 60, characters: int = 100_000) -> list[Row]:
    """Return the figures of both."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_reader(Path(folder), characters), *_site(reports)]


def _reader(folder: Path, characters: int) -> list[Row]:
    """Return what a report of so many characters takes as a page, and in the browser."""
    text = _long(characters)
    file = folder / "long-2021.txt"
    file.write_text(text, encoding="utf-8")
    build_graph([file], folder / "long")
    spent, html = timed(lambda: reading_of_report(folder / "long"))
    page, bare = folder / "long.html", folder / "bare.html"
    page.write_text(html, encoding="utf-8")
    bare.write_text(f"<!DOCTYPE html><meta charset='utf-8'><pre>{escape(text)}", encoding="utf-8")
    told = f"{spent:.1f} s, {len(html.encode()) / 1e6:.1f} MB, {html.count('<mark')} marks"
    found = [Row(f"reader: page of {len(text):,} characters", told)]
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        return [*found, Row("reader in the browser", "no Chromium here")]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        found += _in_browser(browser, page, bare, len(text))
        browser.close()
    return found


def _long(characters: int) -> str:
    """Return a report as long: one sample's head, the bodies of all again and again."""
    texts = [text for name, text in samples().items() if name.endswith(".txt")]
    head, bodies = texts[0], "\n".join(text.partition("\n")[2] for text in texts)
    return (head + ("\n" + bodies) * (characters // len(bodies) + 1))[:characters]


def _in_browser(browser: Browser, page: Path, bare: Path, length: int) -> list[Row]:
    opened = [(_open(browser, page, length), _open(browser, bare, 0)) for _ in range(_ROUNDS)]
    steps = {name: statistics.median(o[0][name] for o in opened) for name in opened[0][0]}
    plain = statistics.median(o[1]["open"] for o in opened)
    ratio = f"{steps['open'] / plain:.1f} × the bare text"
    return [
        Row("— opened in the browser", f"{steps['open']:.2f} s", ratio),
        Row("— to a sentence at its end", f"{steps['jump']:.2f} s"),
        Row("— a class filtered out", f"{steps['filter']:.2f} s"),
    ]


def _open(browser: Browser, file: Path, length: int) -> dict[str, float]:
    """Return what opening takes until the page stands still, and what two steps take then."""
    tab = browser.new_context(viewport={"width": 1280, "height": 800})
    page = tab.new_page()
    spent = {"open": _spent(page, lambda: page.goto(file.as_uri()))}
    if length:
        jump = _JUMP % (length - 300, length - 290)
        spent["jump"] = _spent(page, lambda: page.evaluate(jump))
        spent["filter"] = _spent(page, lambda: page.evaluate(_FILTER))
    tab.close()
    return spent


def _spent(page: Page, act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    return time.perf_counter() - begin


def _site(reports: int) -> list[Row]:
    """Return what the site of a corpus takes in a process that has done nothing else."""
    words = [sys.executable, __file__, "--site", str(reports)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return [Row(**row) for row in json.loads(done.stdout.splitlines()[-1])]


def _written(folder: Path, reports: int) -> list[Row]:
    """Return how fast the site of a corpus is written, how large it is and what it takes."""
    corpus = write_corpus(folder / "corpus", reports)
    built, _ = timed(lambda: build_graph([corpus], folder / "graph"))
    texts, out = folder / "graph" / "texts", folder / "site"
    spent, number = timed(lambda: write_site(open_graph(folder / "graph"), out, texts=texts))
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    return [
        Row(
            f"site of {reports} reports: {number:,} pages",
            f"{spent:.1f} s, {number / spent:.0f} pages/s, {size / 1e6:.0f} MB",
            f"{spent / built:.2f} × the build",
        ),
        Row("— memory of the whole run, at most", f"{peak()} MB"),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--characters", type=int, default=100_000)
    parser.add_argument("--site", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.site:
        with tempfile.TemporaryDirectory() as name:
            print(json.dumps([asdict(row) for row in _written(Path(name), given.site)]))
        return
    print(table(rows(given.reports, given.characters)))


if __name__ == "__main__":
    main()
