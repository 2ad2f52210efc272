"""Measure how far the graph of the samples can be trusted; print a table.

Usage: python scripts/trust_graph.py [--short] [GRAPH]

Without a graph the five samples are built. Rows: edges that explain themselves, findings against
the shapes, planted faults found, blank nodes, share of PROV, contradictions by OWL 2 RL, what the
data set's description costs (left out of the short form).
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path

import pyoxigraph as ox
from bench_corpus import write_corpus
from bench_rows import Row, table, timed
from planted_faults import FAULTS, plant

import kg.owner
from extract.pipeline import extract_facts
from extract.sources import read_source
from kg.build import build_graph
from kg.gate import check_report
from kg.graph import report_graph
from kg.ledger import Ledger
from kg.reported import ReportFile
from kg.store import GraphFolder, open_graph
from kg.validation import validate
from ontology.terms import FZ, PROV, RDF

__all__ = ["rows"]

_REPORT = "https://w3id.org/fazhi/report/"
_MANY = 100
_ERROR = "http://www.daml.org/2002/03/agents/agent-ont#error"


def rows(folder: Path | None = None, *, short: bool = False) -> list[Row]:
    """Return all figures of the graph in a folder, else of the samples."""
    more = [] if short else list(_description())
    if folder:
        return [*_rows(folder), *more]
    with tempfile.TemporaryDirectory() as home, as_file(files("kg").joinpath("samples")) as samples:
        graph = Path(home) / "graph"
        build_graph([path for path in samples.iterdir() if path.name != "README.md"], graph)
        return [*_rows(graph), *more]


def _rows(folder: Path) -> Iterator[Row]:
    store = open_graph(folder)
    seconds, (explained, edges) = timed(lambda: _explained(store, folder))
    yield _row("edges that explain themselves", f"{explained:,} of {edges:,}", explained == edges)
    yield Row("seconds for that", f"{seconds:.1f}")
    findings = validate(store, folder).findings
    yield _row("findings against the shapes", str(len(findings)), not findings)
    found, wanted, more = _planted(store)
    told = f"{found} of {wanted}, {more} others"
    yield _row("planted faults found", told, (found, more) == (wanted, 0))
    blank = sum(_is_blank(quad) for quad in store)
    yield _row("blank nodes", str(blank), not blank)
    prov, rest, everything = _prov(store)
    share = prov / rest if rest else 0
    note = f"{prov / rest:.1%}, without Evidence; {prov / everything:.1%} of all" if rest else "–"
    yield _row("PROV statements", note, share < 0.1)  # noqa: PLR2004 (a tenth, by issue 8)
    seconds, errors = timed(lambda: _contradictions(store))
    yield _row("contradictions by OWL 2 RL", str(len(errors)), not errors)
    yield Row("seconds for that", f"{seconds:.1f}")
    yield from _gate()


def _row(step: str, figure: str, met: bool) -> Row:  # noqa: FBT001 (one flag, named)
    return Row(step, figure, "met" if met else "not met")


def _explained(store: ox.Store, folder: Path) -> tuple[int, int]:
    """Return how many edges of reports explain themselves, and how many there are."""
    good = total = 0
    for name in _reports(store):
        report = ReportFile(store, folder, name)
        for edge in report.edges():
            found = list(report.explain(edge))
            good += bool(found) and all(each.stands for each in found)
            total += 1
    return good, total


def _reports(store: ox.Store) -> list[str]:
    names = (node.value for node in store.named_graphs() if isinstance(node, ox.NamedNode))
    return sorted(name for name in names if name.startswith(_REPORT))


def _planted(store: ox.Store) -> tuple[int, int, int]:
    """Return how many planted faults were found, how many there are, and what else was found."""
    copy = ox.Store()
    copy.extend(store)
    wanted = plant(copy)
    found = [(one.focus, one.path) for one in validate(copy).findings]
    return sum(fault in found for fault in wanted), len(FAULTS), len(found) - len(wanted)


def _is_blank(quad: ox.Quad) -> bool:
    return isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)


def _prov(store: ox.Store) -> tuple[int, int, int]:
    """Return statements with a term of PROV, all but those on Evidence, and all."""
    typed = store.quads_for_pattern(None, ox.NamedNode(RDF.type), ox.NamedNode(FZ.Evidence))
    evidence = {quad.subject for quad in typed}
    prov = rest = everything = 0
    for quad in store:
        everything += 1
        if quad.subject in evidence:
            continue
        rest += 1
        prov += any(str(term).startswith(f"<{PROV.base}") for term in (quad.predicate, quad.object))
    return prov, rest, everything


def _contradictions(store: ox.Store) -> list[str]:
    """Return what an OWL 2 RL reasoner finds contradictory in the ontology and the graph."""
    import owlrl  # noqa: PLC0415
    from rdflib import Graph, URIRef  # noqa: PLC0415

    source = files("ontology").joinpath("fazhi.ttl").read_bytes()
    lines = {str(triple) for triple in ox.parse(source, format=ox.RdfFormat.TURTLE)}
    lines |= {str(quad.triple) for quad in store}
    graph = Graph()
    graph.parse(data="".join(f"{line} .\n" for line in sorted(lines)), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return sorted(str(error) for error in graph.objects(None, URIRef(_ERROR)))


def _description() -> Iterator[Row]:
    """Yield what describing the whole costs in builds of varied reports, of all and of few."""
    spent: list[float] = []
    describe = kg.owner.describe

    def timed_describe(target: GraphFolder, ledger: Ledger) -> None:
        spent.append(timed(lambda: describe(target, ledger))[0])

    kg.owner.describe = timed_describe  # type: ignore[assignment]
    try:
        with tempfile.TemporaryDirectory() as home:
            reports, graph = write_corpus(Path(home) / "reports", _MANY), Path(home) / "graph"
            whole, _ = timed(lambda: build_graph([reports], graph))
            first, number = sum(spent), len(open_graph(graph))
            spent.clear()
            report = reports / f"r{0:06}.txt"
            text = report.read_text(encoding="utf-8")
            report.write_text(f"{text}\n开展执法检查12次。\n", encoding="utf-8")
            build_graph([reports], graph)
    finally:
        kg.owner.describe = describe
    rate = first / number * 1e6
    yield Row("seconds to describe the whole, for a million statements", f"{rate:.2f}")
    yield Row("to describe it, of a whole build", f"{first / whole:.1%}")
    yield Row(
        "to describe it after one report in a hundred, of a whole build", _share(spent, whole)
    )


def _share(spent: list[float], whole: float) -> str:
    return f"{sum(spent) / whole:.2%}"


def _gate() -> Iterator[Row]:
    """Yield what the gate costs beside reading a report and writing its statements."""
    with as_file(files("kg").joinpath("samples")) as samples:
        sources = [read_source(path) for path in samples.iterdir() if path.name != "README.md"]
    for source in sources:
        extract_facts(source)  # words and rules are read once
    reading, facts = timed(lambda: [extract_facts(source) for source in sources])
    graphs = [report_graph(each) for each in facts]
    writing, _ = timed(lambda: [report_graph(each).to_bytes() for each in facts])
    check_report(graphs[0], facts[0].text)
    pairs = list(zip(graphs, facts, strict=True))
    gate, _ = timed(lambda: [check_report(graph, each.text) for graph, each in pairs])
    yield Row("the gate, of reading and writing a report", f"{gate / (reading + writing):.1%}")
    yield Row("milliseconds of the gate for a report", f"{1000 * gate / len(graphs):.1f}")


def main() -> None:
    """Print the table; exit with 1 if a promise is not met."""
    begin = time.perf_counter()
    given = [word for word in sys.argv[1:] if word != "--short"]
    found = rows(Path(given[0]) if given else None, short="--short" in sys.argv)
    print(table(found))
    print(f"\nin {time.perf_counter() - begin:.0f} s")
    sys.exit(any(row.ratio == "not met" for row in found))


if __name__ == "__main__":
    main()
