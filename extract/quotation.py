"""Quote the text that was read for a stretch of the clean text."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from extract.annotations import Clause, Mark, PlaceMark, Section, clauses_by_offset, marks_of
from extract.facts import Evidence
from extract.normalization import CleanText
from extract.order import Offsets
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
        self._original = cleaned.original
        self._size = len(cleaned.text) + 1
        starts, origins = cleaned.pieces()
        self._starts = [*starts, self._size]
        self._origins = list(origins)
        self._pieces = Offsets(self._starts)
        self._clauses = clauses_by_offset(doc)
        sections = marks_of(doc, Section)
        self._section_starts = Offsets([section.start for section in sections])
        self._paths = [
            _SEPARATOR.join([name.rstrip("。") for name in section.path]) for section in sections
        ]
        self._made: dict[int, Evidence] = {}
        self._of_clause: list[Evidence | None] = [None] * len(self._clauses)
        """By the beginning of the clause."""
        self._inferred: dict[PlaceMark, Evidence] = {}

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the text that was read from which ``doc[start:end]`` was made."""
        starts, origins = self._starts, self._origins
        first = self._pieces.before(start + 1) - 1
        last = first if starts[first + 1] >= end else self._pieces.before(end) - 1
        return origins[first] + start - starts[first], origins[last] + end - starts[last]

    def exact(self, start: int, end: int) -> Evidence:
        """Return the evidence for ``doc[start:end]``."""
        key = start * self._size + end
        made = self._made.get(key)
        if made is None:
            begin, stop = self.range_of(start, end)
            section = self.section_at(start)
            made = self._made[key] = Evidence(
                start=begin,
                end=stop,
                quote=self._original[begin:stop],
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
        if first is not None and first is last:
            return self._whole(first)
        if first is not None and first.start < start:
            start = first.start
        if last is not None and last.end > end:
            end = last.end
        return self.exact(start, end)

    def _whole(self, clause: Clause) -> Evidence:
        """Return the evidence for a clause."""
        made = self._of_clause[clause.start]
        if made is None:
            made = self._of_clause[clause.start] = self.exact(clause.start, clause.end)
        return made

    def clauses(self, marks: Sequence[Mark]) -> tuple[Evidence, ...]:
        """Return the clauses around marks, each once."""
        if len(marks) == 1:
            return (self.clause(marks[0]),)
        found: dict[int, Evidence] = {}
        for mark in marks:
            evidence = self.clause(mark)
            found[id(evidence)] = evidence
        return tuple(found.values())

    def printed(self, mark: Mark) -> str:
        """Return the printed form of a mark without white space."""
        begin, end = self.range_of(mark.start, mark.end)
        return "".join(self._original[begin:end].split())

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

    def section_at(self, offset: int) -> int:
        """Return the number of the section that holds an offset, -1 above the first."""
        clause = self._clauses[offset]
        if clause is not None:
            return clause.section
        return self._section_starts.before(offset + 1) - 1
