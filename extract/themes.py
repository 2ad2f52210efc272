"""Tell to which of the Outline's systems a passage belongs."""

from functools import cache, lru_cache

from ontology.schemes import load_scheme

__all__ = ["theme_of"]


def theme_of(headings: tuple[str, ...], mechanisms: tuple[str, ...]) -> str | None:
    """Return the system that the headings name, else that of the first mechanism that has one.

    Under (四)健全行政执法工作体系 everything belongs to administrative enforcement.
    """
    named = _named_in(headings)
    if named is not None:
        return named
    themes = _mechanism_themes()
    return next((themes[iri] for iri in mechanisms if iri in themes), None)


@lru_cache(maxsize=1024)
def _named_in(headings: tuple[str, ...]) -> str | None:
    path = "".join(headings)
    return next((iri for label, iri in _names() if label in path), None)


@cache
def _names() -> tuple[tuple[str, str], ...]:
    names = [(label, theme.iri) for theme in load_scheme("themes") for label in theme.labels]
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


@cache
def _mechanism_themes() -> dict[str, str]:
    return {
        concept.iri: concept.values("theme")[0]
        for concept in load_scheme("mechanisms")
        if concept.values("theme")
    }
