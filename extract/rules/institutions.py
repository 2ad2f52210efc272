"""Mark named bodies under their full names."""

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import (
    InstitutionMark,
    PlaceMark,
    context_of,
    marks_of,
    put_context,
    put_marks,
    text_of,
)
from extract.bodies import BodyReader
from extract.facts import Institution
from extract.ground import Ground
from extract.institutions import Body, body_forms, load_kinds, usual_name
from extract.reporters import Reporter, find_reporter

__all__ = ["InstitutionRule", "make_institutions"]


class InstitutionRule:
    """Marks bodies: 市司法局 in a report of 甲县 is its prefecture's."""

    def __init__(self) -> None:
        """Read the kinds of bodies."""
        self._forms = body_forms()

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``InstitutionMark`` marks."""
        if "context" not in doc.user_data:
            return doc
        text = text_of(doc)
        ground = Ground(text, context_of(doc), marks_of(doc, PlaceMark))
        reporter = find_reporter(text, context_of(doc), ground)
        bodies = BodyReader(text, ground, reporter).read()
        _put_issuer(doc, bodies, reporter)
        put_marks(doc, InstitutionMark, _marks(text, bodies))
        return doc


def _marks(text: str, bodies: list[Body]) -> list[InstitutionMark]:
    """Return the marks of bodies, each with its fullest name and all its printed forms."""
    printed: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    shared = {(one.start, one.end) for one, other in pairwise(bodies) if one.start == other.start}
    for body in bodies:
        if (body.start, body.end) not in shared:
            printed[body.iri].add(text[body.start : body.end])
        names[body.iri] = _fuller(names.get(body.iri, body.name), body)
    records: dict[str, Institution] = {}
    found: list[InstitutionMark] = []
    for body in bodies:
        record = records.get(body.iri)
        if record is None or record.kind != body.kind.iri:
            record = records[body.iri] = body.record(printed[body.iri], names[body.iri])
        found.append(InstitutionMark(start=body.start, end=body.end, institution=record))
    return found


def _put_issuer(doc: Doc, bodies: list[Body], reporter: Reporter | None) -> None:
    """Leave in the context the issuer as the text's marks name it: the body of its township."""
    context, text = context_of(doc), text_of(doc)
    if reporter is not None:
        put_context(doc, replace(context, issuer=reporter.body.record(())))
    elif context.issuer is not None:
        for body in bodies:
            printed = text[body.start : body.end]
            if body.place not in context.chain and context.issuer.name.endswith(printed):
                put_context(doc, replace(context, issuer=body.record(())))
                return


def _fuller(name: str, body: Body) -> str:
    """Return the full name of two: one that is printed goes before one that is made up."""
    if name == body.name:
        return name
    return body.name if name == usual_name(body.kind, body.place) else name


@Language.factory("kg_institutions")
def make_institutions(nlp: Language, name: str) -> InstitutionRule:
    """Build the component that marks bodies."""
    del nlp, name
    load_kinds()
    return InstitutionRule()
