"""Find many literal words at once, each with what it stands for."""

from collections.abc import Iterable
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

__all__ = ["Lexicon"]

_T = TypeVar("_T")

_QUICK = 3_000
"""Characters up to which a lexicon is made to be searched faster; larger ones fill the cache."""


class Lexicon(Generic[_T]):
    """Words with their meanings, found in a text in one pass (Aho and Corasick, 1975).

    Where words overlap the leftmost wins, then the longest: in 执法全过程记录制度 the word
    执法全过程记录制度 is found, not 执法全过程记录.
    """

    def __init__(self, entries: Iterable[tuple[str, _T]], *, overlapping: bool = False) -> None:
        """Hold the words; a word given twice keeps all its meanings, in the order given."""
        meanings: dict[str, list[_T]] = {}
        for word, meaning in entries:
            if word:
                meanings.setdefault(word, []).append(meaning)
        self.words = tuple(meanings)
        self._meanings = tuple(tuple(found) for found in meanings.values())
        self._first = tuple(found[0] for found in meanings.values())
        self._overlapping = overlapping
        kind = MatchKind.Standard if overlapping else MatchKind.LeftmostLongest
        quick = sum(map(len, self.words)) <= _QUICK
        self._automaton = AhoCorasick(
            self.words, matchkind=kind, implementation=Implementation.DFA if quick else None
        )

    def __len__(self) -> int:
        """Count the words."""
        return len(self.words)

    def find(self, text: str) -> list[tuple[int, int, tuple[_T, ...]]]:
        """Return start, end and meanings of every word found, in reading order."""
        meanings = self._meanings
        found = self._automaton.find_matches_as_indexes(text, overlapping=self._overlapping)
        return [(start, end, meanings[number]) for number, start, end in found]

    def find_first(self, text: str) -> list[tuple[int, int, _T]]:
        """Return start, end and first meaning of every word found, in reading order."""
        first = self._first
        found = self._automaton.find_matches_as_indexes(text, overlapping=self._overlapping)
        return [(start, end, first[number]) for number, start, end in found]
