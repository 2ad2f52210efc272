"""Mark what is done with the documents that are named, and by whom."""

import re

from spacy.language import Language
from spacy.tokens import Doc

from extract.acts import Deed, deed_at
from extract.agents import MAKING, agents_of, is_own, usual_agent
from extract.annotations import (
    ActMark,
    DocumentMark,
    context_of,
    marks_of,
    put_marks,
    text_of,
)
from extract.facts import Act, PolicyDocument, Status
from extract.stance import action_status

__all__ = ["ActRule", "make_acts"]

_ABBREVIATES = re.compile(r"(?:简称|下称|统称)“?$")

_PERFORMS = re.compile(r"(?:印发|转发|下发)给你们|现予以?(?:公布|发布|印发)")
"""Words by which a notice issues what it names, whatever the rest of it plans."""


class ActRule:
    """Marks acts on documents; a document that is done nothing else with is cited."""

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``ActMark`` marks."""
        if "context" not in doc.user_data:
            return doc
        usual = usual_agent(doc)
        documents = marks_of(doc, DocumentMark)
        marks: list[ActMark] = []
        for document in documents:
            marks += _acts(doc, document, usual)
        told = {mark.document for mark in marks if mark.act is not Act.CITES}
        kept = dict.fromkeys(
            mark for mark in marks if mark.act is not Act.CITES or mark.document not in told
        )
        put_marks(doc, ActMark, kept)
        return doc


def _acts(doc: Doc, mark: DocumentMark, usual: str) -> list[ActMark]:
    text = text_of(doc)
    if _ABBREVIATES.search(text, max(0, mark.start - 6), mark.start):
        return []
    deed = deed_at(doc, mark.start, mark.end)
    if deed is None:
        return []
    named = agents_of(doc, deed)
    agents = [agent for agent in named if is_own(doc, agent)]
    if deed.act in MAKING and named and not agents:
        deed = Deed(Act.CITES, deed.at, deed.clause)
    act = _settled(doc, mark, deed, named=bool(agents))
    return [
        ActMark(
            start=deed.clause.start,
            end=max(deed.clause.end, mark.end),
            act=act,
            document=mark.document.iri,
            agent=agent,
        )
        for agent in agents or [usual]
    ]


def _settled(doc: Doc, mark: DocumentMark, deed: Deed, *, named: bool) -> Act:
    """Return the act as its section tells it: 修订 in a plan is planned, of a law only cited."""
    if deed.act not in MAKING:
        return deed.act
    if not named and _is_higher(doc, mark.document):
        return Act.CITES
    clause = deed.clause
    if _performs(text_of(doc), clause.sentence_start, clause.sentence_end):
        return deed.act
    status = action_status(doc, deed.at)
    if status is Status.PLANNED:
        return Act.PLANS
    return Act.CITES if status is Status.PROBLEM else deed.act


def _performs(text: str, start: int, end: int) -> bool:
    if text.find("给你们", start, end) < 0 and text.find("现予", start, end) < 0:
        return False
    return _PERFORMS.search(text, start, end) is not None


def _is_higher(doc: Doc, document: PolicyDocument) -> bool:
    """Tell whether a document is made above the reporting place: a law, a rule of its province."""
    context = context_of(doc)
    makers = {"100000", *(place.iri.rsplit("/", 1)[-1] for place in context.chain)}
    if document.issued_by and makers & set(document.issued_by.split("/")):
        return True
    above = [place.name for place in context.chain]
    own = context.jurisdiction.name
    return own not in document.title and document.title.startswith(tuple(above))


@Language.factory("kg_acts")
def make_acts(nlp: Language, name: str) -> ActRule:
    """Build the component that marks acts on documents."""
    del nlp, name
    return ActRule()
