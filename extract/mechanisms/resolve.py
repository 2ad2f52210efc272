"""Choose between overlapping candidates and give one name to near-duplicates."""

import re
from dataclasses import dataclass
from typing import Final

from extract.annotations import MechanismMark
from extract.characters import Characters
from extract.facts import Mechanism
from extract.mechanisms.names import Candidate, bare, core, plain
from extract.mechanisms.vocabulary import Vocabulary
from ontology import iris

__all__ = ["Finds", "resolve"]

_GENERALS: Final = frozenset({"工作", "活动", "制度", "机制"})
_GENERAL: Final = Characters(word[-1] for word in _GENERALS)
_TWO: Final = 2
_MOST_GENERALS: Final = 9
_JOINTS: Final = "、和与及以"
_JOINT: Final = Characters(_JOINTS)
_ASSESSMENT: Final = re.compile(r"考核|考评|评价|述职|述法")
_VERB: Final = 2
"""Characters of a verb of entering."""
_SHORT: Final = 6
_SHORTEST: Final = 4
_REMEMBERED: Final = 12
_REPEATED: Final = 6
_NEAR: Final = 200
_OFFSETS: Final = 32
"""Bits that hold any offset in a text."""
_MOST: Final = 0.6


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
    concepts = {_range(known.start, known.end): known.concept for known in finds.known}
    candidates: list[Candidate] = []
    for each in finds.quoted + _apart(text, finds, subjects):
        named = _joined(each, concepts, vocabulary)
        candidates.append(_called(named, finds.known) if named.whole else named)
    candidates += finds.known
    candidates += [_joined(each, concepts, vocabulary) for each in finds.framed]
    candidates += _alone(len(text), finds.practised, candidates)
    candidates += _repeated(text, candidates)
    return _marks(text, _outermost(len(text), candidates), vocabulary)


def _range(start: int, end: int) -> int:
    """Return a stretch as one number, by which stretches sort."""
    return start << _OFFSETS | end


def _weighed(text: str, finds: Finds) -> Finds:
    """Return the finds without what says a thing twice.

    将履职情况纳入法治建设考核 names no assessment beside the phrase; but what is put into a known
    course, as in 纳入中心组学法内容, names that course.
    """
    framed: list[Candidate] = []
    doubles: set[int] = set()
    for frame in finds.framed:
        goal = frame.end if frame.goal is None else frame.goal
        inside = [k for k in finds.known if goal <= k.start and k.end <= frame.end]
        if any(k.start == frame.start and _is_thing(text, k, frame) for k in finds.known):
            continue
        if all(_ASSESSMENT.search(text, k.start, k.end) for k in inside):
            framed.append(frame)
            doubles.update(_range(k.start, k.end) for k in inside)
    if len(framed) == len(finds.framed) and not doubles:
        return finds
    known = [k for k in finds.known if _range(k.start, k.end) not in doubles]
    return Finds(known, finds.quoted, finds.headed, framed, finds.practised)


def _is_thing(text: str, known: Candidate, frame: Candidate) -> bool:
    """Tell whether an assessment is put into another: 将法治建设考核纳入综合考评."""
    whole = known.end == (frame.goal or frame.end) - _VERB
    return whole and bool(_ASSESSMENT.search(text, known.start, known.end))


def _alone(length: int, practised: list[Candidate], others: list[Candidate]) -> list[Candidate]:
    """Return the objects in which no other name stands."""
    if not practised:
        return []
    taken = _Taken(length)
    for other in others:
        taken.take(other.start, other.end)
    return [each for each in practised if not taken.meets(each.start, each.end)]


def _called(candidate: Candidate, known: list[Candidate]) -> Candidate:
    """Return a list as the known list that makes up most of it."""
    share = _MOST * (candidate.end - candidate.start)
    for part in known:
        inside = candidate.start <= part.start and part.end <= candidate.end
        if inside and part.end - part.start >= share:
            return _as(candidate, part.name, part.concept)
    return candidate


