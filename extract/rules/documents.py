"""Mark named documents: titles in 《》, laws without them, numbers."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from extract.acts import Deed, deed_at
from extract.agents import agents_of, is_own
from extract.annotations import (
    Context,
    DocumentMark,
    InstitutionMark,
    PlaceMark,
    context_of,
    marks_of,
    put_marks,
    text_of,
)
from extract.characters import places_of_any
from extract.documents import (
    Title,
    cue_words,
    find_laws,
    find_number,
    is_type_alone,
    known_document,
    known_number,
    known_record,
    read_title,
)
from extract.facts import Act, Jurisdiction, PolicyDocument
from extract.naming import Naming, TitleName, code_of, place_words
from ontology import iris
from ontology.schemes import Concept

__all__ = ["DocumentRule", "make_documents"]

_TRIAL: Final = re.compile(r"\((?:试行|暂行|草案|征求意见稿|送审稿)\)$")
_LONGEST: Final = 150
_HEAD = 200
"""Characters at the head of a text in which its own number stands."""
_REMARK: Final = re.compile(r"\(([^()\n]{2,80}(?:\([^()\n]{1,30}\)[^()\n]{0,30})?)\)")
_LOCAL_ACTS: Final = frozenset((Act.ISSUED, Act.REVISED, Act.PLANS, Act.CONSULTS))
_NATIONAL_LENGTH: Final = 8
"""Characters from which a title that the text only carries out is taken for a higher one."""
_NEVER_LOCAL = ("/law", "/local-regulation")
"""Types that no county makes."""


@dataclass(init=False, slots=True)
class _Found:
    """A document as printed somewhere."""

    start: int
    end: int
    title: Title
    printed: str
    """The title as printed, misprints included."""
    known: Concept | None
    number: str | None
    local: bool
    """Whether the text says that the reporting side made it."""
    placed: bool
    """Whether the title holds the name of a place."""
    issuer: str | None
    owner: Jurisdiction | None
    """The place that the title opens with, told by the code of the document."""
    full: str
    """The title with that place."""

    def __init__(
        self,
        start: int,
        end: int,
        title: Title,
        printed: str,
        *,
        known: Concept | None = None,
        number: str | None = None,
        local: bool = False,
        placed: bool = False,
        issuer: str | None = None,
        owner: Jurisdiction | None = None,
        full: str = "",
    ) -> None:
        self.start = start
        self.end = end
        self.title = title
        self.printed = printed
        self.known = known
        self.number = number
        self.local = local
        self.placed = placed
        self.issuer = issuer
        self.owner = owner
        self.full = full


class DocumentRule:
    """Marks documents; one document has one IRI, under all its printed forms."""

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``DocumentMark`` marks."""
        if "context" not in doc.user_data:
            return doc
        context = context_of(doc)
        spans = _spans(text_of(doc))
        found = [*_titled(doc, context, spans), *_untitled(doc, spans)]
        found.sort(key=lambda one: (one.start, -one.end))
        put_marks(doc, DocumentMark, _marks(text_of(doc), found, context))
        return doc


def _spans(text: str) -> list[tuple[int, int]]:
    """Return the outermost 《…》; one that never closes ends before the next or with its line."""
    found: list[tuple[int, int]] = []
    opened: list[int] = []
    for at in places_of_any(text, "《》\n"):
        mark = text[at]
        if mark == "《":
            opened.append(at)
        elif mark == "》" and opened:
            start = opened.pop()
            if not opened and at - start <= _LONGEST:
                found.append((start, at + 1))
            elif opened and at - opened[0] > _LONGEST:
                opened.clear()
                found.append((start, at + 1))
        elif mark == "\n":
            opened.clear()
    return found


