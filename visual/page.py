"""The page of ``kg browse``: one file that needs nothing else and asks nothing of any network."""

from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from extract.garbage import uncollected
from ontology.errors import KgError
from ontology.iris import BASE, canonical
from visual.frame import render, write_html
from visual.network import network_data, vis_script
from visual.reading.addresses import Links, kind_of, no_links, page_path
from visual.scans import Progress
from visual.subgraph import Subgraph, Thing, opaque, read_subgraph
from visual.words import Word, concept_words, interface_words, ontology_words

__all__ = ["find_thing", "page_html", "write_page"]

_SITE = "fazhi-site.json"
"""Marks the folder of a site."""
_SCRIPTS = tuple(
    f"{name}.js"
    for name in (
        "data",
        "glyphs",
        "address",
        "places",
        "overview",
        "whole",
        "path",
        "view",
        "panel",
        "search",
        "legend",
        "keys",
        "picture",
        "main",
    )
)


def write_page(
    store: ox.Store, out: Path, *, focus: str | None = None, progress: Progress | None = None
) -> Path:
    """Write the page of a store's graph and return where it is.

    The page opens with the overview, or with the neighbourhood of the thing that ``focus``
    names by IRI, label or alias. The same graph gives the same bytes. Written into the folder
    of a site, it leads to the pages of things there, and from each quote to its place in the text.

    Raises:
        KgError: The graph is empty, holds no thing of that name, or ``out`` cannot be written.
    """
    links = partial(_site_page, out.parent) if (out.parent / _SITE).is_file() else no_links
    with uncollected():
        html = page_html(read_subgraph(store, progress), focus=focus, links=links)
    return write_html(html, out)


def _site_page(folder: Path, iri: str) -> str:
    path = page_path(iri) if kind_of(iri) else ""
    return path if path and (folder / path).is_file() else ""


def page_html(graph: Subgraph, *, focus: str | None = None, links: Links = no_links) -> str:
    """Return the page as text; ``links`` says where things have pages of their own."""
    if not graph.things:
        raise KgError("the graph is empty: nothing to look at; run kg build first")
    data = _data(graph)
    for node, iri in zip(data["nodes"], graph.things, strict=True):
        if page := links(iri):
            node["page"] = page
    data["focus"] = opaque(find_thing(graph, focus).iri) if focus else ""
    return render(
        "page.html.j2",
        data=data,
        words=_words(graph),
        styles=("page.css",),
        scripts=_SCRIPTS,
        libraries=(vis_script(),),
    )


def find_thing(graph: Subgraph, name: str) -> Thing:
    """Return the thing of this IRI, label or alias; of several, the one with most links.

    Raises:
        KgError: There is none; the message offers the nearest names.
    """
    if name in graph.things:
        return graph.things[name]
    wanted = canonical(name).lower()
    named: dict[str, list[Thing]] = {}
    for thing in graph.things.values():
        for label in (thing.zh, thing.en, *thing.aliases):
            named.setdefault(canonical(label).lower(), []).append(thing)
    if wanted not in named:
        near = [named[key][0].zh for key in get_close_matches(wanted, sorted(named), n=3)]
        hint = f"did you mean {', '.join(near)}?" if near else "try another name"
        raise KgError(f"{name}: nothing in the graph has this name; {hint}")
    degree = {thing.iri: 0 for thing in named[wanted]}
    for link in graph.links:
        for end in {link.source, link.target} & set(degree):
            degree[end] += 1
    return min(named[wanted], key=lambda thing: (-degree[thing.iri], thing.iri))


def _data(graph: Subgraph) -> dict[str, Any]:
    """Return everything the page's script reads."""
    sections = sorted({quote.section for quote in graph.quotes})
    place = {section: index for index, section in enumerate(sections)}
    return {
        **network_data(graph),
        "base": BASE,
        "quotes": [
            [opaque(q.report), q.start, q.end, place[q.section], q.text]
            + ([q.reason, q.confidence] if q.reason else [])
            for q in graph.quotes
        ],
        "figures": [
            [f.measured, f.value, f.unit, f.qualifier, f.indicator, f.year, f.quotes]
            for f in graph.figures
        ],
        "sections": sections,
    }


def _words(graph: Subgraph) -> dict[str, Word]:
    """Return the words in use: interface, classes and properties, statuses, acts, concepts."""
    words = {f"interface/{name}": word for name, word in interface_words().items()}
    for scheme in ("statuses", "acts", "levels", "report-kinds", "qualifiers", "reasons"):
        words |= concept_words(scheme)
    used = {thing.kind for thing in graph.things.values()}
    used |= {link.relation for link in graph.links}
    used |= {key for thing in graph.things.values() for key, _ in thing.facts}
    used |= {"ontology#code", "ontology#evidence", "ontology#section"}
    known = ontology_words()
    words |= {key: known.get(key, Word(key, key)) for key in sorted(used - words.keys())}
    words["theme"] = words["interface/system"]
    return words | graph.concepts
