"""The figures of reports as the page shows them: 培训执法人员 1,100人 以上."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ontology.iris import BASE

__all__ = ["Figure", "read_figures"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Figure:
    """One number: what is counted, how many of what, and the sentences that say so."""

    quotes: tuple[int, ...]
    measured: str
    value: str
    unit: str = ""
    qualifier: str = ""
    """Key of a concept among the words: ``qualifier/over``."""
    indicator: str = ""
    """Key of the known indicator it belongs to, or nothing."""
    year: str = ""


def read_figures(
    rows: Iterable[tuple[str, ...]], shown: Mapping[str, tuple[int, ...]]
) -> tuple[tuple[Figure, ...], dict[str, tuple[int, ...]]]:
    """Return the figures in reading order, and which of them each place and measure owns."""
    owners: dict[Figure, set[str]] = defaultdict(set)
    for iri, owner, measured, value, unit, qualifier, indicator, year in rows:
        figure = Figure(
            quotes=shown.get(iri, ()),
            measured=measured,
            value=value,
            unit=unit,
            qualifier=qualifier.removeprefix(BASE),
            indicator=indicator.removeprefix(BASE),
            year=year,
        )
        owners[figure].add(owner)
    figures = tuple(sorted(owners))
    owned: dict[str, list[int]] = defaultdict(list)
    for index, figure in enumerate(figures):
        for owner in owners[figure]:
            owned[owner].append(index)
    return figures, {owner: tuple(indices) for owner, indices in owned.items()}
