"""A graph on disk: one folder with generations of an Oxigraph store, the kept texts and a mark."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg.durable import sync_folder, write_files
from kg.generations import DamagedError, Generations
from kg.ledger import LEDGER, committed, record
from kg.locks import Lock, LockedError
from kg.work import WorkStore
from ontology.errors import KgError

__all__ = [
    "GraphFolder",
    "StoreError",
    "check_free",
    "is_graph",
    "lock_graph",
    "open_graph",
    "published",
]

_MARK = "fazhi-graph.json"
_FORMAT = {"format": "fazhi-kg graph", "version": 2}
_LOCK, _WORK = "lock", "work"
_OURS = {
    "corrections.csv",
    "generations",
    "published",
    "published.new",
    "texts",
    f"{_MARK}.new",
    _LOCK,
    _WORK,
    LEDGER,
    f"{LEDGER}-journal",
}
"""What may stand in a folder in which nothing is published yet."""


class StoreError(KgError):
    """A folder that cannot be used as a graph."""


def published(folder: str | Path) -> Path:
    """Return the folder of the store that readers open now; a build publishes another one.

    While this process lives it stays, be it no longer published, until two others were asked for.

    Raises:
        StoreError: The folder is missing, is no graph, or its store is damaged.
    """
    path = Path(folder)
    _check_mark(path)
    generations = Generations(path)
    number = generations.hold()
    if number is None:
        raise StoreError(f"{path}: nothing is published here; run kg rebuild --graph {path}")
    try:
        generations.check(number)
    except DamagedError as error:
        raise StoreError(f"{error}; run kg rebuild --graph {path}") from error
    return generations.store(number)


def open_graph(folder: str | Path) -> ox.Store:
    """Return the graph in a folder, for reading: the generation that is published now.

    Raises:
        StoreError: The folder is missing, is no graph, or cannot be read.
    """
    path = Path(folder)
    current = published(path)
    try:
        return ox.Store.read_only(str(current))
    except (OSError, RuntimeError) as error:
        raise StoreError(
            f"{path}: the store cannot be read ({_line(error)}); run kg rebuild --graph {path}"
        ) from error


def lock_graph(folder: Path) -> Lock:
    """Return the lock of the one that writes to a graph; the folder is made if need be.

    Raises:
        StoreError: Another program has it, or the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Lock(folder / _LOCK)
    except LockedError as error:
        raise StoreError(_why_not(folder, error, "lock")) from error
    except OSError as error:
        raise StoreError(_why_not(folder, error)) from error


