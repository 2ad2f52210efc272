"""Evidence of one report: one node for each range, about every thing named in it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extract.facts import Evidence
from kg.quads import GraphText, decimal, integer, ref, term, text
from ontology.iris import concept, evidence

__all__ = ["Proof"]


@dataclass(slots=True)
class _Range:
    shown: Evidence
    iri: str
    term: str
    about: set[str] = field(default_factory=set)
    inferred: set[Evidence] = field(default_factory=set)


class Proof:
    """The ranges of a report that facts rest on."""

    def __init__(self, report: str) -> None:
        """Start without ranges."""
        self._report = report
        self._ranges: dict[tuple[int, int], _Range] = {}
        self._mentioned: dict[str, set[tuple[int, int]]] = {}

    def cite(self, *items: Evidence) -> tuple[str, ...]:
        """Keep ranges and return their nodes as terms."""
        return tuple([self._keep(item).term for item in items])

    def mention(self, entity: str, *items: Evidence) -> None:
        """Keep ranges that name a thing."""
        named = self._mentioned.get(entity)
        if named is None:
            named = self._mentioned[entity] = set()
        for item in items:
            self._keep(item).about.add(entity)
            named.add((item.start, item.end))

    def show(self, entity: str, *items: Evidence) -> None:
        """Keep ranges that are about a thing, be it named only inside the name of another."""
        for item in items:
            self._keep(item).about.add(entity)

    @property
    def mentioned(self) -> Iterable[str]:
        """Every thing that some range names."""
        return self._mentioned.keys()

    def _keep(self, item: Evidence) -> _Range:
        place = (item.start, item.end)
        held = self._ranges.get(place)
        if held is None:
            iri = evidence(self._report, *place)
            held = self._ranges[place] = _Range(item, iri, ref(iri))
        if item.surface is not None or item.confidence is not None or item.reason is not None:
            held.inferred.add(item)
        return held

    def write(self, graph: GraphText) -> None:
        """State all ranges; a range is about what is named in any range inside it too."""
        named = sorted(
            (start, end, entity)
            for entity, ranges in self._mentioned.items()
            for start, end in ranges
        )
        report = (ref(self._report),)
        for (start, end), held in self._ranges.items():
            held.about.update(_inside(named, start, end))
            graph.put(held.iri, _values(held, report))
            if held.inferred:
                _write_inference(graph, held.iri, min(held.inferred, key=_order))


def _values(held: _Range, report: tuple[str]) -> dict[str, tuple[str, ...]]:
    """Return what is said of a range."""
    shown = held.shown
    values: dict[str, tuple[str, ...]] = {
        _TYPE: _EVIDENCE,
        _START: (integer(shown.start),),
        _END: (integer(shown.end),),
        _EXACT: (text(shown.quote),),
        _REPORT: report,
    }
    if shown.section:
        values[_SECTION] = (text(shown.section),)
    if held.about:
        values[_ABOUT] = tuple([f"<{iri}>" for iri in held.about])
    return values


def _inside(named: list[tuple[int, int, str]], start: int, end: int) -> Iterator[str]:
    index = bisect_left(named, (start, start, ""))
    while index < len(named) and named[index][0] < end:
        if named[index][1] <= end:
            yield named[index][2]
        index += 1


def _order(item: Evidence) -> tuple[str, str, str]:
    return (item.surface or "", str(item.confidence), item.reason or "")


def _write_inference(graph: GraphText, iri: str, item: Evidence) -> None:
    if item.surface is not None:
        graph.add(iri, term("fz:surface"), text(item.surface))
    if item.confidence is not None:
        graph.add(iri, term("fz:confidence"), decimal(item.confidence))
    if item.reason is not None:
        graph.add(iri, term("fz:reason"), ref(concept("reason", item.reason)))


_TYPE = term("rdf:type")
_EVIDENCE = (term("fz:Evidence"),)
_START = term("oa:start")
_END = term("oa:end")
_EXACT = term("oa:exact")
_REPORT = term("fz:report")
_SECTION = term("fz:section")
_ABOUT = term("fz:about")
