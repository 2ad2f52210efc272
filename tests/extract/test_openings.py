"""Whose report is it? Measured on openings whose places and years a seed draws."""

import runpy
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from extract.annotations import Context, SourceHints, context_of, put_hints
from extract.identity import IdentityError
from extract.normalization import clean
from extract.rules.jurisdictions import JurisdictionRule
from tests.extract.openings import FORMS, Opening, draw_openings

SCRIPT = Path(__file__).parents[2] / "scripts" / "bench_places.py"


@cache
def _vocab() -> spacy.Vocab:
    return spacy.blank("zh").vocab


def context(text: str, file_name: str = "report.txt") -> Context:
    """Return whose report a text is."""
    cleaned = clean(text)
    doc = Doc(_vocab(), list(cleaned.text), [False] * len(cleaned.text))
    put_hints(doc, SourceHints(file_name=file_name))
    return context_of(JurisdictionRule()(doc))


def test_openings_are_many_and_hard() -> None:
    """At least 60 openings; at least 20 of homonyms and changed units; every form is used."""
    openings = draw_openings()
    drawn = Counter(opening.why for opening in openings)
    assert len(openings) >= 60
    assert drawn["homonym"] + drawn["changed"] >= 20
    assert len(openings) >= len(FORMS)
    assert openings == draw_openings()


def test_openings_tell_place_and_year() -> None:
    """Code and year are right in at least 98%; whoever abstains says why in one line."""
    openings = draw_openings()
    missed = [line for line in map(_miss, openings) if line]
    assert len(missed) <= 0.02 * len(openings), "\n".join(missed)
    explained = ("may be", "names no reporting place", "is no known unit")
    for line in missed:
        assert "not told" not in line or any(words in line for words in explained)


def _miss(opening: Opening) -> str:
    """Return how an opening was misread, nothing if it was not."""
    wanted = f"{opening.code} {opening.year} ({opening.why})"
    try:
        found = context(opening.text)
    except IdentityError as error:
        return f"{wanted} not told: {error}"
    if (found.jurisdiction.code, found.year) == (opening.code, opening.year):
        return ""
    return f"{wanted} told as {found.jurisdiction.code} {found.year}"


def test_every_county_is_told_by_its_parent() -> None:
    """Of 2,846 counties each is right given its prefecture, given its province all but 16.

    Those 16, eight names that two counties of one province bear, and the homonyms without a
    parent are not guessed: the candidates are named.
    """
    counted = Counter(
        (form, outcome) for form, outcome, _, _ in runpy.run_path(str(SCRIPT))["measure"]()
    )
    assert counted == {
        ("prefecture in the title", "right"): 2846,
        ("prefecture in the text", "right"): 2846,
        ("province in the title", "right"): 2830,
        ("province in the title", "abstained"): 16,
        ("province in the text", "right"): 2830,
        ("province in the text", "abstained"): 16,
        ("no parent", "right"): 2780,
        ("no parent", "abstained"): 66,
    }


@pytest.mark.parametrize("name", ["峰城区", "峯城区", "峄城区", "嶧城區"])
def test_a_misprinted_name_is_the_same_place(name: str) -> None:
    """One text with 峰城区, 峯城区, 峄城区 or 嶧城區 is a report of 370404."""
    text = (
        f"枣庄市{name}人民政府关于2021年度法治政府建设情况的报告\n"
        f"2021年，{name}坚持依法行政，在阴平镇、榴园镇建成法治文化阵地。\n"
    )
    assert context(text).jurisdiction.iri == "https://w3id.org/fazhi/area/370404"
