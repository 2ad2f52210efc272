"""A faultless graph conforms; each fault gives its one finding."""

import re
import runpy
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.display import show_findings
from kg.store import open_graph
from kg.validation import Finding, ValidationReport, validate

VALID = (Path(__file__).parent / "valid.trig").read_text(encoding="utf-8")
READING = "https://w3id.org/fazhi/reading/0123456789abcdef"
DATASET = "https://w3id.org/fazhi/dataset"
PREFIXES = dict(re.findall(r"@prefix (\w+): <(.*)> \.", VALID))


def validated(trig: str) -> ValidationReport:
    """Validate a graph written as TriG."""
    return validate(loaded(trig))


def loaded(trig: str) -> ox.Store:
    """Load a graph written as TriG."""
    store = ox.Store()
    store.load(trig.encode(), ox.RdfFormat.TRIG)
    return store


def faulty(old: str, new: str) -> str:
    """Put one fault into the faultless graph."""
    assert old in VALID
    return VALID.replace(old, new)


def short(iri: str) -> str:
    """Write an IRI with its prefix."""
    names = [f"{key}:{iri[len(base) :]}" for key, base in PREFIXES.items() if iri.startswith(base)]
    return min(names, key=len, default=iri)


def test_faultless_graph_conforms() -> None:
    """Nothing is found in a graph that follows the contract."""
    report = validated(VALID)
    assert report == ValidationReport(findings=())
    assert report.conforms


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        # places and bodies
        ('"Yi"@en', '"亿省"@zh, "Yi"@en', "area:990000 rdfs:label", "exactly one Chinese label"),
        ('rdfs:label "丁村"@zh ;', "", "area:999981-丁村 rdfs:label", "one Chinese label"),
        ('"丙市"@zh, "Bing"@en', '"丙市"@zh', "area:999900", "English label"),
        ('"999981"', '"99998"', "area:999981 fz:code", "6 digits"),
        ('"999981"', '"999981", "999982"', "area:999981 fz:code", "at most one code"),
        ("level:village", "status:adopted", "area:999981-丁村 fz:level", "exactly one level"),
        ("level:province", "level:provinz", "area:990000 fz:level", "exactly one level"),
        (
            "level:province ;\n        fz:within area:100000",
            "level:province",
            "area:990000",
            "parent",
        ),
        ("fz:within area:990000", "fz:within doc:某条例", "area:999900 fz:within", "one parent"),
        ("area:990000 .", "area:999900 .", "area:999900 fz:within", "within itself"),
        ("fz:validFrom 1990", "fz:validFrom 190", "area:999981 fz:validFrom", "first year"),
        ("fz:validTo 1989", "fz:validTo 1949", "area:999980 fz:validFrom", "not after the last"),
        (
            "own:司法局 a",
            "own:司法局 fz:kind act:cites ; a",
            "own:司法局 fz:kind",
            "at most one kind",
        ),
        # documents, mechanisms, concepts
        ("fz:validTo 2030", "fz:validTo 2018", "doc:某条例 fz:validFrom", "not after the last"),
        ("fz:year 2019", 'fz:year "2019"', "doc:某条例 fz:year", "year of issue"),
        ('dcterms:title "某条例"@zh ;', "", "doc:某条例 dcterms:title", "title"),
        (
            "theme:administrative-decisions",
            "status:adopted",
            "mech:administrative-decision-hearing fz:theme",
            "theme",
        ),
        (
            ', "hearings on major decisions"@en',
            "",
            "mech:administrative-decision-hearing",
            "English preferred label",
        ),
        ('; skos:prefLabel "某机制"@zh', "", "mech:某机制 skos:prefLabel", "Chinese preferred"),
        ("skos:inScheme mech:found ;", "skos:inScheme mech:curated ;", "mech:某机制", "English"),
        ("skos:inScheme mech:found ; skos", "skos", "mech:某机制 skos:inScheme", "scheme"),
        # reports
        ('"jia-2022.txt"', '"a/jia-2022.txt"', "report:jia fz:sourceFile", "without a path"),
        ('"0000', '"000', "report:jia fz:sha256", "64 lower-case hex digits"),
        ("fz:reportKind kind:annual_report ;", "", "report:jia fz:reportKind", "kind of report"),
        (
            "fz:reportKind",
            "fz:profile kind:case ; fz:reportKind",
            "report:jia fz:profile",
            "but lean",
        ),
        ("fz:issuer own:司法局 ;", "fz:issuer area:999981 ;", "report:jia fz:issuer", "issuer"),
        ("fz:issuer", "fz:periodEnd 2021 ; fz:issuer", "report:jia fz:year", "not after the end"),
        ('"2023-01-31"^^xsd:date', '"2023"', "report:jia dcterms:issued", "xsd:date"),
        ("texts/", "/texts/", "report:jia fz:textFile", "texts/"),
        ("fact:honour, p", "act:cites, p", "report:jia fz:mentions", "Describe what the report"),
        ("fz:about mech:某机制", "fz:about doc:某条例", "report:jia fz:mentions", "is fz:about"),
        # evidence
        ("听证 制度。", "听证制度。", "range:0,10 oa:exact", "length of the quote"),
        ("range:0\\,10 a fz:Evidence ;", "range:0\\,10", "fact:adoption fz:evidence", "evidence"),
        (
            'fz:section "一、行政决策"',
            'fz:section "一", "二"',
            "range:0,10 fz:section",
            "one section",
        ),
        ("fz:confidence 0.9 ;", "", "range:20,30 fz:confidence", "confidence"),
        ("fz:confidence 0.9", "fz:confidence 1.5", "range:20,30 fz:confidence", "from 0 to 1"),
        ("reason:short-form", "reason:guess", "range:20,30 fz:reason", "reason"),
        ('fz:surface "局里" ;', "", "range:20,30 fz:surface", "printed form"),
        # statements
        (
            '"听证制度" ;\n        fz:evidence range:0\\,10 .',
            '"听证制度" .',
            "fact:adoption fz:evidence",
            "at least one evidence",
        ),
        (
            "fz:since",
            "prov:wasDerivedFrom own:司法局 ; fz:since",
            "fact:adoption prov:wasDerivedFrom",
            "exactly one report",
        ),
        (
            "fz:since",
            "fz:status status:mentioned ; fz:since",
            "fact:adoption fz:status",
            "two statuses are two nodes",
        ),
        ("fz:since 2020", "fz:since 3020", "fact:adoption fz:since", "starting year"),
        ('"听证制度"', '"另一制度"', "fact:adoption fz:surface", "Quote where it is printed"),
        (
            "area:999981 fz:adopts mech:administrative-decision-hearing .",
            "",
            "fact:adoption fz:adopts",
            "direct edge of this status",
        ),
        (
            "fz:adopts",
            "fz:plansToAdopt mech:某机制 ; fz:adopts",
            "area:999981 fz:plansToAdopt",
            "rests on",
        ),
        (
            "area:999981 fz:implements doc:某条例 .",
            "",
            "fact:act fz:implements",
            "direct edge of this act",
        ),
        (
            "own:司法局 fz:implements",
            "own:司法局 fz:cites doc:某条例 ; fz:implements",
            "own:司法局 fz:cites",
            "rests on",
        ),
        (
            "fz:actor area:999981 ; fz:status status:adopted",
            "fz:actor area:999981",
            "fact:measure fz:status",
            "exactly one status",
        ),
        ('fz:verb "培训" ;', "", "fact:measure fz:verb", "exactly one verb"),
        (
            "fz:concerns mech:某机制",
            "fz:concerns area:999981",
            "fact:measure fz:concerns",
            "what the measure concerns",
        ),
        ('fz:measured "培训执法人员" ;', "", "fact:observation fz:measured", "what is counted"),
        (
            'fz:measured "培训',
            'fz:measured "甲", "培训',
            "fact:observation fz:measured",
            "one phrase",
        ),
        ("fz:value 30.0", "fz:value 30", "fact:observation fz:value", "xsd:decimal"),
        (
            "fz:qualifier qualifier:over ; fz:year 2022",
            "fz:year 2021",
            "fact:observation fz:year",
            "year that the report covers",
        ),
        ("qualifier:over", "qualifier:nearly", "fact:observation fz:qualifier", "qualifier"),
        ("fz:recipient area:999981 ;", "", "fact:honour fz:recipient", "recipient"),
        ("fz:year 2021", 'fz:year "2021"', "fact:honour fz:year", "year of award"),
        # persons
        (
            "org:organization own:司法局",
            "org:organization area:999981",
            "fact:membership org:organization",
            "organization",
        ),
        ("foaf:Person ;", 'foaf:Person ; rdfs:label "章三"@zh ;', "person:张三 rdfs:label", "one"),
        # readings and the data set
        ("version:gazetteer-1 ;", "version:vocabulary-1 ;", READING + " prov:used", "reading used"),
        ("a prov:SoftwareAgent ;", "", READING + " prov:wasAssociatedWith", "one program"),
        ('"0.1.0+0123456789ab"', '"0.1.0"', "version:program-1 schema:softwareVersion", "version"),
        (
            "prov:used report:jia,",
            f"prov:used version:a . version:a a prov:Entity . <{READING}> prov:used",
            "report:jia",
            "one reading",
        ),
        (', "A graph"@en', "", DATASET + " dcterms:title", "English title"),
        ("void:triples 9 ;", "", DATASET + " void:triples", "number of statements"),
        (
            "dcterms:hasPart report:jia",
            "dcterms:hasPart doc:某条例",
            DATASET + " dcterms:hasPart",
            "r",
        ),
        # everything
        (
            "foaf:Person ;",
            'foaf:Person ; skos:altLabel "Zhang"@de ;',
            "person:张三 skos:altLabel",
            "no other language tag",
        ),
        (
            "fz:concerns",
            "fz:concerned mech:某机制 ; fz:concerns",
            "fact:measure",
            "declare it in fazhi.ttl",
        ),
    ],
)
def test_fault_gives_its_one_finding(old: str, new: str, place: str, message: str) -> None:
    """One fault gives one finding, which names node and property and says what to do."""
    found = validated(faulty(old, new)).findings
    assert [f"{short(one.focus)} {short(one.path)}".strip() for one in found] == [place]
    assert message in found[0].en
    assert found[0].zh


