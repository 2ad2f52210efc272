"""Read a report anew to tell by which rule and which word each statement was found.

The graph keeps what was found and where; how it was found follows from the kept text, so it is
worked out when somebody asks, by the rules themselves.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from extract.acts import deed_at
from extract.annotations import (
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
    SourceHints,
    context_of,
    marks_of,
    text_of,
)
from extract.mechanisms.names import bare
from extract.metadata import read_front_matter
from extract.normalization import clean
from extract.pipeline import read_text
from extract.rules.mechanisms import MechanismRule
from extract.stance import clause_at, standing_at
from kg.known import office
from ontology.iris import BASE, concept
from ontology.schemes import Concept, load_scheme

__all__ = ["Range", "Rereading", "Trace"]

Range = tuple[int, int]
"""Start and end in the kept text."""

_M = TypeVar("_M", bound=Mark)
_RULES = "extract.rules"
_WAYS = {
    "known": "extract.mechanisms.vocabulary",
    "quoted": "extract.mechanisms.quoted",
    "headed": "extract.mechanisms.headed",
    "framed": "extract.mechanisms.frames",
    "practised": "extract.mechanisms.practised",
}
_LABELS = ("notLabel", "contextualLabel", "bareLabel", "titleEnding")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Trace:
    """One step by which a statement was found."""

    step: str
    """What it settled: name, status, act, verb, indicator, office, honour, place."""
    rule: str
    """Module of the rule that fired."""
    word: str = ""
    """As printed."""
    start: int = -1
    """Where the word stands in the kept text, -1 if it stands for no one place."""
    entry: str = ""
    """IRI of the vocabulary entry, cue or gazetteer place that it is; empty where none is."""
    note: str = ""


class Rereading:
    """A kept text as the rules read it, with their marks by place."""

    def __init__(self, text: str, file_name: str, hints: SourceHints) -> None:
        """Read the text with what was known of it from outside.

        Raises:
            KgError: The text tells no place or no year.
        """
        body = read_front_matter(text).body if file_name.lower().endswith(".md") else 0
        self._cleaned = clean(text, body)
        self._doc = read_text(self._cleaned, hints)
        self._clean = text_of(self._doc)
        self.jurisdiction = context_of(self._doc).jurisdiction.iri
        self._lists: dict[type[Mark], tuple[list[int], tuple[Mark, ...]]] = {}
        self._ways: list[tuple[int, int, str]] | None = None

    def adoption(self, mechanism: str, ranges: Iterable[Range]) -> Iterator[Trace]:
        """Yield how a mechanism was found in some ranges and what told its status."""
        for mark in self._named(MechanismMark, mechanism, ranges):
            yield self._mechanism(mark)
            yield from self._status(mark, f"{_RULES}.adoptions")

    def act(self, document: str, ranges: Iterable[Range]) -> Iterator[Trace]:
        """Yield how a document was found in some ranges and which word tells what is done."""
        for mark in self._named(DocumentMark, document, ranges):
            yield self._document(mark)
            deed = deed_at(self._doc, mark.start, mark.end)
            if deed is None:
                continue
            cue, word = _longest(self._clean, deed.at, "act-cues", deed.act)
            yield Trace(
                step="act",
                rule=f"{_RULES}.acts",
                word=word,
                start=self._at(deed.at) if word else -1,
                entry=cue.iri if cue else concept("act", deed.act),
                note="" if word else "named, and no word tells of another act",
            )

    def measure(self, ranges: Iterable[Range]) -> Iterator[Trace]:
        """Yield the verb of a measure and what told its status."""
        for mark in self._in(MeasureMark, ranges):
            at = self._clean.find(mark.verb, mark.start, mark.end)
            yield Trace(
                step="verb",
                rule=f"{_RULES}.measures",
                word=mark.verb,
                start=self._at(at) if at >= 0 else -1,
                entry=mark.kind or "",
            )
            yield from self._status(mark, f"{_RULES}.measures", at)

    def observation(self, key: Range) -> Iterator[Trace]:
        """Yield what a figure counts, and by which name it is a known indicator."""
        for mark in self._in(FigureMark, [key]):
            known = load_scheme("indicators").by_iri().get(mark.indicator or "")
            labels = [label for label in known.labels if label in mark.measured] if known else []
            word = max(labels, key=len) if labels else mark.measured
            clause = clause_at(self._doc, mark.start)
            at = self._clean.rfind(word, clause.start if clause else 0, mark.end)
            yield Trace(
                step="indicator" if known else "figure",
                rule=f"{_RULES}.observations",
                word=word,
                start=self._at(at) if at >= 0 else -1,
                entry=mark.indicator or "",
            )

    def honour(self, ranges: Iterable[Range]) -> Iterator[Trace]:
        """Yield the word by which an honour is won."""
        for mark in self._in(HonourMark, ranges):
            found = _first_cue(self._clean, mark, "honour-cues")
            yield Trace(
                step="honour",
                rule=f"{_RULES}.honours",
                word=found[1] if found else mark.label,
                start=self._at(found[0] if found else mark.start),
                entry=found[2] if found else "",
            )

    def person(self, iri: str, ranges: Iterable[Range]) -> Iterator[Trace]:
        """Yield the office by which a person was found."""
        marks = self._in(PersonMark, ranges)
        for mark in [mark for mark in marks if mark.iri == iri] or marks:
            yield Trace(
                step="office",
                rule=f"{_RULES}.persons",
                word=mark.role,
                start=self._at(mark.start),
                entry=office(mark.role) or f"{BASE}person-cue/office",
                note=mark.name,
            )

    def thing(self, iri: str, ranges: Iterable[Range]) -> Iterator[Trace]:
        """Yield how a place, body, document, mechanism or person was found in some ranges."""
        wide = tuple(ranges)
        for place in self._named(PlaceMark, iri, wide):
            yield self._plain("place", f"{_RULES}.jurisdictions", place, iri, place.reason or "")
        for body in self._named(InstitutionMark, iri, wide):
            kind = body.institution.kind or ""
            yield self._plain("institution", f"{_RULES}.institutions", body, kind)
        for document in self._named(DocumentMark, iri, wide):
            yield self._document(document)
        for own in self._named(OwnDocumentMark, iri, wide):
            yield self._plain("document", f"{_RULES}.documents", own, note="the text's own title")
        for mechanism in self._named(MechanismMark, iri, wide):
            yield self._mechanism(mechanism)
        if "/person/" in iri:
            yield from self.person(iri, wide)
        if "/honour/" in iri:
            yield from self.honour(wide)

    def _mechanism(self, mark: MechanismMark) -> Trace:
        known = load_scheme("mechanisms").by_iri().get(mark.mechanism.iri)
        way = self._way(mark)
        printed = self._clean[mark.start : mark.end]
        if known is None:
            head = _head(printed)
            return self._plain("name", way, mark, head.iri if head else "")
        return self._plain("name", way, mark, known.iri, _which(known, printed))

    def _document(self, mark: DocumentMark) -> Trace:
        known = load_scheme("documents").by_iri().get(mark.document.iri)
        printed = self._clean[mark.start : mark.end].strip("《》")
        entry, note = (known.iri, _which(known, printed)) if known else ("", "title marks")
        return self._plain("document", f"{_RULES}.documents", mark, entry, note)

    def _status(self, mark: Mark, rule: str, at: int = -1) -> Iterator[Trace]:
        """Yield the role of the section, and the cues that changed what it tells."""
        standing = standing_at(self._doc, at if at >= 0 else mark.start)
        if standing is None:
            return
        yield Trace(
            step="section",
            rule="extract.stance",
            entry=concept("section-role", standing.role),
            note=f"genre {standing.genre}; {rule}",
        )
        for start, word, scope in standing.cues:
            cue, _ = _cue_of("status-cues", word, scope)
            yield Trace(
                step="status",
                rule="extract.stance",
                word=word,
                start=self._at(start),
                entry=cue,
                note=scope,
            )
        if standing.next_year:
            yield Trace(step="status", rule="extract.stance", note="opens with the next year")

    def _plain(self, step: str, rule: str, mark: Mark, entry: str = "", note: str = "") -> Trace:
        begin, end = self._cleaned.original_range(mark.start, mark.end)
        word = "".join(self._cleaned.original[begin:end].split())
        return Trace(step=step, rule=rule, word=word, start=begin, entry=entry, note=note)

    def _way(self, mark: MechanismMark) -> str:
        """Return the way by which a name was found; one that only repeats a name, the rule."""
        if self._ways is None:
            finds = MechanismRule().finds(self._doc)
            self._ways = [
                (found.start, found.end, way) for way in _WAYS for found in getattr(finds, way)
            ]
        near = [way for way in self._ways if way[0] < mark.end and mark.start < way[1]]
        best = min(
            near,
            key=lambda way: abs(way[0] - mark.start) + abs(way[1] - mark.end),
            default=None,
        )
        return _WAYS[best[2]] if best else "extract.mechanisms.resolve"

    def _at(self, offset: int) -> int:
        return self._cleaned.original_offset(offset)

    def _named(self, kind: type[_M], iri: str, ranges: Iterable[Range]) -> list[_M]:
        """Return the marks of a thing in some ranges; of its kind, if a correction renamed it."""
        found = self._in(kind, ranges)
        return [mark for mark in found if _iri(mark) == iri]

    def _in(self, kind: type[_M], ranges: Iterable[Range]) -> list[_M]:
        """Return the marks of one kind inside ranges of the kept text, in reading order."""
        if kind not in self._lists:
            marks = marks_of(self._doc, kind)
            self._lists[kind] = ([self._at(mark.start) for mark in marks], marks)
        starts, held = self._lists[kind]
        found: set[int] = set()
        for start, end in ranges:
            for index in range(bisect_left(starts, start), bisect_left(starts, end)):
                mark = held[index]
                if self._cleaned.original_range(mark.start, mark.end)[1] <= end:
                    found.add(index)
        return [mark for index in sorted(found) if isinstance(mark := held[index], kind)]


def _iri(mark: Mark) -> str:
    for name in ("mechanism", "document", "place", "institution"):
        if thing := getattr(mark, name, None):
            return str(thing.iri)
    return ""


def _which(known: Concept, printed: str) -> str:
    """Return which of its names a printed form is: the property of the vocabulary."""
    names = {"prefLabel": (known.zh,), "altLabel": known.alternatives}
    names |= {name: known.values(name) for name in _LABELS}
    wanted = bare(printed)
    fits = (name for name, labels in names.items() if wanted in map(bare, labels))
    return next(fits, "by its core")


def _head(printed: str) -> Concept | None:
    """Return the entry of the longest word that ends a found name."""
    name = bare(printed)
    heads = [
        (len(label), cue)
        for cue in load_scheme("mechanism-cues")
        for label in cue.labels
        if name.endswith(label)
    ]
    return max(heads, key=lambda head: head[0])[1] if heads else None


def _longest(text: str, at: int, scheme: str, act: str) -> tuple[Concept | None, str]:
    """Return the longest cue of an act that begins at an offset, none if there is none."""
    fits = [
        (len(label), label, cue)
        for cue in load_scheme(scheme)
        if concept("act", act) in cue.values("act")
        for label in cue.alternatives
        if text.startswith(label, at)
    ]
    best = max(fits, key=lambda fit: fit[0], default=None)
    return (best[2], best[1]) if best else (None, "")


@cache
def _cue_of(scheme: str, word: str, scope: str) -> tuple[str, str]:
    for cue in load_scheme(scheme):
        if word in cue.labels and scope in cue.values("scope"):
            return cue.iri, cue.en
    return "", ""


def _first_cue(text: str, mark: Mark, scheme: str) -> tuple[int, str, str] | None:
    """Return where the longest of the first cues inside a mark stands, its word and its entry."""
    found = [
        (at, -len(label), label, cue.iri)
        for cue in load_scheme(scheme)
        for label in cue.alternatives
        if (at := text.find(label, mark.start, mark.end)) >= 0
    ]
    best = min(found, default=None)
    return (best[0], best[2], best[3]) if best else None
