"""The store that a writer works on: open while it is written to, closed between groups.

The engine, Oxigraph on RocksDB, puts every group into files of its own and merges files as long as
it is open. With each group it would merge all there is again, so it is open no longer than needed,
merges then only where a core has nothing to do, and is let to merge once, at the end. What lies in
layers over one another until then is slower to read, and from some number on the engine halts
changes, but not what is loaded, until it has merged.
"""

import errno
import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path

import pyoxigraph as ox

__all__ = ["STORE_FILES", "WorkStore"]

_MERGING = "rocksdb:low\n"
"""How the engine calls its threads that merge files."""
_SIDE_BY_SIDE, _PIECE = 2, 1 << 24
"""Files that the engine loads at once, and how large one must be for another to be begun."""
_LITTLE = 1 << 18
"""Statements of less than so many bytes are put beside changes that are yet to be written."""
_FEW = 4
"""A graph of which less than this part differs is changed, not written anew."""
_HALT, _MOST = 16, 128
"""Layers over which the engine would halt changes, and of which it keeps too much in memory."""
_LARGE = 4 << 30
"""In a store of more bytes than that the engine merges what it must instead of everything."""
_LAYERS = "layers"
STORE_FILES = ("*.sst", "*.log", "CURRENT", "MANIFEST-*", "OPTIONS-*", _LAYERS)
"""What a closed store consists of; the engine makes the rest anew."""


class WorkStore:
    """A store in a folder of its own; nothing else may open it.

    Its methods raise OSError or RuntimeError where the engine cannot write or read.
    """

    def __init__(self, path: Path) -> None:
        """Open the store in a folder, or make one there."""
        self.path = path
        file = path / _LAYERS
        self.layers = int(file.read_text(encoding="ascii")) if file.is_file() else 0
        """How many times something was put over what was there since it was merged, at most."""
        self.changed = False
        """Whether something was written since the last one who asked set it to False."""
        self._buffered = False
        """Whether something was written that the engine may not have put into its files yet."""
        self._opened: ox.Store | None = _open_calmly(path)

    @property
    def store(self) -> ox.Store:
        """The store, which is opened if need be."""
        if self._opened is None:
            self._opened = _open_calmly(self.path)
        return self._opened

    def close(self) -> None:
        """Close the store, all of it in its files.

        What it holds back it writes when it is opened again; to flush it may wait for a merge.
        """
        if self._buffered:
            self._opened = None
            self._opened = _open_calmly(self.path)
            self.layers += 1
        self._opened, self._buffered = None, False
        (self.path / _LAYERS).write_text(str(self.layers), encoding="ascii")

    def merge(self) -> None:
        """Let the engine merge all its files by all cores, if there is room for it on the disk.

        Measured after 23 groups: sentences of a place are found eight times as fast.
        """
        with suppress(OSError, RuntimeError):
            self.close()
            self._merge(wholly=True)

    def _merge(self, *, wholly: bool) -> None:
        _check_room(self.path, self._size() * (2 if wholly else 1))
        store = ox.Store(str(self.path))
        store.optimize() if wholly else store.flush()  # which waits until changes need no halt
        self.layers, self.changed = 0, True

    def _make_way(self, layers: int) -> None:
        """Let the engine merge what it must if there are more layers than that."""
        if self.layers > layers:
            self.close()
            self._merge(wholly=self._size() < _LARGE)

    def _size(self) -> int:
        return sum(file.stat().st_size for file in self.path.glob("*.sst"))

    def replace_graphs(self, graphs: Iterable[tuple[str, bytes]]) -> None:
        """Put graphs, N-Quads with their names, in place of those with the same names.

        None is kept in memory: from files the engine loads a tenth faster than from pieces.
        """
        self._make_way(_MOST)
        new = ((name, data) for name, data in graphs if not self._is_changed(name, data))
        self._load(_written(new, self.path))

    def _load(self, files: list[Path]) -> None:
        """Load files of statements, side by side.

        Measured: two halves load twice as fast as the whole, and by less processor time, since
        every core has work to do and none is left to merge what is merged again later.
        """
        self.changed = self.changed or bool(files)
        is_little = sum(file.stat().st_size for file in files) < _LITTLE
        is_added = self._buffered and is_little
        self.layers += 0 if is_added else len(files)
        way = self.store.load if is_added else self.store.bulk_load
        load = partial(way, format=ox.RdfFormat.N_QUADS)
        with ThreadPoolExecutor(_SIDE_BY_SIDE) as pool:
            for loaded in [pool.submit(load, path=str(file)) for file in files]:
                loaded.result()

    def _is_changed(self, name: str, data: bytes) -> bool:
        """Change a graph that is there into another, if that is the lesser work; else clear it."""
        node = ox.NamedNode(name)
        if not self.store.contains_named_graph(node):
            return False
        held = _serialized(self.store, node)
        before, after = (set(each.splitlines(keepends=True)) for each in (held, data))
        gone, come = before - after, after - before
        if gone or come:
            self._change()
        if not after or len(gone) + len(come) > len(before) // _FEW:
            self.store.remove_graph(node)
            return False
        for quad in ox.parse(b"".join(gone), format=ox.RdfFormat.N_QUADS):
            self.store.remove(quad)
        self.store.extend(ox.parse(b"".join(come), format=ox.RdfFormat.N_QUADS))
        return True

    def _change(self) -> None:
        """Make ready for changes in place."""
        self._make_way(_HALT)
        self.changed = self._buffered = True

    def replace_properties(self, names: Iterable[str], quads: Iterable[bytes]) -> None:
        """Put these statements in place of all that is said with these properties."""
        before = {
            quad
            for name in names
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(name), None, None)
        }
        after = set(ox.parse(b"".join(quads), format=ox.RdfFormat.N_QUADS))
        if before == after:
            return
        self._change()
        for quad in before - after:
            self.store.remove(quad)
        self.store.extend(after - before)

    def remove_graph(self, name: str) -> None:
        """Take a graph out."""
        self._change()
        self.store.remove_graph(ox.NamedNode(name))

    def graph_names(self) -> frozenset[str]:
        """Return the names of all graphs."""
        nodes = self.store.named_graphs()
        return frozenset(node.value for node in nodes if isinstance(node, ox.NamedNode))


