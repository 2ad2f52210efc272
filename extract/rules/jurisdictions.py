"""Mark the places that a text names and decide whose report it is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import (
    Context,
    PlaceMark,
    hints_of,
    put_context,
    put_marks,
    simple_text_of,
    text_of,
)
from extract.characters import places_of, places_of_rare
from extract.disagreements import find_doubts
from extract.facts import Institution, Jurisdiction, Level, ReportKind
from extract.identity import Identity, IdentityError, identify
from extract.misprints import printed_forms
from extract.places import (
    FoundPlace,
    add_links,
    cue_edges,
    cue_words,
    find_names,
    is_common,
    jurisdiction_of,
    link_names,
    stands_free,
)
from extract.titles import Head, read_head, read_kind, read_years
from ontology.gazetteer import Place, load_gazetteer
from ontology.iris import area, body

__all__ = ["JurisdictionRule", "make_jurisdictions"]

_HAN = re.compile(r"[一-龥]")
_TOWNSHIP_NAME = re.compile(r"[一-龥]{1,8}?(?:街道|镇|乡|苏木)")
_LETTER = 1500
"""Characters at the head of a notice in which its letterhead stands."""
_SIGNED = 80
"""Characters at the end in which the signature stands."""
_ORDINARY = 2
"""Characters of most township names; longer ones are no other words."""
_SURE = Decimal("0.9")


@Language.factory("kg_jurisdictions", assigns=["doc.spans"])
def make_jurisdictions(nlp: Language, name: str) -> "JurisdictionRule":
    """Build the component that tells whose report a text is and marks its places."""
    del nlp, name
    return JurisdictionRule()


class JurisdictionRule:
    """Puts the report's context and a mark for each place named."""

    def __call__(self, doc: Doc) -> Doc:
        """Mark the places of a document.

        Raises:
            IdentityError: The text tells no place or no year.
        """
        text, hints = simple_text_of(doc), hints_of(doc)
        head = read_head(text)
        kind = read_kind(head, text, hints)
        years = read_years(head, text, hints, kind)
        if years is None:
            raise IdentityError(
                f"{hints.file_name or 'text'}: names no year; put the year into the file name"
            )
        names = add_links(text, find_names(text), hints.links)
        identity = identify(text, head, names, hints, years.first)
        home = identity.place
        found = _explained(link_names(text, names, home, years.first), identity)
        found += _misprinted(text, identity)
        found += _townships(text, home, found)
        found += _short_names(text, home)
        put_marks(doc, PlaceMark, _marks(found))
        parents = load_gazetteer().parents(home.code)
        context = Context(
            jurisdiction=jurisdiction_of(home),
            chain=tuple(jurisdiction_of(parent) for parent in parents),
            kind=kind,
            year=years.first,
            period_end=years.last,
            title=_printed(doc, head) or hints.title or hints.file_name.rsplit(".", 1)[0],
            issuer=_issuer(text, head, home, kind, _own_forms(identity)),
            doubts=(
                *find_doubts(text, head, names, hints, (home, years, kind)),
                *identity.doubts,
            ),
        )
        put_context(doc, context)
        return doc


def _printed(doc: Doc, head: Head) -> str:
    """Return the title with its own characters: 龍海市, though the place is found as 龙海市."""
    return "".join(text_of(doc)[start:end] for start, end in head.lines)


def _explained(found: list[FoundPlace], identity: Identity) -> list[FoundPlace]:
    """Return the places, the first of the reporting one with the reason why it is that one."""
    for index, each in enumerate(found):
        if identity.reason and each.place == identity.place:
            explained = replace(each, confidence=identity.confidence, reason=identity.reason)
            return [*found[:index], explained, *found[index + 1 :]]
    return found


def _marks(found: Iterable[FoundPlace]) -> list[PlaceMark]:
    """Return a mark for each stretch; of two that overlap the longer one stays."""
    marks: list[PlaceMark] = []
    records: dict[str, Jurisdiction] = {}
    for each in sorted(found, key=lambda each: (each.start - each.end, each.start)):
        if all(each.end <= mark.start or mark.end <= each.start for mark in marks):
            place = records.get(each.place.code)
            if place is None:
                place = records[each.place.code] = jurisdiction_of(each.place)
            marks.append(
                PlaceMark(
                    start=each.start,
                    end=each.end,
                    place=place,
                    confidence=each.confidence,
                    reason=each.reason,
                )
            )
    return marks


def _own_forms(identity: Identity) -> list[str]:
    forms = [identity.place.name]
    return forms + list(printed_forms(identity.repair)) if identity.repair else forms


