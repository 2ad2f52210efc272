"""What a graph says of one thing, looked up by pattern: its cost does not grow with the graph."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from ontology.iris import BASE
from ontology.terms import PREFIXES
from visual.words import Word, concept_words

__all__ = ["Lookups", "Said", "report_of"]

_NAMES = (
    f"{PREFIXES['skos']}prefLabel",
    f"{PREFIXES['rdfs']}label",
    f"{PREFIXES['dcterms']}title",
)
_ALIASES = (
    f"{PREFIXES['skos']}altLabel",
    f"{PREFIXES['skos']}hiddenLabel",
    f"{PREFIXES['fz']}contextualLabel",
)
_REPORT = f"{BASE}report/"
_KEPT = 12
"""Reports whose graphs are held at once; most places have fewer."""


class Said(dict[str, tuple[ox.NamedNode | ox.Literal, ...]]):
    """Values of one subject by the local names of their properties, each once and in order."""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the values of a property as strings."""
        return tuple(value.value for value in self.get(name, ()))

    def text(self, name: str) -> str:
        """Return the first value of a property, nothing if there is none."""
        values = self.get(name, ())
        return values[0].value if values else ""

    def key(self, name: str) -> str:
        """Return the key of a concept among the words: ``status/adopted``."""
        return self.text(name).removeprefix(BASE)

    def number(self, name: str) -> int:
        """Return a whole number, 0 if there is none."""
        found = self.text(name)
        return int(found) if found.isdecimal() else 0


