"""Mark the mechanisms that a report names."""

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import (
    Clause,
    InstitutionMark,
    MechanismMark,
    PlaceMark,
    marks_of,
    put_marks,
    text_of,
)
from extract.mechanisms.cues import load_cues
from extract.mechanisms.headed import HeadedNames
from extract.mechanisms.openings import Openings
from extract.mechanisms.quoted import QuotedNames
from extract.mechanisms.resolve import resolve
from extract.mechanisms.vocabulary import load_vocabulary
from extract.stance import clause_at, section_at

__all__ = ["MechanismRule", "make_mechanisms"]


class MechanismRule:
    """Marks mechanisms of the vocabulary and those found by quotation marks and head nouns."""

    def __init__(self) -> None:
        """Read the words."""
        self._cues = load_cues()
        self._vocabulary = load_vocabulary()
        self._headed = HeadedNames(self._cues)
        self._quoted = QuotedNames(self._cues)

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``MechanismMark`` marks."""
        text, clauses = text_of(doc), marks_of(doc, Clause)
        known = list(self._vocabulary.find(text, lambda offset: _surroundings(doc, text, offset)))
        bodies = frozenset(
            mark.end for kind in (InstitutionMark, PlaceMark) for mark in marks_of(doc, kind)
        )
        openings = Openings(text, self._cues, bodies)
        quoted = list(self._quoted.find(text, clauses, openings))
        headed = list(self._headed.find(text, clauses, openings))
        put_marks(doc, MechanismMark, resolve(known, quoted, headed, self._vocabulary))
        return doc


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
