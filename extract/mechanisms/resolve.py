"""Choose between overlapping candidates and give one name to near-duplicates."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter

from extract.annotations import MechanismMark
from extract.facts import Mechanism
from extract.mechanisms.names import Candidate, core, plain
from extract.mechanisms.vocabulary import Vocabulary
from ontology import iris

__all__ = ["Finds", "resolve"]

_GENERALS = ("工作", "活动", "制度", "机制")
_GENERAL = re.compile(rf"(?:{'|'.join(_GENERALS)}){{1,9}}$")
_JOINTS = "、和与及以"
_JOINING = frozenset(_JOINTS)
_ASSESSMENT = re.compile(r"考核|考评|评价|述职|述法")
_VERB = 2
"""Characters of a verb of entering."""
_SHORT = 6
_SHORTEST = 4
_REMEMBERED = 12
_REPEATED = 6
_NEAR = 200
_TWO = 2
_OFFSETS = 32
"""Bits that hold any offset in a text."""
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Finds:
    """What the ways of finding found."""

    known: list[Candidate]
    quoted: list[Candidate]
    headed: list[Candidate]
    framed: list[Candidate]
    """Whole phrases in which other names may stand."""
    practised: list[Candidate]
    """Objects that count only where nothing else was found."""


def resolve(
    text: str, finds: Finds, vocabulary: Vocabulary, subjects: tuple[str, ...]
) -> list[MechanismMark]:
    """Return the marks: the longer name wins, unless it is a list whose members stand inside."""
    finds = _weighed(text, finds)
    apart = _apart(text, finds, subjects)
    concepts = {(c.start, c.end): c.concept for c in finds.known}
    candidates = [_joined(c, concepts, vocabulary) for c in [*finds.quoted, *apart]]
    candidates = [_called(c, finds.known) if c.whole else c for c in candidates] + finds.known
    candidates += [_joined(c, concepts, vocabulary) for c in finds.framed]
    candidates += _alone(len(text), finds.practised, candidates)
    chosen = _outermost(len(text), [*candidates, *_repeated(text, candidates)])
    return list(_marks(_merged(text, chosen, vocabulary), vocabulary))


def _weighed(text: str, finds: Finds) -> Finds:
    """Return the finds without what says a thing twice.

    将履职情况纳入法治建设考核 names no assessment beside the phrase; but what is put into a known
    course, as in 纳入中心组学法内容, names that course.
    """
    framed, doubles = [], set()
    for frame in finds.framed:
        goal = frame.end if frame.goal is None else frame.goal
        inside = [k for k in finds.known if goal <= k.start and k.end <= frame.end]
        if any(k.start == frame.start and _is_thing(text, k, frame) for k in finds.known):
            continue
        if all(_ASSESSMENT.search(text, k.start, k.end) for k in inside):
            framed.append(frame)
            doubles.update(inside)
    if len(framed) == len(finds.framed) and not doubles:
        return finds
    return replace(finds, framed=framed, known=[k for k in finds.known if k not in doubles])


def _is_thing(text: str, known: Candidate, frame: Candidate) -> bool:
    """Tell whether an assessment is put into another: 将法治建设考核纳入综合考评."""
    whole = known.end == (frame.goal or frame.end) - _VERB
    return whole and bool(_ASSESSMENT.search(text, known.start, known.end))


def _alone(length: int, practised: list[Candidate], others: list[Candidate]) -> list[Candidate]:
    """Return the objects in which no other name stands."""
    taken = bytearray(length + 1)
    for other in others if practised else ():
        taken[other.start : other.end] = b"\1" * (other.end - other.start)
    return [c for c in practised if taken.find(1, c.start, c.end) < 0]


def _called(candidate: Candidate, known: list[Candidate]) -> Candidate:
    """Return a list as the known list that makes up most of it."""
    share = _MOST * (candidate.end - candidate.start)
    for part in known:
        inside = candidate.start <= part.start and part.end <= candidate.end
        if inside and part.end - part.start >= share:
            return replace(candidate, name=part.name, concept=part.concept)
    return candidate


def _apart(text: str, finds: Finds, subjects: tuple[str, ...]) -> Iterator[Candidate]:
    """Yield headed names that are no mere frame of quoted or known ones.

    法律顾问和公职律师队伍 names two known things and no third; of 机构职能和权责清单 the last is
    known.
    """
    taken = bytearray(len(text) + 1)
    ends = {k.end: k.start for k in finds.known}
    for candidate in finds.quoted:
        taken[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
    goals = [(f.end if f.goal is None else f.goal, f.end) for f in finds.framed]
    for candidate in finds.headed:
        if goals and any(s <= candidate.start and candidate.end <= e for s, e in goals):
            continue
        if taken.find(1, candidate.start, candidate.end) >= 0:
            continue
        printed = text[candidate.start : candidate.end]
        if _done_by(text, candidate, ends, subjects):
            continue
        if not _JOINING.isdisjoint(printed) and _framed(text, candidate, finds.known):
            continue
        yield candidate


def _done_by(
    text: str, candidate: Candidate, ends: dict[int, int], subjects: tuple[str, ...]
) -> bool:
    """Tell whether a name only says who does a known thing: 乡镇主要负责人年终述法活动."""
    kernel = candidate.end
    if text.endswith(_GENERALS, candidate.start, candidate.end):
        printed = text[candidate.start : candidate.end]
        kernel = candidate.start + len(_GENERAL.sub("", printed))
    start = max(ends.get(kernel, -1), ends.get(candidate.end, -1))
    return start > candidate.start and text[candidate.start : start].endswith(subjects)


def _framed(text: str, candidate: Candidate, known: list[Candidate]) -> bool:
    inside = [k for k in known if candidate.start <= k.start and k.end <= candidate.end]
    for part in inside:
        if part.end == candidate.end and text[part.start - 1] in _JOINTS:
            return part.start > candidate.start
    if len(inside) < _TWO:
        return False
    rest = list(range(candidate.start, candidate.end))
    covered = {at for part in inside for at in range(part.start, part.end)}
    left = "".join(text[at] for at in rest if at not in covered).strip(_JOINTS)
    return len(left) <= _TWO


def _joined(
    candidate: Candidate, concepts: dict[tuple[int, int], str | None], vocabulary: Vocabulary
) -> Candidate:
    """Return the candidate as a concept if it is printed, or called, like one."""
    inside = (candidate.start + 1, candidate.end - 1)
    iri = concepts.get(inside) or vocabulary.concept_of(candidate.name)
    if not iri:
        return candidate
    return Candidate(
        start=candidate.start,
        end=candidate.end,
        name=vocabulary.labels[iri],
        concept=iri,
        whole=candidate.whole,
        goal=candidate.goal,
    )


def _repeated(text: str, candidates: list[Candidate]) -> Iterator[Candidate]:
    """Yield the other places where a found name is printed."""
    seen: set[str] = set()
    for candidate in candidates:
        printed = text[candidate.start : candidate.end]
        if candidate.concept is not None or len(printed) < _REPEATED or printed in seen:
            continue
        seen.add(printed)
        at = text.find(printed)
        while at >= 0:
            if at != candidate.start:
                yield replace(candidate, start=at, end=at + len(printed), whole=False)
            at = text.find(printed, at + len(printed))


def _precedence(candidate: Candidate) -> int:
    """Return what sorts the longer before the shorter, then lists, known names, the first."""
    key = (candidate.start - candidate.end) << 1 | (not candidate.whole)
    return ((key << 1 | (candidate.concept is None)) << _OFFSETS) + candidate.start


def _outermost(length: int, candidates: list[Candidate]) -> list[Candidate]:
    """Leave out what stands inside, or laps over, a longer one."""
    taken = bytearray(length + 1)
    chosen: list[Candidate] = []
    seen: set[tuple[int, int]] = set()
    for candidate in sorted(candidates, key=_precedence):
        start, end = candidate.start, candidate.end
        if taken.find(1, start, end) >= 0 or (start, end) in seen:
            continue
        seen.add((start, end))
        chosen.append(candidate)
        if not candidate.whole:
            taken[start:end] = b"\1" * (end - start)
    return sorted(chosen, key=attrgetter("start", "end"))


def _merged(
    text: str, chosen: list[Candidate], vocabulary: Vocabulary
) -> Iterator[tuple[Candidate, str, str]]:
    """Yield each candidate with the name and the IRI of the mechanism that it means."""
    names: dict[str, tuple[str, str]] = {}
    children: dict[str, str] = {}
    near: deque[tuple[int, str, str, str]] = deque(maxlen=_REMEMBERED)
    for candidate in chosen:
        printed = plain(text[candidate.start : candidate.end])
        if candidate.concept is not None:
            iri = candidate.concept
            if iri in children:
                iri = vocabulary.meant_by(iri, printed, children[iri])
            for general in vocabulary.broader(iri):
                children[general] = iri
            name = vocabulary.labels[iri]
        else:
            key = core(candidate.name)
            if key not in names:
                names[key] = (candidate.name, iris.mechanism(candidate.name))
            name, iri = names[key]
            if _SHORTEST <= len(printed) <= _SHORT:
                for end, full, full_name, full_iri in near:
                    if 0 <= candidate.start - end < _NEAR and _ends_in(full, printed):
                        name, iri = full_name, full_iri
        near.append((candidate.end, printed, name, iri))
        yield candidate, name, iri


def _ends_in(full: str, short: str) -> bool:
    """Tell whether a name is the end of a longer one: 职责清单 after 第一责任人职责清单."""
    return len(full) > len(short) + 1 and full.endswith(short)


def _marks(
    merged: Iterator[tuple[Candidate, str, str]], vocabulary: Vocabulary
) -> Iterator[MechanismMark]:
    made: dict[str, Mechanism] = {}
    for candidate, name, iri in merged:
        mechanism = made.get(iri)
        if mechanism is None:
            mechanism = made[iri] = Mechanism(iri=iri, name=name, curated=iri in vocabulary.labels)
        yield MechanismMark(start=candidate.start, end=candidate.end, mechanism=mechanism)