@pytest.mark.parametrize("case", test_fault_gives_its_one_finding.pytestmark[0].args[1])
def test_both_engines_find_the_same(case: tuple[str, ...]) -> None:
    """The compiled rules and pySHACL agree on every fault, its node, property and value."""
    store = loaded(faulty(*case[:2]))
    assert validate(store) == validate(store, pyshacl=True)


@pytest.mark.parametrize(
    "more",
    [
        "fact:adoption fz:year 2021 .",  # another graph says more of a report's own node
        "fact:adoption fz:year 2022 .",  # the same again
        "range:0\\,10 fz:section 7 .",
        "[] a fz:Adoption .",
        "fact:adoption fz:evidence [ a fz:Evidence ] .",
        "area:999981 fz:within area:999900, area:999980 .",
        "mech:某机制 skos:prefLabel '甲'@zh, 'first'@en, 'x'@fr .",
        "own:司法局 a fz:Jurisdiction .",
        "<https://example.org/x> fz:unknown 1 ; a fz:Unknown .",
        'fact:honour rdfs:label "a\\nb\\"c\\\\d"@zh .',
        "fact:measure fz:observation fact:nothing .",
        "report:other a fz:Report .",
        "person:李四 a foaf:Person .",
    ],
)
@pytest.mark.parametrize("graph", ["report:else", "<https://example.org/graph>", ""])
def test_both_engines_see_the_union(more: str, graph: str) -> None:
    """What another graph, or the default graph, says of a node counts to both engines."""
    store = loaded(f"{VALID}\n{graph} {{ {more} }}")
    found = validate(store)
    assert found == validate(store, pyshacl=True)
    assert found.conforms is (more == "fact:adoption fz:year 2022 .")


