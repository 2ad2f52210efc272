"""The one process that owns a graph: it puts results into store and ledger, group by group.

A group is on disk, as a generation of the store, before the ledger names it and its reports in one
transaction. What readers see is published when the build ends, and in its beginning.
"""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.describing import describe
from kg.files import file_of
from kg.ledger import LEDGER, Entry, Kept, Ledger, program_version
from kg.quads import DESCRIPTIONS, GraphText, ref, term, text
from kg.store import GraphFolder, StoreError, check_free, is_graph, lock_graph
from kg.tallies import Counted, pack
from kg.workers import Result
from ontology.terms import PREFIXES

__all__ = ["Owner", "tell_twins"]

_BATCH_REPORTS, _BATCH_BYTES = 200, 130_000_000
"""What is put into the store at once; with it the owner of 5,000 reports took 1.1 GB of memory."""
_LAYERS, _FEW = 2, 12
"""A store of more layers is merged at the end, if what was put is a quarter of it; one of a few is
published before that. To describe what the reports use, one of more would have to be merged."""
_PAUSE, _SHARE = 10.0, 50
"""A build publishes after so many seconds, and so many times what publishing took."""


@dataclass(slots=True)
class _Group:
    """Results that go into store and ledger together."""

    waiting: dict[str, Result] = field(default_factory=dict)
    """By the IRIs of the reports."""
    entries: dict[str, Entry] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    kept: list[Kept] = field(default_factory=list)
    """What was counted of the reports."""
    size: int = 0
    work: list[Future[None]] = field(default_factory=list)
    """What the store is to be done with, one after the other."""

    def __bool__(self) -> bool:
        """Tell whether there is something in it."""
        return bool(self.waiting or self.entries or self.gone or self.work)

    @property
    def tells(self) -> bool:
        """Tell whether something is to be said of other reports, or no longer."""
        return bool(self.gone) or any(entry.same for entry in self.entries.values())

    def load(self, target: GraphFolder) -> None:
        """Put what was read into the store, beside the reading of the next group."""
        target.keep_texts((result.text_file, result.text) for result in self.waiting.values())
        target.take_graphs(self._graphs())

    def _graphs(self) -> Iterator[tuple[str, bytes]]:
        """Yield the statements of every report; they are counted, and not kept in memory."""
        for iri, result in self.waiting.items():
            self._count(result)
            self.waiting[iri] = replace(result, quads=b"", text="")
            yield iri, result.quads

    def _count(self, result: Result) -> None:
        entry = self.entries.get(result.task.key)
        if entry and entry.report == result.report and not entry.same:
            digest = blake2b(result.quads, digest_size=16).hexdigest()
            counted = replace(entry, quads=result.quads.count(b"\n"), digest=digest)
            self.entries[entry.key] = counted
            if result.tally:
                data = pack(Counted(result.tally, result.used))
                self.kept.append(Kept(result.report, digest, data))


