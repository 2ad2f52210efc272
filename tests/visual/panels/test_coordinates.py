from pathlib import Path

import pytest

from ontology.errors import KgError
from visual.panels.coordinates import placed, read_coordinates
from visual.panels.records import Panels


def table(folder: Path, text: str) -> Path:
    """Return a file with this table."""
    path = folder / "坐标.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_given_coordinates_come_first(panels: Panels, tmp_path: Path) -> None:
    """A place stands where the user's table says; others stay where the graph has them."""
    path = table(tmp_path, "code,latitude,longitude\n910101,30,110.5\n920103,31,111\n999999,1,2\n")
    spots = {
        place.zh: (place.latitude, place.longitude)
        for place in placed(panels, read_coordinates(path)).places
    }
    assert spots["甲县"] == (30.0, 110.5)
    assert spots["丙县"] == (31.0, 111.0)
    assert spots["乙县"] == (30.5, 119.25)


@pytest.mark.parametrize(
    "row", ["910101,北纬30,110", "910101,30,", ",30,110", "910101,95,110", "910101,nan,110"]
)
def test_row_without_degrees_is_refused(tmp_path: Path, row: str) -> None:
    """A row that is no point of the earth is named by its number."""
    path = table(tmp_path, f"code,latitude,longitude\n{row}\n")
    with pytest.raises(KgError, match="row 2"):
        read_coordinates(path)


def test_table_without_columns_is_refused(tmp_path: Path) -> None:
    """A table needs code, latitude and longitude."""
    with pytest.raises(KgError, match="longitude"):
        read_coordinates(table(tmp_path, "code,latitude\n910101,30\n"))


def test_table_of_other_places_is_refused(panels: Panels) -> None:
    """Coordinates of which none fits are surely a mistake."""
    with pytest.raises(KgError, match="none of the codes"):
        placed(panels, {"110101": (39.9, 116.4)})
