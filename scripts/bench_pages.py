"""Measure in the browser how soon a page can be used, beside plain pyvis on the same graph.

    python scripts/bench_pages.py [--sizes 200 2000 5000 20000] [--rounds 3]

Both get the same nodes, labels and edges, in one run, on one machine, with the network cut. Plain
pyvis is ``Network(cdn_resources="in_line")`` with its default physics. A page counts as usable from
the first frame in which a click on a mark has been answered: the marks stand (none of fifty moves
by a pixel from one frame to the next), a click sent through the browser's own input hits one, and
the frame that shows the answer comes within 100 ms of it. The answer of pyvis is the selected node;
the answer of our page is the panel with the details of the thing. Time runs from the start of the
navigation. After 60 s a page is stopped and counted as 60 s. Pyvis draws all lines at all times;
our overview draws aggregates, and our picture of everything each node with the lines of the chosen
one, which is what makes it readable and part of what makes it fast.
"""

import argparse
import json
import shutil
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench_rows import Row, table
from playwright.sync_api import Error, Page, sync_playwright
from pyvis.network import Network

from visual.page import page_html
from visual.subgraph import Link, Quote, Subgraph, Thing

SIZES = (200, 2_000, 5_000, 20_000)
BESIDE = 5_000
"""Up to so many nodes plain pyvis is measured as well."""
LIMIT = 60.0
ANSWERED = 100
"""Milliseconds within which a click must be answered."""
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
_OURS = """
const bench = {
  ready: () => Boolean(window.fazhi),
  network: () => fazhi.network,
  mark: () => fazhi.marks().find((mark) => inside(mark) && !bench.answered(mark)),
  answered: ({ text }) => document.querySelector("#panel h2").textContent === text,
};
"""
_PYVIS = """
const bench = {
  ready: () => typeof network !== "undefined" && network && network.getSelectedNodes,
  network: () => network,
  mark: () => {
    for (const [id, at] of Object.entries(network.getPositions())) {
      const point = network.canvasToDOM(at);
      const box = document.querySelector("canvas").getBoundingClientRect();
      const mark = { id, x: point.x + box.left, y: point.y + box.top };
      if (!inside(mark) || bench.answered(mark)) continue;
      if (String(network.getNodeAt(point)) === id) return mark;
    }
    return undefined;
  },
  answered: ({ id }) => network.getSelectedNodes().map(String).includes(id),
};
"""
_PROBE = """
const inside = ({ x, y }) => x > 5 && y > 5 && x < innerWidth - 5 && y < innerHeight - 5;
let last = null;
let mark = null;
// The mark to click, once the marks stand still.
const standing = () => {
  if (!document.body || !bench.ready()) return null;
  const network = bench.network();
  const spots = Object.values(network.getPositions()).slice(0, 50);
  const now = spots.map((at) => network.canvasToDOM(at));
  const before = last;
  last = now;
  if (!before || before.length !== now.length) return null;
  const moved = ({ x, y }, n) => Math.hypot(x - before[n].x, y - before[n].y) > 1;
  return now.some(moved) ? null : bench.mark() || null;
};
const watch = () => {
  mark = standing();
  if (mark) console.debug("standing " + JSON.stringify(mark));
  else requestAnimationFrame(watch);
};
// How long after the click the answer stood in a frame, and when that was.
const look = (clicked) => {
  const tell = () => {
    const took = performance.now() - clicked;
    console.debug("answer " + JSON.stringify([took, performance.now()]));
    if (took > ANSWERED) watch();
  };
  if (bench.answered(mark)) requestAnimationFrame(() => setTimeout(tell));
  else if (performance.now() - clicked < 1000) requestAnimationFrame(() => look(clicked));
  else {
    console.debug("answer [1000, 0]");
    watch();
  }
};
addEventListener("mouseup", (event) => look(event.timeStamp), true);
watch();
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    print(table(rows(given.sizes, given.rounds)))


def rows(sizes: Sequence[int] = SIZES, rounds: int = 3) -> list[Row]:
    """Return how soon the pages of graphs of these sizes can be used; the median of rounds."""
    if _browser() is None:
        return [Row("pages: time to interactive", "not measured", "no Chromium found")]
    with TemporaryDirectory() as folder:
        return [row for size in sizes for row in _rows(Path(folder), size, rounds)]


def _rows(folder: Path, size: int, rounds: int) -> Iterator[Row]:
    graph = sample_graph(size)
    ours, plain = folder / f"ours{size}.html", folder / f"pyvis{size}.html"
    ours.write_text(page_html(graph), encoding="utf-8")
    told = f"{size:,} nodes, {len(graph.links):,} edges"
    beside = 0.0
    if size <= BESIDE:
        plain.write_text(_plain(graph), encoding="utf-8")
        beside = usable(plain.as_uri(), _PYVIS)
        stopped = " (stopped)" if beside >= LIMIT else ""
        yield Row(f"page, {told}: plain pyvis", f"{beside:.1f} s{stopped}")
    for name, view in (
        ("overview", ""),
        ("every node drawn, lines of the chosen", "#view=all&hide="),
    ):
        spent = statistics.median(usable(ours.as_uri() + view, _OURS) for _ in range(rounds))
        least = "≥ " if beside >= LIMIT else ""
        ratio = f"{least}{beside / spent:.0f} × faster than plain pyvis" if beside else ""
        yield Row(f"page, {told}: kg browse, {name}", f"{spent:.2f} s", ratio)


def usable(address: str, how: str) -> float:
    """Return after how many seconds a page answers a click at once; at most 60."""
    until = time.monotonic() + LIMIT
    said: list[str] = []
    with _opened(how) as page:
        page.on("console", lambda message: said.append(message.text))
        try:
            page.goto(address, wait_until="commit")
            while time.monotonic() < until:
                mark = _told(said, page, "standing ", until)
                page.mouse.click(mark["x"], mark["y"])
                took, at = _told(said, page, "answer ", until)
                if took <= ANSWERED:
                    return min(at / 1000, LIMIT)
        except Error:
            return LIMIT
    return LIMIT


def _told(said: list[str], page: Page, word: str, until: float) -> Any:
    """Return what the probe says after this word, waiting for it if it has not said it yet."""
    while not any(text.startswith(word) for text in said):
        if time.monotonic() > until:
            raise Error(f"nothing said of {word}in time")
        page.wait_for_timeout(5)
    text = said.pop(next(n for n, text in enumerate(said) if text.startswith(word)))
    return json.loads(text.removeprefix(word))


@contextmanager
def _opened(how: str) -> Iterator[Page]:
    """Open a fresh browser without a network that knows how to ask the page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=list(_QUIET))
        context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
        context.set_offline(True)
        context.add_init_script(f"const ANSWERED = {ANSWERED};" + how + _PROBE)
        yield context.new_page()
        browser.close()


