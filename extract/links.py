"""Read from words and titles which document another one was made to carry out."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extract.annotations import DocumentMark
from extract.characters import places_of
from extract.documents import (
    document_type,
    find_laws,
    is_type_alone,
    known_document,
    known_record,
    read_title,
)
from extract.facts import PolicyDocument
from extract.naming import link_words
from ontology import iris

__all__ = ["grounds_before", "this_text", "titled_grounds"]

_FARTHEST = 90
"""Characters between the last ground and the verb that makes the document."""
_JOIN = re.compile(
    r"(?:\([^()\n]{1,60}\))?(?:(?:[、,]|和|及|与|以及)(?:[一-龥、]{1,12}[委府院部厅局办会省市县区央])?)?"
)
"""Between titles of one list, issuers included: 《A》和省委、省政府|《B》."""
_LONGEST = 120
"""Characters before a title in which its purpose opens."""
_SHORTEST = 4


def grounds_before(
    text: str, start: int, stop: int, marks: Sequence[DocumentMark]
) -> Iterator[DocumentMark]:
    """Yield the documents for which, or by which, the sentence from ``start`` makes another.

    为贯彻落实《A》和《B》,结合实际,制定《C》 yields A and B; 学习《A》,制定《C》 yields none.
    """
    last: DocumentMark | None = None
    found: list[DocumentMark] = []
    for mark in marks:
        if mark.start < start or mark.end > stop:
            continue
        joined = last is not None and _JOIN.fullmatch(text, last.end, mark.start) is not None
        if joined or _opened(text, start, mark.start):
            found.append(mark)
            last = mark
        else:
            last = None
    if found and stop - found[-1].end <= _FARTHEST:
        yield from found


def _opened(text: str, start: int, at: int) -> bool:
    """Tell whether the words right before a title open a ground: 为贯彻|《A》, 根据省政府|《A》."""
    words = text[max(start, at - _LONGEST, text.rfind("》", start, at) + 1) : at]
    if _ground().search(words):
        return True
    for word in link_words("no-purpose"):
        if word in words:
            words = words.replace(word, "□" * len(word))
    return _purpose().search(words) is not None


@cache
def _ground() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('ground')})[^,《》]{{0,24}}$")


@cache
def _purpose() -> re.Pattern[str]:
    purpose, carries = _words("purpose"), _words("carries-out")
    return re.compile(
        rf"(?:{purpose})[^,《》]{{0,14}}?(?:{carries})[^,《》]{{0,20}}$"
        rf"|(?:^|,)(?:{purpose})[^《》]{{2,60}},[^,《》]{{0,6}}(?:{carries})[^,《》]{{0,20}}$"
    )


@cache
def _this_text() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('makes')})(?:了|出)?(?:{_words('this-text')})")


def this_text(text: str) -> list[tuple[int, int]]:
    """Return where the text at hand is made: 制定|本方案, 特制定如下工作方案."""
    found: list[tuple[int, int]] = []
    starts = {at for word in link_words("makes") for at in places_of(text, word)}
    for start in sorted(starts):
        made = _this_text().match(text, start)
        if made and (not found or start >= found[-1][1]):
            found.append(made.span())
    return found


@cache
def _words(name: str) -> str:
    return "|".join(map(re.escape, link_words(name)))


@cache
def _titled() -> re.Pattern[str]:
    carries = _words("carries-out")
    return re.compile(
        rf"(?:{carries})[^《》〈〉]{{0,8}}[《〈](?P<a>[^《》〈〉]{{3,80}})[》〉]"
        rf"|^[《〈](?P<b>[^《》〈〉]{{3,80}})[》〉](?:的)?(?:{carries})"
    )


def titled_grounds(title: str, year: int) -> Iterator[PolicyDocument]:
    """Yield the documents that a title says it carries out.

    甲省实施〈乙法〉办法 and 关于贯彻落实《乙纲要》的实施意见 say so.
    """
    carries = link_words("carries-out")
    if not any(word in title for word in carries):
        return
    for match in _titled().finditer(title):
        document = _named(match["a"] or match["b"], year)
        if document is not None:
            yield document
    for start, end, concept in find_laws(title):
        if start and end < len(title) and title.endswith(carries, 0, start):
            yield known_record(concept, (title[start:end],))


def _named(printed: str, year: int) -> PolicyDocument | None:
    title = read_title(printed)
    known = known_document(title, year)
    if known is not None:
        return known_record(known, (printed,))
    kind = document_type(title.core)
    if kind is None or is_type_alone(title.core) or len(printed) < _SHORTEST:
        return None
    return PolicyDocument(
        iri=iris.document(printed),
        title=printed,
        document_type=kind,
        year=title.year,
        valid_from=title.valid_from,
        valid_to=title.valid_to,
    )
