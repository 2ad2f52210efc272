"""Evidence of one report: one node for each range, about every thing named in it."""

from extract.facts import Evidence
from kg.quads import GraphText, decimal, integer, ref, term, text
from ontology.iris import concept, evidence

__all__ = ["Proof"]


class _Range:
    """A range of the text, and what is known of it."""

    def __init__(self, shown: Evidence, iri: str) -> None:
        self.shown = shown
        self.start, self.end = shown.start, shown.end
        self.iri, self.term = iri, ref(iri)
        self.named = set[str]()
        self.about = set[str]()
        self.inferred: list[Evidence] = []


class Proof:
    """The ranges of a report that facts rest on."""

    def __init__(self, report: str) -> None:
        """Start without ranges."""
        self._report = report
        self._ranges: dict[tuple[int, int], _Range] = {}
        self.mentioned: dict[str, None] = {}
        """Every thing that some range names."""

    def cite(self, items: tuple[Evidence, ...]) -> tuple[str, ...]:
        """Keep ranges and return their nodes as terms."""
        return tuple([self._keep(item).term for item in items])

    def mention(self, entity: str, item: Evidence) -> None:
        """Keep a range that names a thing."""
        self._keep(item).named.add(entity)
        self.mentioned[entity] = None

    def mention_all(self, entity: str, items: tuple[Evidence, ...]) -> None:
        """Keep ranges that name a thing."""
        for item in items:
            self.mention(entity, item)

    def show(self, entity: str, items: tuple[Evidence, ...]) -> None:
        """Keep ranges that are about a thing, be it named only inside the name of another."""
        for item in items:
            self._keep(item).about.add(entity)

    def _keep(self, item: Evidence) -> _Range:
        place = (item.start, item.end)
        held = self._ranges.get(place)
        if held is None:
            iri = evidence(self._report, item.start, item.end)
            held = self._ranges[place] = _Range(item, iri)
        if item.surface is not None or item.confidence is not None or item.reason is not None:
            held.inferred.append(item)
        return held

    def write(self, graph: GraphText) -> None:
        """State all ranges; a range is about what is named in any range inside it too."""
        ranges = [self._ranges[place] for place in sorted(self._ranges)]
        report = (ref(self._report),)
        first = 0
        for held in ranges:
            while ranges[first].start < held.start:
                first += 1
            for index in range(first, len(ranges)):
                other = ranges[index]
                if other.start >= held.end:
                    break
                if other.end <= held.end and other.named:
                    held.about |= other.named
            graph.put(held.iri, _values(held, report))
            if held.inferred:
                _write_inference(graph, held.iri, min(held.inferred, key=_order))


def _values(held: _Range, report: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
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
