"""A file as the reader's page: it is read into a graph of its own, which then goes."""

from pathlib import Path
from tempfile import TemporaryDirectory

from kg.build import build_graph
from visual.reading.report import reading_of_report

__all__ = ["reading_of_file"]


def reading_of_file(file: Path) -> str:
    """Return the page of a report that no graph holds.

    Raises:
        KgError: The file cannot be read, or holds several reports.
    """
    with TemporaryDirectory(prefix="fazhi-") as folder:
        graph = Path(folder) / "graph"
        build_graph([file], graph)
        return reading_of_report(graph)
