"""The lists of a site: places by province, mechanisms by system, documents by type."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ontology.schemes import load_scheme
from visual.reading.addresses import Links, kind_of
from visual.reading.lookups import Lookups
from visual.reading.parts import site_words
from visual.site.pages import LISTS, Group, Item
from visual.words import Word

__all__ = ["LONGEST", "Contents", "find_contents", "groups_of", "index_of", "paged"]

LONGEST = 1000
"""Names on a page of a list; a longer list has several pages."""

_CLASSES = {
    "place": "fz:Jurisdiction",
    "mechanism": "fz:Mechanism",
    "document": "fz:PolicyDocument",
    "institution": "fz:Institution",
    "report": "fz:Report",
}
_SCHEMES = {"theme": ("themes", "fz:theme"), "indicator": ("indicators", "fz:indicator")}
_INDEX = ("mechanism", "place", "theme", "document", "institution", "report", "indicator")


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that has a page, by kind, and what counts in the lists."""

    things: Mapping[str, Sequence[str]]
    weight: Mapping[str, int]
    """Places that adopted a mechanism, reports of a place, mechanisms of a system."""
    reports: Mapping[str, Sequence[str]]
    """Reports of each place."""

    def __iter__(self) -> Iterator[str]:
        """Yield all things, kind by kind; a place's reports behind it, since both read the same."""
        told: set[str] = set()
        for place in self.things["place"]:
            yield place
            told.update(self.reports.get(place, ()))
            yield from self.reports.get(place, ())
        for kind in LISTS:
            if kind != "place":
                yield from (each for each in self.things[kind] if each not in told)


def find_contents(lookups: Lookups) -> Contents:
    """Return everything in a graph that has a page."""
    things = {kind: _members(lookups, kind) for kind in LISTS}
    weight = {each: len(lookups.subjects("fz:adopts", each)) for each in things["mechanism"]}
    reports = defaultdict(list)
    for report in things["report"]:
        home = lookups.one(report, "fz:jurisdiction")
        reports[home].append(report)
        for place in lookups.chain(home) if home else ():
            weight[place] = weight.get(place, 0) + 1
    for theme in things["theme"]:
        held = lookups.subjects("fz:theme", theme)
        weight[theme] = sum(1 for each in held if kind_of(each) == "mechanism")
    return Contents(things, weight, reports)


def groups_of(lookups: Lookups, contents: Contents, kind: str, links: Links) -> list[Group]:
    """Return the list of a kind, in groups."""
    make = _GROUPS.get(kind, _alone)
    heads: dict[Any, Group] = {}
    items: dict[Any, list[tuple[Any, Item]]] = defaultdict(list)
    for iri in contents.things[kind]:
        key, name, href, order, depth = make(lookups, contents, iri)
        heads.setdefault(key, Group(name, (), links(href) if href else ""))
        if key == iri and kind == "place":
            continue  # the heading names it
        item = Item(lookups.name(iri), links(iri), contents.weight.get(iri, 0), depth)
        items[key].append((order, item))
    found = []
    for key in sorted(heads):
        ordered = [item for _, item in sorted(items[key], key=lambda pair: pair[0])]
        found.append(replace(heads[key], items_=ordered, all=len(ordered)))
    return found


def paged(groups: Iterable[Group]) -> list[list[Group]]:
    """Return groups on as many pages as they need; a long group goes on, on the next page."""
    pages: list[list[Group]] = [[]]
    room = LONGEST
    for group in groups:
        left = list(group.items_)
        while left:
            if not room:
                pages.append([])
                room = LONGEST
            pages[-1].append(replace(group, items_=left[:room]))
            left, room = left[room:], room - min(room, len(left))
    return pages


def index_of(
    lookups: Lookups, contents: Contents, links: Links
) -> tuple[list[list[Any]], list[str]]:
    """Return the search index, and the words for its kinds; the weightiest of a kind first."""
    words = [f"interface/{LISTS[kind]}" for kind in _INDEX]
    rows: list[list[Any]] = []
    for number, kind in enumerate(_INDEX):
        held = contents.things[kind]
        for iri in sorted(held, key=lambda each: (-contents.weight.get(each, 0), each)):
            name, code = lookups.name(iri), lookups.one(iri, "fz:code")
            others = [*lookups.forms(iri)[1:], *filter(None, [code])]
            en = name.en if name.en != name.zh else ""
            rows.append([number, links(iri), name.zh, en, *others])
    return rows, words


def _members(lookups: Lookups, kind: str) -> list[str]:
    if kind in _CLASSES:
        return [each for each in lookups.of_class(_CLASSES[kind]) if kind_of(each) == kind]
    scheme, link = _SCHEMES[kind]
    every = [concept.iri for concept in load_scheme(scheme)]
    return [iri for iri in every if lookups.has(link, iri) and lookups.said(iri)]


_Place = tuple[Any, Word, str, Any, int]
"""Key and name of a group, where its heading leads, the order in it, the depth."""


def _province(lookups: Lookups, iri: str) -> tuple[str, Word, str]:
    """Return the province that a place lies in, or the country; its IRI orders the groups."""
    chain = lookups.chain(iri) if iri else []
    if not chain:
        return "~", site_words()["interface/without-place"], ""
    province = chain[1] if len(chain) > 1 else chain[0]
    return province, lookups.name(province), province


def _by_place(lookups: Lookups, _: Contents, iri: str) -> _Place:
    key, name, href = _province(lookups, iri)
    chain = lookups.chain(iri)
    return key, name, href, tuple(chain), max(0, len(chain) - 2)


def _by_theme(lookups: Lookups, contents: Contents, iri: str) -> _Place:
    theme = lookups.said(iri).text("theme")
    order = (-contents.weight.get(iri, 0), lookups.name(iri).zh, iri)
    if theme:
        return theme, lookups.name(theme), theme, order, 0
    return "~", site_words()["interface/found-mechanisms"], "", order, 0


def _by_type(lookups: Lookups, _: Contents, iri: str) -> _Place:
    kind = lookups.said(iri).text("documentType")
    name = lookups.name(kind) if kind else site_words()["interface/other-documents"]
    return kind or "~", name, "", (lookups.name(iri).zh, iri), 0


def _by_home(lookups: Lookups, _: Contents, iri: str) -> _Place:
    home, year = lookups.one(iri, "fz:jurisdiction"), lookups.one(iri, "fz:year")
    key, name, href = _province(lookups, home)
    order = (home, -int(year or 0), lookups.name(iri).zh, iri)
    return key, name, href, order, 0


def _alone(lookups: Lookups, _: Contents, iri: str) -> _Place:
    return "", site_words()[f"interface/{LISTS[kind_of(iri)]}"], "", (lookups.name(iri).zh, iri), 0


_GROUPS: Mapping[str, Callable[[Lookups, Contents, str], _Place]] = {
    "place": _by_place,
    "mechanism": _by_theme,
    "document": _by_type,
    "institution": _by_home,
    "report": _by_home,
}