class Lookups:
    """A store with the look-ups that pages need, and the names it has given already."""

    def __init__(self, store: ox.Store) -> None:
        """Read from this store."""
        self.store = store
        self._locals: dict[str, str] = {}
        self._names: dict[str, Word] = {}
        self._forms: dict[str, tuple[str, ...]] = {}
        self._years: dict[str, int] = {}
        self._parents: dict[str, str] = {}
        self._graphs: OrderedDict[str, dict[str, Said]] = OrderedDict()
        self._resting: dict[str, dict[str, list[str]]] = {}

    def load(self, report: str) -> None:
        """Read the graph of a report in one go: its statements and sentences are then at hand.

        One scan of a graph costs less than looking up a twentieth of it piece by piece.
        """
        if report in self._graphs:
            self._graphs.move_to_end(report)
            return
        found: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
        for quad in self.store.quads_for_pattern(None, None, None, ox.NamedNode(report)):
            value, subject = quad.object, quad.subject
            if isinstance(value, ox.NamedNode | ox.Literal) and isinstance(subject, ox.NamedNode):
                said = found.setdefault(subject.value, {})
                said.setdefault(self._local(quad.predicate.value), []).append(value)
        inner = {iri: _said(values) for iri, values in found.items() if iri.startswith(_REPORT)}
        self._graphs[report] = inner
        self._resting[report] = _resting(inner)
        while len(self._graphs) > _KEPT:
            oldest, _ = self._graphs.popitem(last=False)
            del self._resting[oldest]

    def sentences(self, report: str) -> list[str]:
        """Return the evidence of a report, in order."""
        self.load(report)
        return sorted(iri for iri in self._graphs[report] if iri.startswith(f"{report}#"))

    def resting_on(self, evidence: str) -> list[str]:
        """Return the statements that rest on a sentence of a report that is loaded."""
        return self._resting[report_of(evidence)].get(evidence, [])

    def said(self, iri: str) -> Said:
        """Return all that the graphs say of a subject."""
        report = report_of(iri)
        if report != iri and report in self._graphs:
            return self._graphs[report].get(iri, Said())
        found: dict[str, set[ox.NamedNode | ox.Literal]] = defaultdict(set)
        for quad in self.store.quads_for_pattern(ox.NamedNode(iri), None, None):
            value = quad.object
            if isinstance(value, ox.NamedNode | ox.Literal):
                found[self._local(quad.predicate.value)].add(value)
        return _said(found)

    def subjects(self, name: str, iri: str) -> list[str]:
        """Return the subjects of a property (``fz:agent``) with this value, in order."""
        prefix, _, local = name.partition(":")
        predicate = ox.NamedNode(PREFIXES[prefix] + local)
        quads = self.store.quads_for_pattern(None, predicate, ox.NamedNode(iri))
        return sorted({q.subject.value for q in quads if isinstance(q.subject, ox.NamedNode)})

    def one(self, iri: str, name: str) -> str:
        """Return the first value of one property (``fz:year``), nothing if there is none.

        A report names hundreds of things; who wants its year need not read them all.
        """
        prefix, _, local = name.partition(":")
        predicate = ox.NamedNode(PREFIXES[prefix] + local)
        quads = self.store.quads_for_pattern(ox.NamedNode(iri), predicate, None)
        found = [q.object.value for q in quads if isinstance(q.object, ox.NamedNode | ox.Literal)]
        return min(found, default="")

    def has(self, name: str, iri: str) -> bool:
        """Tell whether anything has a property (``fz:theme``) with this value."""
        prefix, _, local = name.partition(":")
        predicate = ox.NamedNode(PREFIXES[prefix] + local)
        return any(True for _ in self.store.quads_for_pattern(None, predicate, ox.NamedNode(iri)))

    def is_described(self, iri: str) -> bool:
        """Tell whether any graph says anything of a subject."""
        return any(True for _ in self.store.quads_for_pattern(ox.NamedNode(iri), None, None))

    def of_class(self, name: str) -> list[str]:
        """Return the members of a class (``fz:Report``), in order."""
        prefix, _, local = name.partition(":")
        return self.subjects("rdf:type", PREFIXES[prefix] + local)

    def name(self, iri: str) -> Word:
        """Return what a thing is called in both languages; its own end if it has no label."""
        if iri not in self._names:
            self._names[iri] = self._report(iri) or self._called(iri)
        return self._names[iri]

    def forms(self, iri: str) -> tuple[str, ...]:
        """Return the Chinese name of a thing, then its other names but the English one."""
        if iri not in self._forms:
            name = self.name(iri)
            found = {each.value for each in self._labels(iri, (*_NAMES, *_ALIASES))} - set(name)
            others = sorted(found, key=lambda each: (each.isascii(), each))
            self._forms[iri] = (name.zh, *others)
        return self._forms[iri]

    def year(self, report: str) -> int:
        """Return the year of a report, 0 if none is known."""
        if report not in self._years:
            found = self.one(report, "fz:year")
            self._years[report] = int(found) if found.isdecimal() else 0
        return self._years[report]

    def chain(self, iri: str) -> list[str]:
        """Return the places that a place lies in, the country first, then the place itself."""
        found = [iri]
        while (above := self._above(found[0])) and above not in found:
            found.insert(0, above)
        return found

    def _above(self, place: str) -> str:
        if place not in self._parents:
            self._parents[place] = self.one(place, "fz:within")
        return self._parents[place]

    def _report(self, iri: str) -> Word | None:
        """Return what a report is called: 甲市 · 2021 · 年度报告."""
        if not iri.startswith(f"{BASE}report/") or "/" in iri.removeprefix(f"{BASE}report/"):
            return None
        years = "–".join(filter(None, (self.one(iri, "fz:year"), self.one(iri, "fz:periodEnd"))))
        key = self.one(iri, "fz:reportKind").removeprefix(BASE)
        kind = concept_words("report-kinds").get(key, Word("", ""))
        home = self.one(iri, "fz:jurisdiction")
        place = self.name(home) if home else Word("", "")
        both = (_joined(place[at], years, kind[at]) for at in (0, 1))
        zh, en = both
        return Word(zh or iri.rsplit("/", 1)[-1], en or zh or iri.rsplit("/", 1)[-1])

    def _labels(self, iri: str, names: Iterable[str]) -> list[ox.Literal]:
        """Return labels of some kinds, each kind in order; a place has much else to read past."""
        node = ox.NamedNode(iri)
        return [
            literal
            for name in names
            for literal in sorted(
                {
                    quad.object
                    for quad in self.store.quads_for_pattern(node, ox.NamedNode(name), None)
                    if isinstance(quad.object, ox.Literal)
                },
                key=_order,
            )
        ]

    def _called(self, iri: str) -> Word:
        labels = self._labels(iri, _NAMES)
        by = {tag: list(_tagged(labels, tag)) for tag in ("zh", "en", "")}
        zh = next(iter((*by["zh"], *by[""], *by["en"])), iri.rsplit("/", 1)[-1])
        return Word(zh, next(iter(by["en"]), zh))

    def _local(self, predicate: str) -> str:
        if predicate not in self._locals:
            self._locals[predicate] = predicate.replace("#", "/").rsplit("/", 1)[-1]
        return self._locals[predicate]


def _tagged(values: Iterable[ox.Literal], tag: str) -> Iterator[str]:
    return (value.value for value in values if (value.language or "") == tag)


def _said(found: Mapping[str, Iterable[ox.NamedNode | ox.Literal]]) -> Said:
    return Said({name: tuple(sorted(values, key=_order)) for name, values in found.items()})


def report_of(iri: str) -> str:
    """Return the report that an IRI below one belongs to, nothing if it is no such IRI."""
    if not iri.startswith(_REPORT):
        return ""
    return _REPORT + iri[len(_REPORT) :].partition("#")[0].partition("/")[0]


def _resting(graph: Mapping[str, Said]) -> dict[str, list[str]]:
    """Return which statements rest on which evidence."""
    found: dict[str, list[str]] = defaultdict(list)
    for iri in sorted(graph):
        for evidence in graph[iri].texts("evidence"):
            found[evidence].append(iri)
    return found


def _order(value: ox.NamedNode | ox.Literal) -> tuple[str, str]:
    return value.value, str(value)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
