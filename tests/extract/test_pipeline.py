"""Rules that hold for every report, whatever it says."""

from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings

from extract.annotations import Clause, MeasureMark, SourceHints, marks_of
from extract.facts import Evidence, ReportFacts
from extract.normalization import clean
from extract.pipeline import build_pipeline, extract_facts, read_text
from extract.sources import SourceDocument
from tests.strategies import reports

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TITLE = "肥城市人民政府关于2022年法治政府建设情况的报告\n"
BODY = (
    "一、主要工作\n(一)健全行政执法工作体系。全面推行行政执法“三项制度”,印发《关于加强执法监督的意见》,"
    "培训执法人员120人次。\n二、存在的问题\n双随机、一公开监管落实不到位。\n"
)
ASIDE = "(零)天气。今天天气晴好。\n"


def _facts(text: str) -> ReportFacts:
    hints = SourceHints(file_name="report.txt")
    return extract_facts(SourceDocument(file_name="report.txt", text=text, hints=hints))


def _evidence(value: Any) -> list[Evidence]:
    if isinstance(value, Evidence):
        return [value]
    if isinstance(value, tuple):
        return [found for item in value for found in _evidence(item)]
    if is_dataclass(value):
        return [found for field in fields(value) for found in _evidence(getattr(value, field.name))]
    return []


@SLOW
@given(reports)
def test_any_text_is_read_and_offsets_give_back_quotes(text: str) -> None:
    """No text raises, and ``text[start:end]`` is the quote of every evidence."""
    facts = _facts(text)
    for item in _evidence(facts):
        assert facts.text[item.start : item.end] == item.quote
        assert item.quote


@SLOW
@given(reports)
def test_everything_named_has_evidence(text: str) -> None:
    """What a fact names is mentioned with evidence, or is the report's own place or issuer."""
    facts = _facts(text)
    mentioned = {mention.entity for mention in facts.mentions}
    mentioned |= {facts.report.jurisdiction, facts.report.issuer or ""}
    assert {adoption.mechanism for adoption in facts.adoptions} <= mentioned
    assert {act.document for act in facts.acts} <= mentioned
    assert {iri for measure in facts.measures for iri in measure.concerns} <= mentioned
    keys = {observation.key for observation in facts.observations}
    assert {key for measure in facts.measures for key in measure.observations} <= keys


def test_an_unrelated_paragraph_changes_no_fact() -> None:
    """The facts of a report stay the same when a paragraph about something else goes before."""

    def said(text: str) -> set[tuple[str, ...]]:
        facts = _facts(text)
        return {
            *(("adoption", a.mechanism, a.status, a.evidence[0].quote) for a in facts.adoptions),
            *(("act", a.document, a.act, a.agent) for a in facts.acts),
            *(("figure", o.measured, str(o.value), o.unit) for o in facts.observations),
            *(("measure", m.label, m.verb, m.status) for m in facts.measures),
        }

    plain = said(TITLE + BODY)
    assert plain
    assert said(TITLE + ASIDE + BODY) >= plain


def test_reading_twice_gives_the_same() -> None:
    """The same text gives the same facts."""
    assert _facts(TITLE + BODY) == _facts(TITLE + BODY)


def test_tokens_are_characters_and_change_nothing() -> None:
    """With tokens, the one at an offset is the character there; the marks are those without."""
    cleaned, hints = clean(TITLE + BODY), SourceHints(file_name="report.txt")
    with_tokens, without = read_text(cleaned, hints), read_text(cleaned, hints, tokens=False)
    assert [token.text for token in with_tokens] == list(cleaned.text)
    assert not len(without)
    assert marks_of(with_tokens, Clause) == marks_of(without, Clause)
    assert marks_of(with_tokens, MeasureMark) == marks_of(without, MeasureMark)


def test_a_lone_surrogate_is_read() -> None:
    """Half a character becomes a mark of replacement, and shifts nothing."""
    doc = build_pipeline().make_doc("甲\ud800县")
    assert [token.text for token in doc] == ["甲", "\ufffd", "县"]
