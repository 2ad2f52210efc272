from hypothesis import given
from hypothesis import strategies as st

from visual.panels.likeness import likeness_order

sets = st.lists(st.frozensets(st.sampled_from("甲乙丙丁戊己"), max_size=6), max_size=30)


def test_alike_stand_together() -> None:
    """Sets that share most are neighbours, however they came."""
    north, south = ["甲乙丙", "甲乙", "甲乙丙丁"], ["己庚", "己庚辛", "戊己庚"]
    mixed = [frozenset(each) for pair in zip(north, south, strict=True) for each in pair]
    order = likeness_order(mixed)
    sides = ["north" if "甲" in mixed[index] else "south" for index in order]
    assert sides in (["north"] * 3 + ["south"] * 3, ["south"] * 3 + ["north"] * 3)


@given(sets)
def test_each_stands_once(each: list[frozenset[str]]) -> None:
    """Every set has one place in the order, and the order is always the same."""
    order = likeness_order(each)
    assert sorted(order) == list(range(len(each)))
    assert order == likeness_order(each)


@given(sets)
def test_equal_sets_are_neighbours(each: list[frozenset[str]]) -> None:
    """Equal sets follow one another without a gap."""
    ordered = [each[index] for index in likeness_order(each)]
    runs = [value for at, value in enumerate(ordered) if at == 0 or ordered[at - 1] != value]
    assert len(runs) == len(set(each))
