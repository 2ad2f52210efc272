"""Read a sentence as part of a report of an invented place."""

import re
from functools import cache

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.annotations import Context, PlaceMark, SourceHints, put_context, put_hints, put_marks
from extract.facts import Jurisdiction, Level, ReportKind
from extract.normalization import clean
from extract.rules.acts import ActRule
from extract.rules.documents import DocumentRule
from extract.rules.honours import HonourRule
from extract.rules.institutions import InstitutionRule
from extract.rules.persons import PersonRule
from extract.rules.sections import SectionRule
from ontology.iris import area

COUNTRY = Jurisdiction(iri=area("100000"), name="中国", level=Level.COUNTRY, code="100000")
PROVINCE = Jurisdiction(iri=area("990000"), name="乙省", level=Level.PROVINCE, code="990000")
CITY = Jurisdiction(iri=area("990100"), name="甲市", level=Level.PREFECTURE, code="990100")
REGION = Jurisdiction(iri=area("980000"), name="丙自治区", level=Level.PROVINCE, code="980000")
LEAGUE = Jurisdiction(iri=area("980100"), name="丁盟", level=Level.PREFECTURE, code="980100")
PLACES = {
    "甲市": ("990100", (PROVINCE, COUNTRY)),
    "临江县": ("990121", (CITY, PROVINCE, COUNTRY)),
    "临河市": ("990181", (CITY, PROVINCE, COUNTRY)),
    "临湖区": ("990104", (CITY, PROVINCE, COUNTRY)),
    "临沙旗": ("980121", (LEAGUE, REGION, COUNTRY)),
    "青山镇": ("990121-青山镇", (CITY, PROVINCE, COUNTRY)),
}


@cache
def _vocab() -> Vocab:
    return spacy.blank("zh").vocab


def place(name: str) -> Jurisdiction:
    """Return an invented place."""
    for known in (PROVINCE, CITY, REGION, LEAGUE):
        if known.name == name:
            return known
    code = PLACES[name][0]
    level = Level.TOWNSHIP if "-" in code else Level.COUNTY
    return Jurisdiction(iri=area(code), name=name, level=level, code=None if "-" in code else code)


def read(text: str, own: str = "临江县", kind: ReportKind = ReportKind.ANNUAL_REPORT) -> Doc:
    """Return a text with the marks of the rules on bodies, documents, honours and persons."""
    cleaned = clean(text)
    doc = Doc(_vocab(), list(cleaned.text), [False] * len(cleaned.text))
    put_hints(doc, SourceHints(file_name="report.txt", kind=kind))
    doc = SectionRule()(doc)
    context = Context(
        jurisdiction=place(own), chain=PLACES[own][1], kind=kind, year=2022, title="报告"
    )
    put_context(doc, context)
    names = dict.fromkeys((*PLACES, *(one.name for one in (PROVINCE, CITY, REGION, LEAGUE))))
    put_marks(
        doc,
        PlaceMark,
        [
            PlaceMark(start=match.start(), end=match.end(), place=place(match[0]))
            for match in re.finditer("|".join(names), cleaned.text)
        ],
    )
    for rule in (InstitutionRule(), DocumentRule(), HonourRule(), PersonRule(), ActRule()):
        doc = rule(doc)
    return doc
