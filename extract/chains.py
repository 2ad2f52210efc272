"""Read names of places that stand one behind the other: 安徽省铜陵市枞阳县."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.places import NamedUnit, is_common, is_within, stands_free
from ontology.gazetteer import Place

__all__ = ["Chain", "first_chain", "is_name"]


@dataclass(frozen=True, slots=True)
class Chain:
    """The units that a chain of names may end in, and where it ends in the text."""

    places: tuple[Place, ...]
    end: int


def is_name(text: str, named: NamedUnit) -> bool:
    """Tell whether a name at the head of a text is one: not 范县 in 示范县, 城区 in 主城区."""
    return stands_free(text, named.start) or not is_common(named.name)


def first_chain(text: str, names: Sequence[NamedUnit], year: int | None) -> Chain:
    """Return the last unit of the first chain of names: 枞阳县 of 安徽省铜陵市枞阳县."""
    found: tuple[Place, ...] = ()
    end = -1
    for named in names:
        candidates = named.at(year)
        if not found:
            if is_name(text, named):
                found, end = candidates, named.end
        elif named.start == end:
            below = tuple(c for c in candidates if any(is_within(c, above) for above in found))
            if not below:
                break
            found, end = below, named.end
        else:
            break
    return Chain(found, end)
