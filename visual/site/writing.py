"""The whole browsable site of a graph as a folder of files that any web host can show."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

import pyoxigraph as ox

from ontology.errors import KgError
from visual.reading.addresses import Links, address, kind_of, page_path
from visual.reading.lookups import Lookups
from visual.reading.page import kept_text, reading_html
from visual.reading.parts import Step, site_words
from visual.site.cards import card_of
from visual.site.folder import check_place, new_folder, others_in
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
from visual.site.rdf import description, jsonld, turtle_of

__all__ = ["write_site"]

Progress = Callable[[int, int, str], None]
_WRITERS = (turtle_of, jsonld)
_MOST_ADDRESSES = 50_000
"""Addresses of one sitemap file, as sitemaps.org has it."""


@dataclass(frozen=True, slots=True)
class _Site:
    lookups: Lookups
    contents: Contents
    known: frozenset[str]
    others: dict[str, str]
    texts: Path | None
    base: str

    def frame(self, root: str, file: str) -> Frame:
        """Return what surrounds a page in a folder from which ``root`` leads to the top."""
        words = site_words()
        tabs = [Step(words["interface/home"], f"{root}index.html")]
        tabs += [
            Step(words[f"interface/{word}"], root + name) for name, word in self.others.items()
        ]
        return Frame(
            links=self.links(root),
            sentence=lambda report, start, end: (
                address(report, start, end, root=root) if report in self.known else ""
            ),
            home=f"{root}index.html",
            search=f"{root}search.html",
            tabs=tuple(tabs),
            lists=lambda kind: f"{root}list/{kind}.html",
            canonical=self.base + quote(file) if self.base else "",
        )

    def links(self, root: str) -> Links:
        """Return the links of a page in that folder; only what has a page is one."""
        return lambda iri: root + page_path(iri) if iri in self.known else ""


def write_site(
    store: ox.Store,
    out: Path,
    *,
    texts: Path | None = None,
    base: str = "",
    progress: Progress | None = None,
) -> int:
    """Write the site of a graph into a folder and return how many pages it has.

    ``texts`` is the folder of the reports' texts; with ``base``, the address that the site will
    have, a sitemap is written. Links are relative, so that the site works from files as well.

    Raises:
        KgError: The graph is empty, ``base`` is no address, or the folder holds other things.
    """
    check_place(out)
    address_of = _base(base)
    lookups = Lookups(store)
    contents = find_contents(lookups)
    known = frozenset(contents)
    if not known:
        raise KgError("the graph is empty: no page to write; run kg build first")
    site = _Site(lookups, contents, known, others_in(out), texts, address_of)
    with new_folder(out) as folder:
        names: list[str] = []
        for done, (file, html) in enumerate(_pages(site, folder), 1):
            _write(folder / file, html.encode("utf-8", "replace"))
            names.append(file)
            if progress:
                progress(done, max(done, len(known) + len(LISTS) + 2), file)
        if address_of:
            _write_sitemaps(folder, address_of, sorted(names))
    return len(names)


def _base(base: str) -> str:
    """Return the address of a site with a slash at its end."""
    if not base:
        return ""
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or parts.fragment:
        raise KgError(f"--base {base}: this is no address of a site; give https://example.org/kg/")
    return base.rstrip("/") + "/"


def _pages(site: _Site, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield all pages by their files; the RDF files of a thing are written on the way."""
    for iri in site.contents:
        file = page_path(iri)
        frame = site.frame("../", file)
        forms = _write_forms(site, folder, iri, file)
        yield file, _page(site, iri, frame, forms)
    yield from _lists(site)
    frame = site.frame("", "search.html")
    yield "search.html", search_html(*index_of(site.lookups, site.contents), frame)
    yield "index.html", _home(site)


def _page(site: _Site, iri: str, frame: Frame, forms: tuple[dict[str, str], ...]) -> str:
    lookups = site.lookups
    if kind_of(iri) == "report":
        text = kept_text(site.texts, lookups.said(iri))
        links, home = frame.links, frame.home
        return reading_html(lookups, iri, text, links=links, home=home, forms=forms)
    card = card_of(lookups, iri)
    assert card is not None  # noqa: S101 # the contents name only what the graph describes
    return card_html(lookups, card, _with_forms(frame, forms))


def _with_forms(frame: Frame, forms: tuple[dict[str, str], ...]) -> Frame:
    return replace(frame, forms=forms)


def _write_forms(site: _Site, folder: Path, iri: str, file: str) -> tuple[dict[str, str], ...]:
    """Write what is said of a thing as RDF files beside its page, and return their links."""
    triples = description(site.lookups.store, iri)
    stem = file.removesuffix(".html")
    found = []
    for (ending, media, name), write in zip(FORMS, _WRITERS, strict=True):
        _write(folder / f"{stem}{ending}", write(triples))
        found.append({"href": stem.rsplit("/", 1)[-1] + ending, "type": media, "name": name})
    return tuple(found)


def _lists(site: _Site) -> Iterator[tuple[str, str]]:
    for kind, word in LISTS.items():
        groups = groups_of(site.lookups, site.contents, kind, site.links("../"))
        pages = paged(groups)
        files = [_list_file(kind, number) for number in range(len(pages))]
        for number, page in enumerate(pages):
            others = ["" if at == number else file for at, file in enumerate(files)]
            yield (
                f"list/{files[number]}",
                list_html(
                    site_words()[f"interface/{word}"],
                    page,
                    site.frame("../", f"list/{files[number]}"),
                    total=len(site.contents.things[kind]),
                    pages=others,
                ),
            )


def _list_file(kind: str, number: int) -> str:
    return f"{kind}-{number + 1}.html" if number else f"{kind}.html"


def _home(site: _Site) -> str:
    words, things = site_words(), site.contents.things
    doors = [
        Item(words[f"interface/{word}"], f"list/{kind}.html", len(things[kind]))
        for kind, word in LISTS.items()
        if things[kind]
    ]
    return home_html(doors, list(_home_groups(site)), site.frame("", "index.html"))


def _home_groups(site: _Site) -> Iterator[Group]:
    """Yield the provinces with their reports and the systems with their mechanisms."""
    lookups, weight = site.lookups, site.contents.weight
    links = site.links("")
    chains = (lookups.chain(iri) for iri in site.contents.things["place"])
    provinces = sorted({chain[1] for chain in chains if len(chain) > 1 and weight.get(chain[1])})
    for word, things in (("by-province", provinces), ("by-theme", site.contents.things["theme"])):
        items = [Item(lookups.name(iri), links(iri), weight.get(iri, 0)) for iri in things]
        if items:
            yield Group(site_words()[f"interface/{word}"], items)


def _write_sitemaps(folder: Path, base: str, files: list[str]) -> None:
    """Write the addresses of all pages for search engines, in several files if they are many."""
    parts = [files[at : at + _MOST_ADDRESSES] for at in range(0, len(files), _MOST_ADDRESSES)]
    if len(parts) == 1:
        _write(folder / "sitemap.xml", _sitemap("urlset", "url", base, parts[0]))
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        _write(folder / name, _sitemap("urlset", "url", base, part))
    _write(folder / "sitemap.xml", _sitemap("sitemapindex", "sitemap", base, names))


def _sitemap(whole: str, part: str, base: str, files: list[str]) -> bytes:
    lines = [f"<{part}><loc>{escape(base + quote(file))}</loc></{part}>" for file in files]
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return "\n".join([head, f'<{whole} xmlns="{space}">', *lines, f"</{whole}>\n"]).encode()


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
