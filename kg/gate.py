"""The gate of a build: what a report says is held against the shapes before it enters the graph.

Core rules and the constraints that have a name in ``shapes.ttl`` are asked here, in milliseconds;
``kg validate`` asks all of them, of the whole graph.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from kg.blocks import Block, Blocks, Group, lexical, number_of, parse
from kg.compiled import check_blocks
from kg.output import compact
from kg.quads import GraphText
from kg.rules import Fault
from kg.shape_reader import load_messages
from ontology.terms import FZ, OA, PROV, RDF

__all__ = ["Refused", "check_report", "refusal"]

_TYPE, _EVIDENCE, _DERIVED = (f"<{iri}>" for iri in (RDF.type, FZ.evidence, PROV.wasDerivedFrom))
_START, _END, _EXACT = (f"<{OA[name]}>" for name in ("start", "end", "exact"))
_REPORT, _YEAR = f"<{FZ.report}>", f"<{FZ.year}>"
_RANGE = f"<{FZ.Evidence}>"
_DATED = {f"<{FZ[name]}>" for name in ("Adoption", "Measure", "Observation", "DocumentAct")}

Refused = tuple[Fault, str]
"""What is wrong, and the sentence concerned."""


def check_report(
    graph: GraphText, text: str | None = None, blocks: Blocks | None = None
) -> list[Refused]:
    """Return what the graph of one report has against the shapes, each node and rule once.

    With the kept text at hand every quote must stand at its offsets.
    """
    blocks = blocks or Blocks(graph.nodes)
    found = {*check_blocks(blocks), *_across(blocks, f"<{graph.name}>", text)}
    first: dict[tuple[str, str, str], Fault] = {}
    for fault in sorted(found):
        first.setdefault((fault.focus, fault.path, fault.en), fault)
    return [(fault, _quote(blocks, fault.focus)) for fault in first.values()]


def refusal(where: str, found: list[Refused]) -> str:
    """Return one line on a report that does not conform, empty where it does."""
    bad = [(fault, quote) for fault, quote in found if fault.severity == "Violation"]
    if not bad:
        return ""
    fault, quote = bad[0]
    parts = [compact(fault.focus), compact(fault.path), fault.en, f"“{quote}”" if quote else ""]
    more = f" (the first of {len(bad)})" if len(bad) > 1 else ""
    said = " · ".join(part for part in parts if part)
    remedy = "please report it; kg build --no-validate adds the report all the same"
    return f"{where}: what was read does not conform to the shapes{more}: {said}; {remedy}"


def _across(blocks: Blocks, report: str, text: str | None) -> list[Fault]:
    """Return what is wrong between nodes."""
    years = blocks.nodes.get(report[1:-1], {}).get(_YEAR, ())
    found: list[Fault] = []
    for group in blocks.groups:
        if _RANGE in group.types:
            for iri, block in zip(group.iris, group.blocks, strict=True):
                found += _range(iri, block, text)
        elif _EVIDENCE in group.columns:
            found += _foreign(group, blocks)
            if years and _YEAR in group.columns and not _DATED.isdisjoint(group.types):
                found += _misdated(group, years)
    return found


def _foreign(group: Group, blocks: Blocks) -> Iterator[Fault]:
    """Yield the evidence of statements that stands in another report than they."""
    if _DERIVED not in group.columns:
        return
    owners = group.columns[_DERIVED].values
    cited = group.columns[_EVIDENCE].values
    if len(owners) == 1 and all(owners.issuperset(_reports(term, blocks)) for term in cited):
        return
    for iri, block in zip(group.iris, group.blocks, strict=True):
        own = set(block[_DERIVED])
        for term in block[_EVIDENCE]:
            if not own.issuperset(_reports(term, blocks)):
                yield _fault("EvidenceOfOwnReport", iri, _EVIDENCE, term)


def _reports(evidence: str, blocks: Blocks) -> Sequence[str]:
    return blocks.nodes.get(evidence[1:-1], {}).get(_REPORT, ())


def _misdated(group: Group, years: Sequence[str]) -> Iterator[Fault]:
    """Yield the statements of another year than their report."""
    if group.columns[_YEAR].values == set(years) and len(years) == 1:
        return
    for iri, block in zip(group.iris, group.blocks, strict=True):
        if block[_YEAR] != years:
            yield _fault("YearOfReport", iri, _YEAR, block[_YEAR][0])


def _range(iri: str, block: Block, text: str | None) -> list[Fault]:
    """Return what is wrong with the offsets of a quote."""
    if _EXACT not in block:
        return [_fault("EvidenceHasQuote", iri, _EXACT, "")]
    if not (_START in block and _END in block):
        return []
    start, end = number_of(block[_START][0]), number_of(block[_END][0])
    if not isinstance(start, int) or not isinstance(end, int) or end <= start:
        return []
    exact, found = block[_EXACT][0], list[Fault]()
    if text is None or end > len(text) or exact != f'"{text[start:end]}"':
        found += _quoted(iri, exact, text, start, end)
    if not iri.endswith(f"#char={start},{end}"):
        found.append(_fault("EvidenceNamedByRange", iri, "", ""))
    return found


def _quoted(iri: str, exact: str, text: str | None, start: int, end: int) -> Iterator[Fault]:
    """Yield what is wrong with a quote that is not just what stands in the text."""
    quote = parse(exact)[0]
    if len(quote) != end - start:
        yield _fault("QuoteFillsRange", iri, _EXACT, exact)
    elif text is not None and text[start:end].encode("utf-8", "replace").decode() != quote:
        yield _fault("QuoteStandsInText", iri, _EXACT, exact)


@cache
def _messages(name: str) -> tuple[str, str]:
    return load_messages(name)


def _fault(name: str, iri: str, path: str, value: str) -> Fault:
    zh, en = _messages(name)
    shown = lexical(value) if value else ""
    return Fault(focus=iri, path=path[1:-1], value=shown, severity="Violation", zh=zh, en=en)


def _quote(blocks: Blocks, focus: str) -> str:
    """Return a quote for a node: its own, or that of its evidence."""
    block = blocks.nodes.get(focus, {})
    for node in (focus, *(value[1:-1] for value in block.get(_EVIDENCE, ()))):
        for value in blocks.nodes.get(node, {}).get(_EXACT, ()):
            return parse(value)[0]
    return ""
