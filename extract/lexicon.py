"""Find many literal words at once, each with what it stands for."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import numpy as np

from extract.characters import Characters

if TYPE_CHECKING:
    from mypy_extensions import i64

__all__ = ["Hit", "Lexicon"]

_T = TypeVar("_T")
_M = TypeVar("_M")

_LONG: Final = 150
"""Characters from which a text is sifted before it is searched."""
_FACTOR: Final = 40503
_BITS: Final = 16
_PAIRS: Final = 1 << _BITS
_SECOND: Final = 6
"""Bits of a pair's number that tell its second character; the others tell its first."""
_ALL_SECOND: Final = (1 << _SECOND) - 1
_SEATS: Final = 16
_SHORT: Final = 2
"""Characters of the words that are told by their first pair alone."""
_LAST_ROOT: Final = 255
_PLANE: Final = "\uffff"
"""The last character of those that a table is kept of."""


class _Sieve:
    """Tells where in a text the words of a lexicon may begin, by pairs of characters.

    Pairs fall on 65,536 numbers. Each number holds two bits for every lexicon: whether a short
    word begins with such a pair, and a longer one. Of longer words the second pair, too, is held.
    One look at the pairs of a text serves all lexicons; what passes by chance is no word.
    """

    def __init__(self) -> None:
        self._first = np.zeros(_PAIRS, dtype=np.uint32)
        self._second = np.zeros(_PAIRS, dtype=np.uint32)
        self._lexicons = 0
        self._sifted: list[tuple[str, Any]] = []
        """The last texts: that of a report, and the same without quotation marks."""

    def learn(self, words: Iterable[str]) -> int:
        """Take in the words of a lexicon and return its bits; the 17th sits with the first."""
        short = 1 << 2 * (self._lexicons % _SEATS)
        long = short << 1
        self._lexicons += 1
        self._sifted.clear()
        self._second |= np.uint32(short)
        for word in words:
            if len(word) == 1:
                pair = _pair(word, "\0") & ~_ALL_SECOND
                self._first[pair : pair + _ALL_SECOND + 1] |= short
            elif len(word) == _SHORT:
                self._first[_pair(word[0], word[1])] |= short
            else:
                self._first[_pair(word[0], word[1])] |= long
                self._second[_pair(word[1], word[2])] |= long
        return short | long

    def places(self, text: str, bits: int) -> list[int]:
        """Return where words of the lexicon with some bits may begin."""
        found: list[int] = np.flatnonzero((self._bits(text) & bits) != 0).tolist()
        return found

    def _bits(self, text: str) -> Any:
        """Return the bits of all lexicons at every place of a text."""
        for sifted, bits in self._sifted:
            if sifted is text:
                return bits
        bits = self._sift(text)
        self._sifted = [(text, bits), *self._sifted[:1]]
        return bits

    def _sift(self, text: str) -> Any:
        """Look up every pair; of a character beyond the basic plane the lower half counts."""
        ended = text + "\0\0"
        codes = np.frombuffer(ended.encode("utf-16-le", "surrogatepass"), dtype="<u2")
        if len(codes) != len(ended):
            units = np.frombuffer(ended.encode("utf-32-le", "surrogatepass"), dtype="<u2")
            codes = units[::2]
        mixed = codes * np.uint16(_FACTOR)
        pairs = (mixed[:-1] & np.uint16(_PAIRS - 1 - _ALL_SECOND)) | (
            mixed[1:] >> np.uint16(_BITS - _SECOND)
        )
        first = self._first.take(pairs[:-1], mode="wrap")
        return first & self._second.take(pairs[1:], mode="wrap")


def _pair(first: str, second: str) -> int:
    """Return the number of a pair; a product makes characters that lie together fall apart."""
    upper = ord(first) * _FACTOR % _PAIRS & ~_ALL_SECOND
    return upper | ord(second) * _FACTOR % _PAIRS >> _BITS - _SECOND


_SIEVE: Final = _Sieve()


class _Node:
    """A beginning of words: its last character, and the word that ends there, if one does."""

    def __init__(self, code: int, beside: "_Node | None") -> None:
        self.code: i64 = code
        self.number: i64 = -1
        self.beside = beside
        """The next beginning of the same length, by its code."""
        self.beyond: _Node | None = None
        """The first beginning that goes on from here; the others stand beside it."""


