"""Where a place stands on the map: Albers' equal-area conic for China, without any border."""

from collections.abc import Iterator
from math import cos, radians, sin, sqrt
from typing import NamedTuple

__all__ = ["FRAME", "Point", "graticule", "project"]

_SOUTH, _NORTH, _MIDDLE, _ORIGIN = 25.0, 47.0, 105.0, 35.0
"""Standard parallels, central meridian and latitude of origin, in degrees."""
_UNITS = 1000.0
"""Length of the earth's radius on the map."""
FRAME = (-440, -365, 830, 690)
"""Left, top, width and height of the map of the whole country, 73–135° E, 17–54° N."""


class Point(NamedTuple):
    """A spot on the map; x runs east, y runs south."""

    x: float
    y: float


def project(latitude: float, longitude: float) -> Point:
    """Return where a point of the earth stands, to a tenth of a unit (0.6 km).

    >>> project(35, 105)
    Point(x=0.0, y=0.0)
    """
    south, north = radians(_SOUTH), radians(_NORTH)
    cone = (sin(south) + sin(north)) / 2
    base = cos(south) ** 2 + 2 * cone * sin(south)
    reach = sqrt(max(0.0, base - 2 * cone * sin(radians(latitude)))) / cone
    centre = sqrt(base - 2 * cone * sin(radians(_ORIGIN))) / cone
    turn = cone * radians(longitude - _MIDDLE)
    x, y = _UNITS * reach * sin(turn), _UNITS * (reach * cos(turn) - centre)
    return Point(round(x, 1) + 0.0, round(y, 1) + 0.0)


def graticule() -> Iterator[tuple[str, list[Point]]]:
    """Yield meridians and parallels every ten degrees, each with its name."""
    for east in range(70, 141, 10):
        yield f"{east}° E", [project(north, east) for north in range(10, 61, 2)]
    for north in range(20, 51, 10):
        yield f"{north}° N", [project(north, east) for east in range(66, 143, 2)]