def test_finding_shows_report_and_quote() -> None:
    """A finding on a statement, or on a thing that a report describes, shows where to look."""
    for old, new, quote in (
        ("fz:since 2020", "fz:since 3020", "甲市建立听证 制度。"),
        ('"张三"@zh ;', '"张三"@zh, "章三"@zh ;', "张三局长领回先进集体"),
    ):
        (found,) = validated(faulty(old, new)).findings
        assert (short(found.report), found.quote) == ("report:jia", quote)


def test_finding_without_report_says_so() -> None:
    """What no report says has neither report nor quote."""
    (found,) = validated(faulty('"999900"', '"99990"')).findings
    assert (found.report, found.quote, found.value) == ("", "", "99990")


def test_warning_does_no_harm() -> None:
    """A quote as long as a section is reported, but the graph conforms."""
    size = 601
    trig = faulty("range:60\\,70", f"range:60\\,{60 + size}").replace(
        'oa:end 70 ; oa:exact "张三局长领回先进集体"',
        f'oa:end {60 + size} ; oa:exact "{"张" * size}"',
    )
    report = validated(trig)
    assert [(one.severity, short(one.path)) for one in report.findings] == [("Warning", "oa:exact")]
    assert report.conforms


def test_blank_nodes_are_found() -> None:
    """A built graph names everything."""
    report = validated(faulty("fz:unit", "fz:unit [] ; fz:unit"))
    assert "hold no blank nodes" in " ".join(one.en for one in report.findings)