def _as(candidate: Candidate, name: str, concept: str | None) -> Candidate:
    """Return a candidate under another name."""
    return Candidate(
        start=candidate.start,
        end=candidate.end,
        name=name,
        concept=concept,
        whole=candidate.whole,
        goal=candidate.goal,
    )


class _Taken:
    """Which offsets of a text are taken."""

    def __init__(self, length: int) -> None:
        self._taken = [False] * length

    def take(self, start: int, end: int) -> None:
        for at in range(start, end):
            self._taken[at] = True

    def meets(self, start: int, end: int) -> bool:
        """Tell whether any offset of a stretch is taken."""
        return any(self._taken[at] for at in range(start, end))


def _apart(text: str, finds: Finds, subjects: tuple[str, ...]) -> list[Candidate]:
    """Return the headed names that are no mere frame of quoted or known ones.

    法律顾问和公职律师队伍 names two known things and no third; of 机构职能和权责清单 the last is
    known.
    """
    taken = _Taken(len(text))
    for candidate in finds.quoted:
        taken.take(candidate.start, candidate.end)
    ends = {known.end: known.start for known in finds.known}
    goals = [(f.end if f.goal is None else f.goal, f.end) for f in finds.framed]
    found: list[Candidate] = []
    for candidate in finds.headed:
        start, end = candidate.start, candidate.end
        if _within(start, end, goals) or taken.meets(start, end):
            continue
        if _done_by(text, candidate, ends, subjects):
            continue
        if not _JOINT.within(text, start, end) or not _framed(text, candidate, finds.known):
            found.append(candidate)
    return found


def _within(start: int, end: int, stretches: list[tuple[int, int]]) -> bool:
    return any(begin <= start and end <= stop for begin, stop in stretches)


def _done_by(
    text: str, candidate: Candidate, ends: dict[int, int], subjects: tuple[str, ...]
) -> bool:
    """Tell whether a name only says who does a known thing: 乡镇主要负责人年终述法活动."""
    kernel = _kernel_end(text, candidate.start, candidate.end)
    start = max(ends.get(kernel, -1), ends.get(candidate.end, -1))
    return start > candidate.start and text[candidate.start : start].endswith(subjects)


def _kernel_end(text: str, start: int, end: int) -> int:
    """Return where a name ends without the general words behind it."""
    for _ in range(_MOST_GENERALS):
        if end - start < _TWO or not _GENERAL.at(text, end - 1):
            break
        if text[end - _TWO : end] not in _GENERALS:
            break
        end -= _TWO
    return end


def _framed(text: str, candidate: Candidate, known: list[Candidate]) -> bool:
    inside = [k for k in known if candidate.start <= k.start and k.end <= candidate.end]
    for part in inside:
        if part.end == candidate.end and text[part.start - 1] in _JOINTS:
            return part.start > candidate.start
    if len(inside) < _TWO:
        return False
    covered = {at for part in inside for at in range(part.start, part.end)}
    rest = [text[at] for at in range(candidate.start, candidate.end) if at not in covered]
    return len("".join(rest).strip(_JOINTS)) <= _TWO


def _joined(
    candidate: Candidate, concepts: dict[int, str | None], vocabulary: Vocabulary
) -> Candidate:
    """Return the candidate as a concept if it is printed, or called, like one."""
    iri = concepts.get(_range(candidate.start + 1, candidate.end - 1))
    iri = iri or vocabulary.concept_of(candidate.name)
    return _as(candidate, vocabulary.labels[iri], iri) if iri else candidate


