"""The matrix as a figure: places down, mechanisms across, a sign for each status."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from ontology.errors import KgError
from visual.panels.data import STATUSES, systems
from visual.panels.records import Mechanism, Panels, Place
from visual.plots.drawing import SIGNS, Language, colour, say, status_word

__all__ = ["draw_matrix", "most_adopted", "weightiest"]

_STEP = 0.27
"""Inches from one row or column to the next."""
_LATIN = 0x2E80
"""Letters before this one are about half as wide as they are high."""


def draw_matrix(
    panels: Panels, language: Language = "zh", *, year: int | None = None, most: int = 40
) -> Figure:
    """Return the places against the mechanisms that most of them adopted, grouped by system.

    A hatched row has no report (of the year): nothing is known; a blank cell is a report that is
    silent; half a sign is a report that names a member only.

    Raises:
        KgError: No report speaks of any mechanism.
    """
    columns = most_adopted(panels, most)
    if not columns or not panels.places:
        raise KgError("no report in the graph speaks of such mechanisms: there is nothing to draw")
    places = sorted(panels.places, key=lambda place: (place.code, place.iri))
    width = _STEP * len(columns) + _room(places, language, 9) + 0.4
    height = _STEP * len(places) + _room(columns, language, 8) + 1.3
    figure = Figure(figsize=(max(6.0, width), height), layout="constrained")
    axes = figure.add_subplot()
    _cells(axes, panels, places, columns, year)
    _labels(axes, places, columns, language)
    figure.legend(
        handles=_legend(language), loc="outside lower center", ncols=3, frameon=False, fontsize=9
    )
    return figure


def most_adopted(panels: Panels, most: int) -> list[Mechanism]:
    """Return the mechanisms that most places report as adopted, by system and number.

    Of equals, those of the vocabulary go before those that reports coined.
    """
    order = [*systems(), ""]
    counts: dict[str, tuple[set[str], set[str]]] = {}
    for said in panels.statements:
        adopted, named = counts.setdefault(said.mechanism, (set(), set()))
        named.add(said.unit)
        if said.status == STATUSES[0]:
            adopted.add(said.unit)

    def rank(each: Mechanism) -> tuple[int, bool, int, str]:
        return -len(counts[each.iri][0]), each.found, -len(counts[each.iri][1]), each.iri

    met = sorted((each for each in panels.mechanisms if each.iri in counts), key=rank)
    return sorted(
        met[:most],
        key=lambda each: (order.index(each.theme) if each.theme in order else -1, rank(each)),
    )


def weightiest(panels: Panels, year: int | None = None) -> dict[tuple[str, str], str]:
    """Return for each place and mechanism the weightiest status that reports give it."""
    found: dict[tuple[str, str], str] = {}
    for said in panels.statements:
        key = (said.unit, said.mechanism)
        held = found.get(key, said.status)
        if year in (None, said.year):
            found[key] = min(held, said.status, key=STATUSES.index)
    return found


def _cells(
    axes: Axes,
    panels: Panels,
    places: Sequence[Place],
    columns: Sequence[Mechanism],
    year: int | None,
) -> None:
    statuses = weightiest(panels, year)
    at_hand = {report.unit for report in panels.reports if year in (None, report.year)}
    for status, sign in SIGNS.items():
        spots = [
            (x, y)
            for y, place in enumerate(places)
            for x, mechanism in enumerate(columns)
            if statuses.get((place.iri, mechanism.iri)) == status
        ]
        tint = colour(status)
        axes.scatter(
            [x for x, _ in spots],
            [y for _, y in spots],
            s=52,
            marker=sign.marker,
            facecolor=tint if sign.filled else "white",
            edgecolor=tint,
            zorder=2,
        )
    spots = _parts(panels, places, columns, statuses, year)
    axes.plot(
        [x for x, _ in spots],
        [y for _, y in spots],
        linestyle="",
        marker="o",
        markersize=7,
        fillstyle="right",
        color=colour("adopted"),
        markerfacecoloralt="white",
        zorder=2,
    )
    for y, place in enumerate(places):
        if place.iri not in at_hand:
            axes.add_patch(_nothing((-0.5, y - 0.5), len(columns)))


def _parts(
    panels: Panels,
    places: Sequence[Place],
    columns: Sequence[Mechanism],
    statuses: Mapping[tuple[str, str], str],
    year: int | None,
) -> list[tuple[int, int]]:
    """Return the cells of which reports name a member or a narrower form only."""
    wholes = {each.iri: each.wholes for each in panels.mechanisms}
    named = {
        (said.unit, whole)
        for said in panels.statements
        if year in (None, said.year)
        for whole in wholes.get(said.mechanism, ())
    }
    alone = named - statuses.keys()
    return [
        (x, y)
        for y, place in enumerate(places)
        for x, mechanism in enumerate(columns)
        if (place.iri, mechanism.iri) in alone
    ]


def _nothing(corner: tuple[float, float], width: float) -> Rectangle:
    return Rectangle(
        corner, width, 1, facecolor="white", edgecolor=colour("structure"), hatch="////", zorder=1
    )


def _labels(
    axes: Axes, places: Sequence[Place], columns: Sequence[Mechanism], language: Language
) -> None:
    axes.set_title(say("figure-matrix", language), fontsize=11)
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(places) - 0.5, -0.5)
    names = [_name(each, language) for each in columns]
    axes.set_xticks(range(len(columns)), names, rotation=90, fontsize=8)
    axes.set_yticks(range(len(places)), [_name(each, language) for each in places], fontsize=9)
    axes.set_xticks([x + 0.5 for x in range(len(columns))], minor=True)
    axes.set_yticks([y + 0.5 for y in range(len(places))], minor=True)
    axes.grid(which="minor", color=colour("rule"), linewidth=0.6)
    axes.tick_params(which="both", length=0)
    for x in range(1, len(columns)):
        if columns[x].theme != columns[x - 1].theme:
            axes.axvline(x - 0.5, color=colour("ink"), linewidth=0.9)


def _room(things: Sequence[Place | Mechanism], language: Language, points: int) -> float:
    """Return how many inches the longest name takes; a Chinese letter is as wide as high."""
    ems = (sum(1.0 if ord(c) > _LATIN else 0.56 for c in _name(t, language)) for t in things)
    return max(ems) * points / 72


def _name(thing: Place | Mechanism, language: Language) -> str:
    return (language == "en" and thing.en) or thing.zh


def _legend(language: Language) -> list[Line2D | Patch]:
    signs: list[Line2D | Patch] = [
        Line2D(
            [],
            [],
            linestyle="",
            marker=sign.marker,
            color=colour(status),
            markerfacecolor=colour(status) if sign.filled else "white",
            label=status_word(status, language),
        )
        for status, sign in SIGNS.items()
    ]
    part = Line2D(
        [],
        [],
        linestyle="",
        marker="o",
        fillstyle="right",
        color=colour("adopted"),
        markerfacecoloralt="white",
        label=say("members-only", language),
    )
    silent = Patch(
        facecolor="white", edgecolor=colour("rule"), label=say("not-mentioned", language)
    )
    none = Patch(
        facecolor="white",
        edgecolor=colour("structure"),
        hatch="////",
        label=say("no-report", language),
    )
    return [*signs, part, silent, none]
