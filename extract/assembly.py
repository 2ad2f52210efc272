"""Marks over the clean text to facts over the text that was read."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from extract.annotations import (
    ActMark,
    AdoptionMark,
    Clause,
    DocumentLinkMark,
    DocumentMark,
    FigureMark,
    HonourMark,
    InstitutionMark,
    Mark,
    MeasureMark,
    MechanismMark,
    OwnDocumentMark,
    PersonMark,
    PlaceMark,
    context_of,
    marks_of,
    text_of,
)
from extract.facts import (
    Act,
    Adoption,
    DocumentAct,
    DocumentLink,
    Evidence,
    Honour,
    Measure,
    Mention,
    Observation,
    Person,
    PolicyDocument,
    Report,
    ReportFacts,
    Status,
)
from extract.headers import read_header
from extract.normalization import CleanText
from extract.quotation import Quoter
from extract.sources import SourceDocument
from extract.themes import theme_of
from extract.things import gather
from ontology.iris import canonical, report

__all__ = ["assemble_facts"]


def assemble_facts(doc: Doc, cleaned: CleanText, source: SourceDocument) -> ReportFacts:
    """Return what the marks of a document say, each kind of fact in reading order."""
    quoter = Quoter(doc, cleaned)
    context = context_of(doc)
    issuer = [context.issuer] if context.issuer else []
    issuer += [mark.institution for mark in marks_of(doc, PersonMark) if mark.institution]
    return ReportFacts(
        report=_report(doc, source, quoter),
        text=source.text,
        jurisdictions=tuple(
            gather(
                ((mark.place, quoter.printed(mark)) for mark in marks_of(doc, PlaceMark)),
                [context.jurisdiction],
            )
        ),
        institutions=tuple(
            gather(
                (
                    (mark.institution, quoter.printed(mark))
                    for mark in marks_of(doc, InstitutionMark)
                ),
                issuer,
            )
        ),
        documents=tuple(
            gather(
                ((mark.document, quoter.printed(mark)) for mark in marks_of(doc, DocumentMark)),
                _unmarked_documents(doc),
            )
        ),
        mechanisms=tuple(
            gather((mark.mechanism, quoter.printed(mark)) for mark in marks_of(doc, MechanismMark))
        ),
        persons=tuple(_persons(doc, quoter)),
        mentions=_once(_mentions(doc, quoter)),
        adoptions=tuple(_adoptions(doc, quoter)),
        acts=tuple(_acts(doc, quoter)),
        links=tuple(_links(doc, quoter)),
        observations=tuple(_observations(doc, cleaned, quoter)),
        measures=tuple(_measures(doc, cleaned, quoter)),
        honours=tuple(_honours(doc, quoter)),
        unread=_unread(doc),
        doubts=context.doubts,
    )


def _report(doc: Doc, source: SourceDocument, quoter: Quoter) -> Report:
    context = context_of(doc)
    header, hints = read_header(text_of(doc)), source.hints
    sha256 = source.sha256
    return Report(
        iri=report(source.stem, sha256),
        source_file=source.file_name,
        sha256=sha256,
        title=quoter.printed_title(context.title),
        jurisdiction=context.jurisdiction.iri,
        kind=context.kind,
        year=context.year,
        period_end=context.period_end,
        issuer=context.issuer.iri if context.issuer else None,
        issued=hints.published or header.issued,
        publisher=hints.publisher or header.publisher,
        source=hints.url or header.source,
        text_of=next((mark.document.iri for mark in marks_of(doc, OwnDocumentMark)), None),
    )


def _mentions(doc: Doc, quoter: Quoter) -> Iterator[Mention]:
    for place in marks_of(doc, PlaceMark):
        yield Mention(entity=place.place.iri, evidence=quoter.clause(place))
        if place.reason:
            yield Mention(entity=place.place.iri, evidence=quoter.inferred(place))
    for body in marks_of(doc, InstitutionMark):
        yield Mention(entity=body.institution.iri, evidence=quoter.clause(body))
    for document in marks_of(doc, DocumentMark):
        yield Mention(entity=document.document.iri, evidence=quoter.clause(document))
    for own in marks_of(doc, OwnDocumentMark):
        yield Mention(entity=own.document.iri, evidence=quoter.exact(own.start, own.end))
    for mechanism in marks_of(doc, MechanismMark):
        yield Mention(entity=mechanism.mechanism.iri, evidence=quoter.clause(mechanism))
    for person in marks_of(doc, PersonMark):
        yield Mention(entity=person.iri, evidence=quoter.clause(person))


def _once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return each mention once; equal evidence is one record, whose id is hashed at once."""
    return tuple({(each.entity, id(each.evidence)): each for each in mentions}.values())


