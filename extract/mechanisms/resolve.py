"""Choose between overlapping candidates and give one name to near-duplicates."""

from collections.abc import Iterable

from extract.annotations import MechanismMark
from extract.facts import Mechanism
from extract.mechanisms.names import Candidate, core
from extract.mechanisms.vocabulary import Vocabulary
from ontology import iris

__all__ = ["resolve"]


def resolve(
    known: list[Candidate],
    quoted: list[Candidate],
    headed: list[Candidate],
    vocabulary: Vocabulary,
) -> list[MechanismMark]:
    """Return the marks: the longer name wins, unless it is a list whose members stand inside."""
    apart = [c for c in headed if not any(_overlap(c, other) for other in quoted)]
    chosen = _outermost([_joined(c, vocabulary) for c in [*quoted, *apart, *known]])
    return list(_merged(chosen, vocabulary))


def _joined(candidate: Candidate, vocabulary: Vocabulary) -> Candidate:
    if candidate.concept is not None:
        return candidate
    iri = vocabulary.concept_of(candidate.name)
    if iri is None:
        return candidate
    return Candidate(
        start=candidate.start, end=candidate.end, name=vocabulary.labels[iri], concept=iri
    )


def _overlap(one: Candidate, other: Candidate) -> bool:
    return one.start < other.end and other.start < one.end


def _outermost(candidates: list[Candidate]) -> list[Candidate]:
    """Leave out what stands inside, or laps over, a longer one."""
    chosen: list[Candidate] = []
    for candidate in sorted(
        candidates, key=lambda c: (c.start - c.end, c.concept is None, c.start)
    ):
        if not any(
            c.start < candidate.end and candidate.start < c.end and not c.whole for c in chosen
        ):
            chosen.append(candidate)
    return sorted(chosen, key=lambda c: (c.start, c.end))


def _merged(chosen: list[Candidate], vocabulary: Vocabulary) -> Iterable[MechanismMark]:
    names: dict[str, str] = {}
    for candidate in chosen:
        if candidate.concept is None:
            names.setdefault(core(candidate.name), candidate.name)
    for candidate in chosen:
        if candidate.concept is not None:
            mechanism = Mechanism(
                iri=candidate.concept, name=vocabulary.labels[candidate.concept], curated=True
            )
        else:
            name = names[core(candidate.name)]
            mechanism = Mechanism(iri=iris.mechanism(name), name=name)
        yield MechanismMark(start=candidate.start, end=candidate.end, mechanism=mechanism)
