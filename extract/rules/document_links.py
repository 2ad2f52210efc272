"""Mark the document whose text this is, and which documents others were made to carry out."""

from bisect import bisect_left
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.acts import deed_at
from extract.annotations import (
    DocumentLinkMark,
    DocumentMark,
    InstitutionMark,
    OwnDocumentMark,
    PlaceMark,
    context_of,
    marks_of,
    put_marks,
    text_of,
)
from extract.documents import find_number, is_type_alone, read_title
from extract.facts import Act, PolicyDocument, ReportKind
from extract.links import grounds_before, this_text, titled_grounds
from extract.naming import Naming, code_of, place_words
from extract.stance import clause_at
from extract.titles import read_head
from ontology import iris

__all__ = ["DocumentLinkRule", "make_document_links"]

_MADE = frozenset((Act.ISSUED, Act.REVISED, Act.PLANS))


class DocumentLinkRule:
    """Marks links between documents: 为贯彻落实《A》,制定《B》 makes B to carry out A."""

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``OwnDocumentMark`` and ``DocumentLinkMark`` marks."""
        if "context" not in doc.user_data:
            return doc
        own = _own_document(doc)
        put_marks(doc, OwnDocumentMark, [own] if own else [])
        links = {
            (mark.document.iri, mark.higher.iri, mark.start): mark
            for mark in (*_titled(doc, own), *_made(doc), *_own_grounds(doc, own))
            if mark.document.iri != mark.higher.iri
        }
        put_marks(doc, DocumentLinkMark, links.values())
        return doc


def _own_document(doc: Doc) -> OwnDocumentMark | None:
    """Return the plan whose text this is, under the name that others give it."""
    context, text = context_of(doc), text_of(doc)
    if context.kind is not ReportKind.WORK_PLAN:
        return None
    head = read_head(text)
    if not head.lines:
        return None
    start, end = head.lines[0][0], head.lines[-1][1]
    printed = "".join(text[begin:stop] for begin, stop in head.lines)
    naming = Naming(context, marks_of(doc, PlaceMark), marks_of(doc, InstitutionMark))
    named = naming.read(printed, start)
    title = read_title(named.name)
    if title.document_type is None or is_type_alone(title.core):
        return None
    placed = any(word in title.text for word in place_words(context))
    owner = named.owner or (None if placed else context.jurisdiction)
    number = find_number(text, 0, head.body)
    document = PolicyDocument(
        iri=iris.document(title.text, code_of(owner) if owner else None),
        title=title.text,
        alternatives=tuple(dict.fromkeys(f for f in (printed, named.full) if f != title.text)),
        number=number[2] if number else None,
        document_type=title.document_type,
        issued_by=named.maker or (context.issuer or context.jurisdiction).iri,
        year=title.year,
        valid_from=title.valid_from,
        valid_to=title.valid_to,
    )
    return OwnDocumentMark(start=start, end=end, document=document)


def _titled(doc: Doc, own: OwnDocumentMark | None) -> Iterator[DocumentLinkMark]:
    """Yield what titles say: 甲县贯彻落实〈乙纲要〉实施方案."""
    text, year = text_of(doc), context_of(doc).year
    marks: list[DocumentMark | OwnDocumentMark] = [*marks_of(doc, DocumentMark)]
    named = {
        iris.canonical(form): mark.document
        for mark in marks
        for form in (mark.document.title, *mark.document.alternatives)
    }
    for mark in (*marks, own) if own else marks:
        printed = text[mark.start : mark.end]
        title = printed[1:-1] if printed.startswith("《") and printed.endswith("》") else printed
        for higher in titled_grounds(title, year):
            yield DocumentLinkMark(
                start=mark.start,
                end=mark.end,
                document=mark.document,
                higher=named.get(iris.canonical(higher.title), higher),
            )


def _made(doc: Doc) -> Iterator[DocumentLinkMark]:
    """Yield what sentences say of other documents: 根据《A》,印发《B》."""
    text, marks = text_of(doc), marks_of(doc, DocumentMark)
    for index, mark in enumerate(marks[1:], start=1):
        clause = clause_at(doc, mark.start)
        if clause is None or marks[index - 1].end <= clause.sentence_start:
            continue
        deed = deed_at(doc, mark.start, mark.end)
        if deed is None or deed.act not in _MADE or deed.at > mark.start:
            continue
        first = bisect_left(marks, clause.sentence_start, key=lambda one: one.start)
        for ground in grounds_before(text, clause.sentence_start, deed.at, marks[first:index]):
            yield DocumentLinkMark(
                start=ground.start, end=mark.end, document=mark.document, higher=ground.document
            )


def _own_grounds(doc: Doc, own: OwnDocumentMark | None) -> Iterator[DocumentLinkMark]:
    """Yield what a plan says of itself: 为贯彻落实《A》,制定本方案."""
    if own is None:
        return
    text, marks = text_of(doc), marks_of(doc, DocumentMark)
    for start, end in this_text(text):
        clause = clause_at(doc, start)
        if clause is None:
            continue
        for ground in grounds_before(text, clause.sentence_start, start, marks):
            yield DocumentLinkMark(
                start=ground.start, end=end, document=own.document, higher=ground.document
            )


@Language.factory("kg_document_links")
def make_document_links(nlp: Language, name: str) -> DocumentLinkRule:
    """Build the component that marks links between documents."""
    del nlp, name
    return DocumentLinkRule()
