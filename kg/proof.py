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
        for item in items:
            self._keep(item)
        return tuple(ref(evidence(self._report, item.start, item.end)) for item in items)

    def mention(self, entity: str, *items: Evidence) -> tuple[str, ...]:
        """Keep ranges that name a thing and return their nodes as terms."""
        for item in items:
            self._keep(item).about.add(entity)
            self._mentioned.setdefault(entity, set()).add((item.start, item.end))
        return self.cite(*items)

    def show(self, entity: str, *items: Evidence) -> None:
        """Keep ranges that are about a thing, be it named only inside the name of another."""
        for item in items:
            self._keep(item).about.add(entity)

    @property
    def mentioned(self) -> Iterable[str]:
        """Every thing that some range names."""
        return self._mentioned.keys()

    def _keep(self, item: Evidence) -> _Range:
        held = self._ranges.setdefault((item.start, item.end), _Range(item))
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
        for (start, end), held in self._ranges.items():
            held.about.update(_inside(named, start, end))
            self._write_range(graph, evidence(self._report, start, end), held)

    def _write_range(self, graph: GraphText, iri: str, held: _Range) -> None:
        graph.add(iri, _TYPE, _EVIDENCE)
        graph.add(iri, _START, integer(held.shown.start))
        graph.add(iri, _END, integer(held.shown.end))
        graph.add(iri, _EXACT, text(held.shown.quote))
        graph.add(iri, _REPORT, ref(self._report))
        if held.shown.section:
            graph.add(iri, _SECTION, text(held.shown.section))
        graph.add(iri, _ABOUT, *map(ref, held.about))
        if held.inferred:
            _write_inference(graph, iri, min(held.inferred, key=_order))


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
_EVIDENCE = term("fz:Evidence")
_START = term("oa:start")
_END = term("oa:end")
_EXACT = term("oa:exact")
_REPORT = term("fz:report")
_SECTION = term("fz:section")
_ABOUT = term("fz:about")
