"""One report to its graph: sorted N-Quads, named by the report's IRI."""

import re
from datetime import date as Date  # noqa: N812 (the class, beside the term)

from extract.facts import Correction, Report, ReportFacts
from kg.entities import describe_entities
from kg.proof import Proof
from kg.provenance import describe_reading
from kg.quads import GraphText, date, integer, ref, term, text
from kg.statements import Statements
from ontology.iris import concept

__all__ = ["report_graph", "report_quads", "text_file"]

_ADDRESS = re.compile(r"https?://[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]+")


def report_quads(facts: ReportFacts) -> bytes:
    """Return all that a report says as sorted N-Quads lines.

    The same facts give the same bytes; no name depends on what else is built.
    """
    return report_graph(facts).to_bytes()


def report_graph(facts: ReportFacts) -> GraphText:
    """Return all that a report says as a graph that bears its name."""
    report = facts.report
    graph, proof = GraphText(report.iri), Proof(report.iri)
    _describe_report(graph, facts)
    describe_entities(graph, facts)
    _link_documents(graph, proof, facts)
    Statements(graph, proof, facts).write()
    proof.write(graph)
    return graph


def text_file(report: Report) -> str:
    """Return where the graph's folder keeps the text of a report."""
    return f"texts/{report.id}.txt"


def _describe_report(graph: GraphText, facts: ReportFacts) -> None:
    report = facts.report
    graph.add(report.iri, term("rdf:type"), term("fz:Report"))
    graph.add(report.iri, term("fz:sourceFile"), text(report.source_file))
    graph.add(report.iri, term("fz:sha256"), text(report.sha256))
    graph.add(report.iri, term("dcterms:title"), text(report.title, "zh"))
    graph.add(report.iri, term("fz:jurisdiction"), ref(report.jurisdiction))
    graph.add(report.iri, term("fz:year"), integer(report.year))
    graph.add(report.iri, term("fz:reportKind"), ref(concept("report-kind", report.kind)))
    graph.add(report.iri, term("fz:textFile"), text(text_file(report)))
    if report.period_end is not None:
        graph.add(report.iri, term("fz:periodEnd"), integer(report.period_end))
    if report.issuer:
        graph.add(report.iri, term("fz:issuer"), ref(report.issuer))
    graph.add(report.iri, term("fz:doubt"), *map(text, facts.doubts))
    for correction in facts.corrections:
        _describe_correction(graph, report, correction)
    _describe_publication(graph, report)
    describe_reading(graph, report)
    if report.text_of:
        graph.add(report.iri, term("fz:textOf"), ref(report.text_of))


def _describe_correction(graph: GraphText, report: Report, correction: Correction) -> None:
    """State what the user corrected, in the graph of every report in which it was heard."""
    iri = correction.iri
    graph.add(report.iri, term("prov:wasInfluencedBy"), ref(iri))
    graph.add(iri, term("rdf:type"), term("fz:Correction"))
    graph.add(iri, term("fz:correctionKind"), ref(concept("correction-kind", correction.kind)))
    if correction.kind == "link":
        graph.add(iri, term("fz:correctedName"), text(correction.subject))
    else:
        graph.add(iri, term("fz:corrects"), ref(correction.subject))
    if correction.object:
        graph.add(iri, term("fz:correctedTo"), ref(correction.object))
    if correction.note:
        graph.add(iri, term("rdfs:comment"), text(correction.note))


def _link_documents(graph: GraphText, proof: Proof, facts: ReportFacts) -> None:
    """State which documents others carry out; the sentence that says so is about both."""
    named = {document.iri for document in facts.documents}
    for link in facts.links:
        if link.document == link.higher or not {link.document, link.higher} <= named:
            continue  # a correction made one document of them, or dropped one
        graph.add(link.document, term("fz:implementsDocument"), ref(link.higher))
        for entity in (link.document, link.higher):
            proof.show(entity, link.evidence)


def _describe_publication(graph: GraphText, report: Report) -> None:
    if report.issued and _is_date(report.issued):
        graph.add(report.iri, term("dcterms:issued"), date(report.issued))
    if report.publisher:
        graph.add(report.iri, term("dcterms:publisher"), text(report.publisher, "zh"))
    if report.source:
        plain = _ADDRESS.fullmatch(report.source)
        graph.add(
            report.iri, term("dcterms:source"), ref(report.source) if plain else text(report.source)
        )


def _is_date(iso: str) -> bool:
    """Tell whether a day exists; a misprinted one (2021-13-45) is left out."""
    try:
        Date.fromisoformat(iso)
    except ValueError:
        return False
    return True
