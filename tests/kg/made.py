"""Reports made by hand, as the rules would leave them."""

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

from extract.facts import (
    Act,
    Adoption,
    DocumentAct,
    Evidence,
    Honour,
    Institution,
    Jurisdiction,
    Level,
    Measure,
    Mechanism,
    Mention,
    Observation,
    Person,
    PolicyDocument,
    Qualifier,
    Report,
    ReportFacts,
    ReportKind,
    Status,
)
from ontology import iris

THREE = iris.mechanism("three-enforcement-systems")
PUBLICITY = iris.mechanism("enforcement-publicity")
FOUND = iris.mechanism("河长议事机制")
OUTLINE = iris.document("法治政府建设实施纲要(2021—2025年)")
OWN = iris.document("临江县法治政府建设要点", "110101")
DONGCHENG = iris.area("110101")
NEW_COUNTY = iris.place("临江县", "370900")

TEXT = (
    "东城区法治政府建设情况报告\r\n"
    "东城区全面推行行政执法三项制度,区司法局印发《临江县法治政府建设要点》。\r\n"
    "区司法局贯彻落实《法治政府建设实施纲要(2021—2025年)》,建立河长议事机制,受理案件1.20万余件。\r\n"
    "三项制度落实不到位,下一步将深化行政执法三项制度。区长李某获评“先进个人”。\r\n"
)


def proof(text: str, quote: str, section: str = "") -> Evidence:
    """Return the evidence that a quote stands in a text."""
    start = text.index(quote)
    return Evidence(start=start, end=start + len(quote), quote=quote, section=section)


def make_report(text: str, stem: str, jurisdiction: str, year: int) -> Report:
    """Return the identity of a report."""
    digest = sha256(text.encode()).hexdigest()
    return Report(
        iri=iris.report(stem, digest),
        source_file=f"{stem}.txt",
        sha256=digest,
        title=text.splitlines()[0] if text else "",
        jurisdiction=jurisdiction,
        kind=ReportKind.ANNUAL_REPORT,
        year=year,
        issued="2024-01-31",
        publisher="东城区人民政府网",
        source="https://example.org/a?b=1",
    )


