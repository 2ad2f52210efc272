"""How much of a report goes into the graph: all of it, or what most questions need."""

from dataclasses import replace

from extract.facts import ReportFacts
from kg.quads import GraphText, ref, term
from ontology.errors import KgError
from ontology.iris import concept

__all__ = ["FULL", "LEAN", "PROFILES", "check_profile", "lean_facts", "lean_quads"]

FULL = "full"
LEAN = "lean"
"""No measures, and evidence without quotes: the kept text and the offsets give them back."""
PROFILES = (FULL, LEAN)


def check_profile(name: str) -> str:
    """Return the name of a profile.

    Raises:
        KgError: There is none of that name.
    """
    if name not in PROFILES:
        raise KgError(f"unknown profile “{name}”: give one of {', '.join(PROFILES)}")
    return name


def lean_facts(facts: ReportFacts) -> ReportFacts:
    """Return what a report says without its measures."""
    return replace(facts, measures=())


def lean_quads(quads: bytes, report: str) -> bytes:
    """Return the statements of a report without quotes; it says itself that it is lean."""
    graph = GraphText(report)
    graph.add(report, term("fz:profile"), ref(concept("profile", LEAN)))
    exact = f" {term('oa:exact')} ".encode()
    kept = [line for line in quads.splitlines(keepends=True) if exact not in line[: _reach(line)]]
    return b"".join(sorted((*kept, graph.to_bytes())))


def _reach(line: bytes) -> int:
    """Return where the property of a statement ends; neither it nor the subject has blanks."""
    return line.index(b" ", line.index(b" ") + 1) + 1
