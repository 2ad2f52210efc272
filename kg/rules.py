"""What a shape asks of a node, as plain Python: the SHACL Core that ``shapes.ttl`` uses."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from kg.blocks import Block, Blocks, number_of, parse

__all__ = ["REMEMBERED", "Fault", "Rule", "Shape", "Test"]

Test: TypeAlias = Callable[[str], bool]
"""Tells whether one value, or the node itself, is right."""
REMEMBERED = 5_000
"""Values and plans that are remembered, so that memory stays bounded."""
_LONG = 100
"""Characters of values that are not remembered: sentences, which do not come again."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One node that a rule is not satisfied with."""

    focus: str
    path: str
    value: str
    severity: str
    zh: str
    en: str


@dataclass(slots=True, kw_only=True, eq=False)
class Rule:
    """The rules on the values of one path."""

    path: str
    inverse: bool
    least: int
    most: int
    tests: list[Test]
    classes: tuple[str, ...]
    """What every value is to belong to."""
    below: tuple[str, bool] | None
    """Path of a greater value, and whether an equal one will do."""
    once_per_language: bool
    qualified: tuple[Test, int] | None
    severity: str
    zh: str
    en: str
    passed: set[str] = field(default_factory=set)
    """Values that have passed the tests, as they will in any report."""

    @property
    def together(self) -> bool:
        """Whether a rule concerns all values at once, not each for itself."""
        return bool(self.inverse or self.below or self.once_per_language or self.qualified)

    def counts(self, number: int) -> bool:
        """Tell whether a number of values is right."""
        return self.least <= number <= self.most

    def passes(self, value: str, blocks: Blocks) -> bool:
        """Tell whether one value is right."""
        return self.passes_all({value}, blocks)

    def passes_all(self, values: set[str], blocks: Blocks) -> bool:
        """Tell whether values are right; short ones are tested once."""
        for value in values - self.passed if self.tests else ():
            for test in self.tests:
                if not test(value):
                    return False
            if len(value) < _LONG and len(self.passed) < REMEMBERED:
                self.passed.add(value)
        return all(blocks.are_all(values, cls) for cls in self.classes)

    def fault_in(self, iri: str, block: Block, blocks: Blocks) -> str | None:
        """Return the value that breaks a rule, empty where the number of values does."""
        found = blocks.pointing(self.path, iri) if self.inverse else block.get(self.path, ())
        values = found if len(found) == 1 else sorted(set(found))
        if not self.counts(len(values)):
            return ""
        together = self.fault_together(values, block)
        if together == "":
            return ""
        for value in values:
            if not self.passes(value, blocks):
                return value
        return together

    def fault_together(self, values: Sequence[str], block: Block) -> str | None:
        """Return the value that goes ill with others, empty where that is no single one."""
        if self.below and not _all_below(values, block.get(self.below[0], ()), self.below[1]):
            return values[0]
        if self.once_per_language:
            tags = [tag for value in values if (tag := parse(value)[1])]
            if len(tags) != len(set(tags)):
                return ""
        if self.qualified:
            test, least = self.qualified
            if sum(test(value) for value in values) < least:
                return ""
        return None


@dataclass(slots=True, kw_only=True, eq=False)
class Shape:
    """The rules on the nodes of some classes, or on whatever has some properties."""

    classes: tuple[str, ...]
    subjects_of: tuple[str, ...]
    rules: list[Rule]
    alone: list[Test]
    """Rules on the node itself."""
    choices: list[list["Shape"]]
    negated: list["Shape"]
    zh: str
    en: str

    @property
    def has_rules(self) -> bool:
        """Whether it holds anything of SHACL Core."""
        return bool(self.rules) or self.alone_too

    @property
    def alone_too(self) -> bool:
        """Whether it says something of the node besides its values."""
        return bool(self.alone or self.choices or self.negated)

    def concerns(self, classes: frozenset[str], properties: Iterable[str]) -> bool:
        """Tell whether a node of some classes with some properties is a target."""
        if any(cls in classes for cls in self.classes):
            return True
        return any(name in self.subjects_of for name in properties)

    def faults(self, iri: str, block: Block, blocks: Blocks) -> Iterator[Fault]:
        """Yield what a node lacks."""
        for rule in self.rules:
            value = rule.fault_in(iri, block, blocks)
            if value is not None:
                yield _fault(iri, "" if rule.inverse else rule.path, value, rule)
        if not self.satisfied_alone(iri, block, blocks):
            yield _fault(iri, "", f"<{iri}>", self)

    def holds(self, iri: str, block: Block, blocks: Blocks) -> bool:
        """Tell whether a node satisfies all rules."""
        return next(self.faults(iri, block, blocks), None) is None

    def satisfied_alone(self, iri: str, block: Block, blocks: Blocks) -> bool:
        """Tell whether a node satisfies what is said of it besides its values."""
        if not all(test(f"<{iri}>") for test in self.alone):
            return False
        if any(shape.holds(iri, block, blocks) for shape in self.negated):
            return False
        return all(
            any(shape.holds(iri, block, blocks) for shape in choice) for choice in self.choices
        )


def _fault(iri: str, path: str, value: str, rule: Rule | Shape) -> Fault:
    return Fault(
        focus=iri,
        path=path[1:-1],
        value=value[1:-1] if value.startswith("<") else parse(value)[0] if value else "",
        severity=getattr(rule, "severity", "Violation"),
        zh=rule.zh,
        en=rule.en,
    )


def _all_below(values: Iterable[str], others: Iterable[str], equal: bool) -> bool:  # noqa: FBT001
    """Tell whether every value is smaller than every other one, or equal where that will do."""
    for value in values:
        for other in others:
            one, two = number_of(value), number_of(other)
            if one is None or two is None or one > two or (one == two and not equal):
                return False
    return True
