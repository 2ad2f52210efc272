"""Tell to which of the Outline's systems a passage belongs."""

from functools import cache

from extract.lexicon import Lexicon
from ontology.schemes import load_scheme

__all__ = ["theme_among", "theme_named"]


def theme_named(headings: tuple[str, ...]) -> str | None:
    """Return the system that headings name.

    Under (四)健全行政执法工作体系 everything belongs to administrative enforcement.
    """
    found = _names().find_first("".join(headings))
    return min([named for _, _, named in found])[1] if found else None


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
    ranked = [(label, (rank, iri)) for rank, (label, iri) in enumerate(names)]
    return Lexicon(ranked, overlapping=True)


@cache
def _mechanism_themes() -> dict[str, str]:
    return {
        concept.iri: concept.values("theme")[0]
        for concept in load_scheme("mechanisms")
        if concept.values("theme")
    }
