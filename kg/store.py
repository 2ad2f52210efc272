"""A graph on disk: one folder with an Oxigraph store, the kept texts and a mark."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from ontology.errors import KgError

__all__ = ["GraphFolder", "StoreError", "check_free", "is_graph", "open_graph", "published"]

_MARK = "fazhi-graph.json"
_FORMAT = {"format": "fazhi-kg graph", "version": 1}


class StoreError(KgError):
    """A folder that cannot be used as a graph."""


def published(folder: str | Path) -> Path:
    """Return the folder of the store that readers of a graph open; a build may name another.

    Raises:
        StoreError: The folder is missing or no graph.
    """
    path = Path(folder)
    _check_mark(path)
    return path / "store"


def open_graph(folder: str | Path) -> ox.Store:
    """Return the graph in a folder, for reading.

    Raises:
        StoreError: The folder is missing, is no graph, or cannot be read.
    """
    path = Path(folder)
    current = published(path)
    try:
        return ox.Store.read_only(str(current))
    except (OSError, RuntimeError) as error:
        raise StoreError(
            f"{path}: the store cannot be read ({_line(error)}); build the graph again"
        ) from error


class GraphFolder:
    """A graph open for writing; nothing else may write to it meanwhile."""

    def __init__(self, folder: str | Path) -> None:
        """Open the folder, or make one where there is none or an empty one.

        Raises:
            StoreError: The folder holds something else, or another program writes to it.
        """
        self.path = Path(folder)
        if not _is_free(self.path):
            _check_mark(self.path)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            (self.path / _MARK).write_text(json.dumps(_FORMAT) + "\n", encoding="utf-8")
            (self.path / "texts").mkdir(exist_ok=True)
            self.store = ox.Store(str(self.path / "store"))
        except (OSError, RuntimeError) as error:
            raise StoreError(_why_not(self.path, error)) from error

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write everything to disk and let the store go."""
        self.store.flush()
        del self.store

    def replace_graphs(self, graphs: Mapping[str, bytes]) -> None:
        """Put these graphs, given as N-Quads by name, in place of those with the same names."""
        try:
            for node in map(ox.NamedNode, graphs):
                if self.store.contains_named_graph(node):
                    self.store.remove_graph(node)
            self.store.bulk_load(b"".join(graphs.values()), format=ox.RdfFormat.N_QUADS)
        except (OSError, RuntimeError) as error:
            raise StoreError(_why_not(self.path, error)) from error

    def replace_properties(self, names: Iterable[str], quads: Iterable[bytes]) -> None:
        """Put these statements in place of all that is said with these properties."""
        try:
            for name in names:
                for quad in list(
                    self.store.quads_for_pattern(None, ox.NamedNode(name), None, None)
                ):
                    self.store.remove(quad)
            self.store.load(b"".join(quads), format=ox.RdfFormat.N_QUADS)
        except (OSError, RuntimeError) as error:
            raise StoreError(_why_not(self.path, error)) from error

    def graph_names(self) -> frozenset[str]:
        """Return the names of all graphs."""
        nodes = self.store.named_graphs()
        return frozenset(node.value for node in nodes if isinstance(node, ox.NamedNode))

    def remove_report(self, iri: str) -> None:
        """Take a report and its text out."""
        try:
            self.store.remove_graph(ox.NamedNode(iri))
            (self.path / "texts" / f"{iri.rsplit('/', 1)[-1]}.txt").unlink(missing_ok=True)
        except (OSError, RuntimeError) as error:
            raise StoreError(_why_not(self.path, error)) from error

    def keep_text(self, file: str, text: str) -> None:
        """Keep the text that offsets count in, without touching its line ends."""
        try:
            (self.path / file).write_bytes(text.encode("utf-8", "replace"))
        except OSError as error:
            raise StoreError(_why_not(self.path, error)) from error

    def used_among(self, iris: Iterable[str], but: Iterable[str]) -> Iterator[str]:
        """Yield the things that some statement outside the graphs ``but`` names."""
        left_out = {ox.NamedNode(name) for name in but}
        for iri in iris:
            quads = self.store.quads_for_pattern(None, None, ox.NamedNode(iri))
            if any(quad.graph_name not in left_out for quad in quads):
                yield iri


def check_free(folder: str | Path) -> None:
    """Refuse a folder that a build could not use, before anything is read.

    Raises:
        StoreError: The folder holds something that is no graph.
    """
    path = Path(folder)
    if not _is_free(path):
        _check_mark(path)


def is_graph(folder: str | Path) -> bool:
    """Tell whether a folder holds a graph."""
    return (Path(folder) / _MARK).is_file()


def _is_free(path: Path) -> bool:
    """Tell whether nothing is there, or a folder with the user's corrections at most."""
    if not path.exists():
        return True
    return path.is_dir() and all(file.name == "corrections.csv" for file in path.iterdir())


def _check_mark(path: Path) -> None:
    if not path.exists():
        raise StoreError(f"{path}: no graph here; make one with kg build PATH --graph {path}")
    if not (path / _MARK).is_file():
        raise StoreError(f"{path}: this is no graph; give the folder that kg build wrote")


def _why_not(path: Path, error: Exception) -> str:
    if "lock" in str(error).lower():
        return f"{path}: another program is writing to this graph; wait until it has finished"
    return f"{path}: cannot be written ({_line(error)}); check rights and space"


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
