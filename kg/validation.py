"""Hold a graph against ``shapes.ttl`` and ``fazhi.ttl``; every finding says what to do.

Rules about one node are SHACL Core: they run compiled, in one pass over the store, or through
pySHACL, a hundred times slower, which tests hold to the same findings. Rules that compare nodes
are the ``sh:sparql`` constraints of the same file, each asked once of the whole store.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.shacl import check_shapes
from kg.shape_reader import load_messages
from kg.union import STREAMED, Union, graphs_of
from ontology.iris import BASE
from ontology.terms import FZ, OA, PREFIXES, sparql_prefixes

__all__ = ["Finding", "ValidationReport", "validate"]

_REPORT = re.compile(re.escape(PREFIXES["report"]) + r"[^/#]+")
_EVIDENCE = ox.NamedNode(FZ.evidence)
_ABOUT = ox.NamedNode(FZ.about)
_EXACT = ox.NamedNode(OA.exact)
_PROFILE = ox.NamedNode(FZ.profile)
_CONSTRAINTS = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT ?constraint ?select ?zh ?en WHERE { ?constraint sh:select ?select ; sh:message ?zh, ?en
    FILTER(LANG(?zh) = "zh" && LANG(?en) = "en") } ORDER BY ?select"""
_QUOTES = """SELECT ?this ?file ?start ?end ?quote WHERE { ?report fz:textFile ?file .
    ?this fz:report ?report ; oa:start ?start ; oa:end ?end ; oa:exact ?quote } ORDER BY ?file"""
_TERMS = """SELECT DISTINCT ?term WHERE { { [] ?term [] } UNION { [] a ?term }
    FILTER(STRSTARTS(STR(?term), STR(fz:))) }"""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """One thing that is wrong with one node, and what to do about it."""

    focus: str
    """IRI of the node."""
    path: str = ""
    """IRI of the property concerned, empty if the whole node is."""
    zh: str
    en: str
    value: str = ""
    """The value concerned; empty if one is missing."""
    severity: str = "Violation"
    report: str = ""
    """IRI of the report that says so, empty if none does."""
    quote: str = ""
    """The sentence concerned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationReport:
    """All findings, in the order of their nodes."""

    findings: tuple[Finding, ...]
    lean: int = 0
    """Reports in the lean profile: without measures, their evidence without quotes."""

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong; a warning does no harm."""
        return all(finding.severity == "Warning" for finding in self.findings)


_Progress: TypeAlias = Callable[[int, int, str], None]
_THREADS = 2
"""More take the processor from the pass that runs beside."""


def validate(
    store: ox.Store,
    folder: Path | None = None,
    *,
    pyshacl: bool = False,
    progress: _Progress | None = None,
) -> ValidationReport:
    """Return what the union of all graphs of a store has against the shapes.

    With the graph's folder given, every quote must stand in the kept text at its offsets. With
    ``pyshacl`` the rules on single nodes go through pySHACL. ``progress`` is told how many steps
    are done, of how many, and the next.
    """
    with ThreadPoolExecutor(_THREADS) as threads:  # the engine leaves Python alone
        asked = [threads.submit(_across, store, *each) for each in _asked(pyshacl=pyshacl)]
        steps = _Steps(progress, len(asked) + sum(1 for _ in graphs_of(store)))
        found = set(_by_pyshacl(store, folder) if pyshacl else _in_one_pass(store, folder, steps))
        for each in asked:
            steps.next("SPARQL")
            found.update(each.result())
    lean = sum(1 for _ in store.quads_for_pattern(None, _PROFILE, None))
    return ValidationReport(findings=tuple(sorted(_placed(store, found))), lean=lean)


@dataclass(slots=True)
class _Steps:
    """Tells how far one is."""

    tell: _Progress | None
    total: int
    done: int = 0

    def next(self, name: str) -> None:
        """Begin another step."""
        if self.tell:
            self.tell(self.done, self.total, name)
        self.done += 1


def _in_one_pass(store: ox.Store, folder: Path | None, steps: _Steps) -> Iterator[Finding]:
    union = Union(store, folder)
    for graph in graphs_of(store):
        steps.next(getattr(graph, "value", "").rsplit("/", 1)[-1])
        union.read(graph)
    for fault in union.finish():
        yield Finding(
            focus=fault.focus,
            path=fault.path,
            value=fault.value,
            severity=fault.severity,
            zh=fault.zh,
            en=fault.en,
        )
    yield from _undeclared(store, union.terms)


def _by_pyshacl(store: ox.Store, folder: Path | None) -> Iterator[Finding]:
    for result in check_shapes(store):
        yield Finding(
            focus=result.focus,
            path=result.path,
            value=result.value,
            severity=result.severity,
            zh=result.messages.get("zh", ""),
            en=result.messages.get("en", ""),
        )
    yield from _undeclared(store, (_cell(row, "term") for row in _ask(store, _TERMS)))
    if folder:
        yield from _misquoted(store, folder)


