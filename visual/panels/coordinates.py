"""Coordinates that a user gives for places: a table with code, latitude and longitude."""

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from pathlib import Path

from ontology.errors import KgError
from ontology.tables import read_rows
from visual.panels.records import Panels

__all__ = ["placed", "read_coordinates"]

_POLE, _DATE_LINE = 90, 180


def read_coordinates(path: Path) -> dict[str, tuple[float, float]]:
    """Return latitude and longitude by code from a table with these three columns.

    Raises:
        KgError: It is no table, lacks a column, or a row has no degrees.
    """
    found = {}
    for number, row in read_rows(path, ("code", "latitude", "longitude")):
        latitude = _degrees(row.get("latitude", ""), _POLE)
        longitude = _degrees(row.get("longitude", ""), _DATE_LINE)
        if not row.get("code") or latitude is None or longitude is None:
            raise KgError(
                f"{path}, row {number}: give a code and degrees, as in 370983,36.182571,116.768358"
            )
        found[row["code"]] = (latitude, longitude)
    return found


def placed(panels: Panels, known: Mapping[str, tuple[float, float]]) -> Panels:
    """Return panels whose places stand at these coordinates, where one is given for their code.

    Raises:
        KgError: None of the codes is that of a place of the panels.
    """
    codes = {place.code for place in panels.places if place.code}
    if known and not codes & known.keys():
        raise KgError("coordinates: none of the codes is that of a place with reports; check them")
    places = (
        replace(place, latitude=known[place.code][0], longitude=known[place.code][1])
        if place.code in known
        else place
        for place in panels.places
    )
    return replace(panels, places=tuple(places))


def _degrees(text: str, most: int) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) and abs(value) <= most else None
