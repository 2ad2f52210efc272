"""Pair what was found with what was annotated, one to one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.evaluation.found import Found
from kg.evaluation.gold import GoldItem
from ontology.iris import canonical

__all__ = ["Criterion", "Outcome", "criteria_of", "likeness", "pair"]

Criterion = Callable[[Found, GoldItem], bool]

_CLOSE = 0.6
"""Share of the longer name that the shorter one must cover, and of bigrams that clauses share."""
_CLEAR = 0.8
_LOOSE = 0.4
_FAINT = 0.2


@dataclass(slots=True)
class Outcome:
    """Found and annotated things of one kind: pairs, what was missed, what was added."""

    pairs: list[tuple[Found, GoldItem]] = field(default_factory=list)
    missed: list[GoldItem] = field(default_factory=list)
    added: list[Found] = field(default_factory=list)

    @property
    def hits(self) -> list[tuple[Found, GoldItem]]:
        """Pairs that count."""
        return [(found, gold) for found, gold in self.pairs if not gold.optional]


def pair(found: Iterable[Found], gold: Iterable[GoldItem], tests: tuple[Criterion, ...]) -> Outcome:
    """Pair by the strictest test first; optional entries take what is left over."""
    entries = sorted(gold, key=lambda item: item.optional)
    free = list(found)
    partner: dict[int, Found] = {}
    for test in tests:
        for number, entry in enumerate(entries):
            if number not in partner:
                hit = next((item for item in free if test(item, entry)), None)
                if hit is not None:
                    free.remove(hit)
                    partner[number] = hit
    optional = [entry for entry in entries if entry.optional]
    return Outcome(
        pairs=[(partner[n], entry) for n, entry in enumerate(entries) if n in partner],
        missed=[e for n, e in enumerate(entries) if n not in partner and not e.optional],
        added=[f for f in free if not any(test(f, e) for test in tests for e in optional)],
    )


def likeness(first: str, second: str) -> float:
    """Return the share of bigrams that two phrases have in common (Dice 1945), 0 to 1."""
    one, other = _bigrams(canonical(first)), _bigrams(canonical(second))
    return 2 * len(one & other) / (len(one) + len(other))


def _bigrams(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


def criteria_of(kind: str) -> tuple[Criterion, ...]:
    """Return the tests of a kind, strictest first."""
    if kind == "mechanisms":
        return (_named, _accepted, _contained)
    if kind == "indicators":
        return (_same_figure, _similar_figure)
    if kind == "measures":
        return (_same_action, _similar_action)
    if kind in ("honours", "persons"):
        return (_contained,)
    return (lambda found, gold: _named(found, gold) or _accepted(found, gold),)


def _named(found: Found, gold: GoldItem) -> bool:
    return bool(found.names & gold.names)


def _accepted(found: Found, gold: GoldItem) -> bool:
    return bool(found.names & gold.accepted)


def _contained(found: Found, gold: GoldItem) -> bool:
    return any(_holds(one, other) for one in found.names for other in gold.names | gold.accepted)


def _holds(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return shorter in longer and len(shorter) >= _CLOSE * len(longer)


def _same_figure(found: Found, gold: GoldItem) -> bool:
    return _similar_figure(found, gold) and likeness(found.label, next(iter(gold.names))) >= _CLOSE


def _similar_figure(found: Found, gold: GoldItem) -> bool:
    if found.value != gold.value:
        return False
    near = likeness(found.label, next(iter(gold.names)))
    quoted = canonical(gold.evidence) in canonical(found.quote)
    return near >= _LOOSE or (near >= _FAINT and quoted)


def _same_action(found: Found, gold: GoldItem) -> bool:
    return found.verb == gold.verb and likeness(found.quote, gold.evidence) >= _CLEAR


def _similar_action(found: Found, gold: GoldItem) -> bool:
    return likeness(found.quote, gold.evidence) >= _CLOSE
