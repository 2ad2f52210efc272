"""What an explanation holds: quotes, the steps of the rules, the file and the versions."""

from dataclasses import dataclass

from kg.tracing import Trace

__all__ = ["Edge", "Explanation", "Proof", "Source"]

Edge = tuple[str, str, str]
"""Subject, property and object; a literal by its text."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Proof:
    """A quote with what stands around it, and why a link was inferred there."""

    start: int
    end: int
    quote: str
    section: str = ""
    before: str = ""
    after: str = ""
    surface: str = ""
    confidence: str = ""
    reason: str = ""
    """IRI of a concept of the reasons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file, and by which versions it was read."""

    report: str
    file: str
    sha256: str
    reading: str = ""
    program: str = ""
    vocabulary: str = ""
    gazetteer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why one report makes an edge."""

    edge: Edge
    statement: str
    """IRI of the node that states it; empty where the edge stands by itself."""
    proofs: tuple[Proof, ...]
    traces: tuple[Trace, ...]
    source: Source
    ground: str = ""
    """What it rests on where no sentence says so: the file, its head, a reading."""

    @property
    def stands(self) -> bool:
        """Whether somebody can check it: a sentence and a rule, or the file itself."""
        return bool(self.ground) or bool(self.proofs and self.traces)