def _misprinted(text: str, identity: Identity) -> Iterator[FoundPlace]:
    """Yield the places where the misprinted name of the reporting place stands."""
    fixed = identity.repair
    for form in printed_forms(fixed) if fixed else ():
        for start in places_of(text, form):
            whole = form.endswith(identity.place.name[-1]) and len(form) > len(identity.place.short)
            if whole or _stands_alone(text, start, start + len(form)):
                yield FoundPlace(
                    start, start + len(form), identity.place, identity.confidence, identity.reason
                )


def _townships(text: str, home: Place, found: list[FoundPlace]) -> list[FoundPlace]:
    """Return the townships of the reporting county, and of a county named right before them."""
    gazetteer = load_gazetteer()
    named: list[FoundPlace] = []
    for child in gazetteer.children(home.code):
        if child.level == Level.TOWNSHIP and not child.statistical:
            named += _township(text, child)
    for each in found:
        match = _TOWNSHIP_NAME.match(text, each.end)
        if match and each.place.level == Level.COUNTY:
            children = gazetteer.children(each.place.code)
            named += [FoundPlace(*match.span(), p) for p in children if p.name == match[0]]
    return named


def _township(text: str, place: Place) -> list[FoundPlace]:
    """Return where a township is named: in full, or by a name that nothing else bears.

    青山镇 is looked for where 青山 stands.
    """
    name, short = place.name, place.short
    bare = places_of_rare(text, short) if short else []
    found: list[FoundPlace] = []
    if bare or not name.startswith(short) or not short:
        found += [
            FoundPlace(start, start + len(name), place)
            for start in places_of(text, name)
            if not is_common(name) or stands_free(text, start)
        ]
    found += [
        FoundPlace(start, start + len(short), place, _SURE, "short-form")
        for start in bare
        if _is_bare_township(text, start, start + len(short))
    ]
    return found


def _is_bare_township(text: str, start: int, end: int) -> bool:
    """Tell whether a name without 镇 is the township: 金沟子龙卷风, 临江司法所."""
    free = stands_free(text, start)
    if not free or cue_edges("behind-township").opening(text, end, len(text)):
        return free
    return end - start > _ORDINARY and not cue_edges("thing-ending").ending(text, start, end)


def _short_names(text: str, home: Place) -> list[FoundPlace]:
    """Return the reporting place and its parents where their short names stand alone."""
    parents = load_gazetteer().parents(home.code)[:-1]
    found: list[FoundPlace] = []
    for place in (home, *parents):
        short = place.short
        if short and place.name not in cue_words("common-word"):
            found += [
                FoundPlace(start, start + len(short), place)
                for start in places_of_rare(text, short)
                if _stands_alone(text, start, start + len(short))
            ]
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a short name is the place: 法治临江, 位列临江前列, not 临江政研改革."""
    if cue_edges("before-short-name").ending(text, max(0, start - 4), start):
        return True
    if start and text[start - 1] == "《":
        return False
    if cue_edges("behind-short-name").opening(text, end, len(text)):
        return stands_free(text, start)
    return not (_HAN.match(text, end) or (start and _HAN.match(text, start - 1)))


def _issuer(
    text: str, head: Head, home: Place, kind: ReportKind, forms: list[str]
) -> Institution | None:
    """Return the body of the title, else of the letterhead, else the government that reports."""
    for form in forms:
        for name in _bodies_behind(head.title, form):
            if not any(other in name for other in forms):
                return _institution(home, name)
    own = _body().match(head.title.lstrip("市县区旗州盟省"))
    if own:
        return _institution(home, own[0])
    for line in (*text[:_LETTER].split("\n"), *text[-_SIGNED:].split("\n")):
        for form in forms:
            signed = _body().fullmatch(line, len(form)) if line.startswith(form) else None
            if signed:
                return _institution(home, signed[0])
    wanted = kind is ReportKind.ANNUAL_REPORT
    if wanted and any(f"{form}人民政府" in text or f"{form}政府" in text for form in forms):
        return _institution(home, "人民政府")
    return None


def _bodies_behind(title: str, form: str) -> Iterator[str]:
    """Yield the bodies that stand behind a place's name: 司法局 of 甲县司法局关于…."""
    for start in places_of(title, form):
        match = _body().match(title, start + len(form))
        if match:
            yield match[0]


@cache
def _body() -> re.Pattern[str]:
    endings = "|".join(map(re.escape, cue_words("issuer-ending")))
    return re.compile(
        rf"(?:[一-龥]{{0,12}}?(?:{endings})|[一-龥]{{2,6}}委)(?=关于|20|二零|年度|法治|贯彻|$)"
    )


def _institution(home: Place, kind: str) -> Institution:
    return Institution(
        iri=body(home.code, kind), name=home.name + kind, jurisdiction=area(home.code)
    )
