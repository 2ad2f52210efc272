"""Find words in a phrase, each with what it stands for.

A lexicon finds ten thousand words in a report in one pass; to begin a pass costs more than to
look through a phrase for some hundred words.
"""

from collections.abc import Iterable
from typing import Generic, TypeVar

from extract.characters import Characters, stands_at

__all__ = ["Glosses"]

_T = TypeVar("_T")


class Glosses(Generic[_T]):
    """Some words with their meanings, by their first character; of a word given twice the first."""

    def __init__(self, entries: Iterable[tuple[str, _T]]) -> None:
        """Hold the words, the longest first."""
        meanings: dict[str, _T] = {}
        for word, meaning in entries:
            meanings.setdefault(word, meaning)
        self._words: dict[str, list[tuple[str, _T]]] = {}
        for word in sorted(meanings, key=lambda word: (-len(word), word)):
            self._words.setdefault(word[0], []).append((word, meanings[word]))
        self._first = Characters(self._words)

    def find(self, text: str) -> list[tuple[int, int, _T]]:
        """Return start, end and meaning of the words of a phrase, the leftmost and longest."""
        found: list[tuple[int, int, _T]] = []
        stop, size = 0, len(text)
        place = self._first.first(text, 0, size)
        while place >= 0:
            stop = place + 1
            for word, meaning in self._words[text[place]]:
                if stands_at(text, word, place):
                    stop = place + len(word)
                    found.append((place, stop, meaning))
                    break
            place = self._first.first(text, stop, size)
        return found

    def find_all(self, text: str) -> list[tuple[int, int, _T]]:
        """Return start, end and meaning of all words of a phrase, also of words inside words."""
        found: list[tuple[int, int, _T]] = []
        size = len(text)
        place = self._first.first(text, 0, size)
        while place >= 0:
            for word, meaning in self._words[text[place]]:
                if stands_at(text, word, place):
                    found.append((place, place + len(word), meaning))
            place = self._first.first(text, place + 1, size)
        return found
