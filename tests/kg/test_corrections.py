"""Rules of corrections: read, applied, recorded, asked for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from extract.facts import Correction, ReportFacts
from kg.build import add_facts, build_graph
from kg.correcting import correct
from kg.corrections import Corrections, add_corrections, read_corrections
from kg.resolve import answer, ask, find_doubtful, read_answers
from kg.sparql import select
from kg.store import open_graph
from kg.validation import validate
from ontology import iris
from ontology.errors import KgError
from tests.kg.made import DONGCHENG, FOUND, OUTLINE, THREE

HEADER = "kind,subject,object,report,note"
XICHENG = iris.area("110102")
YICHENG = iris.area("370404")
BUREAU = iris.body("110101", "司法局")


def read(folder: Path, *rows: str, encoding: str = "utf-8") -> Corrections:
    """Return the corrections of a table."""
    (folder / "corrections.csv").write_bytes("\n".join((HEADER, *rows)).encode(encoding))
    return read_corrections([folder])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("link,峰城区,370404,,", Correction(kind="link", subject="峰城区", object=YICHENG)),
        ("link,a.txt,area:370404,,", Correction(kind="link", subject="a.txt", object=YICHENG)),
        ("same,area:110101,110102,a.txt,合并", Correction(
            kind="same", subject=DONGCHENG, object=XICHENG, report="a.txt", note="合并")),
        ("same,body:110101/司法所,body:110101/司法局,,", Correction(
            kind="same", subject=iris.body("110101", "司法所"), object=BUREAU)),
        ("wrong,mech:three-enforcement-systems,,a.txt,", Correction(
            kind="wrong", subject=THREE, report="a.txt")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_rows_are_understood(tmp_path: Path, row: str, expected: Correction, encoding: str) -> None:
    """Ids are codes, prefixed names or IRIs; UTF-8 and GB18030 are read."""
    found = read(tmp_path, row, encoding=encoding)
    assert (found.items, found.faults) == ((expected,), [])


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (["turn,峰城区,370404,,"], "row 2: unknown kind “turn”"),
        (["link,,370404,,"], "row 2: names nothing"),
        (["link,峰城区,,,"], "row 2: says nothing"),
        (["link,峰城区,999999,,"], "row 2: no place ever had the code 999999"),
        (["link,峰城区,峄城区,,"], "row 2: “峄城区” is no id"),
        (["link,a.txt,mech:x,,"], "row 2: a.txt is a file"),
        (["same,110101,110101,,"], "row 2: 110101 is the same already"),
        (["wrong,https://example.org/x,,,"], "row 2: “https://example.org/x” is no id"),
        (["link,峰城区,370404,,", "link,峰城区,370403,,"], "row 3: contradicts"),
        (["same,110101,110102,,", "same,110101,110105,,"], "row 3: contradicts"),
        (["same,110101,110102,,", "same,110102,110101,,"], "contradicts"),
        (["same,110101,110102,,", "same,110102,110105,,", "same,110105,110101,,"], "contradicts"),
    ],
)
def test_a_wrong_row_is_one_line(tmp_path: Path, rows: list[str], fault: str) -> None:
    """The line names table and row, and of rows that contradict each other none is heard."""
    found = read(tmp_path, "wrong,mech:x,,,", *(row for row in rows))
    shifted = fault.replace("row 3", "row 4").replace("row 2", "row 3")
    assert [line for line in found.faults if "corrections.csv" in line and shifted in line]
    assert len(found.faults) == 1
    assert found.items[0].subject == iris.mechanism("x")
    assert len(found.items) <= len(rows)


def test_links_of_places_are_told_to_the_rules(tmp_path: Path) -> None:
    """A name of a place counts in its report, the name of a file tells whose report it is."""
    found = read(tmp_path, "link,峰城区,370404,a.txt,", "link,b.txt,110101,,")
    assert found.links("a.txt") == (("峰城区", "370404"),)
    assert found.links("b.txt") == ()
    assert (found.code_of("a.txt"), found.code_of("b.txt")) == (None, "110101")


def corrected(facts: ReportFacts, *items: Correction) -> ReportFacts:
    """Return facts after corrections."""
    return correct(facts, Corrections(items))


def test_a_name_is_another_thing(rich: ReportFacts) -> None:
    """The thing that bears the name becomes the one that is meant, in every statement."""
    item = Correction(kind="link", subject="河长议事机制", object=THREE)
    facts = corrected(rich, item)
    assert {mechanism.iri for mechanism in facts.mechanisms} == {THREE}
    assert "“河长”议事机制" in facts.mechanisms[0].alternatives
    concerned = {iri for measure in facts.measures for iri in measure.concerns}
    assert THREE in concerned
    assert FOUND not in concerned
    assert facts.corrections == (item,)


def test_two_things_are_one(rich: ReportFacts) -> None:
    """The second stands for both; statements that now say the same are one with all evidence."""
    twin = replace(rich.mechanisms[0], iri=iris.mechanism("三制度"), name="三制度", curated=False)
    more = replace(rich.adoptions[0], mechanism=twin.iri, evidence=rich.adoptions[3].evidence)
    facts = replace(rich, mechanisms=(*rich.mechanisms, twin), adoptions=(*rich.adoptions, more))
    found = corrected(facts, Correction(kind="same", subject=twin.iri, object=THREE))
    assert len(found.mechanisms) == len(rich.mechanisms)
    assert len(found.adoptions) == len(rich.adoptions)
    assert found.adoptions[0].evidence == rich.adoptions[0].evidence + more.evidence


def test_a_place_is_another_place(rich: ReportFacts) -> None:
    """A place taken for another brings its own name and parent, and keeps what is printed."""
    facts = corrected(rich, Correction(kind="same", subject=DONGCHENG, object=XICHENG))
    place = facts.jurisdictions[0]
    assert (place.iri, place.name, place.code) == (XICHENG, "西城区", "110102")
    assert {"東城区", "东城区"} <= set(place.alternatives)
    assert facts.report.jurisdiction == XICHENG
    assert {adoption.jurisdiction for adoption in facts.adoptions} == {XICHENG}


def test_a_thing_that_is_not_there_is_dropped(rich: ReportFacts) -> None:
    """Nothing is said of it in that report; a report keeps the place that reports."""
    facts = corrected(
        rich,
        Correction(kind="wrong", subject=OUTLINE),
        Correction(kind="wrong", subject=BUREAU, report="other.txt"),
        Correction(kind="wrong", subject=DONGCHENG),
    )
    assert OUTLINE not in {document.iri for document in facts.documents}
    assert OUTLINE not in {act.document for act in facts.acts}
    assert BUREAU in {body.iri for body in facts.institutions}
    assert DONGCHENG in {place.iri for place in facts.jurisdictions}
    assert [item.subject for item in facts.corrections] == [OUTLINE]


def test_a_wrong_statement_is_not_stated(build: Callable[..., Path], rich: ReportFacts) -> None:
    """The node and its direct edge are gone, other statements stay, the graph is valid."""
    before = open_graph(build(rich, name="before"))
    wrong = select(
        before,
        "SELECT ?a WHERE { ?a a fz:Adoption ; fz:status status:adopted ;"
        " fz:mechanism mech:three-enforcement-systems }",
    )[0]["a"]
    item = Correction(kind="wrong", subject=str(wrong), note="印错")
    after = open_graph(build(corrected(rich, item), name="after"))
    assert not select(after, "SELECT ?c WHERE { ?c fz:adopts mech:three-enforcement-systems }")
    assert len(select(after, "SELECT ?a WHERE { ?a a fz:Adoption }")) == len(rich.adoptions) - 1
    assert validate(after).conforms == validate(before).conforms
    rows = select(
        after,
        """SELECT * WHERE { ?report prov:wasInfluencedBy ?item . ?item a fz:Correction ;
        fz:correctionKind/skos:prefLabel ?kind ; fz:corrects ?fact ; rdfs:comment ?note
        FILTER(LANG(?kind) = "en") }""",
    )
    assert [(row["item"], row["fact"], row["kind"], row["note"]) for row in rows] == [
        (item.iri, wrong, "wrong", "印错")
    ]


def test_an_unused_correction_leaves_no_trace(rich: ReportFacts) -> None:
    """A row on a name that the report does not print changes nothing."""
    assert corrected(rich, Correction(kind="link", subject="甲机制", object=THREE)) == rich


def test_answers_are_kept_and_heard(tmp_path: Path, rich: ReportFacts) -> None:
    """What was answered is written once and asked no more."""
    folder = tmp_path / "g"
    add_facts([rich], folder)
    doubtful = find_doubtful(open_graph(folder), folder)
    link = next(each for each in doubtful if each.name == "东城区")
    assert (link.confidence, link.reason) == ("0.9", "reporting place")
    for _ in range(2):
        path, number = answer(folder, doubtful, {link.id: "110102"})
    assert number == 1
    assert path.read_text(encoding="utf-8").splitlines() == [
        HEADER,
        f"link,东城区,{XICHENG},,reporting place",
    ]
    assert link.id not in {each.id for each in find_doubtful(open_graph(folder), folder)}


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("x", "is no answer"),
        ("=1", "is no answer"),
        ("000000=1", "no doubtful link"),
        ("{id}=999999", "no place ever had"),
        ("{id}=wrong", "give the code of the place"),
        ("{id}=东城", "is no id"),
    ],
)
def test_a_wrong_answer_is_refused(
    tmp_path: Path, rich: ReportFacts, given: str, fault: str
) -> None:
    """An unknown id or an answer that is no id is one line, and nothing is written."""
    folder = tmp_path / "g"
    add_facts([rich], folder)
    doubtful = find_doubtful(open_graph(folder), folder)
    own = next(each.id for each in doubtful if each.name == "东城区")
    with pytest.raises(KgError, match=fault):
        answer(folder, doubtful, read_answers([given.format(id=own)]))
    assert not (folder / "corrections.csv").exists()


def test_rows_are_added_to_what_stands_there(tmp_path: Path) -> None:
    """A table that ends without a line end, and its notes, stay as they are."""
    read(tmp_path, "link,峰城区,370404,,看图")
    add_corrections(tmp_path, [Correction(kind="wrong", subject=THREE)])
    found = read_corrections([tmp_path])
    assert [item.kind for item in found.items] == ["link", "wrong"]
    assert found.items[0].note == "看图"


TEXT = """临川峰区人民政府关于2022年法治政府建设情况的报告