def _asked(*, pyshacl: bool) -> Iterator[tuple[str, str, str]]:
    """Yield query and messages of the constraints that are not seen while all is read."""
    streamed = () if pyshacl else tuple(f"{BASE}shape/{name}" for name in STREAMED)
    for name, *rest in _constraints():
        if name not in streamed:
            select, zh, en = rest
            yield select, zh, en


def _across(store: ox.Store, select: str, zh: str, en: str) -> list[Finding]:
    names = ("this", "path", "value")
    rows = ([_cell(row, name) for name in names] for row in _ask(store, select))
    return [Finding(focus=a, path=b, value=c, zh=zh, en=en) for a, b, c in rows]


def _undeclared(store: ox.Store, terms: Iterable[str]) -> Iterator[Finding]:
    """Yield one finding for each term that bears our prefix but is not ours."""
    for term in sorted(terms):
        if term in FZ:
            continue
        node = ox.NamedNode(term)
        uses = (
            *store.quads_for_pattern(None, node, None),
            *store.quads_for_pattern(None, None, node),
        )
        yield Finding(
            focus=min(_plain(quad.subject) for quad in uses),
            value=term,
            zh="请改正该词，或在 fazhi.ttl 中声明它。",
            en="Mend this term, or declare it in fazhi.ttl.",
        )


def _misquoted(store: ox.Store, folder: Path) -> Iterator[Finding]:
    """Yield one finding for each quote that the kept text does not hold at its offsets."""
    zh, en = load_messages("QuoteStandsInText")
    text, kept = "", ""
    for row in _ask(store, _QUOTES):
        file, quote = _cell(row, "file"), _cell(row, "quote")
        if file != kept:
            kept, path = file, folder / file
            text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        start, end = int(_cell(row, "start")), int(_cell(row, "end"))
        if text[start:end] != quote:
            yield Finding(focus=_cell(row, "this"), path=OA.exact, value=quote, zh=zh, en=en)


@cache
def _constraints() -> tuple[tuple[str, str, str, str], ...]:
    """Return name, query and messages of each constraint in SPARQL."""
    shapes = ox.Store()
    shapes.load(files("ontology").joinpath("shapes.ttl").read_bytes(), ox.RdfFormat.TURTLE)
    rows = _ask(shapes, _CONSTRAINTS)
    names = ("constraint", "select", "zh", "en")
    return tuple(tuple(_cell(row, name) for name in names) for row in rows)  # type: ignore[misc]


def _ask(store: ox.Store, query: str) -> ox.QuerySolutions:
    answer = store.query(sparql_prefixes() + query, use_default_graph_as_union=True)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError("a constraint is a SELECT query")
    return answer


def _cell(row: ox.QuerySolution, name: str) -> str:
    """Return the value of a variable, empty if the query does not bind it."""
    value = row[name]
    return "" if value is None else _plain(value)


def _plain(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value


def _placed(store: ox.Store, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield one finding for each node, property and message, with its report and quote."""
    first: dict[tuple[str, str, str], Finding] = {}
    for finding in sorted(findings):
        first.setdefault((finding.focus, finding.path, finding.en), finding)
    for finding in first.values():
        quote = _quote(store, finding.focus)
        yield replace(finding, report=_report(store, finding), quote=quote)


def _report(store: ox.Store, finding: Finding) -> str:
    """Return the report under which a node stands, else the first one that says so."""
    if own := _REPORT.match(finding.focus):
        return own.group()
    if not finding.focus.startswith("http"):
        return ""
    node = ox.NamedNode(finding.focus)
    path = ox.NamedNode(finding.path) if finding.path else None
    graphs = {quad.graph_name for quad in store.quads_for_pattern(node, path, None, None)}
    names = (graph.value for graph in graphs if isinstance(graph, ox.NamedNode))
    return min(filter(_REPORT.fullmatch, names), default="")


def _quote(store: ox.Store, focus: str) -> str:
    """Return a quote for a node: its own, that of its evidence, or one that is about it."""
    if not focus.startswith("http"):
        return ""
    node = ox.NamedNode(focus)
    own = (quad.object for quad in store.quads_for_pattern(node, _EVIDENCE, None, None))
    about = (quad.subject for quad in store.quads_for_pattern(None, _ABOUT, node, None))
    for place in (node, *own, *about):
        if not isinstance(place, ox.NamedNode):
            continue
        quotes = [_plain(q.object) for q in store.quads_for_pattern(place, _EXACT, None, None)]
        if quotes:
            return min(quotes)
    return ""
