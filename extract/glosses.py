"""Find words in a phrase, each with what it stands for.

A lexicon finds ten thousand words in a report in one pass; to begin a pass costs more than to
look through a phrase for some hundred words.
"""

from collections.abc import Iterable
from typing import Generic, TypeVar

from extract.characters import Characters

__all__ = ["Glosses"]

_T = TypeVar("_T")


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
        words: list[str] = []
        for word, meaning in entries:
            node = self._root
            for character in word:
                node = node.next.setdefault(ord(character), _Node())
            if not node.meanings:
                node.meanings.append(meaning)
            words.append(word)
        self._first = Characters(word[0] for word in words)

    def find(self, text: str) -> list[tuple[int, int, _T]]:
        """Return start, end and meaning of the words of a phrase, the leftmost and longest."""
        found: list[tuple[int, int, _T]] = []
        size = len(text)
        place = self._first.first(text, 0, size)
        while place >= 0:
            here = self._at(text, place)
            found += here[-1:]
            place = self._first.first(text, here[-1][1] if here else place + 1, size)
        return found

    def find_all(self, text: str) -> list[tuple[int, int, _T]]:
        """Return start, end and meaning of all words of a phrase, also of words inside words."""
        found: list[tuple[int, int, _T]] = []
        size = len(text)
        place = self._first.first(text, 0, size)
        while place >= 0:
            found += self._at(text, place)
            place = self._first.first(text, place + 1, size)
        return found

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