def _written(graphs: Iterable[tuple[str, bytes]], folder: Path) -> list[Path]:
    """Write statements to files of about the same size, or to one if they are few."""
    sizes = {folder / f"new{number}.nq": 0 for number in range(_SIDE_BY_SIDE)}
    with ExitStack() as stack:
        files = {path: stack.enter_context(path.open("wb")) for path in sizes}
        for _, data in graphs:
            small = (path for path, size in sizes.items() if size < _PIECE)
            path = next(small, min(sizes, key=sizes.__getitem__))
            sizes[path] += files[path].write(data)
    return [path for path, size in sizes.items() if size]


def _serialized(store: ox.Store, graph: ox.NamedNode) -> bytes:
    """Return a graph as N-Quads; as long as something reads from the store, it is not closed."""
    quads = store.quads_for_pattern(None, None, None, graph)
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def _check_room(path: Path, needed: int) -> None:
    """See to it that the engine has the room to merge; without it, it would try for ever.

    Raises:
        OSError: There is less.
    """
    free = shutil.disk_usage(path).free
    if free < needed:
        told = f"to merge its files takes {needed / 1e9:.1f} GB, {free / 1e9:.1f} GB are free"
        raise OSError(errno.ENOSPC, told)


def _open_calmly(path: Path) -> ox.Store:
    """Return a store to write to, which merges its files by one thread, when cores are idle.

    The engine takes as many threads as there are cores for the one that opens it, and with several
    it merges all there is after every group. Measured at 3,000 reports: half the processor time.
    """
    with ThreadPoolExecutor(1) as opener:
        return opener.submit(_open_on_one_core, path).result()


def _open_on_one_core(path: Path) -> ox.Store:
    """Open a store where one core is to be seen; its own threads may use all the same."""
    if not hasattr(os, "sched_setaffinity"):
        return ox.Store(str(path))
    cores = os.sched_getaffinity(0)
    with suppress(OSError):  # a system that forbids it
        os.sched_setaffinity(0, {max(cores)})
    store = ox.Store(str(path))
    for thread in Path("/proc/self/task").glob("*"):
        with suppress(OSError):  # it has ended
            os.sched_setaffinity(int(thread.name), cores)
            if (thread / "comm").read_text(encoding="utf-8") == _MERGING:
                os.sched_setscheduler(int(thread.name), os.SCHED_IDLE, os.sched_param(0))
    return store