def test_fault_is_found_whatever_its_graph() -> None:
    """The union of all graphs is validated: two labels in two graphs are two labels."""
    elsewhere = '<a:g> { area:990000 rdfs:label "乙自治区"@zh . }'
    (found,) = validated(VALID + elsewhere).findings
    assert short(found.focus) == "area:990000"


def test_empty_store_conforms() -> None:
    """There is nothing wrong with nothing."""
    assert validate(ox.Store()).conforms


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("fz:since", "fz:since", True),
        ("fz:adopts", "fz:plansToAdopt mech:某机制 ; fz:adopts", False),
    ],
)
def test_stock_engine_agrees(old: str, new: str, *, verdict: bool) -> None:
    """The shapes, SPARQL constraints included, mean the same to pySHACL alone."""
    from pyshacl import validate as check  # noqa: PLC0415 (takes time to load)

    from kg.shacl import shapes_graph, union_graph  # noqa: PLC0415

    data = union_graph(loaded(faulty(old, new)))
    conforms, _, _ = check(data, shacl_graph=shapes_graph(), inplace=True, allow_warnings=True)
    assert conforms is verdict
    assert validated(faulty(old, new)).conforms is verdict


def test_twenty_planted_faults_are_exactly_found(sample_folder: Path) -> None:
    """Each fault planted in the graph of the samples is found where it is, and nothing else."""
    made = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "planted_faults.py"))
    store = ox.Store()
    store.extend(open_graph(sample_folder))
    planted = made["plant"](store)
    found = sorted((one.focus, one.path) for one in validate(store).findings)
    assert len(planted) == 20
    assert found == sorted(planted)


def test_changed_text_is_found_out(folder: Path, tmp_path: Path) -> None:
    """A kept text that no longer holds a quote gives findings with the quote."""
    copy = tmp_path / "graph"
    shutil.copytree(folder, copy)
    for text in (copy / "texts").iterdir():
        text.write_bytes("改".encode() + text.read_bytes())
    findings = validate(open_graph(copy), copy).findings
    misquoted = [one for one in findings if "the kept text says something else" in one.en]
    assert misquoted
    assert all(one.quote and one.report for one in misquoted)


def test_many_findings_of_a_kind_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """The first of a kind in a report are shown, the others counted; all are in the total."""
    same = [
        Finding(focus=f"{READING}{n}", zh="改", en="Mend it.", report=READING) for n in range(9)
    ]
    other = Finding(focus=READING, zh="补", en="Add it.", value="x", quote="x")
    show_findings([*same, other])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 8
    assert "4 more of these in" in lines[5]
    assert "Add it." in lines[6]
    assert lines[7] == "10 findings"
