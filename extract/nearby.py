"""What stands in measures: the things that they can concern, and figures."""

from spacy.tokens import Doc

from extract.annotations import DocumentMark, FigureMark, InstitutionMark, MechanismMark, marks_of
from extract.facts import Observation

__all__ = ["Counted", "Named"]


class Named:
    """What measures can concern, asked for in reading order."""

    def __init__(self, doc: Doc) -> None:
        """Keep the marks by their places."""
        self._marks = _named(doc)
        self._first = 0

    def between(self, start: int, end: int) -> tuple[str, ...]:
        """Return the things named in a stretch, which begins no earlier than that before it."""
        marks, size = self._marks, len(self._marks)
        while self._first < size and marks[self._first][0] < start:
            self._first += 1
        found: list[str] = []
        for index in range(self._first, size):
            begin, stop, iri = marks[index]
            if begin >= end:
                break
            if stop <= end:
                found.append(iri)
        return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)


class Counted:
    """The figures of a document, asked for in reading order."""

    def __init__(self, doc: Doc, observations: list[Observation]) -> None:
        """Keep the marks with the observations made of them."""
        self._figures = marks_of(doc, FigureMark)
        self._observations = observations
        self._first = 0

    def between(self, start: int, end: int) -> tuple[str, ...]:
        """Return the keys in a stretch, which begins no earlier than that before it."""
        figures, size = self._figures, len(self._figures)
        while self._first < size and figures[self._first].start < start:
            self._first += 1
        found: list[str] = []
        for index in range(self._first, size):
            figure = figures[index]
            if figure.start >= end:
                break
            if figure.end <= end:
                found.append(self._observations[index].key)
        return tuple(found)


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
