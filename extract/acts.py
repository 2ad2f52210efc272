"""Read from the words of a clause what it does with the documents that it names."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from spacy.tokens import Doc

from extract.annotations import Clause, text_of
from extract.characters import Characters
from extract.facts import Act
from extract.lexicon import Lexicon
from extract.stance import clause_at, clause_before
from ontology.schemes import load_scheme

__all__ = ["Deed", "deed_at"]

_FARTHEST = 40
"""Characters between a verb and its document, titles between them left out."""
_FARTHEST_AFTER = 22
_TITLE = re.compile(r"《[^》\n]{0,200}》(?:\([^()\n]{1,60}\))?")
_TITLES = re.compile(
    r"(?:[、,和及与]|以及|并){0,9}(?:《[^》\n]{0,200}》(?:\([^()\n]{1,60}\))?(?:[、,和及与]|以及)*)*"
)
_GOES_ON: Final = Characters("、,和及与以并《")
"""What a list of titles goes on with."""
_ATTRIBUTIVE = re.compile(r"[了]?(?:后|过)?的")
_CONTINUES = re.compile(r"(?:和|及|以及|与|、|并)?《")
_CONSULTS = re.compile(r"(?:就|对|将|围绕|关于)[^,。]{0,6}$")
_MANNER_END = re.compile(r"(?:等)?[^,。]{0,4}(?:作?为)")
_OBJECT: Final = frozenset("将把")
_PASSED = re.compile(r"已|经|由")
_JOINED = re.compile(r"[、和并及,]{0,2}")


@dataclass(init=False, slots=True)
class Deed:
    """What a clause does with a document, and where the word stands that says so."""

    act: Act
    at: int
    """Offset of the verb, of the document itself where there is none."""
    clause: Clause
    """The clause that holds the verb."""

    def __init__(self, act: Act, at: int, clause: Clause) -> None:
        """Keep the values."""
        self.act = act
        self.at = at
        self.clause = clause


@cache
def _cues(direction: str) -> Lexicon[tuple[Act, bool]]:
    return Lexicon(
        (label, (Act(cue.values("act")[0].rsplit("/", 1)[-1]), "weak" in cue.values("scope")))
        for cue in load_scheme("act-cues")
        if cue.values("direction") == (direction,)
        for label in cue.alternatives
    )


def deed_at(doc: Doc, start: int, end: int) -> Deed | None:
    """Return what is done with the document printed at ``doc[start:end]``, worked out once.

    制定《A》,修订《B》和《C》 issues one and revises two; 就《D》公开征求意见 consults on one.
    """
    known: dict[tuple[int, int], Deed | None] = doc.user_data.setdefault("deeds", {})
    if (start, end) not in known:
        known[start, end] = _read_deed(doc, start, end)
    return known[start, end]


def _read_deed(doc: Doc, start: int, end: int) -> Deed | None:
    clause = clause_at(doc, start)
    if clause is None:
        return None
    text = text_of(doc)
    deed = _deed_in(text, clause, start, end)
    if deed is None and _CONTINUES.match(text, clause.start):
        earlier = clause_before(doc, clause)
        if earlier is not None and "》" in text[earlier.end - 6 : earlier.end]:
            opening = text.rfind("《", earlier.start, earlier.end)
            return deed_at(doc, opening, text.find("》", opening) + 1)
    return deed or Deed(Act.CITES, start, clause)


def _deed_in(text: str, clause: Clause, start: int, end: int) -> Deed | None:
    after = _after(text, end, clause.end)
    opening = _list_opening(text, clause.start, start)
    last = text[opening - 1] if opening > clause.start else ""
    if _CONSULTS.search(text, clause.start, opening):
        asked = _consulted(text, end, min(clause.sentence_end, end + _FARTHEST))
        if asked is not None:
            return Deed(Act.CONSULTS, asked, clause)
    if last == "以" and _MANNER_END.match(text, _list_end(text, end)):
        return Deed(Act.IMPLEMENTS, opening - 1, clause)
    if last not in _OBJECT:
        before = _before(text, clause.start, opening)
        if before is not None and not (before.weak and after is not None):
            return Deed(before.act, before.at, clause)
    return Deed(after.act, after.at, clause) if after is not None else None


@dataclass(init=False, slots=True)
class _Cue:
    act: Act
    at: int
    weak: bool

    def __init__(self, act: Act, at: int, *, weak: bool = False) -> None:
        self.act = act
        self.at = at
        self.weak = weak


def _list_opening(text: str, floor: int, start: int) -> int:
    """Return where the list of titles that holds a title begins: 制定|《A》《B》和《C》."""
    while True:
        at = start
        while at > floor and text[at - 1] in "、和及与以,等":
            at -= 1
        if at <= floor or text[at - 1] not in "》)":
            return start
        opening = text.rfind("《", floor, at)
        if opening < 0 or (text[at - 1] == ")" and "》(" not in text[opening:at]):
            return start
        start = opening


def _list_end(text: str, end: int) -> int:
    match = _TITLES.match(text, end) if _GOES_ON.at(text, end) else None
    return match.end() if match else end


def _before(text: str, floor: int, opening: int) -> _Cue | None:
    """Return the verb nearest before a list of titles; 印发的《A》 and 新修订的《A》 hold none."""
    blanked = text[floor:opening]
    if "《" in blanked:
        blanked = _TITLE.sub(lambda title: "《" * len(title[0]), blanked)
    chosen = [
        (start, end, *found)
        for start, end, found in _cues("before").find_first(blanked)
        if not _ATTRIBUTIVE.match(blanked, end)
    ]
    if not chosen or len(blanked[chosen[-1][1] :].replace("《", "")) > _FARTHEST:
        return None
    start, _, act, weak = chosen.pop()
    while chosen and _JOINED.fullmatch(blanked, chosen[-1][1], start):
        start, _, earlier, _ = chosen.pop()
        if earlier is Act.REVISED and act is Act.ISSUED:
            act = earlier
    return _Cue(act, floor + start, weak=weak)


def _consulted(text: str, end: int, stop: int) -> int | None:
    window = text[_list_end(text, end) : stop]
    for start, _, found in _cues("after").find_first(window):
        if found[0] is Act.CONSULTS:
            return stop - len(window) + start
    return None


def _after(text: str, end: int, stop: int) -> _Cue | None:
    """Return the first verb after a list of titles: 《A》专题培训, 《A》《B》的执行力度."""
    begin = _list_end(text, end)
    far = _FARTHEST if _PASSED.match(text, begin) else _FARTHEST_AFTER
    window = text[begin : min(stop, begin + far)]
    opening = window.find("《")
    for start, _, found in _cues("after").find_first(window if opening < 0 else window[:opening]):
        return _Cue(found[0], begin + start)
    return None