def _persons(doc: Doc, quoter: Quoter) -> Iterator[Person]:
    found: dict[tuple[str, str], list[PersonMark]] = {}
    for mark in marks_of(doc, PersonMark):
        found.setdefault((mark.iri, mark.role), []).append(mark)
    for (iri, role), marks in found.items():
        yield Person(
            iri=iri,
            name=marks[0].name,
            role=role,
            organization=marks[0].organization,
            evidence=quoter.clauses(marks),
        )


def _adoptions(doc: Doc, quoter: Quoter) -> Iterator[Adoption]:
    """Yield one adoption for each mechanism and status; text goes before headings."""
    found: dict[tuple[str, Status], list[AdoptionMark]] = {}
    for mark in marks_of(doc, AdoptionMark):
        found.setdefault((mark.mechanism, mark.status), []).append(mark)
    jurisdiction = context_of(doc).jurisdiction.iri
    for (mechanism, status), marks in found.items():
        if len(marks) > 1:
            marks.sort(key=lambda mark: _in_heading(quoter, mark))
        first = marks[0]
        surface = quoter.as_printed(first.surface, first)
        evidence = quoter.clauses(marks)
        shown = tuple([item for item in evidence if _shows(item, surface)])
        if not shown:
            surface = quoter.as_held(first.surface, first)
            shown = tuple([item for item in evidence if surface in item.quote])
        yield Adoption(
            mechanism=mechanism,
            jurisdiction=jurisdiction,
            status=status,
            surface=surface,
            evidence=shown,
            institutions=_who(marks),
            since=first.since or next((mark.since for mark in marks if mark.since), None),
        )


def _who(marks: list[AdoptionMark]) -> tuple[str, ...]:
    """Return the institutions of all marks, each once."""
    if len(marks) == 1:
        return marks[0].institutions
    return tuple(dict.fromkeys([iri for mark in marks for iri in mark.institutions]))


def _in_heading(quoter: Quoter, mark: Mark) -> bool:
    clause = quoter.clause_at(mark.start)
    return clause is not None and clause.heading


def _shows(evidence: Evidence, surface: str) -> bool:
    return surface in evidence.quote or canonical(surface) in canonical(evidence.quote)


def _acts(doc: Doc, quoter: Quoter) -> Iterator[DocumentAct]:
    found: dict[tuple[str, Act, str], list[ActMark]] = {}
    for mark in marks_of(doc, ActMark):
        found.setdefault((mark.document, mark.act, mark.agent), []).append(mark)
    for (document, act, agent), marks in found.items():
        yield DocumentAct(agent=agent, act=act, document=document, evidence=quoter.clauses(marks))


def _unmarked_documents(doc: Doc) -> Iterator[PolicyDocument]:
    """Yield the documents that no title in the text names by itself."""
    for own in marks_of(doc, OwnDocumentMark):
        yield own.document
    for link in marks_of(doc, DocumentLinkMark):
        yield link.higher


