"""Marks over the clean text to facts over the text that was read."""

from collections.abc import Iterator

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
    Section,
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
    Institution,
    Jurisdiction,
    Measure,
    Mechanism,
    Mention,
    Observation,
    Person,
    PolicyDocument,
    Report,
    ReportFacts,
)
from extract.headers import read_header
from extract.nearby import Counted, Named
from extract.normalization import CleanText
from extract.quotation import Quoter
from extract.sources import SourceDocument
from extract.themes import HeadingThemes, theme_among
from extract.things import gather
from ontology.iris import canonical, report

__all__ = ["assemble_facts"]


def assemble_facts(doc: Doc, cleaned: CleanText, source: SourceDocument) -> ReportFacts:
    """Return what the marks of a document say, each kind of fact in reading order."""
    quoter = Quoter(doc, cleaned)
    context = context_of(doc)
    observations = _observations(doc, quoter)
    return ReportFacts(
        report=_report(doc, source, quoter),
        text=source.text,
        jurisdictions=_jurisdictions(doc, quoter),
        institutions=_institutions(doc, quoter),
        documents=_documents(doc, quoter),
        mechanisms=_mechanisms(doc, quoter),
        persons=tuple(_persons(doc, quoter)),
        mentions=_mentions(doc, quoter),
        adoptions=tuple(_adoptions(doc, quoter)),
        acts=tuple(_acts(doc, quoter)),
        links=tuple(_links(doc, quoter)),
        observations=tuple(observations),
        measures=tuple(_measures(doc, quoter, observations)),
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


def _jurisdictions(doc: Doc, quoter: Quoter) -> tuple[Jurisdiction, ...]:
    named = [(mark.place, quoter.printed(mark)) for mark in marks_of(doc, PlaceMark)]
    return tuple(gather(named, [context_of(doc).jurisdiction]))


def _institutions(doc: Doc, quoter: Quoter) -> tuple[Institution, ...]:
    issuer = context_of(doc).issuer
    known = [issuer] if issuer else []
    known += [mark.institution for mark in marks_of(doc, PersonMark) if mark.institution]
    named = [(mark.institution, quoter.printed(mark)) for mark in marks_of(doc, InstitutionMark)]
    return tuple(gather(named, known))


def _documents(doc: Doc, quoter: Quoter) -> tuple[PolicyDocument, ...]:
    """Return the documents, first those that no title in the text names by itself."""
    known = [own.document for own in marks_of(doc, OwnDocumentMark)]
    known += [link.higher for link in marks_of(doc, DocumentLinkMark)]
    named = [(mark.document, quoter.printed(mark)) for mark in marks_of(doc, DocumentMark)]
    return tuple(gather(named, known))


def _mechanisms(doc: Doc, quoter: Quoter) -> tuple[Mechanism, ...]:
    named = [(mark.mechanism, quoter.printed(mark)) for mark in marks_of(doc, MechanismMark)]
    return tuple(gather(named))


def _mentions(doc: Doc, quoter: Quoter) -> tuple[Mention, ...]:
    """Return what is named and the clause that names it, each once."""
    found = _Mentions()
    for place in marks_of(doc, PlaceMark):
        found.add(place.place.iri, quoter.clause(place))
        if place.reason:
            found.add(place.place.iri, quoter.inferred(place))
    for body in marks_of(doc, InstitutionMark):
        found.add(body.institution.iri, quoter.clause(body))
    for document in marks_of(doc, DocumentMark):
        found.add(document.document.iri, quoter.clause(document))
    for own in marks_of(doc, OwnDocumentMark):
        found.add(own.document.iri, quoter.exact(own.start, own.end))
    for mechanism in marks_of(doc, MechanismMark):
        found.add(mechanism.mechanism.iri, quoter.clause(mechanism))
    for person in marks_of(doc, PersonMark):
        found.add(person.iri, quoter.clause(person))
    return tuple(found.kept.values())


class _Mentions:
    """Keeps each mention once; equal evidence is one record, whose id is hashed at once."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self.kept: dict[tuple[str, int], Mention] = {}

    def add(self, entity: str, evidence: Evidence) -> None:
        """Keep that a thing is named."""
        self.kept.setdefault((entity, id(evidence)), Mention(entity=entity, evidence=evidence))


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


def _adoptions(doc: Doc, quoter: Quoter) -> list[Adoption]:
    """Return one adoption for each mechanism and status; text goes before headings."""
    jurisdiction = context_of(doc).jurisdiction.iri
    return [_adoption(quoter, jurisdiction, marks) for marks in _grouped(doc)]


def _grouped(doc: Doc) -> list[list[AdoptionMark]]:
    """Return the marks of each mechanism and status, in order of appearance."""
    groups: list[list[AdoptionMark]] = []
    known: dict[str, list[list[AdoptionMark]]] = {}
    for mark in marks_of(doc, AdoptionMark):
        same = known.setdefault(mark.mechanism, [])
        for group in same:
            if group[0].status is mark.status:
                group.append(mark)
                break
        else:
            same.append([mark])
            groups.append(same[-1])
    return groups


def _adoption(quoter: Quoter, jurisdiction: str, unsorted: list[AdoptionMark]) -> Adoption:
    marks = _text_first(quoter, unsorted)
    first = marks[0]
    surface = quoter.as_printed(first.surface, first)
    evidence = quoter.clauses(marks)
    shown = [item for item in evidence if _shows(item, surface)]
    if not shown:
        surface = quoter.as_held(first.surface, first)
        shown = [item for item in evidence if surface in item.quote]
    return Adoption(
        mechanism=first.mechanism,
        jurisdiction=jurisdiction,
        status=first.status,
        surface=surface,
        evidence=tuple(shown),
        institutions=_who(marks),
        since=_since(marks),
    )


def _text_first(quoter: Quoter, marks: list[AdoptionMark]) -> list[AdoptionMark]:
    """Return the marks in the text, then those in headings."""
    if len(marks) == 1:
        return marks
    headed = [mark for mark in marks if _in_heading(quoter, mark)]
    return [mark for mark in marks if not _in_heading(quoter, mark)] + headed if headed else marks


def _who(marks: list[AdoptionMark]) -> tuple[str, ...]:
    """Return the institutions of all marks, each once."""
    if len(marks) == 1:
        return marks[0].institutions
    return tuple(dict.fromkeys([iri for mark in marks for iri in mark.institutions]))


def _since(marks: list[AdoptionMark]) -> int | None:
    for mark in marks:
        if mark.since:
            return mark.since
    return None


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


def _links(doc: Doc, quoter: Quoter) -> Iterator[DocumentLink]:
    """Yield one link for each two documents, with every sentence that says so."""
    found: dict[tuple[str, str], list[DocumentLinkMark]] = {}
    for mark in marks_of(doc, DocumentLinkMark):
        found.setdefault((mark.document.iri, mark.higher.iri), []).append(mark)
    for (document, higher), marks in found.items():
        yield DocumentLink(document=document, higher=higher, evidence=quoter.clauses(marks))


def _observations(doc: Doc, quoter: Quoter) -> list[Observation]:
    """Return one observation for each figure."""
    jurisdiction = context_of(doc).jurisdiction.iri
    found: list[Observation] = []
    for mark in marks_of(doc, FigureMark):
        start, end = quoter.range_of(mark.start, mark.end)
        found.append(
            Observation(
                measured=mark.measured,
                value=mark.value,
                unit=mark.unit,
                evidence=quoter.clause(mark),
                start=start,
                end=end,
                jurisdiction=jurisdiction,
                qualifier=mark.qualifier,
                indicator=mark.indicator,
            )
        )
    return found


def _measures(doc: Doc, quoter: Quoter, observations: list[Observation]) -> list[Measure]:
    """Return one measure for each action, with the things and the figures in it."""
    near, counted = Named(doc), Counted(doc, observations)
    sections, themes = marks_of(doc, Section), HeadingThemes()
    last, theme = -1, None
    jurisdiction = context_of(doc).jurisdiction.iri
    found: list[Measure] = []
    for mark in marks_of(doc, MeasureMark):
        begin, end = mark.start, mark.end
        clause = quoter.clause_at(begin)
        concerns = near.between(clause.start if clause else begin, end)
        evidence = quoter.exact(begin, end)
        section = quoter.section_at(begin)
        if section != last:
            last, theme = section, themes.of(sections[section].path)
        found.append(
            Measure(
                label="".join(evidence.quote.split()),
                verb=mark.verb,
                object=mark.object,
                actor=mark.actor or jurisdiction,
                status=mark.status,
                evidence=evidence,
                kind=mark.kind,
                theme=theme or theme_among(concerns),
                concerns=concerns,
                observations=counted.between(begin, end),
            )
        )
    return found


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
    marked = sorted([mark.start for kind in kinds for mark in marks_of(doc, kind)])
    marked.append(len(text_of(doc)))
    unread = index = counted = 0
    for clause in marks_of(doc, Clause):
        start, end = clause.sentence_start, clause.sentence_end
        if clause.heading or end <= counted:
            continue
        while marked[index] < start:
            index += 1
        if marked[index] >= end:
            unread += end - start
        counted = end
    return unread
