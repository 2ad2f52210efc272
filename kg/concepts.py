"""Words for statuses, levels, acts, systems and indicators, as people write them."""

from ontology.errors import KgError
from ontology.schemes import Concept, load_scheme

__all__ = ["SCHEMES", "concept_named", "short_name"]

SCHEMES = {
    "status": "statuses",
    "level": "levels",
    "act": "acts",
    "theme": "themes",
    "indicator": "indicators",
}
"""Kinds of a parameter whose values are concepts, and their scheme."""

_FEW = 12
_NEAREST = 5
_ALIKE = 0.5


def concept_named(kind: str, value: str) -> Concept:
    """Return the concept that bears a name: adopted, 已采用, status:adopted.

    Raises:
        KgError: None does; the fault lists them, or the nearest of many.
    """
    if (found := _found(kind, value)) is not None:
        return found
    concepts = load_scheme(SCHEMES[kind])
    if len(concepts) <= _FEW:
        raise KgError(
            f"unknown {kind} “{value}”: give one of {', '.join(each.name for each in concepts)}"
        )
    near = "; ".join(f"{each.zh} ({each.en})" for each in _near(kind, value))
    told = f"did you mean {near}?" if near else "docs/ontology.html lists them"
    raise KgError(f"unknown {kind} “{value}”: {told}")


def short_name(kind: str, value: str | None) -> str | None:
    """Return the bare name of a concept (已采用 is adopted), or the value if none bears it.

    >>> short_name("status", "已采用"), short_name("status", "any")
    ('adopted', 'any')
    """
    found = None if value is None else _found(kind, value)
    return value if found is None else found.name


def _found(kind: str, value: str) -> Concept | None:
    wanted = value.strip().casefold()
    for concept in load_scheme(SCHEMES[kind]):
        if wanted in {name.casefold() for name in _names(kind, concept)}:
            return concept
    return None


def _names(kind: str, concept: Concept) -> tuple[str, ...]:
    own = (concept.iri, concept.name, f"{kind}:{concept.name}", concept.en)
    return (*own, *concept.labels, *concept.alternatives_en)


def _near(kind: str, value: str) -> list[Concept]:
    """Return the concepts whose names hold the value, then those whose names look like it."""
    from difflib import get_close_matches  # noqa: PLC0415 (only for a fault)

    wanted = value.strip().casefold()
    by_name = {
        name.casefold(): concept
        for concept in load_scheme(SCHEMES[kind])
        for name in (concept.en, *concept.labels, *concept.alternatives_en)
    }
    holding = [name for name in by_name if wanted and wanted in name]
    alike = get_close_matches(wanted, by_name, _NEAREST, _ALIKE)
    iris = dict.fromkeys(by_name[name].iri for name in (*holding, *alike))
    of = {concept.iri: concept for concept in by_name.values()}
    return [of[iri] for iri in iris][:_NEAREST]