def _titled(doc: Doc, context: Context, spans: list[tuple[int, int]]) -> list[_Found]:
    text = text_of(doc)
    places = marks_of(doc, PlaceMark)
    naming = Naming(context, places, marks_of(doc, InstitutionMark))
    names = place_words(context)
    found: list[_Found] = []
    for start, end in spans:
        printed = text[start + 1 : end - 1]
        if not printed.strip() or not _is_document(text, start, end, printed):
            continue
        whole = _repaired(printed, start + 1, places)
        named = naming.read(whole, start + 1)
        known = _known(whole, named, context.year)
        title = read_title(whole if known else named.name)
        deed = None if known else deed_at(doc, start, end)
        found.append(
            _Found(
                start,
                end,
                title,
                printed,
                known=known,
                number=_number_of(text, start, end),
                local=deed is not None and _is_local(doc, deed),
                placed=any(start < mark.start and mark.end < end for mark in places)
                or any(name in printed for name in names),
                issuer=named.maker,
                owner=named.owner,
                full=named.full,
            )
        )
    return found


def _known(whole: str, named: TitleName, year: int) -> Concept | None:
    """Return the document of the vocabulary that a title names, or that its notice announces."""
    found = known_document(read_title(whole), year)
    return found or (known_document(read_title(named.full), year) if named.full != whole else None)


def _repaired(printed: str, start: int, places: tuple[PlaceMark, ...]) -> str:
    """Return a title with the true characters of places that are misprinted in it."""
    for mark in places:
        if mark.reason is not None and start <= mark.start and mark.end <= start + len(printed):
            shown = printed[mark.start - start : mark.end - start]
            for name in (mark.place.name, mark.place.name[:-1]):
                if len(name) == len(shown):
                    printed = printed.replace(shown, name)
    return printed


def _is_local(doc: Doc, deed: Deed) -> bool:
    """Tell whether the reporting side makes a document: what 省委 issues is not local."""
    agents = agents_of(doc, deed)
    made = deed.act in _LOCAL_ACTS
    return made and (not agents or any(is_own(doc, agent) for agent in agents))


def _is_document(text: str, start: int, end: int, printed: str) -> bool:
    """Tell a document from a newspaper, a programme or a song in the same marks."""
    if printed.endswith(cue_words("media-title")):
        return False
    list_end = _after_list(text, end)
    if text.startswith(cue_words("media-after"), list_end):
        return False
    kind = read_title(printed).document_type
    if kind is not None and not kind.endswith("/law"):
        return True
    if text.startswith(cue_words("not-a-document-after"), list_end):
        return False
    opening = text[max(0, start - 6) : start]
    return not opening.endswith(cue_words("not-a-document-before"))


def _after_list(text: str, end: int) -> int:
    at = end
    while at < len(text) and text[at] in "、和及与《":
        closing = text.find("》", at)
        if text[at] == "《" or text[at + 1 : at + 2] == "《":
            if closing < 0:
                return at
            at = closing + 1
        else:
            return at
    return at


def _number_of(text: str, start: int, end: int) -> str | None:
    """Return the number in brackets after a title or right before it."""
    remark = _REMARK.match(text, end)
    if remark and (found := find_number(text, remark.start(1), remark.end(1))):
        return found[2]
    before = find_number(text, max(0, start - 24), start)
    return before[2] if before and before[1] == start else None


def _untitled(doc: Doc, spans: list[tuple[int, int]]) -> list[_Found]:
    """Return laws without title marks that something is done with, and numbers without title."""
    text = text_of(doc)
    found: list[_Found] = []
    for start, end, concept in find_laws(text):
        if _inside(spans, start):
            continue
        deed = deed_at(doc, start, end)
        if deed is not None and deed.act is not Act.CITES:
            printed = text[start:end]
            found.append(_Found(start, end, read_title(printed), printed, known=concept))
    at = 0
    while (number := find_number(text, at, len(text))) is not None:
        start, at, printed = number
        if not (
            _beside_title(text, spans, start, at)
            or _inside(spans, start)
            or _is_letterhead(text, start, at)
        ):
            known = known_number(printed)
            title = read_title(printed)
            found.append(_Found(start, at, title, printed, known=known, number=printed))
    return found


