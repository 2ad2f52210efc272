"""Every edge that a report states tells its sentence, its rule, its word and its versions."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.explained import Edge, Explanation
from kg.explaining import ExplainError, as_rows, explain
from kg.provenance import current_versions
from kg.reported import ReportFile
from kg.sparql import Record
from kg.store import open_graph
from kg.tracing import Trace
from ontology.errors import KgError
from ontology.terms import FZ

REPORT = "https://w3id.org/fazhi/report/"


def reports(folder: Path) -> Iterator[ReportFile]:
    """Yield the reports of a graph."""
    store = open_graph(folder)
    names = sorted(str(getattr(node, "value", "")) for node in store.named_graphs())
    for name in names:
        if name.startswith(REPORT):
            yield ReportFile(store, folder, name)


@pytest.fixture(scope="module")
def explained(sample_folder: Path) -> dict[Edge, list[tuple[ReportFile, Explanation]]]:
    """Every edge of the sample graph with its explanations."""
    found: dict[Edge, list[tuple[ReportFile, Explanation]]] = {}
    for report in reports(sample_folder):
        for edge in report.edges():
            found[edge] = [(report, each) for each in report.explain(edge)]
    return found


def test_every_edge_of_the_samples_explains_itself(
    explained: dict[Edge, list[tuple[ReportFile, Explanation]]],
) -> None:
    """No edge is without a sentence and a rule, or the file itself; each names its versions."""
    assert len(explained) > 30_000
    assert [edge for edge, each in explained.items() if not each] == []
    for edge, each in explained.items():
        for _, explanation in each:
            assert explanation.stands, edge
            source = explanation.source
            assert source.file
            assert len(source.sha256) == 64
            assert source.program.endswith(current_versions().program)
            assert source.vocabulary == current_versions().vocabulary
            assert source.gazetteer == current_versions().gazetteer


def test_quotes_and_words_stand_where_they_are_said_to_stand(
    explained: dict[Edge, list[tuple[ReportFile, Explanation]]],
) -> None:
    """The text holds every quote, and every word of a rule, at its offset."""
    for each in explained.values():
        for report, explanation in each:
            for proof in explanation.proofs:
                assert report.text[proof.start : proof.end] == proof.quote
                assert report.text.startswith(proof.after, proof.end)
            for trace in explanation.traces:
                if trace.start >= 0:
                    printed = report.text[trace.start : trace.start + 2 * len(trace.word) + 4]
                    assert "".join(printed.split()).startswith(trace.word), trace


def test_statements_name_the_very_word(
    explained: dict[Edge, list[tuple[ReportFile, Explanation]]],
) -> None:
    """Of a thousand edges at most one is left with a rule alone."""
    bare = [
        edge
        for edge, each in explained.items()
        if any(trace.step == "rule" for _, explanation in each for trace in explanation.traces)
    ]
    assert len(bare) <= len(explained) / 1000


def steps(folder: Path, *given: str) -> list[Trace]:
    """Return the steps of an edge given by names."""
    return [trace for each in explain(folder, given) for trace in each.traces]


def test_curated_name_is_traced_to_its_entry(sample_folder: Path) -> None:
    """The vocabulary entry and the kind of name stand with the word."""
    found = steps(sample_folder, "肥城市", "adopts", "三项制度")
    name = next(trace for trace in found if trace.step == "name")
    assert name.rule == "extract.mechanisms.vocabulary"
    assert name.entry == "https://w3id.org/fazhi/mechanism/three-enforcement-systems"
    assert (name.word, name.note) == ("行政执法“三项制度”", "prefLabel")


def test_status_names_section_and_cues(sample_folder: Path) -> None:
    """三项制度存在不实不细等现象 is a problem by its passage and by its words."""
    found = steps(sample_folder, "峄城区", "reportsProblemWith", "三项制度")
    section = [trace.entry for trace in found if trace.step == "section"]
    assert section == ["https://w3id.org/fazhi/section-role/problem"]
    words = {trace.word for trace in found if trace.step == "status"}
    assert {"不实不细", "现象"} <= words
    entries = {trace.entry for trace in found if trace.step == "status"}
    assert "https://w3id.org/fazhi/status-cue/lacking" in entries


def test_act_names_its_verb(sample_folder: Path) -> None:
    """深入落实《…纲要》 carries it out by the word 落实."""
    found = steps(sample_folder, "肥城市", "implements", "法治政府建设实施纲要(2021—2025年)")
    assert {(trace.word, trace.entry.rsplit("/", 1)[-1]) for trace in found if trace.step == "act"}
    assert {trace.word for trace in found if trace.step == "act"} == {"落实"}


def test_inferred_link_gives_form_and_reason(sample_folder: Path) -> None:
    """峰城区 is 峄城区 by a character that looks alike."""
    proofs = [proof for each in explain(sample_folder, ["峄城区"]) for proof in each.proofs]
    links = {(p.surface, p.reason.rsplit("/", 1)[-1]) for p in proofs if p.reason}
    assert ("峰城区", "look-alike-character") in links


def test_label_of_a_property_names_it(sample_folder: Path) -> None:
    """采用, adopts and fz:adopts are one property."""
    given = ("采用", "adopts", "fz:adopts", FZ.adopts, f"<{FZ.adopts}>")
    found = [explain(sample_folder, ("肥城市", name, "三项制度"))[0].statement for name in given]
    assert len(set(found)) == 1


def test_structure_names_its_table(sample_folder: Path) -> None:
    """That a county lies in a prefecture is told by the gazetteer, not by a report."""
    (found,) = explain(sample_folder, ("枞阳县", "within", "铜陵市"))
    assert (found.proofs, found.ground) == ((), "gazetteer: entry area:340722")


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (("肥城市", "adopts"), "three"),
        (("肥城市", "fliegt", "三项制度"), "no property"),
        (("枞阳县", "adopts", "三项制度"), "no report at hand"),
        (("https://example.org/a",), "not in this graph"),
        (("没有这样的县",), "nothing is named"),
    ],
)
def test_what_cannot_be_explained_is_one_clear_line(
    sample_folder: Path, given: tuple[str, ...], word: str
) -> None:
    """A wrong name, property or edge is told with a remedy."""
    with pytest.raises(KgError, match=word):
        explain(sample_folder, given)


def test_rows_hold_quote_source_and_versions(sample_folder: Path) -> None:
    """What the command prints ends with the file's hash and the versions."""
    rows: list[Record] = as_rows(
        open_graph(sample_folder), explain(sample_folder, ("肥城市", "adopts", "三项制度"))
    )
    assert [row["step"] for row in rows] == [
        "edge",
        "quote",
        "name",
        "section",
        "source",
        "read by",
    ]
    assert str(rows[-2]["note"]).startswith("sha256 3abeddde")
    assert current_versions().vocabulary in str(rows[-1]["said"])


def test_without_the_text_the_rule_is_named_alone(sample_folder: Path, tmp_path: Path) -> None:
    """A graph whose texts are gone still gives quote and rule, and says what is missing."""
    copy = tmp_path / "graph"
    shutil.copytree(sample_folder, copy)
    shutil.rmtree(copy / "texts")
    (found,) = explain(copy, ("肥城市", "adopts", "三项制度"))
    (trace,) = found.traces
    assert (trace.rule, trace.note) == ("extract.rules.adoptions", "the kept text is not at hand")
    assert found.stands


def test_faults_are_explain_errors(sample_folder: Path) -> None:
    """Both a missing edge and a wrong count of names belong to this command."""
    for given in (("a", "b"), ("枞阳县", "adopts", "三项制度")):
        with pytest.raises(ExplainError):
            explain(sample_folder, given)
