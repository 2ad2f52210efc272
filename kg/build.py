"""Read reports and put what they say into a graph folder."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from extract.facts import ReportFacts
from kg.bodies import Body, body_quads
from kg.correcting import correct
from kg.corrections import CORRECTIONS, Corrections, read_corrections
from kg.descriptions import curated, places_quads, vocabulary_quads
from kg.graph import report_quads, text_file
from kg.quads import PLACES, VOCABULARY
from kg.sparql import select
from kg.store import GraphFolder, check_free
from ontology.errors import KgError

if TYPE_CHECKING:
    from extract.sources import SourceDocument

__all__ = ["BuildError", "BuildSummary", "add_facts", "build_graph", "find_files"]

TABLES = ("reports.csv", CORRECTIONS)
"""What a user says of the reports; no report itself."""
_BATCH = 200
"""Reports put into the store at once: few files on disk, little memory."""
_KINDS = {
    "jurisdictions": "jurisdictions",
    "institutions": "institutions",
    "documents": "documents",
    "mechanisms": "mechanisms",
    "adoptions": "adoptions",
    "acts": "document acts",
    "measures": "measures",
    "observations": "figures",
    "honours": "honours",
    "persons": "persons",
}
_PLACES = """
SELECT DISTINCT ?place WHERE {
  { ?report a fz:Report ; fz:mentions|fz:jurisdiction ?place }
  UNION { ?body a fz:Institution ; fz:jurisdiction ?place }
  UNION { ?below a fz:Jurisdiction ; fz:within ?place }
}"""

_BODIES = """
SELECT DISTINCT ?body ?kind ?place WHERE {
  ?body a fz:Institution ; fz:kind ?kind ; fz:jurisdiction ?place }"""


class BuildError(KgError):
    """Nothing could be built."""


@dataclass(slots=True, kw_only=True)
class BuildSummary:
    """What a build read, found and left aside."""

    reports: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    """How many of each kind, by its name in words."""
    characters: int = 0
    unread: int = 0
    """Characters of sentences in which no rule found anything."""
    failures: list[str] = field(default_factory=list)
    """One line for each file that could not be read."""
    faults: list[str] = field(default_factory=list)
    """One line for each row of the user's tables that could not be used."""
    doubts: list[str] = field(default_factory=list)
    """One line for each disagreement on a report's place, year or kind."""

    def count(self, facts: ReportFacts) -> None:
        """Add one report."""
        self.reports += 1
        self.characters += len(facts.text)
        self.unread += facts.unread
        self.doubts += facts.doubts
        for name, kind in _KINDS.items():
            self.facts[kind] += len(getattr(facts, name))


def build_graph(
    paths: Iterable[str | Path],
    folder: str | Path,
    *,
    progress: Callable[[int, int, str], None] | None = None,
) -> BuildSummary:
    """Add the reports of files and folders to a graph, and return what was found.

    A report that is there already is replaced. The graph changes only once a report has been
    read; an interruption keeps what was read until then. ``progress`` is told the number of
    files done, of all files, and the name of the next one.

    Raises:
        KgError: A path is missing, nothing could be read, or the folder is no graph.
    """
    roots = [*map(Path, paths)]
    files = find_files(roots)
    check_free(folder)
    summary = BuildSummary()
    homes = [Path(folder), *(root for root in roots if root.is_dir()), *(f.parent for f in files)]
    corrections = read_corrections(homes)
    summary.faults += corrections.faults
    reports = _read_all(files, roots, summary, progress, corrections)
    add_facts(reports, folder, summary)
    if not summary.reports:
        among = f" (the first of {len(files)} files)" if len(files) > 1 else ""
        raise BuildError(f"nothing could be read: {[*summary.failures, *summary.faults][0]}{among}")
    return summary


