"""Hold the graph of one report against ``shapes.ttl`` in a few milliseconds.

pySHACL takes a second for a report; a test holds the two against each other. What a report's graph
names without describing it (places, vocabulary, bodies of others) is judged by what gazetteer and
vocabularies say, else by its IRI: ``kg validate`` sees the whole graph.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.blocks import Block, Blocks, closure
from kg.rules import REMEMBERED, Fault, Rule, Shape
from kg.shape_reader import load_shapes
from ontology.terms import RDF

__all__ = ["check_blocks"]

_TYPE = f"<{RDF.type}>"


@dataclass(slots=True)
class _Plan:
    """What is left to ask of nodes of the same classes with the same properties, as often."""

    shapes: list[Shape]
    broken: bool = False
    """Whether a number of values is wrong already."""
    each: list[tuple[str, Rule]] = field(default_factory=list)
    together: list[Rule] = field(default_factory=list)
    alone: list[Shape] = field(default_factory=list)

    def add(self, shape: Shape, counts: Mapping[str, int]) -> None:
        """Take in the rules of a shape."""
        self.shapes.append(shape)
        if shape.alone_too:
            self.alone.append(shape)
        for rule in shape.rules:
            if rule.together:
                self.together.append(rule)
            elif not rule.counts(counts.get(rule.path, 0)):
                self.broken = True
            elif rule.tests and rule.path in counts:
                self.each.append((rule.path, rule))

    def fits(self, iri: str, block: Block, blocks: Blocks) -> bool:
        """Tell whether a node is without fault."""
        if self.broken:
            return False
        for path, rule in self.each:
            passed = rule.passed if rule.plain else rule.known(blocks)
            for value in block[path]:
                if value not in passed and not rule.passes(value, blocks):
                    return False
        for rule in self.together:
            if rule.fault_in(iri, block, blocks) is not None:
                return False
        return all(shape.satisfied_alone(iri, block, blocks) for shape in self.alone)


_plans: dict[tuple[object, ...], _Plan] = {}
"""By the classes of a node, its properties and how many values each has."""


def check_blocks(blocks: Blocks) -> Iterator[Fault]:
    """Yield what the graph of a report has against the shapes.

    Nodes with the same classes and properties share a plan, so that only their values are asked.
    """
    for iri, block in blocks.nodes.items():
        key = (block.get(_TYPE), *block, *map(len, block.values()))
        plan = _plans.get(key)
        if plan is None:
            plan = _plan(block)
            if len(_plans) < REMEMBERED:
                _plans[key] = plan
        if plan.shapes and not plan.fits(iri, block, blocks):
            for shape in plan.shapes:
                yield from shape.faults(iri, block, blocks)


def _plan(block: Block) -> _Plan:
    classes = frozenset[str]().union(*map(closure, block.get(_TYPE, ())))
    counts = {path: len(set(values)) for path, values in block.items()}
    plan = _Plan([])
    for shape in load_shapes():
        if shape.concerns(classes, counts):
            plan.add(shape, counts)
    return plan
