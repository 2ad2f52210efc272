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


def _place(first: int, second: int) -> int:
    """Return the place of two characters in the table."""
    return (first * 31 + second) & (_PAIRS - 1)


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
                pairs[_place(ord(word[0]), ord(word[1]))] = 1
            else:
                singles.append(word)
        self._pairs = bytes(pairs)
        self._singles = Characters(singles) if singles else None

    def find(self, text: str) -> list[tuple[int, int, _T]]:
        """Return start, end and meaning of the words of a phrase, the leftmost and longest."""
        found: list[tuple[int, int, _T]] = []
        stop = 0
        for place in self._openings(text):
            here = self._at(text, place) if place >= stop else []
            if here:
                found.append(here[-1])
                stop = here[-1][1]
        return found

    def find_all(self, text: str) -> list[tuple[int, int, _T]]:
        """Return start, end and meaning of all words of a phrase, also of words inside words."""
        found: list[tuple[int, int, _T]] = []
        for place in self._openings(text):
            found += self._at(text, place)
        return found

    def _openings(self, text: str) -> list[int]:
        """Return where words may begin, by their first two characters, or their only one."""
        pairs, singles = self._pairs, self._singles
        places: list[int] = []
        last = len(text) - 1
        following = ord(text[0]) if text else 0
        for place in range(last):
            first, following = following, ord(text[place + 1])
            if pairs[_place(first, following)] != 0 or (singles and singles.at(text, place)):
                places.append(place)
        if singles and last >= 0 and singles.at(text, last):
            places.append(last)
        return places

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