class GraphFolder:
    """A graph open for writing; nothing else may write to it meanwhile.

    What is written becomes visible by ``publish``; leaving without a fault does so.
    """

    def __init__(
        self, folder: str | Path, *, lock: Lock | None = None, ledger: str = LEDGER
    ) -> None:
        """Open the folder, or make one where there is none or an empty one.

        Raises:
            StoreError: The folder holds something else, is damaged, or another program writes.
        """
        self.path = Path(folder)
        check_free(self.path)
        self.number: int | None = None
        """The generation that holds what was written until the last commit."""
        self._own_lock = None if lock else lock_graph(self.path)
        self.generations = Generations(self.path)
        self._ledger = ledger
        self._old_texts: set[str] = set()
        self._kept: tuple[int, ...] = ()
        self.is_as_described = True
        """Whether descriptions of places and concepts are those that the ledger tells of."""
        try:
            (self.path / "texts").mkdir(exist_ok=True)
            self._work = self._start()
        except DamagedError as error:
            self._let_go()
            raise StoreError(f"{error}; run kg rebuild --graph {self.path}") from error
        except (OSError, RuntimeError) as error:
            self._let_go()
            raise StoreError(_why_not(self.path, error)) from error
        except BaseException:
            self._let_go()
            raise

    @property
    def store(self) -> ox.Store:
        """The store that is written to, and what was written is in."""
        return self._work.store

    @property
    def changed(self) -> bool:
        """Whether something was written that no generation holds."""
        return self._work.changed

    @changed.setter
    def changed(self, value: bool) -> None:
        self._work.changed = value

    def _start(self) -> WorkStore:
        """Return a store to write to: a copy of the last generation that counts."""
        work = self.path / _WORK
        rmtree(work, ignore_errors=True)
        if (self.path / "store").is_dir() and self._ledger == LEDGER:
            raise DamagedError(f"{self.path}: written by an earlier version of this program")
        self.number = committed(self.path, self._ledger)
        if self._ledger == LEDGER:
            self.number = self.number or self.generations.published
        else:
            with suppress(KgError):  # what is rebuilt may be damaged
                kept = committed(self.path)
                self._kept = () if kept is None else (kept,)
        if self.number is not None:
            self.generations.check(self.number)
            self.generations.copy(self.number, work)
        return WorkStore(work)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Publish what was written, if all went well, and let the store go."""
        try:
            if error is None:
                self.save()
        finally:
            self.close()

    def save(self) -> None:
        """Publish what was written, beside what the ledger knows of."""
        if self.changed:
            number = self.commit()
            record(self.path, number)
            self.drop_texts()
            self.publish(number)

    def commit(self) -> int:
        """Return the number of a generation that holds what was written; it is on disk.

        It counts once a ledger names it.
        """
        with self._told():
            self._work.close()
            number = self.generations.make(self._work.path, self.number or 0)
        self.number, self.changed = number, False
        return number

    def merge(self) -> None:
        """Let the engine merge its files if there is room; what the store holds stays the same."""
        self._work.merge()

    @property
    def layers(self) -> int:
        """How many times something was put over what was there since it was merged, at most."""
        return self._work.layers

    def publish(self, number: int) -> None:
        """Let readers open a generation, which a ledger names, and sweep the others."""
        with self._told():
            if self.generations.published != number:
                self.generations.publish(number)
            mark = self.path / _MARK  # last: a folder with it has something to show
            if not mark.is_file():
                write_files([(mark, f"{json.dumps(_FORMAT)}\n".encode())])
            self.sweep()

    def supersede(self, ledger: str) -> None:
        """Let a ledger made anew take the place of the one before; then texts of no report go.

        The generation before stays published until ``publish``, which follows.
        """
        with self._told():
            (self.path / ledger).replace(self.path / LEDGER)
            sync_folder(self.path)
            rmtree(self.path / "store", ignore_errors=True)  # of the first version
            self._ledger, self._kept = LEDGER, ()
            names = {f"{name.rsplit('/', 1)[-1]}.txt" for name in self.graph_names()}
            stale = {file.name for file in (self.path / "texts").iterdir()}
            self._old_texts |= stale - names
            self.drop_texts()

    def sweep(self) -> None:
        """Take away the generations that neither a ledger nor a reader needs."""
        own = () if self.number is None else (self.number,)
        self.generations.sweep((*own, *self._kept))

    def close(self) -> None:
        """Let the store go; what no generation holds is lost."""
        vars(self).pop("_work", None)
        self._let_go()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say in one line what could not be written.

        Raises:
            StoreError: Something could not.
        """
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise StoreError(_why_not(self.path, error)) from error

    def _let_go(self) -> None:
        rmtree(self.path / _WORK, ignore_errors=True)
        if self._own_lock:
            self._own_lock.release()

    def replace_graphs(self, graphs: Mapping[str, bytes]) -> None:
        """Put these graphs, given as N-Quads by name, in place of those with the same names.

        Of a graph that hardly differs only the difference is written.
        """
        self.take_graphs(graphs.items())

    def take_graphs(self, graphs: Iterable[tuple[str, bytes]]) -> None:
        """Put graphs in place of those with the same names; none is kept in memory."""
        with self._told():
            self._work.replace_graphs(graphs)

    def replace_properties(self, names: Iterable[str], quads: Iterable[bytes]) -> None:
        """Put these statements in place of all that is said with these properties."""
        with self._told():
            self._work.replace_properties(names, quads)

    def graph_names(self) -> frozenset[str]:
        """Return the names of all graphs."""
        return self._work.graph_names()

    def remove_report(self, iri: str) -> None:
        """Take a report out; its text goes with ``drop_texts``."""
        self._old_texts.add(f"{iri.rsplit('/', 1)[-1]}.txt")
        with self._told():
            self._work.remove_graph(iri)

    def keep_texts(self, texts: Iterable[tuple[str, str]]) -> None:
        """Keep texts by their files, line ends untouched, since offsets count in them."""
        data = [(self.path / file, text.encode("utf-8", "replace")) for file, text in texts]
        self._old_texts -= {file.name for file, _ in data}
        with self._told():
            write_files((file, text) for file, text in data if not _holds(file, text))

    def drop_texts(self) -> None:
        """Take away the texts of removed reports, now that no ledger claims these."""
        for name in self._old_texts:
            with suppress(OSError):
                (self.path / "texts" / name).unlink(missing_ok=True)
        self._old_texts.clear()


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
    """Tell whether nothing is there, or the user's corrections, or what a killed build left."""
    if not path.exists():
        return True
    return path.is_dir() and all(file.name in _OURS for file in path.iterdir())


def _check_mark(path: Path) -> None:
    if not path.exists():
        raise StoreError(f"{path}: no graph here; make one with kg build PATH --graph {path}")
    if (path / _MARK).is_file():
        return
    if (path / _LOCK).is_file() and _is_free(path):
        told = "nothing is published yet; wait for the build, or run kg build again"
        raise StoreError(f"{path}: {told} if it was interrupted")
    raise StoreError(f"{path}: this is no graph; give the folder that kg build wrote")


def _holds(file: Path, data: bytes) -> bool:
    return file.is_file() and file.stat().st_size == len(data) and file.read_bytes() == data


def _why_not(path: Path, error: Exception, kind: str = "") -> str:
    if kind == "lock" or "lock hold" in str(error).lower():
        return f"{path}: another program is writing to this graph; wait until it has finished"
    if "corrupt" in str(error).lower():
        return f"{path}: the store is damaged ({_line(error)}); run kg rebuild --graph {path}"
    return f"{path}: cannot be written ({_line(error)}); check rights and space"


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
