"""The network as a figure: places, and the mechanisms that they share."""

from collections.abc import Mapping
from textwrap import fill

import networkx as nx
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from ontology.errors import KgError
from visual.panels.records import Mechanism, Panels, Place
from visual.plots.drawing import HALO, SIGNS, Language, colour, say, status_word
from visual.plots.matrix import most_adopted, weightiest

__all__ = ["draw_network"]

_SEED = 7
_LINE = 26
"""Letters of a line of a name; Chinese names are shorter."""
_NAMED = 60
"""Places that are named; of more, only the mechanisms are."""


def draw_network(
    panels: Panels, language: Language = "zh", *, year: int | None = None, most: int = 20
) -> Figure:
    """Return places and the mechanisms that most of them adopted, joined by status.

    The layout has a fixed seed: the same graph is drawn the same.

    Raises:
        KgError: No report speaks of any mechanism.
    """
    shown = {each.iri: each for each in most_adopted(panels, most)}
    places = {place.iri: place for place in panels.places}
    graph = nx.Graph()
    for (place, mechanism), status in sorted(weightiest(panels, year).items()):
        if mechanism in shown and place in places:
            graph.add_edge(place, mechanism, status=status)
    if not graph:
        raise KgError("no report in the graph speaks of such mechanisms: there is nothing to draw")
    spots = nx.spring_layout(graph, seed=_SEED, iterations=200)
    figure = Figure(figsize=(9, 7.5), layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(say("figure-network", language), fontsize=11)
    axes.set_axis_off()
    _lines(axes, graph, spots)
    _nodes(axes, spots, shown, places, language)
    figure.legend(
        handles=_legend(language), loc="outside lower center", ncols=6, frameon=False, fontsize=9
    )
    return figure


def _lines(axes: Axes, graph: nx.Graph, spots: Mapping[str, tuple[float, float]]) -> None:
    for one, other, status in sorted(graph.edges(data="status")):
        (x, y), (u, v) = spots[one], spots[other]
        sign = SIGNS[status]
        axes.plot(
            [x, u],
            [y, v],
            color=colour(status),
            linestyle=sign.line,
            linewidth=0.8,
            alpha=0.6,
            zorder=1,
        )


def _nodes(
    axes: Axes,
    spots: Mapping[str, tuple[float, float]],
    mechanisms: Mapping[str, Mechanism],
    places: Mapping[str, Place],
    language: Language,
) -> None:
    groups = (
        (places, "o", colour("Jurisdiction"), 40),
        (mechanisms, "s", colour("Mechanism"), 60),
    )
    for things, marker, tint, size in groups:
        drawn = [iri for iri in spots if iri in things]
        axes.scatter(
            [spots[iri][0] for iri in drawn],
            [spots[iri][1] for iri in drawn],
            s=size,
            marker=marker,
            color=tint,
            edgecolor="white",
            zorder=2,
        )
        if things is places and len(drawn) > _NAMED:
            continue
        for iri in drawn:
            thing = things[iri]
            axes.annotate(
                fill((language == "en" and thing.en) or thing.zh, _LINE),
                spots[iri],
                (0, 6),
                textcoords="offset points",
                ha="center",
                fontsize=8,
                zorder=3,
                path_effects=[HALO],
            )


def _legend(language: Language) -> list[Line2D]:
    nodes = [
        Line2D(
            [],
            [],
            linestyle="",
            marker="o",
            color=colour("Jurisdiction"),
            label=say("place", language),
        ),
        Line2D(
            [],
            [],
            linestyle="",
            marker="s",
            color=colour("Mechanism"),
            label=say("mechanism", language),
        ),
    ]
    lines = [
        Line2D(
            [], [], linestyle=sign.line, color=colour(status), label=status_word(status, language)
        )
        for status, sign in SIGNS.items()
    ]
    return [*nodes, *lines]
