"""Rules of cutting a text so that marks may nest and overlap."""

from hypothesis import given
from hypothesis import strategies as st

from visual.reading.blocks import cut
from visual.reading.facts import Fact
from visual.words import Word


def fact(start: int, end: int) -> Fact:
    """Return a fact about some characters."""
    return Fact(start=start, end=end, kind="ontology#Mechanism", name=Word("甲", "甲"))


def facts_of(text: str) -> st.SearchStrategy[list[Fact]]:
    """Return facts anywhere in a text, in reading order."""
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(
        lambda pair: pair[0] < pair[1]
    )
    return st.lists(places.map(lambda pair: fact(*pair)), max_size=8).map(sorted)


@given(
    st.text("甲乙。\n\r 𠮷;", min_size=1, max_size=60).flatmap(
        lambda t: st.tuples(st.just(t), facts_of(t))
    )
)
def test_every_character_knows_its_facts(case: tuple[str, list[Fact]]) -> None:
    """Each run stands where its block says and is covered by exactly the facts that it names."""
    text, facts = case
    for block in cut(text, facts):
        at = block.start
        for run in block.runs:
            end = at + len(run.text)
            assert text[at:end] == run.text
            covering = {n for n, f in enumerate(facts) if f.start <= at and end <= f.end}
            touching = {n for n, f in enumerate(facts) if f.start < end and f.end > at}
            assert set(run.facts) == covering == touching
            assert set(run.begins) == {n for n in covering if facts[n].start == at}
            at = end


@given(st.text("甲乙。\n\r 𠮷;", max_size=60))
def test_nothing_but_line_ends_is_lost(text: str) -> None:
    """All blocks together are the text without its line ends and empty lines."""
    shown = "".join(run.text for block in cut(text, []) for run in block.runs)
    lines = text.replace("\r", "\n").split("\n")
    assert shown == "".join(line for line in lines if line.strip())


def test_nested_and_overlapping_marks_are_runs() -> None:
    """甲乙丙丁 with 甲乙丙, 乙 and 丙丁 marked is four runs; the shortest fact comes first."""
    facts = [fact(0, 3), fact(1, 2), fact(2, 4)]
    (block,) = cut("甲乙丙丁", facts)
    assert [(run.text, run.facts) for run in block.runs] == [
        ("甲", (0,)),
        ("乙", (1, 0)),
        ("丙", (2, 0)),
        ("丁", (2,)),
    ]
    assert block.notes == (0, 1, 2)


def test_a_long_line_is_cut_behind_sentences() -> None:
    """A line of many sentences becomes several blocks, none of which begins within a sentence."""
    text = "本县推进执法监督工作。" * 100
    blocks = list(cut(text, []))
    assert len(blocks) > 3
    assert all(block.start % 11 == 0 for block in blocks)
    assert [block.follows for block in blocks] == [False] + [True] * (len(blocks) - 1)
