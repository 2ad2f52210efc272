"""A small world made by hand: two provinces, three counties, some years of reports.

甲县 plans 三项制度 in 2019, has it in 2020 and admits in 2021 that it is weak; 乙县 is silent in
2020 and has it in 2023; 丙县 has it in its first report, under a code that changed in 2021.
"""

# ruff: noqa: E501, PLR0917 (a table of facts, line by line)

from collections.abc import Iterable

import pyoxigraph as ox

from kg.counts import edges, pair_quads
from ontology.iris import BASE
from ontology.terms import PREFIXES

__all__ = ["make_world"]

_PLACES = """
area:100000 a fz:Jurisdiction ; rdfs:label "中国"@zh, "China"@en ; fz:code "100000" ; fz:level level:country .
area:910000 a fz:Jurisdiction ; rdfs:label "甲省"@zh ; fz:code "910000" ; fz:level level:province ; fz:within area:100000 .
area:920000 a fz:Jurisdiction ; rdfs:label "乙省"@zh ; fz:code "920000" ; fz:level level:province ; fz:within area:100000 .
area:910101 a fz:Jurisdiction ; rdfs:label "甲县"@zh, "Jia"@en ; fz:code "910101" ; fz:level level:county ; fz:within area:910000 .
area:910102 a fz:Jurisdiction ; rdfs:label "乙县"@zh ; fz:code "910102" ; fz:level level:county ; fz:within area:910000 .
area:920103 a fz:Jurisdiction ; rdfs:label "丙县"@zh ; fz:code "920103" ; fz:level level:county ; fz:within area:920000 .
area:910203 a fz:Jurisdiction ; rdfs:label "旧丙县"@zh ; fz:code "910203" ; fz:level level:county ; fz:within area:910000 ;
    fz:sameUnitAs area:920103 .
area:910101001 a fz:Jurisdiction ; rdfs:label "子镇"@zh ; fz:code "910101001" ; fz:level level:township ; fz:within area:910101 .
<body/910101/司法局> a fz:Institution ; rdfs:label "甲县司法局"@zh ; fz:jurisdiction area:910101 ; fz:kind <institution-kind/justice-bureau> .
<body/910101/公安局> a fz:Institution ; rdfs:label "甲县公安局"@zh ; fz:jurisdiction area:910101 .
mech:three-enforcement-systems a fz:Mechanism ; skos:inScheme mech:curated ; skos:prefLabel "行政执法三项制度"@zh ;
    fz:theme theme:administrative-enforcement .
mech:enforcement-publicity a fz:Mechanism ; skos:inScheme mech:curated ; skos:prefLabel "行政执法公示制度"@zh ;
    fz:memberOf mech:three-enforcement-systems ; fz:theme theme:administrative-enforcement .
mech:double-random-inspection a fz:Mechanism ; skos:inScheme mech:curated ; skos:prefLabel "双随机抽查"@zh .
mech:新议事会 a fz:Mechanism ; skos:inScheme mech:found ; skos:prefLabel "新议事会"@zh .
theme:administrative-enforcement a skos:Concept ; skos:inScheme <theme> ; skos:prefLabel "行政执法工作体系"@zh .
theme:emergency-response a skos:Concept ; skos:inScheme <theme> ; skos:prefLabel "突发事件应对体系"@zh .
doc:总纲 a fz:PolicyDocument ; rdfs:label "总纲"@zh ; dcterms:title "总纲"@zh ; fz:issuedBy area:100000 .
doc:旧法 a fz:PolicyDocument ; rdfs:label "旧法"@zh ; dcterms:title "旧法"@zh ; fz:validTo 2018 ; fz:replacedBy doc:新法 ;
    fz:issuedBy area:100000 .
doc:新法 a fz:PolicyDocument ; rdfs:label "新法"@zh ; dcterms:title "新法"@zh ; fz:validFrom 2018 .
<document/910101/甲要点> a fz:PolicyDocument ; rdfs:label "甲要点"@zh ; dcterms:title "甲要点"@zh ; fz:issuedBy area:910101 .
mech:enforcement-publicity fz:establishedBy doc:总纲 .
<person/910101/李某> a foaf:Person ; rdfs:label "李某"@zh .
"""
_EDGES = {"adopted": "adopts", "planned": "plansToAdopt", "problem": "reportsProblemWith"}


class _World:
    def __init__(self) -> None:
        self.parts = [_PLACES]
        self.number = 0

    def report(self, name: str, place: str, year: int, kind: str = "annual_report") -> None:
        self.parts.append(
            f"report:{name} a fz:Report ; fz:jurisdiction area:{place} ; fz:year {year} ; "
            f'fz:reportKind kind:{kind} ; fz:sourceFile "{name}.txt" ; dcterms:title "{name}"@zh .'
        )

    def fact(self, report: str, quote: str, body: str, about: Iterable[str] = ()) -> str:
        """State something of a report with a sentence; return its name."""
        self.number += 1
        fact, start = f"<report/{report}#f{self.number}>", self.number * 100
        end = start + len(quote)
        proof = f"<report/{report}#char={start},{end}>"
        named = "".join(f" ; fz:about {each}" for each in about)
        self.parts.append(
            f'{proof} a fz:Evidence ; oa:start {start} ; oa:end {end} ; oa:exact "{quote}" ; '
            f'fz:report report:{report} ; fz:section "一、推进"{named} .\n'
            f"{fact} fz:evidence {proof} ; prov:wasDerivedFrom report:{report} ; {body} ."
        )
        self.parts.extend(f"report:{report} fz:mentions {each} ." for each in about)
        return fact

    def adopt(
        self, report: str, place: str, year: int, mech: str, status: str, quote: str, more: str = ""
    ) -> None:
        body = (
            f"a fz:Adoption ; fz:jurisdiction area:{place} ; fz:mechanism mech:{mech} ; "
            f'fz:status status:{status} ; fz:year {year} ; fz:surface "{quote[-4:]}"{more}'
        )
        self.fact(report, quote, body, [f"mech:{mech}", f"area:{place}"])
        if status in _EDGES:
            self.parts.append(f"area:{place} fz:{_EDGES[status]} mech:{mech} .")

    def act(self, report: str, agent: str, act: str, document: str, year: int, quote: str) -> None:
        body = f"a fz:DocumentAct ; fz:agent {agent} ; fz:act act:{act} ; fz:document {document} ; fz:year {year}"
        self.fact(report, quote, body, [document])

    def figure(
        self, report: str, year: int, measured: str, value: int, quote: str, more: str = ""
    ) -> None:
        body = (
            f'a fz:Observation ; fz:jurisdiction area:910101 ; fz:measured "{measured}" ; fz:value {value}.0 ; '
            f'fz:unit "件" ; fz:year {year}{more}'
        )
        self.fact(report, quote, body)