class Hit(Generic[_T]):
    """A word where it stands in a text, with what it stands for."""

    def __init__(self, start: int, end: int, meaning: _T) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.meaning = meaning


class Lexicon(Generic[_T]):
    """Words with their meanings, found in a text in one pass.

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
        self._meanings = [tuple(found) for found in meanings.values()]
        self._first = [found[0] for found in meanings.values()]
        self._openings = Characters(word[0] for word in self.words if word[0] <= _PLANE)
        self._rare = any(word[0] > _PLANE for word in self.words)
        self._bits = 0
        """Of the sieve, from the first long text on."""
        self._roots: list[_Node | None] = [None] * (_LAST_ROOT + 1)
        """The beginnings of one character, by the lower half of its code."""
        numbers = {word: number for number, word in enumerate(self.words)}
        for word in sorted(numbers, reverse=True):
            self._grow(word, numbers[word])

    def _grow(self, word: str, number: int) -> None:
        """Add a word to the tree, before those that were added: beginnings stand in order."""
        code = ord(word[0])
        node = self._roots[code & _LAST_ROOT]
        if node is None or node.code != code:
            node = self._roots[code & _LAST_ROOT] = _Node(code, node)
        for character in word[1:]:
            code = ord(character)
            beyond = node.beyond
            if beyond is None or beyond.code != code:
                beyond = node.beyond = _Node(code, beyond)
            node = beyond
        node.number = number

    def __len__(self) -> int:
        """Count the words."""
        return len(self.words)

    def find(self, text: str) -> list[tuple[int, int, tuple[_T, ...]]]:
        """Return start, end and meanings of every word found, in reading order."""
        return [(hit.start, hit.end, hit.meaning) for hit in self._search(text, self._meanings)]

    def find_first(self, text: str) -> list[tuple[int, int, _T]]:
        """Return start, end and first meaning of every word found, in reading order."""
        return [(hit.start, hit.end, hit.meaning) for hit in self._search(text, self._first)]

    def hits(self, text: str) -> list[Hit[_T]]:
        """Return the same as records: made at half the cost, for readers of thousands of words."""
        return self._search(text, self._first)

    def find_all(self, text: str) -> list[tuple[int, int, _T]]:
        """Return all words, also those inside words and across them, by start, then by end."""
        found: list[Hit[_T]] = []
        place = self._next(text, 0)
        while place >= 0:
            self._read(text, place, self._first, found, every=True)
            place = self._next(text, place + 1)
        return [(hit.start, hit.end, hit.meaning) for hit in found]

    def _search(self, text: str, meanings: list[_M]) -> list[Hit[_M]]:
        found: list[Hit[_M]] = []
        if len(text) < _LONG:
            place = self._next(text, 0)
            while place >= 0:
                place = self._next(text, self._read(text, place, meanings, found))
            return found
        if not self._bits:
            self._bits = _SIEVE.learn(self.words)
        after = 0
        for place in _SIEVE.places(text, self._bits):
            if place >= after:
                after = self._read(text, place, meanings, found)
        return found

    def _next(self, text: str, start: int) -> int:
        """Return the next place of a short text where a word may begin, -1 if there is none."""
        if self._rare:
            return start if start < len(text) else -1
        return self._openings.first(text, start, len(text))

    def _read(
        self,
        text: str,
        place: int,
        meanings: list[_M],
        found: list[Hit[_M]],
        *,
        every: bool = False,
    ) -> int:
        """Add the longest word at a place, or every one; return where to go on."""
        end: i64 = place
        stop: i64 = end + 1
        number: i64 = -1
        length: i64 = len(text)
        code: i64 = ord(text[end])
        node = self._roots[code & _LAST_ROOT]
        while node is not None:
            if node.code < code:
                node = node.beside
                continue
            if node.code > code:
                break
            end += 1
            if node.number >= 0:
                stop, number = end, node.number
                if every:
                    found.append(Hit(place, stop, meanings[number]))
            if end == length:
                break
            code = ord(text[end])
            node = node.beyond
        if number >= 0 and not every:
            found.append(Hit(place, stop, meanings[number]))
        return stop
