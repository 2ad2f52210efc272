"""All pages of a site by the files they stand in, with links as files or as a server has them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from visual.reading.addresses import Links, kind_of, page_path, served_path
from visual.reading.lookups import Lookups
from visual.reading.page import kept_text, reading_html
from visual.reading.parts import Step, site_words
from visual.site.cards import card_of
from visual.site.lists import Contents, find_contents, groups_of, index_of, paged
from visual.site.pages import (
    FORMS,
    LISTS,
    Frame,
    Group,
    Item,
    card_html,
    home_html,
    list_html,
    search_html,
)

__all__ = ["FIRST", "SEARCH", "Site"]

FIRST, SEARCH = "index.html", "search.html"


@dataclass(slots=True)
class Site:
    """The pages of a graph.

    ``served`` makes links as a server has them (/area/370983), otherwise they are relative files.
    """

    lookups: Lookups
    texts: Path | None = None
    served: bool = False
    base: str = ""
    others: Mapping[str, str] = field(default_factory=dict)
    _contents: Contents | None = None
    _known: set[str] = field(default_factory=set)

    @property
    def contents(self) -> Contents:
        """Everything that has a page, found once."""
        if self._contents is None:
            self._contents = find_contents(self.lookups)
        return self._contents

    def thing(self, iri: str) -> str | None:
        """Return the page of a thing, none of a thing that has no page."""
        lookups, file = self.lookups, page_path(iri) if kind_of(iri) else ""
        if not self._has_page(iri):
            return None
        frame = replace(self._frame(file), forms=self._forms(iri, file))
        if kind_of(iri) == "report":
            text = kept_text(self.texts, lookups.said(iri))
            links, home, forms = frame.links, frame.home, frame.forms
            return reading_html(lookups, iri, text, links=links, home=home, forms=forms)
        card = card_of(lookups, iri)
        return card_html(lookups, card, frame) if card else None

    def lists(self) -> Iterator[tuple[str, str]]:
        """Yield the lists of all kinds by their files."""
        for kind in LISTS:
            yield from self.list_of(kind)

    def list_of(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield the pages of the list of a kind by their files."""
        links = self.links(f"list/{kind}.html")
        pages = paged(groups_of(self.lookups, self.contents, kind, links))
        files = [_list_file(kind, number) for number in range(len(pages))]
        for number, page in enumerate(pages):
            file = files[number]
            ways = ["" if each == file else self._way(file, each) for each in files]
            heading = site_words()[f"interface/{LISTS[kind]}"]
            total = len(self.contents.things[kind])
            yield file, list_html(heading, page, self._frame(file), total=total, pages=ways)

    def search(self) -> str:
        """Return the search page."""
        index, kinds = index_of(self.lookups, self.contents, self.links(SEARCH))
        return search_html(index, kinds, self._frame(SEARCH))

    def first(self) -> str:
        """Return the first page."""
        words, things = site_words(), self.contents.things
        doors = [
            Item(
                words[f"interface/{word}"],
                self._way(FIRST, f"list/{kind}.html"),
                len(things[kind]),
            )
            for kind, word in LISTS.items()
            if things[kind]
        ]
        return home_html(doors, list(self._regions()), self._frame(FIRST))

    def _regions(self) -> Iterator[Group]:
        """Yield the provinces with their reports and the systems with their mechanisms."""
        lookups, weight = self.lookups, self.contents.weight
        links = self.links(FIRST)
        chains = (lookups.chain(iri) for iri in self.contents.things["place"])
        provinces = sorted({each[1] for each in chains if len(each) > 1 and weight.get(each[1])})
        themes = self.contents.things["theme"]
        for word, things in (("by-province", provinces), ("by-theme", themes)):
            items = [Item(lookups.name(iri), links(iri), weight.get(iri, 0)) for iri in things]
            if items:
                yield Group(site_words()[f"interface/{word}"], items)

    def _has_page(self, iri: str) -> bool:
        if iri in self._known:
            return True
        if not kind_of(iri) or not self.lookups.is_described(iri):
            return False  # not kept: what is not there is without end
        self._known.add(iri)
        return True

    def _frame(self, file: str) -> Frame:
        """Return what surrounds the page in this file."""
        words = site_words()
        tabs = [Step(words["interface/home"], self._way(file, FIRST))]
        tabs += [Step(words[f"interface/{word}"], self._way(file, n)) for n, word in self._tabs()]
        return Frame(
            links=self.links(file),
            sentence=self._sentence(file),
            home=self._way(file, FIRST),
            search=self._way(file, SEARCH),
            tabs=tuple(tabs),
            lists=lambda kind: self._way(file, f"list/{kind}.html"),
            canonical=self.base + quote(file) if self.base else "",
        )

    def _tabs(self) -> list[tuple[str, str]]:
        return sorted(self.others.items())

    def _way(self, here: str, file: str) -> str:
        """Return the link from one file to another."""
        if self.served:
            return "/" if file == FIRST else f"/{file.removesuffix('.html')}"
        return "../" * here.count("/") + file

    def links(self, file: str) -> Links:
        """Return where things have pages, seen from the page in this file."""
        root = "../" * file.count("/")

        def link(iri: str) -> str:
            if not self._has_page(iri):
                return ""
            return served_path(iri) if self.served else root + page_path(iri)

        return link

    def _sentence(self, file: str) -> Callable[[str, int, int], str]:
        link = self.links(file)

        def sentence(report: str, start: int, end: int) -> str:
            way = link(report)
            return f"{way}#at={start}-{end}" if way else ""

        return sentence

    def _forms(self, iri: str, file: str) -> tuple[dict[str, str], ...]:
        """Return the links to what is said of a thing as RDF files."""
        stem = served_path(iri) if self.served else file.rsplit("/", 1)[-1].removesuffix(".html")
        return tuple(
            {"href": stem + end, "type": media, "name": name} for end, media, name in FORMS
        )


def _list_file(kind: str, number: int) -> str:
    return f"list/{kind}-{number + 1}.html" if number else f"list/{kind}.html"