def _browser() -> str | None:
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def _plain(graph: Subgraph) -> str:
    """Return the page that plain pyvis makes of a graph."""
    network = Network(directed=True, cdn_resources="in_line")
    for iri, thing in graph.things.items():
        network.add_node(iri, label=thing.zh)
    for link in graph.links:
        network.add_edge(link.source, link.target)
    return str(network.generate_html())


def sample_graph(size: int) -> Subgraph:
    """Return a graph of so many things in the proportions of real ones, with a sentence each.

    Two hundred things come with a county: mechanisms that it adopts, its bodies, documents and
    measures; mechanisms belong to eight systems.
    """
    counties = max(2, size // 200)
    mechanisms = max(20, size // 25)
    kinds = {
        "theme": 8,
        "ontology#Jurisdiction": counties + counties // 10 + 1,
        "ontology#Mechanism": mechanisms,
        "ontology#Institution": size // 20,
        "ontology#PolicyDocument": size // 20,
    }
    kinds["ontology#Measure"] = size - sum(kinds.values())
    things = [_thing(kind, n) for kind, count in kinds.items() for n in range(count)]
    links = sorted(set(_links(kinds)))
    quotes = tuple(
        Quote(report="r", start=40 * n, end=40 * n + 20, text=f"第{n}项工作已经部署并且落实。")
        for n in range(len(links))
    )
    return Subgraph(
        things={thing.iri: thing for thing in things},
        links=tuple(
            Link(source=s, relation=r, target=t, years=(2021,), quotes=(n,))
            for n, (s, r, t) in enumerate(links)
        ),
        quotes=quotes,
    )


def _thing(kind: str, number: int) -> Thing:
    facts: tuple[tuple[str, str], ...] = ()
    if kind == "ontology#Jurisdiction":
        facts = (("ontology#level", "level/province" if number % 11 == 0 else "level/county"),)
    name = kind.removeprefix("ontology#")
    return Thing(iri=_iri(kind, number), kind=kind, zh=f"{name}第{number}号", facts=facts)


def _iri(kind: str, number: int) -> str:
    return f"https://w3id.org/fazhi/{kind.removeprefix('ontology#').lower()}/{number}"


def _links(kinds: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    place = "ontology#Jurisdiction"
    homes = [n for n in range(kinds[place]) if n % 11]
    for n in homes:
        yield _iri(place, n), "ontology#within", _iri(place, n - n % 11)
        for step in range(12):
            at = (7 * n + step * step) % kinds["ontology#Mechanism"]
            status = ("adopted", "adopted", "planned", "problem")[step % 4]
            yield _iri(place, n), f"status/{status}", _iri("ontology#Mechanism", at)
    for n in range(kinds["ontology#Mechanism"]):
        yield _iri("ontology#Mechanism", n), "ontology#theme", _iri("theme", n % 8)
    for kind, relation in (
        ("ontology#Institution", "ontology#jurisdiction"),
        ("ontology#PolicyDocument", "ontology#issuedBy"),
        ("ontology#Measure", "ontology#actor"),
    ):
        for n in range(kinds[kind]):
            yield _iri(kind, n), relation, _iri(place, homes[n % len(homes)])
    for n in range(kinds["ontology#Measure"]):
        at = (n * 13) % kinds["ontology#Mechanism"]
        yield _iri("ontology#Measure", n), "ontology#concerns", _iri("ontology#Mechanism", at)


if __name__ == "__main__":
    sys.exit(main())