def _links(doc: Doc, quoter: Quoter) -> Iterator[DocumentLink]:
    """Yield one link for each two documents, with every sentence that says so."""
    found: dict[tuple[str, str], list[DocumentLinkMark]] = {}
    for mark in marks_of(doc, DocumentLinkMark):
        found.setdefault((mark.document.iri, mark.higher.iri), []).append(mark)
    for (document, higher), marks in found.items():
        yield DocumentLink(document=document, higher=higher, evidence=quoter.clauses(marks))


def _observations(doc: Doc, cleaned: CleanText, quoter: Quoter) -> Iterator[Observation]:
    for mark in marks_of(doc, FigureMark):
        start, end = cleaned.original_range(mark.start, mark.end)
        yield Observation(
            measured=mark.measured,
            value=mark.value,
            unit=mark.unit,
            evidence=quoter.clause(mark),
            start=start,
            end=end,
            jurisdiction=context_of(doc).jurisdiction.iri,
            qualifier=mark.qualifier,
            indicator=mark.indicator,
        )


def _measures(doc: Doc, cleaned: CleanText, quoter: Quoter) -> Iterator[Measure]:
    named = _named(doc)
    starts = [start for start, _, _ in named]
    figures = marks_of(doc, FigureMark)
    figure_starts = [figure.start for figure in figures]
    jurisdiction = context_of(doc).jurisdiction.iri
    for mark in marks_of(doc, MeasureMark):
        begin, end = mark.start, mark.end
        first = bisect_left(figure_starts, begin)
        counted = figures[first : bisect_left(figure_starts, end, first)]
        clause = quoter.clause_at(begin)
        first = bisect_left(starts, clause.start if clause else begin)
        near = named[first : bisect_left(starts, end, first)]
        concerns = (
            tuple(dict.fromkeys([iri for _, stop, iri in near if stop <= end])) if near else ()
        )
        evidence = quoter.exact(begin, end)
        yield Measure(
            label="".join(evidence.quote.split()),
            verb=mark.verb,
            object=mark.object,
            actor=mark.actor or jurisdiction,
            status=mark.status,
            evidence=evidence,
            kind=mark.kind,
            theme=theme_of(quoter.headings_at(begin), concerns),
            concerns=concerns,
            observations=tuple(
                [
                    "{}-{}".format(*cleaned.original_range(figure.start, figure.end))
                    for figure in counted
                    if figure.end <= end
                ]
            )
            if counted
            else (),
        )


def _named(doc: Doc) -> list[tuple[int, int, str]]:
    """Return start, end and IRI of what a measure can concern, in reading order."""
    return sorted(
        [
            *((mark.start, mark.end, mark.mechanism.iri) for mark in marks_of(doc, MechanismMark)),
            *((mark.start, mark.end, mark.document.iri) for mark in marks_of(doc, DocumentMark)),
            *(
                (mark.start, mark.end, mark.institution.iri)
                for mark in marks_of(doc, InstitutionMark)
            ),
        ]
    )


def _honours(doc: Doc, quoter: Quoter) -> Iterator[Honour]:
    for mark in marks_of(doc, HonourMark):
        yield Honour(
            label=mark.label,
            recipient=mark.recipient,
            recipient_text=mark.recipient_text,
            year=mark.year,
            evidence=(quoter.clause(mark),),
        )


def _unread(doc: Doc) -> int:
    """Count the characters of sentences in which no rule marked anything."""
    kinds = (DocumentMark, MechanismMark, FigureMark, MeasureMark, HonourMark)
    marked = sorted(mark.start for kind in kinds for mark in marks_of(doc, kind))
    sentences = {
        (clause.sentence_start, clause.sentence_end)
        for clause in marks_of(doc, Clause)
        if not clause.heading
    }
    return sum(end - start for start, end in sentences if not _any_between(marked, start, end))


def _any_between(offsets: list[int], start: int, end: int) -> bool:
    index = bisect_left(offsets, start)
    return index < len(offsets) and offsets[index] < end
