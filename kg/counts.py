"""What is counted once, when a graph is built, so that questions on the whole need not count again.

A report's own graph tells how many measures of each of the Outline's systems it reports as done:
that goes when the report goes. Which mechanisms are adopted together is counted over the whole
graph after every build, from the direct edges alone, into a graph of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from extract.facts import Evidence, Measure, Status
from kg.quads import COUNTS, GraphText, integer, ref, term
from ontology.iris import BASE
from ontology.terms import PREFIXES

__all__ = ["MOST", "Pair", "coverage", "edges", "frequent_pairs", "pair_quads"]

MOST = 500
"""Pairs that are kept: a county adopts a hundred mechanisms, which makes five thousand pairs."""

Pair: TypeAlias = tuple[int, str, str]
"""How many places adopt two mechanisms, and the two in the order of their IRIs."""


def coverage(measures: Iterable[Measure]) -> dict[str, tuple[int, Evidence]]:
    """Return for each system how many measures are told as done, and the first sentence."""
    found: dict[str, tuple[int, Evidence]] = {}
    done = (each for each in measures if each.theme and each.status == Status.ADOPTED)
    for measure in sorted(done, key=lambda each: each.evidence.start):
        theme = str(measure.theme)
        number, first = found.get(theme, (0, measure.evidence))
        found[theme] = (number + 1, first)
    return dict(sorted(found.items()))


def pair_quads(adopted: Mapping[str, Iterable[str]], present: Mapping[str, str]) -> bytes:
    """Return the pairs of mechanisms that most places adopt together, as sorted N-Quads.

    Given are the places that adopt each mechanism, and the present unit of former places.
    """
    graph = GraphText(COUNTS)
    for number, first, second in frequent_pairs(_adopters(adopted, present)):
        iri = f"{BASE}co-adoption/{_local(first)}--{_local(second)}"
        graph.add(iri, term("rdf:type"), term("fz:CoAdoption"))
        graph.add(iri, term("fz:adoptedTogether"), ref(first), ref(second))
        graph.add(iri, term("fz:placeCount"), integer(number))
    return graph.to_bytes()


def frequent_pairs(adopters: Mapping[str, int], most: int = MOST) -> list[Pair]:
    """Return the pairs adopted by most places, two at least, from the places of each as bits.

    Mechanisms are taken from the most adopted down: once a mechanism has fewer adopters than the
    last pair kept, no pair with it can come in. Of equal pairs those first by their IRIs are kept.
    """
    order = sorted(adopters, key=lambda iri: (-adopters[iri].bit_count(), iri))
    sizes = [adopters[iri].bit_count() for iri in order]
    found: list[Pair] = []
    least = 2
    for index, iri in enumerate(order):
        if sizes[index] < least:
            break
        found += _with_earlier(adopters, iri, order[:index], least)
        if len(found) > 2 * most:
            found = _best(found, most)
            least = found[-1][0]
    return _best(found, most)


def _with_earlier(
    adopters: Mapping[str, int], iri: str, earlier: Iterable[str], least: int
) -> Iterator[Pair]:
    own = adopters[iri]
    for other in earlier:
        number = (own & adopters[other]).bit_count()
        if number >= least:
            yield number, min(iri, other), max(iri, other)


def _best(found: list[Pair], most: int) -> list[Pair]:
    return sorted(found, key=lambda pair: (-pair[0], pair[1:]))[:most]


def _adopters(adopted: Mapping[str, Iterable[str]], present: Mapping[str, str]) -> dict[str, int]:
    """Return for each mechanism the places that adopt it, as bits of a number."""
    bits: dict[str, int] = {}
    found: dict[str, int] = {}
    for mechanism, places in adopted.items():
        units = {present.get(place, place) for place in places}
        found[mechanism] = sum(bits.setdefault(unit, 1 << len(bits)) for unit in units)
    return found


def edges(store: ox.Store, name: str) -> Iterator[tuple[str, str]]:
    """Yield the ends of all statements with a property of ours between two IRIs."""
    quads = store.quads_for_pattern(None, ox.NamedNode(f"{PREFIXES['fz']}{name}"), None)
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            yield quad.subject.value, quad.object.value


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
