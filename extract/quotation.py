"""Quote the text that was read for a stretch of the clean text."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from extract.annotations import Clause, Mark, PlaceMark, Section, clauses_by_offset, marks_of
from extract.facts import Evidence
from extract.normalization import CleanText
from ontology.traditional import is_traditional_form

__all__ = ["Quoter"]

_SEPARATOR = " › "
_HEAD = 3000
"""Characters at the head in which a title stands."""


class Quoter:
    """Makes evidence whose offsets point into the text that was read; one record for a range."""

    def __init__(self, doc: Doc, cleaned: CleanText) -> None:
        """Keep the clauses and sections of a document and the way back from its clean text."""
        self._cleaned = cleaned
        self._clauses = clauses_by_offset(doc)
        sections = marks_of(doc, Section)
        self._sections = sections
        self._section_starts = [section.start for section in sections]
        self._paths = [
            _SEPARATOR.join(name.rstrip("。") for name in section.path) for section in sections
        ]
        self._made: dict[tuple[int, int], Evidence] = {}
        self._inferred: dict[PlaceMark, Evidence] = {}

    def exact(self, start: int, end: int) -> Evidence:
        """Return the evidence for ``doc[start:end]``."""
        made = self._made.get((start, end))
        if made is None:
            begin, stop = self._cleaned.original_range(start, end)
            section = bisect_right(self._section_starts, start) - 1
            made = self._made[start, end] = Evidence(
                start=begin,
                end=stop,
                quote=self._cleaned.original[begin:stop],
                section=self._paths[section] if section >= 0 else "",
            )
        return made

    def inferred(self, mark: PlaceMark) -> Evidence:
        """Return the evidence for a link that was inferred from a printed name."""
        made = self._inferred.get(mark)
        if made is None:
            exact = self.exact(mark.start, mark.end)
            made = self._inferred[mark] = replace(
                exact, surface=exact.quote, confidence=mark.confidence, reason=mark.reason
            )
        return made

    def clause(self, mark: Mark) -> Evidence:
        """Return the clause around a mark, or the clauses where it runs over a comma."""
        start, end = mark.start, mark.end
        first, last = self._clauses[start], self._clauses[end - 1]
        if first and first.start < start:
            start = first.start
        if last and last.end > end:
            end = last.end
        return self._made.get((start, end)) or self.exact(start, end)

    def clauses(self, marks: Sequence[Mark]) -> tuple[Evidence, ...]:
        """Return the clauses around marks, each once."""
        if len(marks) == 1:
            return (self.clause(marks[0]),)
        found = map(self.clause, marks)
        return tuple({id(evidence): evidence for evidence in found}.values())

    def printed(self, mark: Mark) -> str:
        """Return the printed form of a mark without white space."""
        begin, end = self._cleaned.original_range(mark.start, mark.end)
        return "".join(self._cleaned.original[begin:end].split())

    def as_printed(self, words: str, mark: Mark) -> str:
        """Return words of a mark's stretch with their own characters: 三項制度."""
        if not self._cleaned.traditional:
            return words
        start = self._cleaned.text.find(words, mark.start, mark.end)
        return self._own(range(start, start + len(words))) if start >= 0 else words

    def as_held(self, words: str, mark: Mark) -> str:
        """Return words of a mark's stretch with what was cleaned away within: 监督**机制.

        The whole stretch if they are not in it: 〇 of a year may be 零 in the words.
        """
        start = self._cleaned.text.find(words, mark.start, mark.end)
        if start < 0:
            return self.exact(mark.start, mark.end).quote
        return self.exact(start, start + len(words)).quote

    def printed_title(self, title: str) -> str:
        """Return the title, whose lines stand at the head, with its own characters."""
        if not self._cleaned.traditional:
            return title
        head = [i for i, char in enumerate(self._cleaned.text[:_HEAD]) if char != "\n"]
        start = "".join(self._cleaned.text[i] for i in head).find(title)
        return self._own(head[start : start + len(title)]) if start >= 0 else title

    def _own(self, offsets: Iterable[int]) -> str:
        """Return the clean characters, those that were simplified as they are printed."""
        text, original = self._cleaned.text, self._cleaned.original
        pairs = ((text[i], original[self._cleaned.original_offset(i)]) for i in offsets)
        return "".join(own if is_traditional_form(own) else clean for clean, own in pairs)

    def clause_at(self, offset: int) -> Clause | None:
        """Return the clause that holds an offset of the clean text."""
        return self._clauses[offset]

    def headings_at(self, offset: int) -> tuple[str, ...]:
        """Return the headings above an offset of the clean text, outermost first."""
        index = bisect_right(self._section_starts, offset) - 1
        return self._sections[index].path if index >= 0 else ()
