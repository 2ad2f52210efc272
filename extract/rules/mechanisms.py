"""Mark the mechanisms that a report names."""

import re
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import (
    Clause,
    InstitutionMark,
    MechanismMark,
    PlaceMark,
    Section,
    clauses_by_offset,
    marks_of,
    put_marks,
    text_of,
)
from extract.characters import Characters, stands_before
from extract.facts import Role
from extract.mechanisms.cues import Use, load_cues
from extract.mechanisms.frames import FramedNames
from extract.mechanisms.headed import HeadedNames
from extract.mechanisms.names import Candidate
from extract.mechanisms.openings import Opening, Openings
from extract.mechanisms.practised import PractisedNames
from extract.mechanisms.quoted import QuotedNames
from extract.mechanisms.resolve import Finds, resolve
from extract.mechanisms.titled import Title, TitledNames, titles_in
from extract.mechanisms.vocabulary import load_vocabulary
from extract.order import Offsets
from extract.stance import clause_at, section_at

__all__ = ["MechanismRule", "make_mechanisms"]


_COVERS: Final = 0.75
"""Share of the title of another's document that a name must fill to be said here."""
_NEAR: Final = 8
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_ARRANGED: Final = re.compile(r"(?:制度|机制|清单|目录|责任制|承诺制)$")
_SYSTEM: Final = "体系"
_PLACED: Final = re.compile(r"[在向到由从于至]|通过")


class MechanismRule:
    """Marks mechanisms of the vocabulary and those found by quotation marks and head nouns."""

    def __init__(self) -> None:
        """Read the words."""
        self._cues = load_cues()
        self._made_only = (*self._cues.sites, *self._cues.councils)
        endings = (*self._cues.plans, *self._made_only)
        self._endings = Characters(ending[-1] for ending in endings)
        self._vocabulary = load_vocabulary()
        self._headed = HeadedNames(self._cues)
        self._quoted = QuotedNames(self._cues)
        self._framed = FramedNames(self._cues)
        self._practised = PractisedNames(self._cues)
        self._titled = TitledNames(self._cues, self._headed)

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``MechanismMark`` marks."""
        marks = resolve(text_of(doc), self.finds(doc), self._vocabulary, self._cues.subjects)
        put_marks(doc, MechanismMark, marks)
        return doc

    def finds(self, doc: Doc) -> Finds:
        """Return what each way of finding found."""
        text, clauses = text_of(doc), marks_of(doc, Clause)
        clauses_at = clauses_by_offset(doc)
        bodies = frozenset(mark.end for mark in marks_of(doc, InstitutionMark))
        places = {mark.start: mark.end for mark in marks_of(doc, PlaceMark)}
        openings = Openings(text, self._cues, bodies, places)
        titles = titles_in(text, clauses_at, self._cues)
        known = self._known(doc, titles, openings)
        quoted = self._quoted.find(text, clauses_at, openings)
        headed = self._headed.find(text, clauses, openings)
        headed += self._titled.find(text, titles, openings)
        framed = self._framed.find(text, clauses_at, openings)
        practised = self._practised.find(text, clauses_at, openings)
        return Finds(known, quoted, headed, framed, practised)

    def _known(self, doc: Doc, titles: list[Title], openings: Openings) -> list[Candidate]:
        """Return the names of the vocabulary that are said of the reporting side."""
        text, clauses_at, sections = text_of(doc), clauses_by_offset(doc), marks_of(doc, Section)
        institutions = marks_of(doc, InstitutionMark)
        title_starts = Offsets([title.start for title in titles])
        body_starts = Offsets([body.start for body in institutions])
        known: list[Candidate] = []
        for found in self._vocabulary.find(text, lambda at: _surroundings(doc, text, at)):
            body = body_starts.before(found.start + 1) - 1
            if body >= 0 and found.end < institutions[body].end:
                continue  # part of the name of a body: 综合行政执法 of 县综合行政执法局
            title = title_starts.before(found.start + 1) - 1
            if title >= 0 and found.start < titles[title].end:
                counts = _said_by(text, titles[title], found)
            else:
                clause = clauses_at[found.start]
                counts = clause is None or self._counts(text, found, clause, sections, openings)
            if counts:
                known.append(found)
        return known

    def _counts(
        self,
        text: str,
        candidate: Candidate,
        clause: Clause,
        sections: tuple[Section, ...],
        openings: Openings,
    ) -> bool:
        """Tell whether a name of the vocabulary is said of the reporting side.

        Not in the title of the report, nor where it is only a place: 在政务服务中心设立窗口.
        """
        if clause.heading:
            section = sections[clause.section]
            if len(section.path) == 1 and section.role is Role.BACKGROUND:
                return False
            if stands_before(text, _SYSTEM, candidate.end):
                return False
        return not openings.honoured(clause, candidate.start) and self._made(
            text, candidate, clause, openings
        )

    def _made(self, text: str, candidate: Candidate, clause: Clause, openings: Openings) -> bool:
        """Tell whether a plan is issued, a body or a place set up, where a name says only that."""
        if not self._endings.at(text, candidate.end - 1):
            return True
        printed = text[candidate.start : candidate.end]
        if printed.endswith(self._cues.plans):
            return bool(self._cues.issuing.find_first(text[clause.start : candidate.start]))
        made = printed.endswith(self._made_only)
        return not made or _set_up(text, candidate, openings.of(clause))


def _said_by(text: str, title: Title, candidate: Candidate) -> bool:
    """Tell whether a title says something of a mechanism that it names.

    A plan is no mechanism by being issued: 《2023年法治政府建设工作要点》.
    """
    if not title.own:
        return candidate.end - candidate.start >= _COVERS * (title.end - title.start)
    rest = _BRACKETS.sub("", text[candidate.end : title.end])
    return bool(rest) or bool(_ARRANGED.search(text, candidate.start, candidate.end))


def _set_up(text: str, candidate: Candidate, openings: list[Opening]) -> bool:
    """Tell whether a verb governs a named place."""
    before = [opening for opening in openings if opening.end <= candidate.start]
    if not before or before[-1].meaning & Use.PREPOSITION or text.startswith("“", candidate.end):
        return False
    between = text[before[-1].end : candidate.start]
    return len(between) <= _NEAR and not _PLACED.search(between)


def _surroundings(doc: Doc, text: str, offset: int) -> str:
    """Return the sentence and the headings around an offset."""
    clause, section = clause_at(doc, offset), section_at(doc, offset)
    sentence = text[clause.sentence_start : clause.sentence_end] if clause else ""
    return "".join((*(section.path if section else ()), sentence))


@Language.factory("kg_mechanisms")
def make_mechanisms(nlp: Language, name: str) -> MechanismRule:
    """Build the component that marks mechanisms."""
    del nlp, name
    return MechanismRule()
