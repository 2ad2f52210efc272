"""Mark figures: what is counted, how many, in which unit."""

from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Clause, FigureMark, clauses_by_offset, put_marks, text_of
from extract.characters import enclosed
from extract.indicators import IndicatorMatcher
from extract.numerals import Numeral, find_numerals
from extract.phrases import Phraser
from extract.verbs import words_of

__all__ = ["ObservationRule", "make_observations"]

_NAMES: Final = {"《": 160, "“": 40, "〔": 12}
"""What opens names, with the most characters behind it."""


class ObservationRule:
    """Marks every number that measures work, with the phrase that says what it counts."""

    def __init__(self) -> None:
        """Read the known indicators."""
        self._indicators = IndicatorMatcher()

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``FigureMark`` marks."""
        put_marks(doc, FigureMark, self._figures(doc))
        return doc

    def _figures(self, doc: Doc) -> list[FigureMark]:
        clauses = clauses_by_offset(doc)
        phraser = Phraser(words_of(doc))
        found: list[FigureMark] = []
        together: list[Numeral] = []
        last: Clause | None = None
        for numeral in _outside_names(text_of(doc)):
            clause = clauses[numeral.start]
            if clause is not last:
                self._read(phraser, last, together, found)
                together, last = [], clause
            together.append(numeral)
        self._read(phraser, last, together, found)
        return found

    def _read(
        self,
        phraser: Phraser,
        clause: Clause | None,
        numerals: list[Numeral],
        found: list[FigureMark],
    ) -> None:
        """Add the figures of one clause."""
        if clause is None or clause.heading:
            return
        for figure in phraser.read(clause, numerals):
            numeral = figure.numeral
            for measured in figure.measured:
                if measured:
                    mark = FigureMark(
                        start=numeral.start,
                        end=numeral.end,
                        measured=measured,
                        value=numeral.value,
                        unit=numeral.unit,
                        qualifier=numeral.qualifier,
                        indicator=self._indicators.find(measured, numeral.unit),
                    )
                    found.append(mark)


def _outside_names(text: str) -> list[Numeral]:
    """Return the numbers outside titles, quotation marks and document numbers."""
    closed = enclosed(text, _NAMES)
    found: list[Numeral] = []
    index = 0
    for numeral in find_numerals(text):
        while index < len(closed) and numeral.start >= closed[index][1]:
            index += 1
        if index == len(closed) or numeral.start < closed[index][0]:
            found.append(numeral)
    return found


@Language.factory("kg_observations")
def make_observations(nlp: Language, name: str) -> ObservationRule:
    """Build the component that marks figures."""
    del nlp, name
    return ObservationRule()
