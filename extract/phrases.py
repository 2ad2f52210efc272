"""Recover the phrase that says what a figure counts, from its clause and those before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from extract.annotations import Clause
from extract.edges import Edges
from extract.numerals import Numeral
from extract.units import cue_words
from extract.verbs import Use, Words, leading_verbs
from ontology.schemes import load_scheme

__all__ = ["Figure", "Phraser"]

_SEPARATORS = "、,;:和及与以"
_JOINED = re.compile(r"(?:[、,]|以及|及|和|与)?(?:共|共计|共有|累计|涉及)?$")
_FRAMES: Final = frozenset("将把对向为从由在给")
_PLACES: Final = frozenset(
    ("全市", "全县", "全区", "全省", "全国", "我市", "我县", "我区", "本市", "本县", "本区")
)
_LIST_TAIL = re.compile(r"等(?:共|共计)?$")
_NAMES = re.compile(
    r"(?<![一-龥])([一-龥]*?)([一-龥]{2}率)[、和]([一-龥]{2,8}[率度])(?:[、和]([一-龥]{2,8}[率度]))?$"
)
_PREDICATES = Use.VERB | Use.RESULT
_RESPECTIVELY = re.compile(r"分别[为是达有]?到?$")
_FORMERLY = re.compile(r"由(?:上一?年度?|去年|原来|原先|原|以前|过去)?的?$")
"""Opens the first of two figures: 纠错率由上年的8%降至5%."""
_SUMMED = re.compile(r"^.+(?:累计|共计|总计)(?=.{2})")
"""What stands before the count of a whole: 各组织累计调解纠纷 counts 调解纠纷."""
_JOINT = 4
"""Characters that may join two figures of one phrase: 27支,共计4100余人."""
_DURATIONS = frozenset(("天", "个工作日", "工作日", "小时", "分钟"))
_SHORT = 4
_LONGEST_THING = 20
_WHEN_WHERE = Use.TIME | Use.REGION | Use.LINK
_CLASSES = frozenset(("类", "大类", "小类", "种", "方面", "个方面"))
_COMPARED = re.compile(
    r"^(?:(?:较|比|与|同)(?:去年|上年|上一年|[0-9]{4}年)(?:度|同期)?(?:相比)?|同比|环比|分别|均|共|实现|已)+"
)


@dataclass(init=False, slots=True)
class Figure:
    """A number with the phrases that it counts, more than one in 办结率、满意率均达到100%."""

    numeral: Numeral
    measured: tuple[str, ...]

    def __init__(self, numeral: Numeral, measured: tuple[str, ...]) -> None:
        """Keep the values."""
        self.numeral = numeral
        self.measured = measured


@dataclass(init=False, slots=True)
class _Before:
    """The figure before, in the same sentence."""

    sentence: int
    verb: str
    object: str
    unit: str

    def __init__(self, sentence: int, verb: str, thing: str, unit: str) -> None:
        self.sentence = sentence
        self.verb = verb
        self.object = thing
        self.unit = unit


class Phraser:
    """Reads the figures of a text in their order, clause by clause."""

    def __init__(self, words: Words) -> None:
        """Keep the words of the text."""
        self._words = words
        self._text = words.text
        self._last = _Before(-1, "", "", "")

    def read(self, clause: Clause, numerals: list[Numeral]) -> list[Figure]:
        """Return the figures of one clause with what they count."""
        figures = self._distributed(clause, numerals)
        if figures:
            return figures
        for index, numeral in enumerate(numerals):
            left = numerals[index - 1].after if index else clause.start
            if figures and self._shares(left, numeral):
                figures.append(Figure(numeral, figures[-1].measured))
                continue
            head = self._head(left, numeral.words, rate=numeral.unit == "%")
            tail = self._tail(numerals, index, clause.end)
            if tail and self._text[numeral.words - 1] in "和及":
                head = leading_verbs(head)
            figures.append(Figure(numeral, self._phrases(head, tail, clause, numeral)))
        return figures

    def _distributed(self, clause: Clause, numerals: list[Numeral]) -> list[Figure]:
        """Give each of several things its own figure: 甲、乙分别为3件、5件."""
        first = numerals[0]
        if self._text.find("分别", clause.start, first.words) < 0:
            return []
        if not _RESPECTIVELY.search(self._text, clause.start, first.words):
            return []
        names = re.split("[、和及]", self._head(clause.start, first.words, rate=True))
        if len(names) != len(numerals):
            return []
        return [Figure(numeral, (name,)) for numeral, name in zip(numerals, names, strict=True)]

    def _shares(self, left: int, numeral: Numeral) -> bool:
        """Tell whether a figure counts the same as the one before it: 37支1841人."""
        between = self._text[left : numeral.words]
        if between in _passages():
            return True
        return (
            len(between) <= _JOINT
            and _JOINED.fullmatch(between) is not None
            and self._ends(numeral)
        )

    def _ends(self, numeral: Numeral) -> bool:
        follows = self._text[numeral.after : numeral.after + 1]
        return follows in ("", ",", "。", ";", "、", "\n", ")", "(", "和", "及")

    def _head(self, left: int, right: int, *, rate: bool) -> str:
        """Return what stands before the number, without what opens or joins it."""
        text = self._text
        start = left
        for mark in ",;:":
            start = max(start, text.rfind(mark, start, right) + 1)
        bracket = text.rfind("(", start, right)
        if bracket >= 0 and text.find(")", bracket, right) < 0:
            start = bracket + 1
        comma = text.rfind("、", start, right)
        if comma >= 0 and left > 0 and text[left - 1] not in "\n,;。:":
            start = comma + 1
        start = self._opening(start, right, _WHEN_WHERE if rate else Use.LOOSE)
        end = right
        while joint := _joints().ending(text, start, end):
            end -= len(joint)
        head = text[start:end]
        if "计" in head:
            head = _SUMMED.sub("", head)
        if "由" in head:
            head = _FORMERLY.sub("", head)
        return head.strip(_SEPARATORS)

    def _opening(self, start: int, end: int, left_out: int) -> int:
        """Return where a phrase begins, without 其中, 确保 and the like."""
        words = self._words
        start = words.opening(start, end, left_out)
        found = words.at.get(start)
        while found and found[1].use & (Use.PARTIAL | Use.RESULT) and found[1].text != "涉及":
            if found[1].use & Use.VERB or found[0] >= end:
                break
            start = words.opening(found[0], end, _WHEN_WHERE)
            found = words.at.get(start)
        return start + len(_parts().opening(self._text, start, end))

    def _tail(self, numerals: list[Numeral], index: int, end: int) -> str:
        """Return what follows the unit; members of a list share what follows the last of them."""
        numeral = numerals[index]
        last = index + 1 == len(numerals)
        right = end if last else numerals[index + 1].words
        own = _unbracketed(self._text[numeral.after : right].removeprefix("的").partition(",")[0])
        if last or not own:
            return own
        noun = own.rstrip(_SEPARATORS)
        if own in _passages() or (not noun and numeral.unit not in _CLASSES):
            return ""
        whole = noun == own and numerals[index + 1].unit == "%"
        if not noun or noun.endswith("的") or whole:
            return noun + self._tail(numerals, index + 1, end)
        if noun != own:
            return noun + self._predicate(numerals[-1].after, end)
        return own.partition("、")[0]

    def _predicate(self, start: int, end: int) -> str:
        """Return the verb phrase that ends a list of counted things: …、21件发文进行审查."""
        for begin in range(start + 1, end):
            found = self._words.at.get(begin)
            if found and found[1].use & _PREDICATES and not found[1].use & Use.NOUNLIKE:
                return self._text[begin:end].removeprefix("进行")
        return ""

    def _phrases(self, head: str, tail: str, clause: Clause, numeral: Numeral) -> tuple[str, ...]:
        names = _NAMES.search(head) if numeral.unit == "%" and "率" in head else None
        if names:
            owner = head[: names.start()] + names[1]
            rates = [name for name in names.groups()[1:] if name]
            return tuple(self._rates(owner, rates, clause, numeral))
        if tail:
            head = self._before_noun(head)
        elif "等" in head:
            head = _LIST_TAIL.sub("", head)
        head = self._without_frame(head)
        return (self._complete(head + tail, clause, numeral, bare=not tail),)

    def _rates(
        self, owner: str, rates: list[str], clause: Clause, numeral: Numeral
    ) -> Iterator[str]:
        """Yield each of several rates that share a figure, all of the same thing."""
        before = self._last
        for rate in rates:
            self._last = before
            yield self._complete(owner + rate, clause, numeral)

    def _without_frame(self, head: str) -> str:
        """Leave out 将, 对, 全市 at the opening, and whom a thing goes to: 向…备案."""
        if head.startswith(("向", "由", "围绕", "聚焦", "针对")):
            place = next((begin for begin, _, _ in Words(head).verbs(2, len(head))), 1)
            head = head[place:]
        if head[:1] in _FRAMES:
            head = head[1:]
        return head[2:] if head[:2] in _PLACES else head

    def _before_noun(self, head: str) -> str:
        """Return what of a head goes with a noun after the number.

        公布甲、乙等3项清单 is 公布清单; 将11项事项列入 is 事项列入.
        """
        if "等" in head and _LIST_TAIL.search(head):
            return leading_verbs(head)
        if head.startswith(("对", "为")) or len(head) <= 1:
            return ""
        return head

    def _complete(self, phrase: str, clause: Clause, numeral: Numeral, *, bare: bool = True) -> str:
        """Return the phrase, with what it leaves unsaid taken from what went before."""
        same = self._last.sentence == clause.sentence_start and bool(self._last.object)
        known = self._from_last(phrase, numeral, bare=bare) if same else ""
        if known:
            return known
        if not phrase:
            return self._previous_clause(clause) or f"{self._last.verb}{self._last.object}"
        if phrase.startswith("涉及"):
            phrase = self._object_before(clause) + phrase
        if not self._is_part(clause, numeral):
            verb = leading_verbs(phrase)
            thing = phrase[len(verb) :]
            self._last = _Before(clause.sentence_start, verb, thing, numeral.unit)
        return phrase

    def _from_last(self, phrase: str, numeral: Numeral, *, bare: bool) -> str:
        """Return a phrase that needs the thing counted before it: 同比增长, 满意率, 修改."""
        last = self._last
        thing = _noun(last.object)
        if numeral.unit in ("%", "个百分点"):
            change = _changes().get(_COMPARED.sub("", phrase))
            if change:
                return f"{last.verb}{last.object}{change}"
        if phrase in _bare() and phrase.rstrip("率度") not in last.verb + last.object:
            return f"{thing}{phrase}"
        if numeral.unit in _DURATIONS and len(phrase) <= _SHORT:
            return f"{thing}{phrase}"
        if bare and phrase and last.unit == numeral.unit and leading_verbs(phrase) == phrase:
            return f"{thing}{phrase}" if phrase.endswith("案") else f"{phrase}{thing}"
        return ""

    def _is_part(self, clause: Clause, numeral: Numeral) -> bool:
        """Tell whether a figure is part of the one before it: 其中…11条, (含…12件)."""
        if self._text[numeral.after : numeral.after + 1] == ")":
            return True
        found = self._words.at.get(clause.start)
        return found is not None and bool(found[1].use & Use.PARTIAL)

    def _object_before(self, clause: Clause) -> str:
        """Return the object of the clause before: 编制事项清单,涉及48项."""
        before = self._previous_clause(clause)
        thing = before[len(leading_verbs(before)) :]
        return thing if len(thing) <= _LONGEST_THING else ""

    def _previous_clause(self, clause: Clause) -> str:
        """Return the clause before this one in its sentence, without what opens it."""
        start = clause.sentence_start
        end = clause.start - 1
        if end <= start:
            return ""
        begin = max(start, self._text.rfind(",", start, end) + 1)
        return self._text[self._words.opening(begin, end) : end]


@cache
def _passages() -> frozenset[str]:
    return frozenset(cue_words("passage"))


@cache
def _parts() -> Edges:
    return Edges(cue_words("part"))


@cache
def _joints() -> Edges:
    return Edges(cue_words("joint"))


@cache
def _bare() -> frozenset[str]:
    return frozenset(cue_words("bare"))


@cache
def _changes() -> dict[str, str]:
    """Return the words of a rise or fall with the word that ends the phrase."""
    return {
        label: cue.zh
        for cue in load_scheme("figure-cues")
        if cue.values("scope") == ("change",)
        for label in cue.labels
    }


def _unbracketed(phrase: str) -> str:
    """Leave out a bracket that opens or closes at another figure: 40件(含3件)."""
    if "(" not in phrase:
        return phrase.partition(")")[0]
    before, _, inside = phrase.partition("(")
    return phrase if ")" in inside else before


def _noun(phrase: str) -> str:
    """Return the thing counted without 各类 and the like."""
    for word in cue_words("modifier"):
        phrase = phrase.removeprefix(word)
    return phrase
