"""Build a graph as sorted, compressed N-Quads parts, which any triple store loads in bulk.

Those who read the batches make the parts; one process keeps the list of them. The last part
describes what the reports use. The bytes are the same for any number of processes or machines.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

from kg.build import BuildError, BuildSummary
from kg.dataset import parts_quads
from kg.describing import descriptions_of
from kg.files import Stdin
from kg.provenance import current_versions
from kg.quads import GraphText, ref, term, text
from kg.scale.addresses import AddressError, is_address, put_bytes, read_address, remove_address
from kg.scale.crews import Crew, in_order, marked
from kg.scale.parts import (
    Part,
    PartFile,
    make_file,
    make_part,
    part_name,
    without_reports,
    written,
)
from kg.scale.profiles import FULL, check_profile
from kg.scale.tasks import Given, find_given
from kg.tally import Counts, Tally, told_also
from kg.uses import Used
from kg.workers import Orders, Result, choose_workers, crew_of, in_batches, probe_batch
from ontology.errors import KgError
from ontology.gazetteer import load_gazetteer

__all__ = ["MANIFEST", "PartsError", "build_parts"]

MANIFEST = "manifest.json"
"""Written last: a folder without it is not finished."""
_FORMAT = {"format": "fazhi-kg parts", "version": 1}
_REPORTS, _BYTES = 64, 16_000_000
"""What a part is made of: measured 95 MB of N-Quads, 6 MB compressed."""
_NAME = re.compile(r"\.?(?:part-\d{5,}\.nq|text-\d{5,}\.jsonl)\.gz(?:\.half)?|manifest\.json")


class PartsError(KgError):
    """A folder that parts cannot be written into."""


def build_parts(
    paths: Iterable[str | Path | Stdin],
    target: str | Path,
    *,
    workers: int | None = 1,
    on: str = "",
    ocr: bool = False,
    profile: str = FULL,
    validate: bool = True,
    progress: Callable[[int, int, str], None] | None = None,
) -> BuildSummary:
    """Write the graph of the reports into a folder or address as N-Quads parts.

    Everything is read anew, by ``workers`` processes or ``on`` a cluster. A plain path is on this
    machine; an address (s3://, hdfs://, file://) is one that every worker can read and write.

    Raises:
        KgError: Nothing could be read, or the target holds something else.
    """
    summary = BuildSummary()
    parts = _Parts(target=str(target), summary=summary, profile=check_profile(profile))
    with crew_of(choose_workers(workers), on) as crew:
        given = find_given(paths, pictures=ocr)
        orders = Orders(corrections=given.corrections, ocr=ocr, profile=profile, validate=validate)
        summary.faults += given.faults
        parts.look()
        _load()
        for part in _made(given, orders, parts.target, crew):
            last = part.results[-1].task
            if progress:
                progress(last.number + 1, len(given), last.name)
            parts.take(part)
        parts.take_out_twins(crew)
    if not (summary.reports or summary.twins):
        first = [*summary.failures, *summary.faults, "every file is empty"][0]
        raise BuildError(f"nothing could be read: {first}")
    parts.finish()
    return summary


def _load() -> None:
    """Load what the last part is made of, while the readers start."""
    current_versions()
    load_gazetteer()
    descriptions_of(Used())


def _made(given: Given, orders: Orders, target: str, crew: Crew) -> Iterator[Part]:
    batches = in_batches(given.tasks(), _REPORTS, _BYTES)
    numbered = ([replace(t, batch=n) for t in batch] for n, batch in enumerate(batches))
    work = partial(make_part, orders, target)
    return in_order(work, numbered, crew, partial(marked, partial(probe_batch, orders)))


@dataclass(slots=True, kw_only=True)
class _Parts:
    """The parts written so far, and what is known of the reports in them."""

    target: str
    summary: BuildSummary
    profile: str
    number: int = 0
    files: dict[str, PartFile] = field(default_factory=dict)
    before: set[str] = field(default_factory=set)
    """Files of parts that the folder held before."""
    used: Used = field(default_factory=Used)
    first: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Report and file name by the fingerprint of the text."""
    again: dict[int, set[str]] = field(default_factory=dict)
    """Reports to be taken out of a part: an earlier one has their text."""
    also: dict[str, GraphText] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    """Of the reports that stay, without their counts, which are added up."""
    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def look(self) -> None:
        """See what the folder holds.

        Raises:
            PartsError: It holds something that is no part of a graph.
        """
        self.before = _at(self.target) if is_address(self.target) else _inside(Path(self.target))

    def take(self, part: Part) -> None:
        """Keep what became of a batch; the list of older parts holds no more."""
        if part.files and not self.files:
            remove_address(self.target, MANIFEST)
        for file in part.files:
            self.files[file.name] = written(self.target, file)
        self.used.update(part.used)
        for result in part.results:
            self._note(result)
        self.number += 1

    def _note(self, result: Result) -> None:
        if result.fault:
            self.summary.failures.append(result.fault)
            return
        name = result.task.name
        report, first = self.first.setdefault(result.fingerprint, (result.report, name))
        if result.report == report:
            self.summary.count_result(result)
            if result.tally:
                self._add(result.tally.counts)
                self.tallies[report] = replace(result.tally, counts={})
            return
        self.summary.twins += 1
        if result.report:
            self.again.setdefault(self.number, set()).add(result.report)
        graph = self.also.setdefault(report, GraphText(report))
        if name != first:
            graph.add(report, term("fz:alsoFrom"), text(name))
        if result.address:
            graph.add(report, term("fz:alsoAt"), ref(result.address))

    def _add(self, counts: Counts) -> None:
        for part, numbers in counts.items():
            self.counts.setdefault(part, Counter()).update(numbers)

    def _described(self) -> list[bytes]:
        """Return the lines that describe what the reports use, and the whole."""
        also = b"".join(graph.to_bytes() for graph in self.also.values())
        for report, graph in self.also.items():
            more_said = graph.nodes.get(report, {})
            self.tallies[report], more = told_also(self.tallies[report], more_said)
            self._add(more)
        used = b"".join(descriptions_of(self.used).values())
        whole = parts_quads(self.tallies.values(), self.counts, used)
        return sorted((used + also + whole).splitlines(keepends=True))

    def take_out_twins(self, crew: Crew) -> None:
        """Write the parts again that hold a report whose text an earlier one has."""
        wanted = [(number, frozenset(iris)) for number, iris in sorted(self.again.items())]
        for file in in_order(partial(without_reports, self.target), wanted, crew):
            self.files[file.name] = written(self.target, file)

    def finish(self) -> None:
        """Write what describes the reports, last the list of the parts; older ones go."""
        lines = self._described()
        last = make_file(part_name(self.number), [b"".join(lines)], 0, len(lines))
        self.files[last.name] = written(self.target, last)
        manifest = {
            **_FORMAT,
            "program": version("fazhi-kg"),
            "profile": self.profile,
            "reports": self.summary.reports,
            "triples": sum(file.triples for file in self.files.values()),
            "files": [_row(self.files[name]) for name in sorted(self.files)],
        }
        data = json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"
        for name in sorted(self.before - self.files.keys()):
            remove_address(self.target, name)
        put_bytes(self.target, MANIFEST, data)


def _row(file: PartFile) -> dict[str, object]:
    row: dict[str, object] = {"name": file.name, "reports": file.reports}
    if file.triples:
        row["triples"] = file.triples
    return {**row, "bytes": file.size, "sha256": file.sha256, "content_sha256": file.content}


def _inside(folder: Path) -> set[str]:
    """Return the parts in a folder, which is made if there is none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = {file.name for file in folder.iterdir()}
    except OSError as error:
        raise PartsError(f"{folder}: no folder for parts ({error.strerror})") from error
    strange = sorted(name for name in names if not _NAME.fullmatch(name))
    if strange:
        raise PartsError(f"{folder}: holds {strange[0]}, which is no part; give another folder")
    return names


def _at(target: str) -> set[str]:
    """Return the parts that the list at an address names."""
    try:
        held = read_address(f"{target.rstrip('/')}/{MANIFEST}")
    except AddressError:
        return set()
    try:
        return {row["name"] for row in json.loads(held)["files"]}
    except (ValueError, KeyError, TypeError) as error:
        raise PartsError(f"{target}: its {MANIFEST} is none of ours; give another one") from error
