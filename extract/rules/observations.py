"""Mark figures: what is counted, how many, in which unit."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import Clause, FigureMark, marks_of, put_marks, text_of
from extract.indicators import IndicatorMatcher
from extract.numerals import Numeral, find_numerals
from extract.phrases import Phraser
from extract.verbs import words_of

__all__ = ["ObservationRule", "make_observations"]

_NAMES = re.compile(r"《[^《》\n]{1,160}》|“[^“”\n]{1,40}”|〔[^〕\n]{1,12}〕")


class ObservationRule:
    """Marks every number that measures work, with the phrase that says what it counts."""

    def __init__(self) -> None:
        """Read the known indicators."""
        self._indicators = IndicatorMatcher()

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``FigureMark`` marks."""
        put_marks(doc, FigureMark, self._figures(doc))
        return doc

    def _figures(self, doc: Doc) -> Iterator[FigureMark]:
        text = text_of(doc)
        clauses = marks_of(doc, Clause)
        starts = [clause.start for clause in clauses]
        groups: dict[int, list[Numeral]] = {}
        for numeral in _outside_names(text):
            groups.setdefault(bisect_right(starts, numeral.start) - 1, []).append(numeral)
        phraser = Phraser(words_of(doc))
        for index, numerals in groups.items():
            if index < 0 or clauses[index].heading:
                continue
            for figure in phraser.read(clauses[index], numerals):
                numeral = figure.numeral
                for measured in figure.measured:
                    if measured:
                        yield FigureMark(
                            start=numeral.start,
                            end=numeral.end,
                            measured=measured,
                            value=numeral.value,
                            unit=numeral.unit,
                            qualifier=numeral.qualifier,
                            indicator=self._indicators.find(measured, numeral.unit),
                        )


def _outside_names(text: str) -> Iterator[Numeral]:
    """Yield the numbers outside titles, quotation marks and document numbers."""
    closed = iter([match.span() for match in _NAMES.finditer(text)])
    begin, stop = next(closed, (len(text), len(text)))
    for numeral in find_numerals(text):
        while numeral.start >= stop:
            begin, stop = next(closed, (len(text) + 1, len(text) + 1))
        if numeral.start < begin:
            yield numeral


@Language.factory("kg_observations")
def make_observations(nlp: Language, name: str) -> ObservationRule:
    """Build the component that marks figures."""
    del nlp, name
    return ObservationRule()
