"""The seam to the pages of ``visual``: what a browser gets at ``/`` and at the entities' paths."""

from pathlib import Path
from typing import Protocol

__all__ = ["NoPages", "Pages", "StaticPages"]


class Pages(Protocol):
    """Whoever can draw pages of the graph."""

    def page(self, path: str) -> str | bytes | None:
        """Return the page at a path without its first slash ("" is the front), or none."""


class NoPages:
    """No pages: browsers get the query page at ``/`` and Turtle at the entities' paths."""

    def page(self, path: str) -> None:
        """Return no page."""


class StaticPages:
    """Pages that ``kg site`` wrote into a folder."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        self.folder = folder.resolve()

    def page(self, path: str) -> bytes | None:
        """Return ``path``, ``path.html`` or ``path/index.html`` if there is such a file."""
        name = path.strip("/")
        if not name.isprintable():
            return None
        for each in (name, f"{name}.html", f"{name}/index.html"):
            file = (self.folder / each.lstrip("/")).resolve()
            if file.is_relative_to(self.folder) and file.suffix == ".html" and file.is_file():
                return file.read_bytes()
        return None
