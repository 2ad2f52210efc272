"""Build a graph anew from what it was built from; the one before is served until the end."""

from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from kg.build import BuildSummary, gather
from kg.files import file_of
from kg.ledger import LEDGER, Entry, Ledger, paths_in
from kg.owner import Owner
from kg.scale.profiles import FULL, check_profile
from kg.store import is_graph, open_graph
from kg.workers import Orders, Task, choose_workers
from ontology.errors import KgError

__all__ = ["RebuildError", "rebuild_graph"]

_ANEW = f"anew-{LEDGER}"
_PLAIN = {".txt", ".md"}


class RebuildError(KgError):
    """A graph of which nothing tells what it was built from."""


@dataclass(slots=True, kw_only=True)
class _Sources:
    """What a graph was built from."""

    files: list[Path]
    above: list[Path] = field(default_factory=list)
    """Folders with tables that were given to earlier builds."""
    orders: dict[str, str] = field(default_factory=dict)
    """How the last build read."""
    kept: list[Task] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def rebuild_graph(
    folder: str | Path,
    paths: Iterable[str | Path] = (),
    *,
    workers: int | None = 1,
    ocr: bool = False,
    profile: str = "",
    progress: Callable[[int, int, str], None] | None = None,
) -> BuildSummary:
    """Build a graph anew from the files that it was built from, or from those given.

    Nothing of its store and its ledger is taken over, be they damaged; readers see the graph as it
    was until the new one is whole. It is read as it was (``ocr``, ``profile``) if nothing else is
    said, and without validation if ever a build had none. A rebuild that was interrupted goes on
    where it stopped. Of what came from files that are gone plain texts are read as they were kept,
    the others are told.

    Raises:
        KgError: It is not known what the graph was built from, or nothing could be read.
    """
    home, given = Path(folder), [Path(path) for path in paths]
    if not is_graph(home) and not (home / LEDGER).is_file():
        open_graph(home)  # says what the folder is instead
    number, summary = choose_workers(workers), BuildSummary()
    with Owner(home, ledger=_ANEW) as owner:
        sources = _sources(home, given)
        said = check_profile(profile or sources.orders.get("profile") or FULL)
        orders = Orders(
            ocr=ocr or bool(sources.orders.get("ocr")),
            profile=said,
            validate=sources.orders.get("validate") != "no",
        )
        summary.faults += sources.faults
        reading = gather(sources.files, orders, owner, summary, sources.above)
        reading.kept = sources.kept
        owner.heal()
        reading.prune()
        reading.run_all(number, progress)
        if summary.reports or summary.unchanged:
            owner.supersede()
    return reading.finished(progress)


def _sources(home: Path, given: list[Path]) -> _Sources:
    """Return what was given, or what the ledger tells, be it damaged or of an earlier version."""
    sources, entries = _Sources(files=given), list[Entry]()
    with suppress(KgError), closing(Ledger(home)) as ledger:
        entries = ledger.entries()
        sources.above, sources.orders = [Path(root) for root in ledger.roots], ledger.orders
    if given:
        return sources
    keys = [entry.key for entry in entries] or paths_in(home / LEDGER)
    paths = dict.fromkeys(Path(key.partition("!")[0]) for key in keys if key[:6] != "stdin:")
    sources.files = [path for path in paths if path.exists()]
    for entry in entries:
        if entry.same or (entry.key[:6] != "stdin:" and file_of(entry.path).exists()):
            continue
        if task := _kept(home, entry):
            sources.kept.append(task)
        else:
            sources.faults.append(f"{entry.key}: no longer there; its report is left out")
    if not sources.files and not sources.kept:
        told = f"{home}: nothing tells what the graph was built from"
        raise RebuildError(f"{told}; run kg rebuild PATHS --graph {home}")
    return sources


def _kept(home: Path, entry: Entry) -> Task | None:
    """Return the task to read a text as it was kept, if it is all there was to read."""
    text = home / "texts" / f"{entry.report.rsplit('/', 1)[-1]}.txt"
    if not entry.report or Path(entry.name).suffix.lower() not in _PLAIN or not text.is_file():
        return None
    return Task(key=entry.key, where=entry.key, name=entry.name, number=0, data=text.read_bytes())
