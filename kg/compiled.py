"""Hold the graph of one report against ``shapes.ttl`` in a few milliseconds.

pySHACL takes a second for a report; a test holds the two against each other. What a report's graph
names without describing it (places, vocabulary, bodies of others) is judged by what gazetteer and
vocabularies say, else by its IRI: ``kg validate`` sees the whole graph.
"""

from collections.abc import Iterator

from kg.blocks import Blocks, Group, classes_of
from kg.rules import REMEMBERED, Fault, Rule, Shape
from kg.shape_reader import load_shapes

__all__ = ["check_blocks"]


class _Plan:
    """What is to be asked of nodes of the same classes with the same properties."""

    def __init__(self, shapes: list[Shape], properties: tuple[str, ...]) -> None:
        """Sort the rules of some shapes by what they need."""
        rules = [rule for shape in shapes for rule in shape.rules]
        self.shapes = shapes
        self.broken = False
        """Whether a property is missing."""
        self.each: list[Rule] = []
        """On the values that the nodes have for a property."""
        self.together = [rule for rule in rules if rule.together]
        self.alone = [shape for shape in shapes if shape.alone_too]
        for rule in rules:
            if rule.inverse:
                continue
            if rule.path in properties:
                self.each.append(rule)
            elif not rule.counts(0):
                self.broken = True

    def fits(self, group: Group, blocks: Blocks) -> bool:
        """Tell whether no node of a group has a fault."""
        if self.broken:
            return False
        for rule in self.each:
            column = group.columns[rule.path]
            if not (rule.counts(column.least) and rule.counts(column.most)):
                return False
            if not rule.passes_all(column.values, blocks):
                return False
        return all(_fits_together(rule, group, blocks) for rule in self.together) and all(
            shape.satisfied_alone(iri, block, blocks)
            for shape in self.alone
            for iri, block in zip(group.iris, group.blocks, strict=True)
        )


def _fits_together(rule: Rule, group: Group, blocks: Blocks) -> bool:
    """Tell whether what a rule asks of all values of a node is so at every one of a group."""
    if rule.inverse:
        pairs = zip(group.iris, group.blocks, strict=True)
        return all(rule.fault_in(iri, block, blocks) is None for iri, block in pairs)
    return all(rule.fault_together(b.get(rule.path, ()), b) is None for b in group.blocks)


_plans: dict[tuple[tuple[str, ...], tuple[str, ...]], _Plan] = {}
"""By the classes of a node and its properties."""


def check_blocks(blocks: Blocks) -> Iterator[Fault]:
    """Yield what the graph of a report has against the shapes.

    What nodes of the same classes have for the same property is asked at once; only where that
    finds a fault, each node by itself.
    """
    for group in blocks.groups:
        plan = _plan(group.types, group.properties)
        if plan.shapes and not plan.fits(group, blocks):
            for iri, block in zip(group.iris, group.blocks, strict=True):
                for shape in plan.shapes:
                    yield from shape.faults(iri, block, blocks)


def _plan(types: tuple[str, ...], properties: tuple[str, ...]) -> _Plan:
    plan = _plans.get((types, properties))
    if plan is None:
        classes = classes_of(types)
        shapes = [shape for shape in load_shapes() if shape.concerns(classes, properties)]
        plan = _Plan(shapes, properties)
        if len(_plans) < REMEMBERED:
            _plans[types, properties] = plan
    return plan
