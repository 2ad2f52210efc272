"""What the bundled vocabularies and the gazetteer describe, so that report graphs need not."""

from functools import cache

from ontology.gazetteer import load_gazetteer
from ontology.iris import BASE, canonical
from ontology.schemes import load_scheme

__all__ = ["known_names", "office", "place_code"]

_AREA = f"{BASE}area/"
_SCHEMES = ("mechanisms", "documents")


def place_code(iri: str) -> str | None:
    """Return the code of a place that the gazetteer describes, none for any other IRI."""
    code = iri.removeprefix(_AREA)
    if code == iri or not code.isdigit():
        return None
    return code if load_gazetteer().by_code(code) else None


def known_names(iri: str) -> frozenset[str] | None:
    """Return the canonical names that a curated thing has already, none if it is not curated.

    A report adds only printed forms beyond these to 行政执法三项制度.
    """
    if code := place_code(iri):
        place = load_gazetteer().by_code(code)
        return frozenset((place.name, *(name for name, _ in place.former))) if place else None
    return _curated().get(iri)


@cache
def _curated() -> dict[str, frozenset[str]]:
    return {
        concept.iri: frozenset(canonical(label) for label in concept.labels)
        for scheme in _SCHEMES
        for concept in load_scheme(scheme)
    }


def office(printed: str) -> str | None:
    """Return the office that a printed one is, by its longest ending: 市委副书记 is a deputy."""
    name = canonical(printed)
    fits = ((len(label), iri) for label, iri in _offices() if name.endswith(label))
    return max(fits, default=(0, None))[1]


@cache
def _offices() -> tuple[tuple[str, str], ...]:
    return tuple((label, role.iri) for role in load_scheme("roles") for label in role.labels)
