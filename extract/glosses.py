"""Find words in a phrase, each with what it stands for.

A lexicon finds ten thousand words in a report in one pass; to begin a pass costs more than to
look through a phrase for some hundred words.
"""

from collections.abc import Iterable
from typing import Final, Generic, TypeVar

from extract.characters import Characters

__all__ = ["Glosses"]

_T = TypeVar("_T")
_PAIRS: Final = 1 << 16
"""Length of a table of pairs of characters; pairs that share a place cost a second look."""


def _pair(text: str, place: int) -> int:
    """Return the place in the table of the two characters at a place of a text."""
    return (ord(text[place]) * 31 + ord(text[place + 1])) & (_PAIRS - 1)


class _Node(Generic[_T]):
    """A place in the tree of the words, by their characters from the first on."""

    def __init__(self) -> None:
        self.next: dict[int, _Node[_T]] = {}
        self.meanings: list[_T] = []


class Glosses(Generic[_T]):
    """Some words with their meanings; of a word given twice the first."""

    def __init__(self, entries: Iterable[tuple[str, _T]]) -> None:
        """Hold the words."""
        self._root: _Node[_T] = _Node()
        pairs, singles = bytearray(_PAIRS), list[str]()
        for word, meaning in entries:
            node = self._root
            for character in word:
                node = node.next.setdefault(ord(character), _Node())
            if not node.meanings:
                node.meanings.append(meaning)
            if len(word) > 1:
                pairs[_pair(word, 0)] = 1
            else:
                singles.append(word)
        self._pairs = bytes(pairs)
        self._singles = Characters(singles)

    def find(self, text: str) -> list[tuple[int, int, _T]]:
        """Return start, end and meaning of the words of a phrase, the leftmost and longest."""
        found: list[tuple[int, int, _T]] = []
        stop = 0
        for place in range(len(text)):
            if place >= stop and self._may_begin(text, place):
                here = self._at(text, place)
                if here:
                    found.append(here[-1])
                    stop = here[-1][1]
        return found

    def find_all(self, text: str) -> list[tuple[int, int, _T]]:
        """Return start, end and meaning of all words of a phrase, also of words inside words."""
        found: list[tuple[int, int, _T]] = []
        for place in range(len(text)):
            if self._may_begin(text, place):
                found += self._at(text, place)
        return found

    def _may_begin(self, text: str, place: int) -> bool:
        """Tell whether a word may begin at a place, by its first two characters."""
        if place + 1 < len(text) and self._pairs[_pair(text, place)] != 0:
            return True
        return self._singles.at(text, place)

    def _at(self, text: str, place: int) -> list[tuple[int, int, _T]]:
        """Return the words that begin at a place, the shortest first."""
        found: list[tuple[int, int, _T]] = []
        end, size = place, len(text)
        node = self._root.next.get(ord(text[place]))
        while node is not None:
            end += 1
            if node.meanings:
                found.append((place, end, node.meanings[0]))
            node = node.next.get(ord(text[end])) if end < size else None
        return found
