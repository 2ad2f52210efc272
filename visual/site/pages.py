"""Cards, lists, the first page and the search page as HTML."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from visual.frame import render
from visual.reading.addresses import Links, kind_of
from visual.reading.lookups import Lookups
from visual.reading.parts import Step, site_words, step, trail
from visual.site.records import Card, Fact, Row, Section
from visual.words import Word, concept_words, ontology_words

__all__ = [
    "FORMS",
    "LISTS",
    "Frame",
    "Group",
    "Item",
    "card_html",
    "home_html",
    "list_html",
    "search_html",
]

LISTS = {
    "place": "counties",
    "mechanism": "mechanisms-list",
    "document": "documents-list",
    "institution": "institutions-list",
    "report": "reports-list",
    "theme": "themes-list",
    "indicator": "indicators-list",
}
"""Kinds of pages and the words that head their lists."""
FORMS = ((".ttl", "text/turtle", "Turtle"), (".jsonld", "application/ld+json", "JSON-LD"))
"""Ending, media type and name of the files beside a page."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a page: where its links lead."""

    links: Links
    sentence: Callable[[str, int, int], str]
    """Returns where a range of characters of a report is shown."""
    home: str
    search: str
    tabs: tuple[Step, ...] = ()
    forms: tuple[Mapping[str, str], ...] = ()
    canonical: str = ""
    lists: Callable[[str], str] = str
    """Returns where the list of a kind is; nothing if there is none."""


@dataclass(frozen=True, slots=True)
class Item:
    """A name in a list."""

    name: Word
    href: str = ""
    count: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Names under a heading, which may lead somewhere itself."""

    name: Word
    items_: Sequence[Item]
    href: str = ""
    all: int = 0


def card_html(lookups: Lookups, card: Card, frame: Frame) -> str:
    """Return the page of a thing."""
    return _render(
        "site/card.html.j2",
        frame,
        title=card.name,
        words=_said(card),
        card=card,
        trail=_trail(lookups, card, frame),
        facts=[_fact(lookups, fact, frame) for fact in card.facts],
        years=sorted({year for by in card.years.values() for year in by}),
        sections=[_section(lookups, part, frame) for part in card.sections],
    )


def list_html(
    heading: Word, groups: Sequence[Group], frame: Frame, *, total: int, pages: Sequence[str] = ()
) -> str:
    """Return a page that lists things under headings; ``pages`` has the files of a long list."""
    here = heading
    return _render(
        "site/list.html.j2",
        frame,
        title=here,
        heading=here,
        all=total,
        groups=groups,
        trail=[Step(site_words()["interface/home"], frame.home), Step(here)],
        pages=[
            {"number": number, "href": file, "here": not file}
            for number, file in enumerate(pages, 1)
        ],
    )


def home_html(doors: Sequence[Item], groups: Sequence[Group], frame: Frame) -> str:
    """Return the first page: doors to the lists, regions and systems."""
    return _render("site/home.html.j2", frame, title=None, doors=doors, groups=groups)


def search_html(index: Sequence[Sequence[Any]], kinds: Sequence[str], frame: Frame) -> str:
    """Return the search page with the whole index in it, so that it works from a file."""
    words = {key: _words()[key] for key in kinds}
    return _render(
        "site/search.html.j2",
        frame,
        title=site_words()["interface/search-page"],
        words=words,
        data={"index": index, "kinds": kinds},
        scripts=("site/find.js",),
        trail=[
            Step(site_words()["interface/home"], frame.home),
            Step(site_words()["interface/search-page"]),
        ],
    )


def _render(
    template: str,
    frame: Frame,
    *,
    title: Word | None,
    words: Mapping[str, Word] | None = None,
    scripts: Sequence[str] = ("site/site.js",),
    **values: Any,
) -> str:
    return render(
        template,
        title=title,
        words=site_words() | dict(words or {}),
        styles=("site/site.css",),
        scripts=scripts,
        tabs=frame.tabs,
        search=frame.search,
        forms=frame.forms,
        canonical=frame.canonical,
        **values,
    )


def _words() -> dict[str, Word]:
    known = ontology_words() | concept_words("statuses") | concept_words("acts")
    return known | site_words()


def _said(card: Card) -> dict[str, Word]:
    """Return the words that a card needs besides those of the interface."""
    used = {card.kind, *card.years}
    used |= {fact.title for fact in card.facts} | {part.title for part in card.sections}
    used |= {row.status for part in card.sections for row in part.rows}
    known = _words()
    return {key: known[key] for key in sorted(used) if key in known}


def _trail(lookups: Lookups, card: Card, frame: Frame) -> list[Step]:
    """Return the way to a thing; a place begins with its country, another thing with its list."""
    way = trail(lookups, card.above, card.iri, frame.links, frame.home)
    kind = kind_of(card.iri)
    if kind in {"place", "institution"}:
        return way
    first = Step(site_words()[f"interface/{LISTS[kind]}"], frame.lists(kind))
    return [*way[:1], first, *way[1:]] if frame.home else [first, *way]


def _fact(lookups: Lookups, fact: Fact, frame: Frame) -> dict[str, Any]:
    parts = [step(lookups, iri, frame.links) for iri in fact.things]
    parts += [Step(word if isinstance(word, Word) else Word(word, word)) for word in fact.words]
    return {"title": fact.title, "parts": parts}


def _section(lookups: Lookups, part: Section, frame: Frame) -> dict[str, Any]:
    return {
        "title": part.title,
        "all": part.all if part.all >= 0 else len(part.rows),
        "tone": part.title.partition("/")[2] if part.title.startswith("status/") else "",
        "names": all(row == Row(thing=row.thing) for row in part.rows),
        "rows": list(_rows(lookups, part.rows, frame)),
    }


def _rows(lookups: Lookups, rows: Iterable[Row], frame: Frame) -> Iterator[dict[str, Any]]:
    for row in rows:
        quote = row.quote
        yield {
            "thing": step(lookups, row.thing, frame.links) if row.thing else None,
            "text": row.text,
            "year": row.year,
            "status": row.status,
            "value": row.value,
            "quote": quote
            and {
                "text": quote.text,
                "href": frame.sentence(quote.report, quote.start, quote.end),
            },
        }
