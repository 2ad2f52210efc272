"""Draw a figure of a graph: which one, of which places and mechanisms, in which language."""

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
from matplotlib.figure import Figure

from kg.names import find
from kg.panel import timeline
from ontology.errors import KgError
from visual.panels.page import check_year, narrowed_panels
from visual.plots.curve import draw_curves
from visual.plots.drawing import Language, write_figure
from visual.plots.matrix import draw_matrix, most_adopted
from visual.plots.network import draw_network

__all__ = ["FIGURES", "plot"]

FIGURES = ("adoption-curve", "matrix", "network")
_CURVES = 4
"""Curves of a figure for which no mechanism is named."""


def plot(
    store: ox.Store,
    figure: str,
    out: Path,
    *,
    mechanisms: Sequence[str] = (),
    language: str = "zh",
    year: int | None = None,
    level: str | None = None,
    province: str | None = None,
    most: int | None = None,
) -> Path:
    """Write a figure and return where it is.

    Raises:
        KgError: There is no such figure or language, a name is unknown, nothing is to be drawn, a
            font is missing, or ``out`` cannot be written.
    """
    if figure not in FIGURES:
        raise KgError(f"no figure “{figure}”: give one of {', '.join(FIGURES)}")
    spoken = _language(language)
    if figure == "adoption-curve":
        drawn = _curves(store, mechanisms, spoken, province)
    else:
        panels = narrowed_panels(store, mechanisms=mechanisms, level=level, province=province)
        if panels.places:
            check_year(panels, year)
        draw = draw_matrix if figure == "matrix" else draw_network
        drawn = draw(panels, spoken, year=year, **({"most": most} if most else {}))
    return write_figure(drawn, out)


def _language(name: str) -> Language:
    if name == "zh":
        return "zh"
    if name == "en":
        return "en"
    raise KgError(f"unknown language “{name}”: give zh or en")


def _curves(
    store: ox.Store, mechanisms: Sequence[str], language: Language, province: str | None
) -> Figure:
    """Return the curves of the mechanisms named, or of those that most places adopted."""
    if mechanisms:
        things = [find(store, "mechanism", name) for name in mechanisms]
        named = {thing.iri: (language == "en" and thing.en) or thing.zh for thing in things}
    else:
        best = most_adopted(narrowed_panels(store, province=province), _CURVES)
        named = {each.iri: (language == "en" and each.en) or each.zh for each in best}
    return draw_curves(
        {name: timeline(store, iri, province=province) for iri, name in named.items()}, language
    )
