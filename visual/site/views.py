"""The explorer and the page of matrix, timelines and map as parts of a site."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from visual.page import page_html
from visual.panels.page import panels_html, reader_pages
from visual.panels.reading import read_panels
from visual.panels.records import Panels
from visual.site.whole import Site
from visual.subgraph import read_subgraph

__all__ = ["EXPLORER", "MOST", "PANELS", "Views"]

EXPLORER, PANELS = "graph.html", "matrix.html"
MOST = 700
"""Reports that the explorer holds. Measured: with 500 it has 87 MB and opens in six seconds."""

_VIEWS = {
    "matrix-page": PANELS,
    "timeline-page": f"{PANELS}#view=timeline",
    "map-page": f"{PANELS}#view=map",
}
"""What the panels' page shows, and where."""


@dataclass(slots=True)
class Views:
    """The pages on the whole graph, beside those that somebody else put into the folder."""

    store: ox.Store
    others: Mapping[str, str]
    """Pages of other commands in the folder: they stay, and stand for ours of the same name."""
    _panels: Panels = field(init=False)

    def __post_init__(self) -> None:
        """Read what the panels show."""
        self._panels = read_panels(self.store)

    def tabs(self) -> dict[str, str]:
        """Return the addresses of these pages with the words for them, one for each word."""
        ours = {"explorer-page": EXPLORER} if self._has_explorer() else {}
        if self._has_panels():
            ours |= _VIEWS
        found = ours | {word: file for file, word in self.others.items()}
        return {file: word for word, file in found.items()}

    def pages(self, site: Site, folder: Path) -> Iterator[tuple[str, str]]:
        """Yield the pages by their files; they lead to the pages that are in the folder."""
        if self._has_explorer():
            yield EXPLORER, page_html(read_subgraph(self.store), links=site.links(EXPLORER))
        if self._has_panels():
            pages = reader_pages(self._panels, folder)
            yield PANELS, panels_html(self._panels, pages=pages)

    def _has_explorer(self) -> bool:
        return EXPLORER not in self.others and len(self._panels.reports) <= MOST

    def _has_panels(self) -> bool:
        told = self._panels.places and self._panels.statements
        return PANELS not in self.others and bool(told)
