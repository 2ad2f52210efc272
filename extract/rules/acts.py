"""Mark what is done with the documents that are named, and by whom."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extract.acts import Deed, deed_at
from extract.annotations import (
    ActMark,
    Clause,
    DocumentMark,
    InstitutionMark,
    context_of,
    marks_of,
    put_marks,
    text_of,
)
from extract.facts import Act, PolicyDocument, Status
from extract.stance import action_status
from ontology import iris

__all__ = ["ActRule", "make_acts"]

_MAKING = frozenset((Act.ISSUED, Act.REVISED))
_LEAD = 9
"""Characters that may stand before the subject of a clause: 2021年, 今年以来."""
_NO_SUBJECT_BEFORE = re.compile(
    r"(?:向|对|与|和|同|在|报|以|按照|根据|落实|贯彻|把|将|被|从|跟|受)[^,]{0,4}$"
)
_NO_SUBJECT_AFTER = re.compile(
    r"的|所属|各|关于|和有关|及有关|书记|主要|领导|副|常委|负责|主任|网站|门户|部门|法律顾问"
)
_ABBREVIATES = re.compile(r"(?:简称|下称|统称)“?$")


class ActRule:
    """Marks acts on documents; a document that is done nothing else with is cited."""

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``ActMark`` marks."""
        if "context" not in doc.user_data:
            return doc
        marks = [mark for document in marks_of(doc, DocumentMark) for mark in _acts(doc, document)]
        told = {mark.document for mark in marks if mark.act is not Act.CITES}
        kept = dict.fromkeys(
            mark for mark in marks if mark.act is not Act.CITES or mark.document not in told
        )
        put_marks(doc, ActMark, kept)
        return doc


def _acts(doc: Doc, mark: DocumentMark) -> Iterator[ActMark]:
    text = text_of(doc)
    if _ABBREVIATES.search(text, max(0, mark.start - 6), mark.start):
        return
    deed = deed_at(doc, mark.start, mark.end)
    if deed is None:
        return
    agents = _agents(doc, deed)
    if deed.act in _MAKING and agents and not _is_own(doc, agents[0]):
        agents, deed = (), replace(deed, act=Act.CITES)
    act = _settled(doc, mark, deed, named=bool(agents))
    for agent in agents or (context_of(doc).jurisdiction.iri,):
        yield ActMark(
            start=deed.clause.start,
            end=max(deed.clause.end, mark.end),
            act=act,
            document=mark.document.iri,
            agent=agent,
        )


def _settled(doc: Doc, mark: DocumentMark, deed: Deed, *, named: bool) -> Act:
    """Return the act as its section tells it: 修订 in a plan is planned, of a law only cited."""
    if deed.act not in _MAKING:
        return deed.act
    if not named and _is_higher(doc, mark.document):
        return Act.CITES
    status = action_status(doc, deed.at, deed.at + 1)
    if status is Status.PLANNED:
        return Act.PLANS
    return Act.CITES if status is Status.PROBLEM else deed.act


def _is_own(doc: Doc, agent: str) -> bool:
    """Tell whether a body belongs to the reporting side: what its province issues it cites."""
    context = context_of(doc)
    above = {iris.body(place.code, "x").rsplit("/", 1)[0] for place in context.chain if place.code}
    return agent.rsplit("/", 1)[0] not in above


def _is_higher(doc: Doc, document: PolicyDocument) -> bool:
    """Tell whether a document is made above the reporting place: a law, a rule of its province."""
    if document.issued_by and "/body/100000/" in document.issued_by:
        return True
    context = context_of(doc)
    above = [place.name for place in context.chain]
    own = context.jurisdiction.name
    return own not in document.title and document.title.startswith(tuple(above))


def _agents(doc: Doc, deed: Deed) -> tuple[str, ...]:
    """Return the bodies that are the subject of the verb: 市委、市政府|联合印发."""
    agents = _subject(doc, deed.clause, deed.at)
    if agents or deed.act not in _MAKING:
        return agents
    for clause in _clauses_before(marks_of(doc, Clause), deed.clause):
        agents = _subject(doc, clause, clause.end)
        if agents:
            return agents
    return ()


def _clauses_before(clauses: Sequence[Clause], clause: Clause) -> Iterator[Clause]:
    index = clauses.index(clause) - 1
    while index >= 0 and clauses[index].sentence_start == clause.sentence_start:
        yield clauses[index]
        index -= 1


def _subject(doc: Doc, clause: Clause, stop: int) -> tuple[str, ...]:
    text = text_of(doc)
    found: dict[int, list[str]] = defaultdict(list)
    last = clause.start
    for mark in marks_of(doc, InstitutionMark):
        if mark.start < clause.start or mark.end > stop:
            continue
        gap = text[last : mark.start]
        if found and (len(gap) > 1 or gap not in "、和及与"):
            break
        if not found and (len(gap) > _LEAD or _NO_SUBJECT_BEFORE.search(gap)):
            break
        found[mark.start].append(mark.institution.iri)
        last = mark.end
    if not found or _NO_SUBJECT_AFTER.match(text, last):
        return ()
    return tuple(dict.fromkeys(iri for iris in found.values() for iri in iris))


@Language.factory("kg_acts")
def make_acts(nlp: Language, name: str) -> ActRule:
    """Build the component that marks acts on documents."""
    del nlp, name
    return ActRule()
