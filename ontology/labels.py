"""Labels of the classes and properties of ``fazhi.ttl``."""

from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from ontology.iris import ONTOLOGY

__all__ = ["term_label"]

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def term_label(name: str, language: str) -> str:
    """Return the label of a term in ``zh`` or ``en``: Mechanism is 机制."""
    return _labels()[name, language]


@cache
def _labels() -> dict[tuple[str, str], str]:
    source = files("ontology").joinpath("fazhi.ttl").read_bytes()
    return {
        (triple.subject.value.removeprefix(ONTOLOGY), triple.object.language or ""): (
            triple.object.value
        )
        for triple in ox.parse(source, format=ox.RdfFormat.TURTLE)
        if triple.predicate.value == _LABEL
        and isinstance(triple.object, ox.Literal)
        and isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value.startswith(ONTOLOGY)
    }