def find_files(paths: Iterable[str | Path]) -> list[Path]:
    """Return the files to read, those of folders included, each once and in order.

    Raises:
        BuildError: A path does not exist, or a folder holds no file that can be read.
    """
    from extract.sources import SUFFIXES  # noqa: PLC0415 (spaCy is loaded where text is read)

    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if not path.exists():
            raise BuildError(f"{path}: no such file or folder; check the path")
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        files = [file for file in inside if file == path or file.suffix.lower() in SUFFIXES]
        files = [file for file in files if file == path or _is_visible(file, path)]
        if path.name in TABLES:  # reports/* brings them too; they are read beside the reports
            continue
        if not files:
            raise BuildError(f"{path}: no report here; give files ending in {' '.join(SUFFIXES)}")
        found.update(dict.fromkeys(files))
    return list(found)


def _is_visible(file: Path, folder: Path) -> bool:
    """Tell whether a file of a folder is one to read: no hidden file, link, README or table."""
    parts = file.relative_to(folder).parts
    hidden = any(part.startswith(".") for part in parts)
    said = file.stem == "README" or file.name in TABLES
    return file.is_file() and not hidden and not file.is_symlink() and not said


def _read_all(
    files: list[Path],
    roots: list[Path],
    summary: BuildSummary,
    progress: Callable[[int, int, str], None] | None,
    corrections: Corrections,
) -> Iterator[ReportFacts]:
    """Yield the facts of every file that can be read, and note the others."""
    from extract.pipeline import extract_facts  # noqa: PLC0415 (spaCy)
    from extract.sources import read_source  # noqa: PLC0415
    from extract.tables import read_tables  # noqa: PLC0415

    tables = read_tables(files, roots)
    summary.faults += tables.faults
    for number, file in enumerate(files):
        if progress:
            progress(number, len(files), file.name)
        if file in tables.refused:
            continue
        try:
            source = _corrected(tables.informed(file, read_source(file)), corrections)
            facts = correct(extract_facts(source), corrections)
        except KgError as error:
            summary.failures.append(str(error))
            continue
        except Exception as error:  # noqa: BLE001 (one bad file must not cost the others)
            what = " ".join(f"{type(error).__name__}: {error}".split())
            summary.failures.append(f"{file}: a fault of this program ({what}); please report it")
            continue
        yield facts
    if progress:
        progress(len(files), len(files), "")


def _corrected(source: "SourceDocument", corrections: Corrections) -> "SourceDocument":
    """Return a text with the names and the place that the user has linked to codes."""
    code = corrections.code_of(source.file_name)
    hints = replace(source.hints, links=corrections.links(source.file_name))
    if code:
        hints = replace(hints, code=code, given_by=CORRECTIONS)
    return replace(source, hints=hints)


def add_facts(
    reports: Iterable[ReportFacts], folder: str | Path, summary: BuildSummary | None = None
) -> BuildSummary:
    """Put reports into a graph folder, batch by batch, then describe what they use."""
    summary = summary or BuildSummary()
    batch: list[ReportFacts] = []
    target: GraphFolder | None = None
    try:
        for facts in reports:
            summary.count(facts)
            batch.append(facts)
            if len(batch) == _BATCH:
                target = target or GraphFolder(folder)
                _put(target, batch)
                batch.clear()
    finally:
        if batch:
            target = target or GraphFolder(folder)
            _put(target, batch)
        if target:
            with target:
                _describe(target)
    return summary


def _put(target: GraphFolder, batch: list[ReportFacts]) -> None:
    graphs = {facts.report.iri: report_quads(facts) for facts in batch}
    for facts in batch:
        target.keep_text(text_file(facts.report), facts.text)
    target.replace_graphs(graphs)


def _describe(target: GraphFolder) -> None:
    """Write anew the descriptions of all that the reports use."""
    used = set(target.used_among(curated(), but=(VOCABULARY, PLACES)))
    used.update(str(row["place"]) for row in select(target.store, _PLACES))
    _, levels = places_quads(used)
    bodies, lines = body_quads(
        Body(str(row["body"]), str(row["kind"]), str(row["place"]))
        for row in select(target.store, _BODIES)
    )
    vocabulary, places = vocabulary_quads(used | levels | lines)
    graphs = {VOCABULARY: vocabulary + bodies, PLACES: places_quads(used | places)[0]}
    target.replace_graphs(graphs)
