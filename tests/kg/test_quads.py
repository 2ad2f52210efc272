from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.quads import GraphText, decimal, ref, text

NAME = "https://example.org/g"


def only_object(data: bytes) -> ox.Literal:
    """Return the literal of the only quad."""
    quads = list(ox.parse(data, format=ox.RdfFormat.N_QUADS))
    assert len(quads) == 1
    assert isinstance(quads[0].object, ox.Literal)
    return quads[0].object


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(value: str) -> None:
    """Whatever a text holds, quotation marks, line ends, NUL, it is read back as it was."""
    graph = GraphText(NAME)
    graph.add(NAME, "<https://example.org/p>", text(value, "zh"))
    assert only_object(graph.to_bytes()) == ox.Literal(value, language="zh")


@pytest.mark.parametrize(
    ("value", "written"),
    [("60", "60"), ("1.50", "1.5"), ("12000.00", "12000"), ("1E+4", "10000"), ("-0.0", "0")],
)
def test_figures_have_one_form(value: str, written: str) -> None:
    """A figure is written in the form in which every store gives it back."""
    assert decimal(Decimal(value)).startswith(f'"{written}"^^')


def test_statements_are_sorted_and_stand_once() -> None:
    """The order of statements, and how often they are made, does not matter."""
    one, other = GraphText(NAME), GraphText(NAME)
    one.add(NAME, "<https://example.org/p>", text("乙"), text("甲"), text("甲"))
    other.add(NAME, "<https://example.org/p>", text("甲"), text("乙"))
    assert one.to_bytes() == other.to_bytes()
    assert len(one) == 2


def test_half_a_character_is_one_question_mark() -> None:
    """A lone surrogate keeps its place, so that offsets stay true."""
    graph = GraphText(NAME)
    graph.add(NAME, "<https://example.org/p>", text("甲\ud800乙"))
    assert only_object(graph.to_bytes()).value == "甲?乙"


IRIS = st.text("ab/#?=.中", min_size=1, max_size=4).map(lambda tail: f"{NAME}/{tail}")
VALUES = st.one_of(IRIS.map(ref), st.text('a b@^\\"', max_size=3).map(text))


@given(st.lists(st.tuples(IRIS, IRIS.map(ref), VALUES), max_size=12))
def test_lines_are_sorted_as_lines(statements: list[tuple[str, str, str]]) -> None:
    """Whatever names and values hold, the bytes are those of the sorted set of lines."""
    graph = GraphText(NAME)
    for subject, predicate, value in statements:
        graph.add(subject, predicate, value)
    lines = {
        f"<{subject}> {predicate} {value} <{NAME}> .\n" for subject, predicate, value in statements
    }
    assert graph.to_bytes().decode() == "".join(sorted(lines))
