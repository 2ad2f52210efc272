"""Look for words at the edges of a stretch of text."""

from collections.abc import Iterable

__all__ = ["Edges"]


class Edges:
    """Words that are looked for at one edge of a stretch, by their length."""

    def __init__(self, words: Iterable[str]) -> None:
        """Keep the words by their first and by their last character."""
        self._words = frozenset(words)
        self._first: dict[str, tuple[str, ...]] = {}
        self._last: dict[str, tuple[str, ...]] = {}
        for word in sorted(self._words, key=lambda word: (-len(word), word)):
            self._first[word[0]] = (*self._first.get(word[0], ()), word)
            self._last[word[-1]] = (*self._last.get(word[-1], ()), word)

    def ending(self, text: str, start: int, end: int) -> str:
        """Return the longest word that ends at a place, or nothing."""
        words = self._last.get(text[end - 1]) if end > start else None
        if words and text.endswith(words, start, end):
            return next(word for word in words if text.endswith(word, start, end))
        return ""

    def within(self, text: str, start: int, end: int) -> bool:
        """Tell whether one of the words stands in a stretch."""
        stretch = text[start:end]
        return any(word in stretch for word in self._words)

    def opening(self, text: str, start: int, end: int) -> str:
        """Return the longest word that begins at a place, or nothing."""
        words = self._first.get(text[start]) if end > start else None
        if words and text.startswith(words, start, end):
            return next(word for word in words if text.startswith(word, start, end))
        return ""