def _is_letterhead(text: str, start: int, end: int) -> bool:
    """Tell whether a number in a line of its own at the head of a text is the text's own."""
    if start >= _HEAD or text.find("\n", end) < 0:
        return False
    beside = text[text.rfind("\n", 0, start) + 1 : start] + text[end : text.find("\n", end)]
    return not beside.strip("()")


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _beside_title(text: str, spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a number stands in brackets after a title, or right before one."""
    if text[end : end + 1] == "《":
        return True
    opening = text.rfind("(", max(0, start - 80), start)
    return opening > 0 and any(close == opening for _, close in spans)


def _marks(text: str, found: list[_Found], context: Context) -> Iterator[DocumentMark]:
    resolved = _resolve(text, found)
    keys = [_key(one, context) for one in resolved]
    groups: dict[str, list[_Found]] = defaultdict(list)
    forms: dict[str, dict[str, None]] = defaultdict(dict)
    for one, target, key in zip(found, resolved, keys, strict=True):
        groups[key].append(target)
        forms[key].update(dict.fromkeys((one.printed, one.full, one.title.text)))
    records = {
        key: _record(group, tuple(filter(None, forms[key])), context)
        for key, group in groups.items()
    }
    for one, key in zip(found, keys, strict=True):
        yield DocumentMark(start=one.start, end=one.end, document=records[key])


def _key(one: _Found, context: Context) -> str:
    """Return what two mentions of one document share: 甲办法 and 甲办法(试行) are one.

    So are 甲县乙办法 and 乙办法 in a report of 甲县, but not in one of 丙县.
    """
    if one.known:
        return one.known.iri
    name = iris.canonical(_TRIAL.sub("", one.title.text))
    if one.owner is None or one.owner.iri == context.jurisdiction.iri:
        return name
    return f"{one.owner.iri}/{name}"


def _resolve(text: str, found: list[_Found]) -> list[_Found]:
    """Return for every mention the one that names its document in full: 《纲要》 the one before."""
    abbreviations: dict[str, _Found] = {}
    resolved: list[_Found] = []
    for index, one in enumerate(found):
        name = one.title.text
        target = one
        if one.known is None and (full := _abbreviated(text, found[:index], one)):
            abbreviations[name] = full
        if one.known is None and name in abbreviations:
            target = abbreviations[name]
        elif one.known is None and is_type_alone(one.title.core):
            target = _antecedent(resolved, one) or one
        resolved.append(target)
    return resolved


def _abbreviated(text: str, before: list[_Found], one: _Found) -> _Found | None:
    """Return the document for which a short form is laid down: (以下简称《纲要》)."""
    opening = text[max(0, one.start - 6) : one.start].rstrip("“")
    if not before or not opening.endswith(cue_words("abbreviation")):
        return None
    return next((full for full in reversed(before) if full.end > one.start - 80), None)


def _antecedent(resolved: list[_Found], one: _Found) -> _Found | None:
    core = one.title.core
    return next(
        (
            earlier
            for earlier in reversed(resolved)
            if earlier.title.core != core and earlier.title.core.endswith(core)
        ),
        None,
    )


def _record(group: list[_Found], forms: tuple[str, ...], context: Context) -> PolicyDocument:
    first = group[0]
    number = next((one.number for one in group if one.number), None)
    if first.known is not None:
        return known_record(first.known, forms)
    title = max((one.title for one in group), key=lambda title: len(title.text))
    placed = any(one.placed for one in group)
    local = any(one.local for one in group) or len(title.core) < _NATIONAL_LENGTH
    local = local and not (title.document_type or "").endswith(_NEVER_LOCAL)
    owner = next((one.owner for one in group if one.owner), None)
    if owner is None and local and not placed and title.text != number:
        owner = context.jurisdiction
    issued = int(number[number.index("〔") + 1 :][:4]) if number and "〔" in number else None
    return PolicyDocument(
        iri=iris.document(title.text, code_of(owner) if owner else None),
        title=title.text,
        alternatives=tuple(form for form in forms if form != title.text),
        number=number,
        document_type=title.document_type,
        issued_by=next((one.issuer for one in group if one.issuer), owner.iri if owner else None),
        year=issued or title.year,
        valid_from=title.valid_from,
        valid_to=title.valid_to,
    )


@Language.factory("kg_documents")
def make_documents(nlp: Language, name: str) -> DocumentRule:
    """Build the component that marks documents."""
    del nlp, name
    return DocumentRule()