def _repeated(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """Return the other places where a found name is printed."""
    found: list[Candidate] = []
    seen: set[str] = set()
    for candidate in candidates:
        start, length = candidate.start, candidate.end - candidate.start
        if candidate.concept is not None or length < _REPEATED:
            continue
        printed = text[start : candidate.end]
        if printed in seen:
            continue
        seen.add(printed)
        at = text.find(printed)
        while at >= 0:
            if at != start:
                found.append(
                    Candidate(start=at, end=at + length, name=candidate.name, goal=candidate.goal)
                )
            at = text.find(printed, at + length)
    return found


def _outermost(length: int, candidates: list[Candidate]) -> list[Candidate]:
    """Leave out what stands inside, or laps over, a longer one."""
    taken = _Taken(length)
    lists: set[int] = set()
    chosen: list[int] = []
    bits = len(candidates).bit_length()
    for number in _by_precedence(length, candidates):
        candidate = candidates[number]
        start, end = candidate.start, candidate.end
        if taken.meets(start, end) or (lists and _range(start, end) in lists):
            continue
        chosen.append(_range(start, end) << bits | number)
        if candidate.whole:
            lists.add(_range(start, end))
        else:
            taken.take(start, end)
    chosen.sort()
    return [candidates[key & ((1 << bits) - 1)] for key in chosen]


def _by_precedence(length: int, candidates: list[Candidate]) -> list[int]:
    """Return the longer before the shorter, then lists, known names, the first, by number.

    Numbers sort without a call for every key and comparison, fastest while they are small.
    """
    offsets, bits = length.bit_length(), len(candidates).bit_length()
    keys: list[int] = []
    for number, candidate in enumerate(candidates):
        key = (candidate.start - candidate.end) << 1 | (not candidate.whole)
        key = key << 1 | (candidate.concept is None)
        keys.append(((key << offsets) + candidate.start) << bits | number)
    keys.sort()
    return [key & ((1 << bits) - 1) for key in keys]


def _marks(text: str, chosen: list[Candidate], vocabulary: Vocabulary) -> list[MechanismMark]:
    """Return each candidate as the mechanism that it means."""
    naming = _Naming(vocabulary)
    marks: list[MechanismMark] = []
    for candidate in chosen:
        printed = plain(text[candidate.start : candidate.end])
        mechanism = naming.read(candidate, printed)
        marks.append(MechanismMark(start=candidate.start, end=candidate.end, mechanism=mechanism))
    return marks


class _Naming:
    """Tells of one candidate after another which mechanism it means."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._children: dict[str, str] = {}
        self._names: dict[str, str] = {}
        """First name of every core."""
        self._named: dict[str, Mechanism] = {}
        """What a name that is not curated means."""
        self._made: dict[str, Mechanism] = {}
        self._near: list[tuple[int, str, Mechanism]] = []
        """Where the names before end, their printed forms and what they mean."""

    def read(self, candidate: Candidate, printed: str) -> Mechanism:
        """Return the mechanism of a candidate."""
        if candidate.concept is None:
            mechanism = self._found(candidate, printed)
        else:
            mechanism = self._curated(candidate.concept, printed)
        self._near.append((candidate.end, printed, mechanism))
        return mechanism

    def _curated(self, iri: str, printed: str) -> Mechanism:
        special = self._children.get(iri)
        if special is not None:
            iri = self._vocabulary.meant_by(iri, printed, special)
        for general in self._vocabulary.broader(iri):
            self._children[general] = iri
        return self._mechanism(iri, self._vocabulary.labels[iri])

    def _found(self, candidate: Candidate, printed: str) -> Mechanism:
        """Return the mechanism whose end a short name repeats, else the one of that core."""
        name = self._names.setdefault(core(bare(candidate.name)), candidate.name)
        if _SHORTEST <= len(printed) <= _SHORT:
            last = len(self._near)
            for index in range(last - 1, max(last - _REMEMBERED, 0) - 1, -1):
                end, full, mechanism = self._near[index]
                if 0 <= candidate.start - end < _NEAR and _ends_in(full, printed):
                    return mechanism
        found = self._named.get(name)
        if found is None:
            found = self._named[name] = self._mechanism(iris.mechanism(name), name)
        return found

    def _mechanism(self, iri: str, name: str) -> Mechanism:
        """Return a mechanism, one record for each IRI."""
        made = self._made.get(iri)
        if made is None:
            made = Mechanism(iri=iri, name=name, curated=iri in self._vocabulary.labels)
            self._made[iri] = made
        return made


def _ends_in(full: str, short: str) -> bool:
    """Tell whether a name is the end of a longer one: 职责清单 after 第一责任人职责清单."""
    return len(full) > len(short) + 1 and full.endswith(short)