class Owner:
    """A graph that a build writes to; what is not there is made."""

    def __init__(self, folder: Path, ledger: str = LEDGER) -> None:
        """Take the graph, so that nobody else writes to it, and open it if there is something.

        Raises:
            KgError: Another program writes to the graph, or it is damaged.
        """
        self.folder = folder
        self._name = ledger
        check_free(folder)
        self._is_new = not folder.exists()
        self._lock = lock_graph(folder)
        self._target: GraphFolder | None = None
        self.forgotten = False
        """Whether files must be read again that stood in the graph under another's name."""
        self._group = _Group()
        self._loading: _Group | None = None
        self._loader = ThreadPoolExecutor(1)
        self._published, self._took = time.monotonic(), 0.0
        self._put = 0
        try:
            held = (folder / ledger).is_file()
            self.ledger = Ledger(folder if held else None, ledger)
            if held or (ledger == LEDGER and is_graph(folder)):
                self._open()
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what is waiting, describe what the reports use, publish, let everything go."""
        try:
            if not isinstance(error, StoreError):  # what could not be written then cannot be now
                self.finish()
        finally:
            self._let_go()

    def finish(self) -> None:
        """Write what is waiting, describe what the reports use, and let readers see it."""
        self._hand_over()
        self._publish(self._loaded(), is_last=True)

    def supersede(self) -> None:
        """Put a ledger made anew, and what it names, in the place of the one before."""
        self._hand_over()
        group = self._loaded()
        if not self._target:
            return
        self._commit(group, describing=True, merging=True)
        self.ledger.close()
        self._target.supersede(self._name)
        self.ledger = Ledger(self.folder)

    def _open(self) -> None:
        self._target = GraphFolder(self.folder, lock=self._lock, ledger=self._name)

    def _let_go(self) -> None:
        self._loader.shutdown()
        if self._target:
            self._target.close()
        self.ledger.close()
        if not self._target and self._is_new:  # nothing was put
            with suppress(OSError):
                (self.folder / "lock").unlink()
                self.folder.rmdir()
        self._lock.release()

    def _publish(self, group: _Group, *, is_last: bool = False) -> None:
        """Commit a group, describe what the reports use, and let readers see it."""
        if not self._target:
            return
        begin = time.monotonic()
        is_loose = is_last and self._is_loose(self._target)
        if group or self._target.changed or not self.ledger.described or is_loose:
            outdated = group.tells or self._target.changed or not self.ledger.described
            self._commit(group, describing=outdated, merging=is_last)
        if (number := self.ledger.generation) is not None:
            self._target.publish(number)
        self._published = time.monotonic()
        self._took = self._published - begin

    def _commit(self, group: _Group, *, describing: bool, merging: bool = False) -> None:
        """Put what the store was given and what the ledger is to claim on disk, in this order.

        With ``describing`` what the reports use is described first, with ``merging`` a store that
        has grown much is merged.
        """
        if self._target is None:
            return
        is_described = self.ledger.described and not (group.tells or self._target.changed)
        with self.ledger.together():
            self.ledger.put(group.entries.values(), group.gone, kept=group.kept)
            if merging and self.ledger.description and self._is_loose(self._target):
                self._target.merge()  # what is described is changed sooner in a merged store
            if describing:
                tell_twins(self._target, self.ledger)
                describe(self._target, self.ledger)
            if merging and self._is_loose(self._target):
                self._target.merge()
            if self._target.changed:
                self._target.commit()
            state = {"described": program_version() if describing or is_described else ""}
            if self._target.number is not None:
                state["generation"] = str(self._target.number)
            self.ledger.note(**state)
        self._loading, self._target.is_as_described = None, True
        self._target.drop_texts()
        self._target.sweep()

    def _is_loose(self, target: GraphFolder) -> bool:
        """Tell whether a good part of a store was put into it, in layers that are not merged."""
        return target.layers > _LAYERS and self._put * 4 > len(self.reports())

    def heal(self) -> None:
        """Forget the entries whose report the store has lost; they are read again."""
        if not self._target:
            return
        held = self._target.graph_names()
        lost = [key for key, report in self.ledger.claims().items() if report not in held]
        if lost:
            self.ledger.put((), lost)

    def is_known(self, key: str, stamp: str) -> bool:
        """Tell whether a file was read as it is now, by this version, and could be read."""
        entry = self.ledger.get(key)
        return (
            entry is not None
            and not entry.fault
            and (entry.stamp, entry.version) == (stamp, program_version())
        )

    def take(self, result: Result) -> bool:
        """Keep a result, and tell whether it is a report of its own.

        Of files with the same text the first by name is the report; the others are told of it.
        """
        is_own = self._take(result)
        if len(self._group.entries) >= _BATCH_REPORTS or self._group.size >= _BATCH_BYTES:
            self._hand_over()
        return is_own

    def _take(self, result: Result) -> bool:
        entry = Entry(
            key=result.task.key,
            stamp=result.task.stamp,
            version=program_version(),
            name=result.task.name,
            report=result.report,
            fingerprint=result.fingerprint,
            address=result.address,
            fault=result.fault,
        )
        if result.fault:
            self._replace(entry)
            return False
        first = self._first(entry)
        if first is not None and (not result.report or first.key < entry.key):
            self._replace(replace(entry, report=first.report, same=True, quads=0, digest=""))
            return False
        self._group.waiting[result.report] = result  # first: no entry may claim what is not there
        self._group.size += len(result.quads)
        self._replace(entry)
        if first is not None:
            self._demote(first, entry)
        return True

    def drop(self, entries: Iterable[Entry]) -> None:
        """Take files out of the ledger, and out of the graph what they alone said.

        The files with the same text are forgotten too, so that one of them is read in its place.
        """
        self.flush()
        for entry in entries:
            self._group.gone.add(entry.key)
            if entry.report and not entry.same:
                self._forget_twins(entry.report)
        self.flush()

    def reports(self) -> frozenset[str]:
        """Return the IRIs of the reports in the graph."""
        held = self._target.graph_names() if self._target else frozenset()
        return held - DESCRIPTIONS

    def remove(self, report: str) -> None:
        """Take a report out, with all the files that have its text."""
        self._group.gone.update(entry.key for entry in self.ledger.of_report(report))
        self._remove(report)
        self.flush()

    def flush(self) -> None:
        """Put all that is waiting into store and ledger."""
        self._hand_over()
        self._settle()

    def _hand_over(self) -> None:
        """Let the group at hand be loaded, and begin another one."""
        self._settle()
        group = self._group
        if group.waiting and self._target is None:
            self._open()
        if not group or self._target is None:
            return
        self.ledger.settle(self.folder, self._name)
        if group.waiting:
            group.work.append(self._loader.submit(group.load, self._target))
            self._put += len(group.waiting)
        self._loading, self._group = group, _Group()

    def _settle(self) -> None:
        """Wait for the group that is being loaded; if little is unmerged let readers see it."""
        if self._loading is None or self._target is None:
            return
        group = self._loaded()
        is_news = self._target.changed or group.tells
        is_due = time.monotonic() - self._published > max(_PAUSE, _SHARE * self._took)
        if is_news and is_due and self._target.layers <= _FEW:
            self._publish(group)
        else:
            self._commit(group, describing=False)

    def _loaded(self) -> _Group:
        """Return the group that was being loaded, once it is, or an empty one."""
        group = self._loading or _Group()
        for each in group.work:
            each.result()
        return group

    def _first(self, entry: Entry) -> Entry | None:
        """Return the entry whose report has the same text and is, or will be, in the graph."""
        loading = self._loading.entries if self._loading else {}
        if any(other.fingerprint == entry.fingerprint for other in loading.values()):
            self._settle()
        waiting = (
            other
            for other in self._group.entries.values()
            if other.fingerprint == entry.fingerprint and other.report and not other.same
        )
        stored = self.ledger.readers_of(entry.fingerprint)
        for other in (*waiting, *stored):
            if other.key not in {entry.key, *self._group.gone} and file_of(other.path).exists():
                return other
        return None

    def _replace(self, entry: Entry) -> None:
        """Keep an entry; a report that the file held before, and no longer holds, is removed."""
        if self._loading and entry.key in self._loading.entries:
            self._settle()
        before = self.ledger.get(entry.key)
        self._group.entries[entry.key] = entry
        self._group.gone.discard(entry.key)
        if before and before.report and not before.same and before.report != entry.report:
            self._forget_twins(before.report)

    def _forget_twins(self, report: str) -> None:
        """Remove a report; the files with its text shall be read in its place."""
        self._settle()
        twins = {twin.key for twin in self.ledger.of_report(report) if twin.same}
        self._group.gone |= twins - self._group.entries.keys()
        self.forgotten = self.forgotten or bool(twins)
        self._remove(report)

    def _demote(self, first: Entry, entry: Entry) -> None:
        """Let a report stand under the name of another file with the same text."""
        self._settle()
        twins = self.ledger.of_report(first.report)
        for twin in (*twins, first):
            if twin.key != entry.key:
                self._group.entries[twin.key] = replace(
                    twin, report=entry.report, same=True, quads=0, digest=""
                )
        if first.report != entry.report:
            self._group.waiting.pop(first.report, None)
            self._remove(first.report)

    def _remove(self, report: str) -> None:
        self._settle()
        self._group.waiting.pop(report, None)
        if self._target:  # beside the reading of other reports
            work = self._loader.submit(self._target.remove_report, report)
            self._group.work.append(work)


def tell_twins(target: GraphFolder, ledger: Ledger) -> None:
    """State of every report from which other files, or addresses, the same text came."""
    graphs: dict[str, GraphText] = {}
    for twin in ledger.twins():
        graph = graphs.setdefault(twin.report, GraphText(twin.report))
        if twin.name != ledger.of_report(twin.report)[0].name:
            graph.add(twin.report, term("fz:alsoFrom"), text(twin.name))
        if twin.address:
            graph.add(twin.report, term("fz:alsoAt"), ref(twin.address))
    names = [f"{PREFIXES['fz']}{name}" for name in ("alsoFrom", "alsoAt")]
    target.replace_properties(names, [graph.to_bytes() for graph in graphs.values()])
