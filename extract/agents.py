"""Read who does something with a document: the body that is the subject of the verb."""

import re

from spacy.tokens import Doc

from extract.acts import Deed
from extract.annotations import (
    Clause,
    InstitutionMark,
    PlaceMark,
    context_of,
    marks_of,
    text_of,
)
from extract.facts import Act, ReportKind
from extract.stance import clause_before
from extract.townships import own_township

__all__ = ["MAKING", "agents_of", "is_own", "usual_agent"]

MAKING = frozenset((Act.ISSUED, Act.REVISED))
"""Acts by which a document comes to be."""
_SPEAKS_FOR_ALL = ("/人民政府", "/政府", "/党委", "/人民政府办公室", "/政府办公室", "/政府办公厅")
"""Ends of the IRIs of bodies whose report is that of their place."""
_LEAD = 9
"""Characters that may stand before the subject of a clause: 2021年, 今年以来."""
_NO_SUBJECT_BEFORE = re.compile(
    r"(?:[(]|提请|报请|提交|报送|向|对|与|和|同|在|报|以|按照|根据|落实|贯彻|把|将|被|从|跟|受"
    r"|成立|设立|组建|建立|调整|充实|健全|完善|督促|指导|邀请|协调|配合|联合|会同)[^,]{0,4}$"
)
_NO_SUBJECT_AFTER = re.compile(
    r"的|所属|各|关于|和有关|及有关|书记|主要|领导|副|常委|负责|主任|网站|门户|部门|法律顾问"
)


def agents_of(doc: Doc, deed: Deed) -> tuple[str, ...]:
    """Return the bodies that are the subject of the verb: 市委、市政府|联合印发."""
    agents = _subject(doc, deed.clause, deed.at)
    if agents or deed.act not in MAKING:
        return agents
    clause = clause_before(doc, deed.clause)
    while clause is not None:
        agents = _subject(doc, clause, clause.end)
        if agents:
            return agents
        clause = clause_before(doc, clause)
    return ()


def _subject(doc: Doc, clause: Clause, stop: int) -> tuple[str, ...]:
    text, marks = text_of(doc), marks_of(doc, InstitutionMark)
    found: list[str] = []
    last = clause.start
    index = _first_in(marks, clause.start)
    while index < len(marks) and marks[index].start <= stop:
        mark = marks[index]
        index += 1
        if mark.end > stop:
            continue
        gap = text[last : mark.start]
        if found and (len(gap) > 1 or gap not in "、和及与"):
            break
        if not found and (len(gap) > _LEAD or ":" in gap or _NO_SUBJECT_BEFORE.search(gap)):
            break
        found.append(mark.institution.iri)
        last = mark.end
    if not found or _NO_SUBJECT_AFTER.match(text, last):
        return ()
    return tuple(dict.fromkeys(found))


def _first_in(marks: tuple[InstitutionMark, ...], start: int) -> int:
    """Return the index of the first mark at a place or behind it."""
    low, high = 0, len(marks)
    while low < high:
        middle = (low + high) // 2
        if marks[middle].start < start:
            low = middle + 1
        else:
            high = middle
    return low


def is_own(doc: Doc, agent: str) -> bool:
    """Tell whether a body belongs to the reporting side; what others issue it cites."""
    place = context_of(doc).jurisdiction
    code = place.code or place.iri.rsplit("/", 1)[-1]
    while code.endswith("00"):
        code = code[:-2]
    return agent.split("/body/", 1)[-1].startswith(code)


def usual_agent(doc: Doc) -> str:
    """Return who acts where a clause names nobody: in a department's report the department."""
    context = context_of(doc)
    if context.kind is not ReportKind.ANNUAL_REPORT:
        return context.jurisdiction.iri
    issuer = context.issuer
    if issuer is not None and not issuer.iri.endswith(_SPEAKS_FOR_ALL):
        return issuer.iri
    township = own_township(text_of(doc), context, marks_of(doc, PlaceMark))
    return (township or context.jurisdiction).iri
