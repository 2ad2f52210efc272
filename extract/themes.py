"""Tell to which of the Outline's systems a passage belongs."""

import sys
from functools import cache
from typing import Final

from extract.lexicon import Lexicon
from ontology.schemes import load_scheme

__all__ = ["HeadingThemes", "theme_among"]

_NOTHING: Final = (sys.maxsize, "")


class HeadingThemes:
    """Tells the systems that the headings of one report name, each heading read once."""

    def __init__(self) -> None:
        """Know no heading yet."""
        self._known: dict[str, tuple[int, str]] = {}

    def of(self, headings: tuple[str, ...]) -> str | None:
        """Return the system of the longest name in the headings above a passage.

        Under (四)健全行政执法工作体系 everything belongs to administrative enforcement.
        """
        best = _NOTHING
        for heading in headings:
            found = self._known.get(heading)
            if found is None:
                found = self._known[heading] = _named_in(heading)
            best = min(best, found)
        return best[1] or None


def _named_in(heading: str) -> tuple[int, str]:
    """Return rank and system of the longest name in a heading."""
    best = _NOTHING
    for _, _, named in _names().find_all(heading):
        best = min(best, named)
    return best


def theme_among(mechanisms: tuple[str, ...]) -> str | None:
    """Return the system of the first mechanism that has one."""
    if not mechanisms:
        return None
    themes = _mechanism_themes()
    return next((themes[iri] for iri in mechanisms if iri in themes), None)


@cache
def _names() -> Lexicon[tuple[int, str]]:
    """Return the names of systems, each with its rank, the longest first, and its system."""
    names = [(label, theme.iri) for theme in load_scheme("themes") for label in theme.labels]
    names.sort(key=lambda pair: -len(pair[0]))
    return Lexicon((label, (rank, iri)) for rank, (label, iri) in enumerate(names))


@cache
def _mechanism_themes() -> dict[str, str]:
    return {
        concept.iri: concept.values("theme")[0]
        for concept in load_scheme("mechanisms")
        if concept.values("theme")
    }
