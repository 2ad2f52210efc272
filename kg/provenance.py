"""How a report came into the graph: one activity, the program that read it, what it read with.

The names depend on contents alone: the text, the program, the vocabulary, the gazetteer. When and
where something was read stands in the ledger, never in the graph.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from extract.facts import Report
from kg.quads import GraphText, ref, term, text
from ontology.gazetteer import OVERLAY
from ontology.iris import BASE

__all__ = ["PARTS", "Versions", "activity_of", "current_versions", "describe_reading"]

PARTS = ("program", "vocabulary", "gazetteer")
"""What a reading depends on besides the text, each named by its contents."""

_PROGRAM = ("ontology", "extract", "kg")
_UNREAD = ("interface", "checks")
"""Vocabularies that no rule reads: the words of pages and commands."""
_ASIDE = {
    "__pycache__",
    "samples",
    "queries",
    "evaluation",
    "commands",
    "checks",
    "places",
    "vocab",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """By what a report is read: the released version, and a hash of each part's contents."""

    released: str
    """Version of the program as published: 0.1.0."""
    program: str
    vocabulary: str
    gazetteer: str

    def iri(self, part: str) -> str:
        """Return the name of the program, the vocabulary or the gazetteer in this version."""
        return f"{BASE}version/{part}-{getattr(self, part)}"


@cache
def current_versions() -> Versions:
    """Return the versions that reports are read by now."""
    ontology = files("ontology")
    program = ((f"{room}/{path}", data) for room in _PROGRAM for path, data in _code(files(room)))
    words = ((name, data) for name, data in _words(ontology) if not name.startswith(_UNREAD))
    places = _contents(ontology.joinpath("places"))
    return Versions(
        released=version("fazhi-kg"),
        program=_hash((*program, *_contents(ontology.joinpath("characters")))),
        vocabulary=_hash(tuple(words)),
        gazetteer=_hash((*places, *_newer())),
    )


def activity_of(report: Report) -> str:
    """Return the name of the reading of a report: the same text and versions, the same name."""
    used = current_versions()
    parts = (report.sha256, *(getattr(used, part) for part in PARTS))
    return f"{BASE}reading/{blake2b(' '.join(parts).encode(), digest_size=8).hexdigest()}"


def describe_reading(graph: GraphText, report: Report) -> None:
    """State how a report was read: an activity, its agent with version, what was used."""
    used, activity = current_versions(), activity_of(report)
    agent = used.iri("program")
    graph.add(activity, term("rdf:type"), term("prov:Activity"))
    graph.add(activity, term("prov:used"), ref(report.iri))
    graph.add(activity, term("prov:wasAssociatedWith"), ref(agent))
    graph.add(agent, term("rdf:type"), term("prov:SoftwareAgent"))
    graph.add(agent, term("schema:softwareVersion"), text(f"{used.released}+{used.program}"))
    for part in ("vocabulary", "gazetteer"):
        graph.add(activity, term("prov:used"), ref(used.iri(part)))
        graph.add(used.iri(part), term("rdf:type"), term("prov:Entity"))
        graph.add(used.iri(part), term("owl:versionInfo"), text(getattr(used, part)))


def _hash(contents: tuple[tuple[str, bytes], ...]) -> str:
    found = blake2b(digest_size=6)
    for path, data in contents:
        found.update(path.encode() + b"\0" + blake2b(data).digest())
    return found.hexdigest()


def _code(room: Traversable) -> Iterator[tuple[str, bytes]]:
    return ((path, data) for path, data in _contents(room) if path.endswith(".py"))


def _words(ontology: Traversable) -> Iterator[tuple[str, bytes]]:
    yield "fazhi.ttl", ontology.joinpath("fazhi.ttl").read_bytes()
    yield from _contents(ontology.joinpath("vocab"))


def _contents(folder: Traversable, path: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the files below a folder that reading depends on, in the order of their names."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if not item.is_dir():
            if item.name.endswith((".py", ".ttl", ".tsv", ".gz")):
                yield f"{path}{item.name}", item.read_bytes()
        elif item.name not in _ASIDE:
            yield from _contents(item, f"{path}{item.name}/")


def _newer() -> Iterator[tuple[str, bytes]]:
    """Yield the newer places that the user gives."""
    file = os.environ.get(OVERLAY)
    if file and Path(file).is_file():
        yield "newer", Path(file).read_bytes()
