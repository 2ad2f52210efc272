"""Mark what a report says of each mechanism: in force, planned, lacking."""

import re
from bisect import bisect_left
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import (
    AdoptionMark,
    Clause,
    InstitutionMark,
    MechanismMark,
    marks_of,
    put_marks,
)
from extract.facts import Status
from extract.mechanisms.cues import Cues, load_cues
from extract.mechanisms.openings import DATE
from extract.stance import Stance, stance_of

__all__ = ["AdoptionRule", "make_adoptions"]

_SINCE = re.compile(r"自(\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|起|开始)")
_BETWEEN_BODIES = "、和与及会同由联合"
_VERB = 8
"""Characters after a subject in which its verb or adverb begins and ends."""


class AdoptionRule:
    """Marks every mention of a mechanism with its status, who runs it and since when."""

    def __init__(self) -> None:
        """Read the words that follow a subject."""
        self._cues = load_cues()

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``AdoptionMark`` marks; a passing mention counts where nothing else is said."""
        stance = stance_of(doc)
        bodies = _Bodies(marks_of(doc, InstitutionMark), stance.clauses)
        marks: list[AdoptionMark] = []
        for mark in marks_of(doc, MechanismMark):
            marks += _adoptions(stance, mark, bodies, self._cues)
        told = {mark.mechanism for mark in marks if mark.status is not Status.MENTIONED}
        put_marks(
            doc,
            AdoptionMark,
            [m for m in marks if m.status is not Status.MENTIONED or m.mechanism not in told],
        )
        return doc


class _Bodies:
    """The named bodies of a document and where they begin."""

    def __init__(self, marks: tuple[InstitutionMark, ...], clauses: list[Clause | None]) -> None:
        self.marks = marks
        self.starts = [mark.start for mark in marks]
        self.stretches: set[int] = set()
        """Where the clauses and sentences begin in which a body is named."""
        for mark in marks:
            clause = clauses[mark.start]
            if clause is not None:
                self.stretches.add(clause.start)
                self.stretches.add(clause.sentence_start)


def _adoptions(
    stance: Stance, mark: MechanismMark, bodies: _Bodies, cues: Cues
) -> list[AdoptionMark]:
    text, clause = stance.text, stance.clauses[mark.start]
    if clause is None:
        return []
    institutions = _subjects(text, clause, mark, bodies, cues)
    since = _since(text, clause)
    return [
        AdoptionMark(
            start=clause.start,
            end=max(clause.end, mark.end),
            mechanism=mark.mechanism.iri,
            status=status,
            surface=text[mark.start : mark.end],
            institutions=institutions,
            since=since,
        )
        for status in stance.in_order(mark.start)
    ]


def _subjects(
    text: str, clause: Clause, mark: MechanismMark, bodies: _Bodies, cues: Cues
) -> tuple[str, ...]:
    """Return the bodies that are the subject of the clause, or of the sentence before it.

    市司法局、市法院联合建立… has two; 市政府聘用的法律顾问 none.
    """
    found = _opening_bodies(text, clause.start, mark.start, bodies, cues)
    if found or clause.start == clause.sentence_start:
        return found
    return _opening_bodies(text, clause.sentence_start, mark.start, bodies, cues)


def _opening_bodies(
    text: str, begin: int, end: int, bodies: _Bodies, cues: Cues
) -> tuple[str, ...]:
    if begin not in bodies.stretches:
        return ()
    dated = DATE.match(text, begin)
    at = dated.end() if dated else begin
    found: list[str] = []
    for body in islice(bodies.marks, bisect_left(bodies.starts, at), None):
        if body.end > end or text[at : body.start].strip(_BETWEEN_BODIES):
            break
        found.append(body.institution.iri)
        at = body.end
    if not found:
        return ()
    ahead = text[at : at + _VERB + 1]
    first = next(iter(cues.edges.find(ahead)), None)
    acts = first is not None and first[0] == 0 and ahead[first[1] : first[1] + 1] != "的"
    return tuple(dict.fromkeys(found)) if acts else ()


def _since(text: str, clause: Clause) -> int | None:
    if text.find("自", clause.sentence_start, clause.sentence_end) < 0:
        return None
    stated = _SINCE.search(text, clause.sentence_start, clause.sentence_end)
    return int(stated[1]) if stated else None


@Language.factory("kg_adoptions")
def make_adoptions(nlp: Language, name: str) -> AdoptionRule:
    """Build the component that marks adoptions."""
    del nlp, name
    return AdoptionRule()
