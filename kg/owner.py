"""The one process that owns a graph: it puts results into store and ledger, batch by batch."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from kg.describing import describe
from kg.ledger import Entry, Ledger, program_version
from kg.quads import DESCRIPTIONS, GraphText, ref, term, text
from kg.store import GraphFolder, is_graph
from kg.workers import Result
from ontology.terms import PREFIXES

__all__ = ["Owner", "tell_twins"]

_BATCH_REPORTS, _BATCH_BYTES = 200, 48_000_000
"""What is put into the store at once: three times as much doubled the memory of a build."""


class Owner:
    """A graph that a build writes to; the folder is made when there is something to put."""

    def __init__(self, folder: Path) -> None:
        """Open the graph, if it is there, and its ledger.

        Raises:
            StoreError: Another program writes to the graph.
        """
        self.folder = folder
        self._target = GraphFolder(folder) if is_graph(folder) else None
        self.ledger = Ledger(folder if self._target else None)
        self._waiting: dict[str, Result] = {}
        self._entries: dict[str, Entry] = {}
        self._gone: set[str] = set()
        self.forgotten = False
        """Whether files must be read again that stood in the graph under another's name."""
        self._bytes = 0

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write what is waiting, describe what the reports use, and let everything go."""
        self.flush()
        if self._target:
            with self._target:
                if not self.ledger.described:
                    tell_twins(self._target, self.ledger)
                    describe(self._target)
                    self._target.store.flush()
                    self.ledger.described = True
        self.ledger.close()

    def heal(self) -> None:
        """Forget the entries whose report the store has lost; they are read again."""
        if not self._target:
            return
        held = self._target.graph_names()
        lost = [e.key for e in self.ledger.entries() if e.report and e.report not in held]
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
            self._replace(replace(entry, report=first.report, same=True))
            return False
        self._replace(entry)
        if first is not None:
            self._demote(first, entry)
        self._waiting[result.report] = result
        self._bytes += len(result.quads)
        if len(self._entries) >= _BATCH_REPORTS or self._bytes >= _BATCH_BYTES:
            self.flush()
        return True

    def drop(self, entries: Iterable[Entry]) -> None:
        """Take files out of the ledger, and out of the graph what they alone said.

        The files with the same text are forgotten too, so that one of them is read in its place.
        """
        self.flush()
        for entry in entries:
            self._gone.add(entry.key)
            if entry.report and not entry.same:
                self._forget_twins(entry.report)
        self.flush()

    def reports(self) -> frozenset[str]:
        """Return the IRIs of the reports in the graph."""
        held = self._target.graph_names() if self._target else frozenset()
        return held - DESCRIPTIONS

    def remove(self, report: str) -> None:
        """Take a report out, with all the files that have its text."""
        self._gone.update(entry.key for entry in self.ledger.of_report(report))
        self._remove(report)
        self.ledger.described = False
        self.flush()

    def flush(self) -> None:
        """Put what is waiting into the store, then into the ledger."""
        if not (self._waiting or self._entries or self._gone):
            return
        changed = bool(self._waiting or self._gone)
        changed = changed or any(entry.same for entry in self._entries.values())
        if self._waiting or self._target:
            self._target = self._target or GraphFolder(self.folder)
        if self._target is None:
            return
        self.ledger.settle(self.folder)
        if changed:
            self.ledger.described = False
        for result in self._waiting.values():
            self._target.keep_text(result.text_file, result.text)
        if self._waiting:
            self._target.replace_graphs({iri: r.quads for iri, r in self._waiting.items()})
            self._target.store.flush()
        self.ledger.put(self._entries.values(), self._gone)
        self._waiting, self._entries, self._gone, self._bytes = {}, {}, set(), 0

    def _first(self, entry: Entry) -> Entry | None:
        """Return the entry whose report has the same text and is, or will be, in the graph."""
        waiting = (
            other
            for other in self._entries.values()
            if other.fingerprint == entry.fingerprint and other.report and not other.same
        )
        stored = (e for e in self.ledger.readers_of(entry.fingerprint) if not e.same)
        for other in (*waiting, *stored):
            if other.key not in {entry.key, *self._gone} and Path(other.path).exists():
                return other
        return None

    def _replace(self, entry: Entry) -> None:
        """Keep an entry; a report that the file held before, and no longer holds, is removed."""
        before = self.ledger.get(entry.key)
        self._entries[entry.key] = entry
        self._gone.discard(entry.key)
        if before and before.report and not before.same and before.report != entry.report:
            self._forget_twins(before.report)

    def _forget_twins(self, report: str) -> None:
        """Remove a report; the files with its text shall be read in its place."""
        twins = {twin.key for twin in self.ledger.of_report(report) if twin.same}
        self._gone |= twins - self._entries.keys()
        self.forgotten = self.forgotten or bool(twins)
        self._remove(report)

    def _demote(self, first: Entry, entry: Entry) -> None:
        """Let a report stand under the name of another file with the same text."""
        twins = self.ledger.of_report(first.report)
        for twin in (*twins, first):
            if twin.key != entry.key:
                self._entries[twin.key] = replace(twin, report=entry.report, same=True)
        if first.report != entry.report:
            self._waiting.pop(first.report, None)
            self._remove(first.report)

    def _remove(self, report: str) -> None:
        self._waiting.pop(report, None)
        if self._target:
            self._target.remove_report(report)


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
