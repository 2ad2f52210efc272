"""The same pages over a graph that is being served: each is drawn when it is asked for."""

import re
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from types import MappingProxyType

import pyoxigraph as ox

from kg.store import open_graph, published
from ontology.iris import BASE
from visual.reading.lookups import Lookups
from visual.site.pages import LISTS
from visual.site.whole import Site

__all__ = ["LivePages", "entity_html"]

_NONE: Mapping[str, str] = MappingProxyType({})
_LIST = re.compile(r"list/([a-z]+)(?:-\d{1,6})?")
_PLACES = re.compile(r"(?:country|province|prefecture|county|township|village|place)/(.+)")


def entity_html(store: ox.Store, iri: str, *, texts: Path | None) -> str | None:
    """Return the page of a thing with links as a server has them; none if it has no page.

    ``texts`` is the folder of the reports' texts.
    """
    return Site(Lookups(store), texts, served=True).thing(iri)


class LivePages:
    """Pages of the generation of a graph that is published when they are asked for."""

    def __init__(self, folder: str | Path, *, others: Mapping[str, str] = _NONE) -> None:
        """Draw the pages of the graph in this folder; they link ``others`` by their words."""
        self.folder = Path(folder)
        self.others = others
        self._lock = Lock()
        self._drawn: dict[str, str] = {}
        self._opened: tuple[Path, Site] | None = None

    def page(self, path: str) -> str | None:
        """Return the page at a path without its first slash ("" is the front), or none.

        Raises:
            KgError: The graph cannot be read.
        """
        with self._lock:
            return self._page(self._site(), path.rstrip("/"))

    def _page(self, site: Site, name: str) -> str | None:
        if name in {"", "search"} or _LIST.fullmatch(name):
            return self._whole(site, name)
        if match := _PLACES.fullmatch(name):
            name = f"area/{match[1]}"
        return site.thing(BASE + name) if _is_iri(BASE + name) else None

    def _whole(self, site: Site, name: str) -> str | None:
        """Return a page about the whole graph; it is drawn once."""
        if name not in self._drawn:
            match = _LIST.fullmatch(name)
            if match and match[1] in LISTS:
                pages = {file.removesuffix(".html"): html for file, html in site.list_of(match[1])}
                self._drawn.update(pages)
            elif not match:
                self._drawn[name] = site.search() if name else site.first()
        return self._drawn.get(name)

    def _site(self) -> Site:
        """Return the pages of what is published now."""
        current = published(self.folder)
        if self._opened is None or self._opened[0] != current:
            lookups = Lookups(open_graph(self.folder))
            texts = self.folder / "texts"
            self._drawn = {}
            self._opened = current, Site(lookups, texts, served=True, others=self.others)
        return self._opened[1]


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True
