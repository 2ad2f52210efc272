"""Look for words at the edges of a stretch of text."""

from collections.abc import Iterable

from extract.characters import Characters, stands_at, stands_before

__all__ = ["Edges"]


class Edges:
    """Words that are looked for at one edge of a stretch, by their length."""

    def __init__(self, words: Iterable[str]) -> None:
        """Keep the words by their first and by their last character."""
        self._words = sorted(set(words), key=lambda word: (-len(word), word))
        self._first: dict[str, list[str]] = {}
        self._last: dict[str, list[str]] = {}
        for word in self._words:
            self._first.setdefault(word[0], []).append(word)
            self._last.setdefault(word[-1], []).append(word)
        self._heads = Characters(self._first)
        self._tails = Characters(self._last)

    def ending(self, text: str, start: int, end: int) -> str:
        """Return the longest word that ends at a place, or nothing."""
        if end > start and self._tails.at(text, end - 1):
            for word in self._last[text[end - 1]]:
                if len(word) <= end - start and stands_before(text, word, end):
                    return word
        return ""

    def within(self, text: str, start: int, end: int) -> bool:
        """Tell whether one of the words stands in a stretch."""
        stretch = text[start:end]
        return any(word in stretch for word in self._words)

    def opening(self, text: str, start: int, end: int) -> str:
        """Return the longest word that begins at a place, or nothing."""
        if end > start and self._heads.at(text, start):
            for word in self._first[text[start]]:
                if len(word) <= end - start and stands_at(text, word, start):
                    return word
        return ""
