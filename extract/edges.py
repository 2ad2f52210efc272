"""Look for words at the edges of a stretch of text."""

from collections.abc import Iterable

__all__ = ["Edges"]


class Edges:
    """Words that are looked for at one edge of a stretch, by their length."""

    def __init__(self, words: Iterable[str]) -> None:
        """Keep the words by their first and by their last character."""
        self._words = frozenset(words)
        self._first: dict[str, list[str]] = {}
        self._last: dict[str, list[str]] = {}
        for word in sorted(self._words, key=lambda word: (-len(word), word)):
            self._first.setdefault(word[0], []).append(word)
            self._last.setdefault(word[-1], []).append(word)

    def ending(self, text: str, start: int, end: int) -> str:
        """Return the longest word that ends at a place, or nothing."""
        for word in self._last.get(text[end - 1], ()) if end > start else ():
            if text.endswith(word, start, end):
                return word
        return ""

    def within(self, text: str, start: int, end: int) -> bool:
        """Tell whether one of the words stands in a stretch."""
        stretch = text[start:end]
        return any(word in stretch for word in self._words)

    def opening(self, text: str, start: int, end: int) -> str:
        """Return the longest word that begins at a place, or nothing."""
        for word in self._first.get(text[start], ()) if end > start else ():
            if text.startswith(word, start, end):
                return word
        return ""
