"""Rules of scoring."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from kg.evaluation.found import Found
from kg.evaluation.gold import GoldItem, read_gold
from kg.evaluation.matching import criteria_of, likeness, pair
from kg.evaluation.scores import confusion, count_tags, score_of
from ontology.errors import KgError


def _found(label: str, *tags: str) -> Found:
    return Found(label=label, names=frozenset({label}), tags=frozenset(tags))


def _gold(label: str, *tags: str, optional: bool = False) -> GoldItem:
    return GoldItem(label=label, names=frozenset({label}), tags=frozenset(tags), optional=optional)


@pytest.mark.parametrize(
    ("found", "gold", "counts"),
    [
        (["执法公示制度"], ["执法公示制度"], (1, 0, 0)),
        (["执法公示"], ["执法公示制度"], (1, 0, 0)),
        (["公示"], ["执法公示制度"], (0, 1, 1)),
        (["联席会议制度", "联席会议"], ["联席会议制度"], (1, 0, 1)),
        ([], ["联席会议制度"], (0, 1, 0)),
    ],
)
def test_each_is_paired_once(found: list[str], gold: list[str], counts: tuple[int, ...]) -> None:
    """A found mechanism pairs with one annotated one, equal or mostly contained."""
    outcome = pair(map(_found, found), map(_gold, gold), criteria_of("mechanisms"))
    assert (len(outcome.hits), len(outcome.missed), len(outcome.added)) == counts


def test_optional_entries_neither_help_nor_hurt() -> None:
    """An optional entry is no hit, no miss, and excuses what would be an addition."""
    gold = [_gold("联席会议制度", optional=True)]
    outcome = pair([_found("联席会议制度"), _found("联席会议")], gold, criteria_of("mechanisms"))
    assert (outcome.hits, outcome.missed, outcome.added) == ([], [], [])


def test_a_figure_needs_its_value_and_its_phrase() -> None:
    """Equal phrases with other values are different figures."""
    gold = GoldItem(label="x", names=frozenset({"受理行政复议案件"}), value=Decimal(60))
    right = Found(label="受理行政复议案件", value=Decimal(60))
    wrong = Found(label="受理行政复议案件", value=Decimal(61))
    outcome = pair([wrong, right], [gold], criteria_of("indicators"))
    assert (outcome.hits, outcome.added) == ([(right, gold)], [wrong])


def test_score_is_the_harmonic_mean_with_an_interval() -> None:
    """F1 lies inside its interval, and the interval is the same at every run."""
    score = score_of([(8, 2, 2)])
    assert score.f1 == pytest.approx(0.8)
    assert score.low <= score.f1 <= score.high
    assert score_of([(8, 2, 2)]) == score


def test_confused_statuses_are_counted() -> None:
    """Each annotated status that was read as another stands in the table."""
    outcome = pair(
        [_found("甲制度", "adopted"), _found("乙制度", "planned")],
        [_gold("甲制度", "adopted", "planned"), _gold("乙制度", "problem")],
        criteria_of("mechanisms"),
    )
    assert confusion(outcome) == {
        ("adopted", "adopted"): 1,
        ("planned", "-"): 1,
        ("problem", "planned"): 1,
    }
    assert count_tags(outcome) == [(1, 1, 0), (0, 1, 1)]


def test_likeness_ignores_marks() -> None:
    """Quotation marks and white space do not make phrases different."""
    assert likeness("落实“三项制度”", "落实三项制度") == 1


@pytest.mark.parametrize("content", ["[]", "{", json.dumps({"doc": "x"})])
def test_a_file_that_is_no_annotation_is_named(tmp_path: Path, content: str) -> None:
    """A wrong file is refused on one line with its path."""
    path = tmp_path / "gold.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KgError, match=r"gold\.json"):
        read_gold(path)
