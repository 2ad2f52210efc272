"""Measure in the browser how soon the matrix of a province can be used, beside a plain table.

    python scripts/bench_panels.py

Both get 200 places, 600 mechanisms and 72,000 statements of three years, in one run, with the
network cut. The plain table is one HTML table with a cell for each pair and the sentences in the
page; it counts as usable when it is drawn, ours when a click on a cell has shown its sentence.
"""

import json
import shutil
import statistics
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench_rows import Row, table, timed
from playwright.sync_api import Browser, sync_playwright

from visual.panels.data import STATUSES, panels_data, systems
from visual.panels.page import panels_html
from visual.panels.records import Mechanism, Panels, Place, Quote, Report, Statement

PLACES, MECHANISMS, EACH = 200, 600, 120
YEARS = (2020, 2021, 2022)
ROUNDS = 3
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
_FRAME = (
    "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
)
_SCROLL = """async () => {
  const grid = document.querySelector("#grid") || document.scrollingElement;
  const frames = [];
  for (let step = 1; step <= 40; step += 1) {
    const from = performance.now();
    grid.scrollTop = step * 120;
    grid.scrollLeft = step * 400;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    frames.push(performance.now() - from);
  }
  return frames.sort((a, b) => a - b)[Math.floor(frames.length * 0.95)];
}"""


def rows() -> list[Row]:
    """Return how soon either can be used, and how long a step of scrolling takes at worst."""
    panels = _panels()
    spent, html = timed(lambda: panels_html(panels))
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        ours, plain = Path(folder, "ours.html"), Path(folder, "plain.html")
        ours.write_text(html, encoding="utf-8")
        plain.write_text(_plain(panels), encoding="utf-8")
        path = next(filter(None, map(shutil.which, _BROWSERS)), None)
        if path is None:
            sys.exit("no Chromium found: run scripts/install_browser.sh")
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        both = [(_open(browser, ours), _open(browser, plain)) for _ in range(ROUNDS)]
        browser.close()
    (start, step), (slow, jerk) = (
        [statistics.median(one[at] for one in each) for at in (0, 1)]
        for each in zip(*both, strict=True)
    )
    size = f"{PLACES} × {MECHANISMS}"
    return [
        Row(f"matrix page {size}, written", f"{spent:.1f} s, {len(html.encode()) / 1e6:.1f} MB"),
        Row(f"matrix page {size}, first sentence read", f"{start:.2f} s", f"{slow / start:.1f}×"),
        Row(f"plain table {size}, drawn", f"{slow:.2f} s", "1×"),
        Row(
            f"matrix page {size}, step of scrolling (95 %)", f"{step:.0f} ms", f"{jerk / step:.1f}×"
        ),
        Row(f"plain table {size}, step of scrolling (95 %)", f"{jerk:.0f} ms", "1×"),
    ]


def _open(browser: Browser, path: Path) -> Sequence[float]:
    """Return seconds until a page can be used, milliseconds of a slow step of scrolling."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    context.set_offline(True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(path.as_uri())
    cells = page.locator(".cell.adopted")
    if cells.count():
        cells.first.click()
        page.locator("#panel blockquote").first.wait_for()
    usable = page.evaluate(_FRAME) / 1000
    worst = page.evaluate(_SCROLL)
    context.close()
    return usable, worst


def _plain(panels: Panels) -> str:
    """Return the same as one table, as one would write it without thinking of size."""
    data = panels_data(panels)
    said = {(place, mechanism): STATUSES[status] for mechanism, place, status, *_ in data["said"]}
    head = "".join(f"<th>{name}</th>" for _, name, *_ in data["mechanisms"])
    body = "".join(
        f"<tr><th>{place[1]}</th>"
        + "".join(f"<td>{said.get((y, x), '')}</td>" for x in range(len(data["mechanisms"])))
        + "</tr>"
        for y, place in enumerate(data["places"])
    )
    carried = json.dumps(data, ensure_ascii=False)
    return (
        f"<!DOCTYPE html><meta charset=utf-8><table><tr><th></th>{head}</tr>{body}</table>"
        f'<script id="data" type="application/json">{carried}</script>'
        '<script>JSON.parse(document.getElementById("data").textContent)</script>'
    )


def _panels() -> Panels:
    """Return invented panels, the same in every run."""
    chance = Random(7)  # noqa: S311 (the same panels in every run)
    themes = list(systems())
    named = tuple(
        Mechanism(iri=f"m{at}", zh=f"机制{at:04}", theme=themes[at % len(themes)])
        for at in range(MECHANISMS)
    )
    units = tuple(
        Place(iri=f"p{at}", zh=f"县{at:04}", code=f"{910000 + at}", level="county")
        for at in range(PLACES)
    )
    reports = tuple(
        Report(iri=f"{place.iri}-{year}", unit=place.iri, year=year, end=year, file="甲.txt")
        for place in units
        for year in YEARS
    )
    statements = tuple(
        _statement(report, mechanism, chance)
        for report in reports
        for mechanism in chance.sample(named, EACH)
    )
    return Panels(places=units, mechanisms=named, reports=reports, statements=statements)


def _statement(report: Report, mechanism: Mechanism, chance: Random) -> Statement:
    start = chance.randint(0, 9000)
    text = f"推行{mechanism.zh}，各部门按照要求落实到位，有关工作取得成效。"
    return Statement(
        mechanism=mechanism.iri,
        unit=report.unit,
        status=chance.choice(STATUSES),
        year=report.year,
        report=report.iri,
        surface=mechanism.zh,
        quotes=(Quote(report.iri, start, start + len(text), "一、推进情况", text),),
    )


if __name__ == "__main__":
    print(table(rows()))