def make_rich_facts() -> ReportFacts:
    """Return a report with every kind of fact."""
    whole = "东城区全面推行行政执法三项制度"
    issue = "区司法局印发《临江县法治政府建设要点》"
    carry = "区司法局贯彻落实《法治政府建设实施纲要(2021—2025年)》"
    river, cases = "建立河长议事机制", "受理案件1.20万余件"
    weak, plan = "三项制度落实不到位", "下一步将深化行政执法三项制度"
    prize = "区长李某获评“先进个人”"
    bureau = iris.body("110101", "司法局")
    person = iris.person("110101", "李某")
    figure = TEXT.index("1.20万余件")

    def at(quote: str) -> Evidence:
        return proof(TEXT, quote, "一、推进情况 › (一)执法")

    return ReportFacts(
        report=make_report(TEXT, "dongcheng-2023", DONGCHENG, 2023),
        text=TEXT,
        jurisdictions=(
            Jurisdiction(
                iri=DONGCHENG,
                name="东城区",
                level=Level.COUNTY,
                code="110101",
                within=iris.area("110100"),
                alternatives=("東城区",),
            ),
        ),
        institutions=(
            Institution(
                iri=bureau, name="东城区司法局", jurisdiction=DONGCHENG, alternatives=("区司法局",)
            ),
        ),
        documents=(
            PolicyDocument(iri=OUTLINE, title="法治政府建设实施纲要(2021—2025年)"),
            PolicyDocument(iri=OWN, title="临江县法治政府建设要点", year=2023),
        ),
        mechanisms=(
            Mechanism(iri=THREE, name="行政执法三项制度", curated=True, alternatives=("三项制度",)),
            Mechanism(iri=FOUND, name="“河长”议事机制"),
        ),
        persons=(
            Person(
                iri=person, name="李某", role="区长", organization=bureau, evidence=(at(prize),)
            ),
        ),
        mentions=(
            Mention(entity=DONGCHENG, evidence=at(whole)),
            Mention(
                entity=DONGCHENG,
                evidence=replace(
                    at("东城区"),
                    surface="东城区",
                    confidence=Decimal("0.90"),
                    reason="reporting-place",
                ),
            ),
            Mention(entity=THREE, evidence=at(whole)),
            Mention(entity=bureau, evidence=at(issue)),
            Mention(entity=bureau, evidence=at(carry)),
        ),
        adoptions=(
            Adoption(
                mechanism=THREE,
                jurisdiction=DONGCHENG,
                status=Status.ADOPTED,
                surface="行政执法三项制度",
                evidence=(at(whole),),
                institutions=(bureau,),
                since=2019,
            ),
            Adoption(
                mechanism=THREE,
                jurisdiction=DONGCHENG,
                status=Status.PROBLEM,
                surface="三项制度",
                evidence=(at(weak),),
            ),
            Adoption(
                mechanism=THREE,
                jurisdiction=DONGCHENG,
                status=Status.PLANNED,
                surface="行政执法三项制度",
                evidence=(at(plan),),
            ),
            Adoption(
                mechanism=FOUND,
                jurisdiction=DONGCHENG,
                status=Status.MENTIONED,
                surface="河长议事机制",
                evidence=(at(river),),
            ),
        ),
        acts=(
            DocumentAct(agent=bureau, act=Act.ISSUED, document=OWN, evidence=(at(issue),)),
            DocumentAct(agent=bureau, act=Act.IMPLEMENTS, document=OUTLINE, evidence=(at(carry),)),
        ),
        observations=(
            Observation(
                measured="受理案件",
                value=Decimal("12000.00"),
                unit="件",
                evidence=at(cases),
                start=figure,
                end=figure + 7,
                jurisdiction=DONGCHENG,
                qualifier=Qualifier.OVER,
            ),
        ),
        measures=(
            Measure(
                label=river,
                verb="建立",
                object="河长议事机制",
                actor=bureau,
                status=Status.ADOPTED,
                evidence=at(river),
                theme=iris.concept("theme", "administrative-enforcement"),
                concerns=(FOUND,),
            ),
            Measure(
                label=cases,
                verb="受理",
                object="案件",
                actor=bureau,
                status=Status.ADOPTED,
                evidence=at(cases),
                observations=(f"{figure}-{figure + 7}", "1-2"),
            ),
        ),
        honours=(Honour(label="先进个人", recipient=DONGCHENG, evidence=(at(prize),), year=2022),),
        unread=7,
    )


def make_small_facts() -> ReportFacts:
    """Return a report of a county that no gazetteer knows, with a member of a mechanism."""
    text = "临江县法治政府建设工作方案\n临江县将全面推行行政执法公示制度。\n"
    quote = "临江县将全面推行行政执法公示制度"
    return ReportFacts(
        report=replace(
            make_report(text, "linjiang-plan", NEW_COUNTY, 2024),
            kind=ReportKind.WORK_PLAN,
            period_end=2026,
            issued="2024-13-45",
            source="not an address >",
        ),
        text=text,
        jurisdictions=(
            Jurisdiction(
                iri=NEW_COUNTY, name="临江县", level=Level.COUNTY, within=iris.area("370900")
            ),
        ),
        mechanisms=(Mechanism(iri=PUBLICITY, name="行政执法公示制度", curated=True),),
        mentions=(Mention(entity=NEW_COUNTY, evidence=proof(text, quote)),),
        adoptions=(
            Adoption(
                mechanism=PUBLICITY,
                jurisdiction=NEW_COUNTY,
                status=Status.ADOPTED,
                surface="行政执法公示制度",
                evidence=(proof(text, quote),),
            ),
        ),
    )