一、主要工作
(一)强化执法。临川峰区全面推行行政执法“三项制度”，建立执法人员联席会议制度，培训执法人员60人次。
"""


def places(folder: Path) -> set[object]:
    """Return the places that report."""
    rows = select(open_graph(folder), "SELECT ?p WHERE { ?r a fz:Report ; fz:jurisdiction ?p }")
    return {row["p"] for row in rows}


@pytest.mark.parametrize("row", ["link,临川峰区,370404,,", "link,a.txt,370404,,"])
@pytest.mark.parametrize("where", ["reports", "graph"])
def test_corrections_survive_rebuilds(tmp_path: Path, row: str, where: str) -> None:
    """A report that nobody could place is placed at every build, wherever the table stands."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "graph").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(KgError, match="临川峰区"):
        build_graph([tmp_path / "reports"], tmp_path / "graph")
    read(tmp_path / where, row)
    for _ in range(2):
        summary = build_graph([tmp_path / "reports"], tmp_path / "graph")
        assert summary.faults == []
        assert places(tmp_path / "graph") == {iris.area("370404")}
    store = open_graph(tmp_path / "graph")
    assert len(select(store, "SELECT ?c WHERE { ?r prov:wasInfluencedBy ?c }")) == 1
    assert isinstance(store, ox.Store)


def test_a_wrong_table_costs_nothing(tmp_path: Path) -> None:
    """The reports are built; the rows that cannot be used are lines of the summary."""
    (tmp_path / "a.txt").write_text(TEXT.replace("临川峰区", "临泉县"), encoding="utf-8")
    read(tmp_path, "link,x,999999,,", "turn,a,b,,")
    summary = build_graph([tmp_path], tmp_path / "g")
    assert summary.reports == 1
    assert len(summary.faults) == 2


def test_a_person_is_asked_at_the_terminal(
    tmp_path: Path, rich: ReportFacts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty line leaves a link, q ends; without a terminal nobody is asked."""
    folder = tmp_path / "g"
    add_facts([rich], folder)
    doubtful = find_doubtful(open_graph(folder), folder)
    assert ask(doubtful) == {}
    replies = iter(["370404", "", "q"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: next(replies))
    assert ask([*doubtful, *doubtful, *doubtful]) == {doubtful[0].id: "370404"}