def make_world() -> ox.Store:
    """Return the graph of the small world."""
    world = _World()
    for name, place, year in (
        ("a19", "910101", 2019),
        ("a20", "910101", 2020),
        ("a21", "910101", 2021),
        ("b20", "910102", 2020),
        ("b23", "910102", 2023),
        ("c20", "910203", 2020),
        ("c21", "920103", 2021),
    ):
        world.report(name, place, year)
    world.report("a22", "910101", 2022, "work_plan")
    three, both = (
        "three-enforcement-systems",
        " ; fz:institution <body/910101/司法局>, <body/910101/公安局>",
    )
    world.adopt("a19", "910101", 2019, three, "planned", "甲县将推行三项制度")
    world.adopt(
        "a20", "910101", 2020, three, "adopted", "甲县推行三项制度", f" ; fz:since 2018{both}"
    )
    world.adopt("a21", "910101", 2021, three, "problem", "甲县三项制度不足")
    world.adopt("a21", "910101", 2021, "enforcement-publicity", "adopted", "甲县建立公示制度")
    world.adopt("a21", "910101", 2021, "新议事会", "adopted", "甲县首创新议事会")
    world.adopt(
        "a21", "910101001", 2021, "double-random-inspection", "adopted", "子镇开展双随机抽查"
    )
    world.adopt(
        "a22", "910101", 2022, "double-random-inspection", "planned", "甲县将开展双随机抽查"
    )
    world.adopt("b20", "910102", 2020, "double-random-inspection", "adopted", "乙县开展双随机抽查")
    world.adopt("b23", "910102", 2023, "double-random-inspection", "adopted", "乙县深化双随机抽查")
    world.adopt("b23", "910102", 2023, three, "adopted", "乙县推行三项制度")
    world.adopt("b23", "910102", 2023, "enforcement-publicity", "adopted", "乙县建立公示制度")
    world.adopt("c20", "910203", 2020, three, "adopted", "丙县推行三项制度")
    world.adopt("c21", "920103", 2021, three, "planned", "丙县将深化三项制度")
    world.act(
        "a20", "<body/910101/司法局>", "issued", "<document/910101/甲要点>", 2020, "印发甲要点"
    )
    world.act("a20", "area:910101", "implements", "doc:总纲", 2020, "甲县落实总纲")
    world.act("b20", "area:910102", "implements", "doc:总纲", 2020, "乙县落实总纲")
    world.act("b20", "area:910102", "cites", "doc:旧法", 2020, "依照旧法")
    heard = " ; fz:indicator <indicator/reconsideration-cases-accepted>"
    world.figure("a20", 2020, "受理复议", 12, "受理复议12件", heard)
    world.figure("a20", 2020, "受理复议", 13, "共受理复议13件", heard)
    world.figure("a21", 2021, "受理复议", 15, "受理复议15件", heard)
    world.fact(
        "a21",
        "甲县获评先进县",
        'a fz:Honour ; rdfs:label "先进县"@zh ; fz:recipient area:910101 ; fz:year 2020',
        ["area:910101"],
    )
    world.fact(
        "a21",
        "培训执法人员",
        'a fz:Measure ; rdfs:label "培训执法人员"@zh ; fz:verb "培训" ; fz:object "执法人员" ; '
        "fz:measureKind <measure-kind/train> ; fz:actor <body/910101/司法局> ; fz:status status:adopted ; "
        "fz:year 2021 ; fz:theme theme:administrative-enforcement",
        ["<body/910101/司法局>"],
    )
    world.fact(
        "a21",
        "培训执法人员",
        "a fz:Coverage ; fz:coveredTheme theme:administrative-enforcement ; fz:measureCount 1",
    )
    world.fact(
        "a21",
        "局长李某",
        "a org:Membership ; org:member <person/910101/李某> ; org:organization <body/910101/司法局> ; "
        'org:role <role/director> ; rdfs:label "局长"@zh ; fz:year 2021',
        ["<person/910101/李某>"],
    )
    world.parts.append("<document/910101/甲要点> fz:implementsDocument doc:总纲 .")
    store = ox.Store()
    prefixes = "".join(f"PREFIX {name}: <{base}>\n" for name, base in PREFIXES.items())
    text = f"BASE <{BASE}>\n{prefixes}" + "\n".join(world.parts)
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    adopted: dict[str, set[str]] = {}
    for place, mechanism in edges(store, "adopts"):
        adopted.setdefault(mechanism, set()).add(place)
    pairs = pair_quads(adopted, dict(edges(store, "sameUnitAs")))
    store.load(pairs, format=ox.RdfFormat.N_QUADS)
    return store
