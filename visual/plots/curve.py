"""The adoption curve: how many places report a mechanism as adopted, year by year."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from kg.sparql import Record
from ontology.errors import KgError
from visual.plots.drawing import HALO, Language, colour, say

__all__ = ["draw_curves"]

_ACROSS = 2
_WIDE, _HIGH = 5.0, 3.4
"""Size of one curve in inches."""
_LINE = 44
"""Letters of a line of a title."""


def draw_curves(curves: Mapping[str, Sequence[Record]], language: Language = "zh") -> Figure:
    """Return a figure with one curve for each mechanism, given the rows of ``kg timeline``.

    Places that had the mechanism in their first report at hand may have had it long before: they
    stand hatched at the foot of each bar. A dashed line counts the places with a report.

    Raises:
        KgError: There is no report to count.
    """
    shown = {name: rows for name, rows in curves.items() if rows}
    if not shown:
        raise KgError("no report of these places is in the graph: there is no curve to draw")
    across = min(_ACROSS, len(shown))
    down = -(-len(shown) // across)
    figure = Figure(figsize=(_WIDE * across, _HIGH * down + 0.6), layout="constrained")
    axes = [figure.add_subplot(down, across, number) for number in range(1, len(shown) + 1)]
    top = max(_value(row, "places_reporting", "cumulative") for r in shown.values() for row in r)
    for each, (name, rows) in zip(axes, shown.items(), strict=True):
        _draw(each, name, rows, language, top)
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=1, frameon=False, fontsize=9)
    return figure


def _draw(axes: Axes, name: str, rows: Sequence[Record], language: Language, top: int) -> None:
    years = [_value(row, "year") for row in rows]
    censored = list(accumulate(_value(row, "censored") for row in rows))
    observed = list(accumulate(_value(row, "observed") for row in rows))
    green = colour("adopted")
    axes.bar(
        years,
        censored,
        color="white",
        edgecolor=green,
        hatch="////",
        label=say("censored", language).capitalize(),
    )
    axes.bar(
        years,
        observed,
        bottom=censored,
        color=green,
        edgecolor=green,
        label=say("observed", language).capitalize(),
    )
    axes.plot(
        years,
        [_value(row, "places_reporting") for row in rows],
        color=colour("soft"),
        linestyle="--",
        marker="s",
        markersize=4,
        label=say("places-with-report", language).capitalize(),
    )
    for year, low, high in zip(years, censored, observed, strict=True):
        if low + high:
            axes.annotate(
                str(low + high),
                (year, low + high),
                (0, 6),
                textcoords="offset points",
                ha="center",
                fontsize=9,
                path_effects=[HALO],
            )
    _frame(axes, fill(name, _LINE), years, language, top)


def _frame(axes: Axes, title: str, years: Sequence[int], language: Language, top: int) -> None:
    axes.set_title(title, fontsize=11)
    axes.set_xlabel(say("year", language))
    axes.set_ylabel(say("cumulative", language))
    axes.set_xlim(min(years) - 0.7, max(years) + 0.7)
    axes.set_ylim(0, max(1, top) * 1.15)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=10))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)


def _value(row: Record, *names: str) -> int:
    """Return the largest of these values of a row."""
    return max(int(str(row[name])) for name in names)
