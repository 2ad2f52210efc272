"""Mark what a report says of each mechanism: in force, planned, lacking."""

import re
from bisect import bisect_left, bisect_right

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import (
    AdoptionMark,
    Clause,
    InstitutionMark,
    MechanismMark,
    marks_of,
    put_marks,
    text_of,
)
from extract.facts import Status
from extract.stance import clause_at, statuses_at

__all__ = ["AdoptionRule", "make_adoptions"]

_SINCE = re.compile(r"自(\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|起|开始)")


class AdoptionRule:
    """Marks every mention of a mechanism with its status, who runs it and since when."""

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``AdoptionMark`` marks; a passing mention counts where nothing else is said."""
        text = text_of(doc)
        bodies = marks_of(doc, InstitutionMark)
        marks = [
            adoption
            for mark in marks_of(doc, MechanismMark)
            for adoption in _adoptions(doc, text, mark, bodies)
        ]
        told = {mark.mechanism for mark in marks if mark.status is not Status.MENTIONED}
        put_marks(
            doc,
            AdoptionMark,
            [m for m in marks if m.status is not Status.MENTIONED or m.mechanism not in told],
        )
        return doc


def _adoptions(
    doc: Doc, text: str, mark: MechanismMark, bodies: tuple[InstitutionMark, ...]
) -> list[AdoptionMark]:
    clause = clause_at(doc, mark.start)
    start = min(clause.start, mark.start) if clause else mark.start
    end = max(clause.end, mark.end) if clause else mark.end
    return [
        AdoptionMark(
            start=start,
            end=end,
            mechanism=mark.mechanism.iri,
            status=status,
            surface=text[mark.start : mark.end],
            institutions=_subjects(text, clause, mark, bodies) if clause else (),
            since=_since(text, clause) if clause else None,
        )
        for status in sorted(statuses_at(doc, mark.start, mark.end))
    ]


def _subjects(
    text: str, clause: Clause, mark: MechanismMark, bodies: tuple[InstitutionMark, ...]
) -> tuple[str, ...]:
    """Return the bodies that open the clause: 市司法局、市法院建立… has two."""
    low = bisect_left(bodies, clause.start, key=lambda body: body.start)
    high = bisect_right(bodies, mark.start, key=lambda body: body.start)
    found: list[str] = []
    at = clause.start
    for body in bodies[low:high]:
        if text[at : body.start].strip("、和与及会同由联合") or body.end > mark.start:
            break
        found.append(body.institution.iri)
        at = body.end
    return tuple(dict.fromkeys(found))


def _since(text: str, clause: Clause) -> int | None:
    stated = _SINCE.search(text, clause.sentence_start, clause.sentence_end)
    return int(stated[1]) if stated else None


@Language.factory("kg_adoptions")
def make_adoptions(nlp: Language, name: str) -> AdoptionRule:
    """Build the component that marks adoptions."""
    del nlp, name
    return AdoptionRule()
