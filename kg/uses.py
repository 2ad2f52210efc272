"""What the statements of reports name: known things, bodies, adoptions, versions.

The descriptions of the whole are made of it, so that no build has to ask the store what all the
reports in it use.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.blocks import Group
from kg.descriptions import curated
from kg.quads import ref
from ontology.gazetteer import load_gazetteer
from ontology.iris import BASE, area
from ontology.terms import FZ, PROV

__all__ = ["Used", "used_in"]

_KIND, _ADOPTS, _MENTIONS = (ref(iri) for iri in (FZ.kind, FZ.adopts, FZ.mentions))
_VERSIONS = (ref(PROV.used), ref(PROV.wasAssociatedWith))
_REPORT, _AREA = f"<{BASE}report/", f"<{BASE}area/"


@dataclass(slots=True)
class Used:
    """What some reports name, by IRIs."""

    things: set[str] = field(default_factory=set)
    """Curated things and places; also townships, which the gazetteer only knows if asked."""
    bodies: set[tuple[str, str]] = field(default_factory=set)
    """Bodies, each with its kind."""
    adopted: dict[str, set[str]] = field(default_factory=dict)
    """Places by the mechanism that they adopt."""
    versions: set[str] = field(default_factory=set)
    """What readings used, beside the text, and what read."""

    def update(self, other: "Used") -> None:
        """Add what other reports use."""
        self.things |= other.things
        self.bodies |= other.bodies
        self.versions |= other.versions
        for mechanism, places in other.adopted.items():
            self.adopted.setdefault(mechanism, set()).update(places)


def used_in(groups: Iterable[Group], *others: str) -> Used:
    """Return what the nodes of a report name, and others by their terms."""
    used, known = Used(), _known()
    terms = set(known.intersection(others))
    for group in groups:
        columns = group.columns
        for column in columns.values():
            terms |= known & column.values
        if _MENTIONS in columns:
            terms.update([term for term in columns[_MENTIONS].values if term.startswith(_AREA)])
        for name in _VERSIONS:
            if name in columns:
                used.versions.update(
                    [v[1:-1] for v in columns[name].values if not v.startswith(_REPORT)]
                )
        used.bodies.update(_pairs(group, _KIND))
        for place, mechanism in _pairs(group, _ADOPTS):
            used.adopted.setdefault(mechanism, set()).add(place)
    used.things = {term[1:-1] for term in terms}
    return used


def _pairs(group: Group, name: str) -> Iterator[tuple[str, str]]:
    """Yield the nodes of a group with their values of a property."""
    if name in group.columns:
        for iri, block in zip(group.iris, group.blocks, strict=True):
            for value in block[name]:
                yield iri, value[1:-1]


@cache
def _known() -> frozenset[str]:
    """Return the terms of all that is described wherever it is named."""
    places = (area(place.code) for place in load_gazetteer())
    return frozenset([ref(iri) for iri in (*curated(), *places)])
