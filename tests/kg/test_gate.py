"""The gate of a build finds in one report what ``kg validate`` finds in the graph."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.pipeline import extract_facts
from extract.sources import read_source
from kg.build import BuildError, build_graph
from kg.gate import check_report, refusal
from kg.graph import report_graph
from kg.quads import GraphText
from kg.rebuilding import rebuild_graph
from kg.shape_reader import load_messages, load_shapes
from kg.validation import validate
from kg.workers import Task, result_of
from tests.kg.test_validation import VALID, faulty, loaded
from tests.kg.test_validation import test_fault_gives_its_one_finding as faults

REPORT = ox.NamedNode("https://w3id.org/fazhi/report/jia")
NAMED = (
    "EvidenceHasQuote",
    "QuoteFillsRange",
    "EvidenceNamedByRange",
    "EvidenceOfOwnReport",
    "YearOfReport",
)
CASES = [case[:2] for case in faults.pytestmark[0].args[1]]
SAMPLES = Path(__file__).parents[2] / "kg" / "samples"


def graph_of(store: ox.Store) -> GraphText:
    """Return the graph of the only report."""
    graph = GraphText(REPORT.value)
    for quad in store.quads_for_pattern(None, None, None, REPORT):
        subject = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else "_:b"
        graph.add(subject, str(quad.predicate), str(quad.object))
    return graph


def asked() -> set[str]:
    """Return the messages of all rules that the gate asks."""
    found = {load_messages(name)[1] for name in NAMED}
    for shape in load_shapes():
        found |= {shape.en, *(rule.en for rule in shape.rules)}
    return found


def test_faultless_report_passes() -> None:
    """Nothing is found where nothing is wrong."""
    assert check_report(graph_of(loaded(VALID))) == []


@pytest.mark.parametrize(("old", "new"), [case for case in CASES if case[0] in VALID])
def test_gate_and_stock_engine_find_the_same(old: str, new: str) -> None:
    """For each planted fault the compiled rules say what pySHACL and SPARQL say of the report."""
    store = loaded(faulty(old, new))
    graph, messages = graph_of(store), asked()
    wanted = {
        (one.focus, one.path, one.en)
        for one in validate(store).findings
        if one.en in messages and one.focus in graph.nodes and not _is_elsewhere(one.focus)
    }
    found = {(fault.focus, fault.path, fault.en) for fault, _ in check_report(graph)}
    assert found == wanted


def _is_elsewhere(iri: str) -> bool:
    """Tell whether a thing is described outside the report: a place, the vocabulary."""
    return iri.startswith("https://w3id.org/fazhi/area/") and "/person/" not in iri


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*-*")))
def test_samples_pass_with_their_texts(name: str) -> None:
    """What the rules read in real reports conforms, every quote at its offsets."""
    facts = extract_facts(read_source(SAMPLES / name))
    assert check_report(report_graph(facts), facts.text) == []


def test_quote_must_stand_in_the_text() -> None:
    """A text that says something else at a quote's offsets is found out."""
    facts = extract_facts(read_source(SAMPLES / "jiande-2020.txt"))
    found = check_report(report_graph(facts), facts.text[1:])
    assert {fault.en for fault, _ in found} == {load_messages("QuoteStandsInText")[1]}


def test_report_that_does_not_conform_is_refused_with_its_sentence() -> None:
    """One line names file, node, rule, quote and what can be done; nothing enters the graph."""
    facts = extract_facts(read_source(SAMPLES / "jiande-2020.txt"))
    graph = report_graph(facts)
    iri = next(iri for iri in graph.nodes if "/adoption/" in iri)
    del graph.nodes[iri]["<https://w3id.org/fazhi/ontology#year>"]
    line = refusal("jiande-2020.txt", check_report(graph, facts.text))
    assert line.startswith("jiande-2020.txt: what was read does not conform to the shapes: report:")
    assert "Give exactly one year" in line
    assert "“" in line
    assert "--no-validate" in line
    assert "\n" not in line


def test_warning_refuses_nothing() -> None:
    """A quote as long as a section is told, but the report passes."""
    size = 601
    trig = faulty("range:60\\,70", f"range:60\\,{60 + size}").replace(
        'oa:end 70 ; oa:exact "张三局长领回先进集体"',
        f'oa:end {60 + size} ; oa:exact "{"张" * size}"',
    )
    found = check_report(graph_of(loaded(trig)))
    assert [fault.severity for fault, _ in found] == ["Warning"]
    assert refusal("jia", found) == ""


@pytest.mark.parametrize("validated", [True, False])
def test_gate_can_be_left_open(monkeypatch: pytest.MonkeyPatch, *, validated: bool) -> None:
    """A build that does not validate takes what it reads."""
    facts = extract_facts(read_source(SAMPLES / "jiande-2020.txt"))
    task = Task(key="k", where="jiande-2020.txt", name="jiande-2020.txt", number=0)
    monkeypatch.setattr("kg.workers.check_report", lambda *_: [_bad()])
    result = result_of(facts, task, validate=validated)
    assert bool(result.fault) is validated
    assert bool(result.quads) is not validated


def test_rebuild_keeps_the_gate_as_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What came in by an open gate stays at a rebuild, also if a later build closed the gate."""
    monkeypatch.setattr("kg.workers.check_report", lambda *_: [_bad()])
    reports, graph = tmp_path / "reports", tmp_path / "graph"
    reports.mkdir()
    shutil.copy(SAMPLES / "zongyang-plan.txt", reports)
    with pytest.raises(BuildError, match="does not conform"):
        build_graph([reports], tmp_path / "other")
    assert build_graph([reports], graph, validate=False).reports == 1
    shutil.copy(SAMPLES / "jiande-2020.txt", reports)
    assert build_graph([reports], graph).failures
    assert rebuild_graph(graph).reports == 2


def _bad() -> tuple[object, str]:
    graph = GraphText(REPORT.value)
    graph.add(f"{REPORT.value}/act/x", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", _ACT)
    return check_report(graph)[0]


_ACT = "<https://w3id.org/fazhi/ontology#DocumentAct>"
