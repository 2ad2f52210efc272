"""What the rules leave in the ``Doc`` for one another: marks over the clean text.

Every rule reads the marks of the rules before it and puts marks of one kind. Offsets are character
offsets of the clean text, ``text_of(doc)``, and token indices: one character is one token.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

from extract.facts import Institution, Jurisdiction, ReportKind
from extract.marks import (
    ActMark,
    AdoptionMark,
    Clause,
    DocumentLinkMark,
    DocumentMark,
    FigureMark,
    HonourMark,
    InstitutionMark,
    Mark,
    MeasureMark,
    MechanismMark,
    OwnDocumentMark,
    PersonMark,
    PlaceMark,
    Section,
)
from ontology.traditional import simplified

if TYPE_CHECKING:
    from spacy.tokens import Doc

if TYPE_CHECKING:
    from mypy_extensions import i64

__all__ = [
    "ActMark",
    "AdoptionMark",
    "Clause",
    "Context",
    "DocumentLinkMark",
    "DocumentMark",
    "FigureMark",
    "HonourMark",
    "InstitutionMark",
    "Mark",
    "MeasureMark",
    "MechanismMark",
    "OwnDocumentMark",
    "PersonMark",
    "PlaceMark",
    "Section",
    "SourceHints",
    "clauses_by_offset",
    "context_of",
    "hints_of",
    "marks_of",
    "put_context",
    "put_hints",
    "put_marks",
    "put_simple_text",
    "put_text",
    "simple_text_of",
    "text_of",
]


_M = TypeVar("_M", bound=Mark)


@dataclass(slots=True, kw_only=True, unsafe_hash=True)  # compiled and frozen it could not travel
class SourceHints:
    """What is known of a text from outside it: file name, page header, a table beside it."""

    file_name: str
    title: str | None = None
    code: str | None = None
    year: int | None = None
    kind: ReportKind | None = None
    url: str | None = None
    """Address it came from."""
    published: str | None = None
    """ISO date of publication."""
    publisher: str | None = None
    given_by: str = ""
    """Who says so, in words: ``reports.csv``, ``the front matter``."""
    links: tuple[tuple[str, str], ...] = ()
    """Names that the user has linked to codes: 峰城区 is 370404."""
    doubts: tuple[str, ...] = ()
    """What was found contradictory before the text was read, in clear lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Whose report this is, of which year and genre."""

    jurisdiction: Jurisdiction
    chain: tuple[Jurisdiction, ...]
    """The jurisdiction's parents, nearest first, the country last."""
    kind: ReportKind
    year: int
    title: str
    period_end: int | None = None
    issuer: Institution | None = None
    doubts: tuple[str, ...] = ()
    """What speaks against this identity, in clear lines: the file is named after another place."""


_BY_OFFSET = "clauses by offset"
_in_reading_order = attrgetter("start", "end")


def _in_order(marks: list[Mark]) -> bool:
    """Tell whether marks stand in reading order already, as most rules leave them."""
    start = end = -1
    for mark in marks:
        if mark.start < start or (mark.start == start and mark.end < end):
            return False
        start, end = mark.start, mark.end
    return True


def put_marks(doc: "Doc", kind: type[Mark], marks: Iterable[Mark]) -> None:
    """Leave marks of one kind, in reading order."""
    found = list(marks)
    if not _in_order(found):
        found.sort(key=_in_reading_order)
    doc.user_data[kind.__name__] = tuple(found)
    if kind is Clause:
        doc.user_data.pop(_BY_OFFSET, None)


def marks_of(doc: "Doc", kind: type[_M]) -> tuple[_M, ...]:
    """Return the marks of one kind, none if its rule has not run."""
    return doc.user_data.get(kind.__name__, ())  # type: ignore[no-any-return]


def clauses_by_offset(doc: "Doc") -> list[Clause | None]:
    """Return the clause at every offset of the text, and none at its end; listed once.

    An index costs a fifth of a search, and clauses are looked up ten thousand times in a report.
    """
    found: list[Clause | None] | None = doc.user_data.get(_BY_OFFSET)
    if found is not None:
        return found
    listed: list[Clause | None] = [None] * (len(text_of(doc)) + 1)
    for clause in marks_of(doc, Clause):
        offset: i64 = clause.start
        end: i64 = clause.end
        while offset < end:
            listed[offset] = clause
            offset += 1
    doc.user_data[_BY_OFFSET] = listed
    return listed


def put_context(doc: "Doc", context: Context) -> None:
    """Leave the report's identity."""
    doc.user_data["context"] = context


def context_of(doc: "Doc") -> Context:
    """Return the report's identity; the jurisdiction rule must have run."""
    return doc.user_data["context"]  # type: ignore[no-any-return]


def put_hints(doc: "Doc", hints: SourceHints) -> None:
    """Leave what is known from outside the text."""
    doc.user_data["hints"] = hints


def hints_of(doc: "Doc") -> SourceHints:
    """Return what is known from outside the text."""
    return doc.user_data.get("hints") or SourceHints(file_name="")


def text_of(doc: "Doc") -> str:
    """Return the text, joined from the tokens once: ``doc.text`` joins them at every call."""
    text: str | None = doc.user_data.get("text")
    if text is None:
        text = doc.user_data["text"] = doc.text
    return text


def put_text(doc: "Doc", text: str) -> None:
    """Leave the text that rules read."""
    doc.user_data["text"] = text


def put_simple_text(doc: "Doc", text: str) -> None:
    """Leave the text with simplified characters."""
    doc.user_data["simple text"] = text


def simple_text_of(doc: "Doc") -> str:
    """Return the text with simplified characters, in which places are found: 龙海市 for 龍海市."""
    text: str | None = doc.user_data.get("simple text")
    return simplified(text_of(doc)) if text is None else text
