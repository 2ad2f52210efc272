"""What the reports of many parts use, summed up, so that the last part can describe it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from kg.blocks import Group
from kg.describing import descriptions_of
from kg.descriptions import curated
from ontology.gazetteer import load_gazetteer
from ontology.iris import area
from ontology.terms import FZ

__all__ = ["Used", "described", "used_in"]

_KIND = f"<{FZ.kind}>"


@dataclass(slots=True)
class Used:
    """Known things that reports name, and bodies with their kinds."""

    things: set[str] = field(default_factory=set)
    bodies: set[tuple[str, str]] = field(default_factory=set)

    def update(self, other: "Used") -> None:
        """Add what other reports use."""
        self.things |= other.things
        self.bodies |= other.bodies


def used_in(groups: Iterable[Group], *others: str) -> Used:
    """Return the known things and the bodies that a report names, and others by their terms."""
    used, held = Used(), set(others)
    for group in groups:
        for column in group.columns.values():
            held |= column.values
        if _KIND in group.columns:
            for iri, block in zip(group.iris, group.blocks, strict=True):
                used.bodies.update([(iri, kind[1:-1]) for kind in block[_KIND]])
    used.things = {term[1:-1] for term in held & _known()}
    return used


def described(used: Used) -> bytes:
    """Return the statements that describe what is used, as a graph's folder would hold them."""
    return b"".join(descriptions_of(set(used.things), sorted(used.bodies)).values())


@cache
def _known() -> frozenset[str]:
    """Return the terms of all that vocabularies and gazetteer describe."""
    places = (area(place.code) for place in load_gazetteer())
    return frozenset([f"<{iri}>" for iri in (*curated(), *places)])
