"""Find many literal words at once, each with what it stands for."""

import sys
from collections.abc import Iterable
from typing import Generic, TypeVar

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from extract.glosses import Glosses
from ontology.errors import KgError

__all__ = ["Lexicon"]

_T = TypeVar("_T")

_QUICK = 15_000
"""Characters up to which a lexicon is made to be searched faster, at half a kilobyte for each."""
_SHORT = 100
"""Characters below which a text is looked through; to start an automaton costs more."""
_LONG = 1_000
"""Characters from which the short form of a text is kept for other lexicons."""
_PLANE = "\uffff"
"""The last character of the words that are looked for so."""
_LOW = 64
"""How many values a second byte has, and the least of them; first bytes lie below it."""


class _Alphabet:
    """Every character of any word as two bytes, all others as one pair that no word holds.

    A first byte is never a second one, so that a match begins where a character does; halving
    an offset gives that in the text. A third fewer bytes are searched than in UTF-8, and none
    need be counted. 64 × 64 characters have room, twice what the vocabularies hold.
    """

    def __init__(self) -> None:
        self._codes = np.full(sys.maxunicode + 1, _LOW, dtype=">u2")
        self._known = 0
        self._kept: list[tuple[str, bytes]] = []

    def learn(self, words: Iterable[str]) -> None:
        """Give a pair of bytes to every character that has none.

        Raises:
            KgError: There are too many.
        """
        for character in sorted({character for word in words for character in word}):
            if self._codes[ord(character)] == _LOW:
                self._known += 1
                first, second = divmod(self._known, _LOW)
                if first == _LOW:
                    raise KgError("the vocabularies hold more than 4,095 characters; drop some")
                self._codes[ord(character)] = (first << 8) + _LOW + second
        self._kept = []

    def encoded(self, text: str) -> bytes:
        """Return a text in this alphabet; the last two long ones are kept, for other lexicons."""
        for kept, coded in self._kept:
            if kept is text:
                return coded
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        made: bytes = self._codes.take(points).tobytes()
        if len(text) >= _LONG:
            self._kept = [*self._kept[-1:], (text, made)]
        return made


_ALPHABET = _Alphabet()


class Lexicon(Generic[_T]):
    """Words with their meanings, found in a text in one pass (Aho and Corasick, 1975).

    Where words overlap the leftmost wins, then the longest: in 执法全过程记录制度 the word
    执法全过程记录制度 is found, not 执法全过程记录.
    """

    def __init__(self, entries: Iterable[tuple[str, _T]]) -> None:
        """Hold the words; a word given twice keeps all its meanings, in the order given."""
        meanings: dict[str, list[_T]] = {}
        for word, meaning in entries:
            if word:
                meanings.setdefault(word, []).append(meaning)
        self.words = tuple(meanings)
        self._meanings = tuple(tuple(found) for found in meanings.values())
        self.first = tuple(found[0] for found in meanings.values())
        """The first meaning of every word."""
        self._rare = any(max(word) > _PLANE for word in self.words)
        self._glosses: Glosses[int] | None = None
        quick = Implementation.DFA if sum(map(len, self.words)) <= _QUICK else None
        _ALPHABET.learn(self.words)
        encoded = [_ALPHABET.encoded(word) for word in self.words]
        self._automaton = BytesAhoCorasick(
            encoded, matchkind=MatchKind.LeftmostLongest, implementation=quick
        )

    def __len__(self) -> int:
        """Count the words."""
        return len(self.words)

    def find(self, text: str) -> list[tuple[int, int, tuple[_T, ...]]]:
        """Return start, end and meanings of every word found, in reading order."""
        meanings = self._meanings
        return [
            (start >> 1, end >> 1, meanings[number]) for number, start, end in self.matches(text)
        ]

    def find_first(self, text: str) -> list[tuple[int, int, _T]]:
        """Return start, end and first meaning of every word found, in reading order."""
        first = self.first
        return [(start >> 1, end >> 1, first[number]) for number, start, end in self.matches(text)]

    def matches(self, text: str) -> list[tuple[int, int, int]]:
        """Return number, start and end of every word found; two offsets count a character.

        For readers of thousands of words: to make the tuples of ``find_first`` from these takes
        longer than to find the words.
        """
        if len(text) >= _SHORT or self._rare:
            return self._automaton.find_matches_as_indexes(_ALPHABET.encoded(text))
        if self._glosses is None:
            self._glosses = Glosses((word, number) for number, word in enumerate(self.words))
        return [(number, start << 1, end << 1) for start, end, number in self._glosses.find(text)]
