"""Find many literal words at once, each with what it stands for."""

import sys
from collections.abc import Iterable
from typing import Generic, TypeVar

import numpy as np
from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation, MatchKind

__all__ = ["Lexicon"]

_T = TypeVar("_T")

_QUICK = 3_000
"""Characters up to which a lexicon is made to be searched faster; larger ones fill the cache."""
_LONG = 1_000
"""Characters from which a text is searched in its short form, made once for all lexicons."""
_LOW, _LOWEST = 192, 64
"""How many values a second byte has, and the least; first bytes lie below it."""


class _Alphabet:
    """Every character of any word as two bytes, all others as one pair that no word holds.

    A first byte is never a second one, so that a match begins where a character does; halving
    an offset gives that in the text. A third fewer bytes are searched than in UTF-8, and none
    need be counted. 64 × 192 characters have room, ten times what the vocabularies hold.
    """

    def __init__(self) -> None:
        self._codes = np.full(sys.maxunicode + 1, _LOWEST, dtype=">u2")
        self._known = 0
        self._last: tuple[str, bytes] = ("", b"")

    def learn(self, words: Iterable[str]) -> None:
        """Give a pair of bytes to every character that has none."""
        for character in sorted({character for word in words for character in word}):
            if self._codes[ord(character)] == _LOWEST:
                self._known += 1
                first, second = divmod(self._known, _LOW)
                self._codes[ord(character)] = (first << 8) + _LOWEST + second
        self._last = ("", b"")

    def encoded(self, text: str) -> bytes:
        """Return a text in this alphabet; the last one is kept, for the next lexicon."""
        if self._last[0] is not text:
            points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
            self._last = (text, self._codes[points].tobytes())
        return self._last[1]


_ALPHABET = _Alphabet()


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
        quick = Implementation.DFA if sum(map(len, self.words)) <= _QUICK else None
        self._automaton = AhoCorasick(self.words, matchkind=kind, implementation=quick)
        _ALPHABET.learn(self.words)
        encoded = [_ALPHABET.encoded(word) for word in self.words]
        self._long = BytesAhoCorasick(encoded, matchkind=kind, implementation=quick)

    def __len__(self) -> int:
        """Count the words."""
        return len(self.words)

    def find(self, text: str) -> list[tuple[int, int, tuple[_T, ...]]]:
        """Return start, end and meanings of every word found, in reading order."""
        meanings, (found, bits) = self._meanings, self._matches(text)
        return [(start >> bits, end >> bits, meanings[number]) for number, start, end in found]

    def find_first(self, text: str) -> list[tuple[int, int, _T]]:
        """Return start, end and first meaning of every word found, in reading order."""
        first, (found, bits) = self._first, self._matches(text)
        return [(start >> bits, end >> bits, first[number]) for number, start, end in found]

    def _matches(self, text: str) -> tuple[list[tuple[int, int, int]], int]:
        """Return number, start and end of every word found, and by how many bits they count."""
        if len(text) < _LONG:
            found = self._automaton.find_matches_as_indexes(text, overlapping=self._overlapping)
            return found, 0
        coded = _ALPHABET.encoded(text)
        return self._long.find_matches_as_indexes(coded, overlapping=self._overlapping), 1
