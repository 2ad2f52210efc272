"""Quote the text that was read for a stretch of the clean text."""

from collections.abc import Iterable

from spacy.tokens import Doc

from extract.annotations import Mark
from extract.facts import Evidence
from extract.normalization import CleanText
from extract.stance import clause_at, section_at

__all__ = ["Quoter"]

_SEPARATOR = " › "


class Quoter:
    """Makes evidence whose offsets point into the text that was read."""

    def __init__(self, doc: Doc, cleaned: CleanText) -> None:
        """Keep the document and the way back from its clean text."""
        self._doc = doc
        self._cleaned = cleaned

    def exact(self, start: int, end: int) -> Evidence:
        """Return the evidence for ``doc[start:end]``."""
        begin, stop = self._cleaned.original_range(start, end)
        section = section_at(self._doc, start)
        path = _SEPARATOR.join(name.rstrip("。") for name in section.path) if section else ""
        quote = self._cleaned.original[begin:stop]
        return Evidence(start=begin, end=stop, quote=quote, section=path)

    def clause(self, mark: Mark) -> Evidence:
        """Return the clause around a mark, or the clauses where it runs over a comma."""
        first, last = clause_at(self._doc, mark.start), clause_at(self._doc, mark.end - 1)
        start = min(first.start, mark.start) if first else mark.start
        end = max(last.end, mark.end) if last else mark.end
        return self.exact(start, end)

    def clauses(self, marks: Iterable[Mark]) -> tuple[Evidence, ...]:
        """Return the clauses around marks, each once."""
        return tuple(dict.fromkeys(self.clause(mark) for mark in marks))

    def printed(self, mark: Mark) -> str:
        """Return the printed form of a mark without white space."""
        begin, end = self._cleaned.original_range(mark.start, mark.end)
        return "".join(self._cleaned.original[begin:end].split())
