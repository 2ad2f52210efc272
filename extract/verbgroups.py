"""Read verbs that share one object, and make the action that they tell of."""

import re
from dataclasses import dataclass
from typing import Final

from extract.characters import Characters
from extract.verbs import Use, Word, Words, edges

__all__ = ["Action", "Group", "GroupReader"]

_AND: Final = Characters("并和、")
_DIGITS: Final = Characters("0123456789")
_NO_OBJECT: Final = Characters("的、,率")
_RATED: Final = re.compile(r"[率度占比][^0-9、,]{0,5}[0-9][0-9.]*%(?:以上)?$")
_RATES: Final = ("%", "%以上")
_RATE_ENDS: Final = Characters("%上")
_ENUMERATES: Final = re.compile(r"(?<=[》”])(?:包括|包含|,?①)")
_ENUMERATING: Final = Characters("包①")
_INSIDE: Final = re.compile(r"[的、率和及与]|为(?![\d民企])")
_COUNTED_TAIL: Final = re.compile(
    r"[近约共]{0,5}[0-9][0-9.]{0,20}[余多]?[万亿]?[余多]?[一-龥%]{1,3}$"
)
_HEAD_NOUN: Final = 3
"""Characters that may follow the verb in the noun at the end of an object: 培训|班."""
_FIGURE: Final = 14
"""Characters within which a figure at the end of a clause lies."""
_BRACKET: Final = 12
"""Characters from which a bracket at the end of a clause explains more than it names."""
_OUT: Final = frozenset("台具示庭现口发版访资境租院入勤")
"""What follows 出 in words of its own: 出台, 出具; 梳理出 is a verb with its result."""
_MAKING: Final = frozenset(
    (
        *("establish", "build", "improve", "draw-up", "issue", "revise", "repeal", "adjust"),
        *("standardise", "publish", "implement", "merge-lists", "integrate", "study"),
        *("review", "register"),
    )
)
"""Kinds whose verbs stand in a row with one object: 修订印发, 梳理公布."""
_IMPROVABLE: Final = frozenset(
    ("improve", "advance", "explore", "organise", "establish", "adjust", "revise", "standardise")
)
"""Kinds after which 优化 shares their object: 调整优化; elsewhere it opens it: 总结优化…的经验."""
_LEADING: Final = frozenset(("organise", "explore", "deliberate", "advance", "guide"))
"""Kinds whose verbs take another verb: 组织开展, 探索建立."""
_DECIDED: Final = frozenset(("draw-up", "issue", "revise", "handle"))
"""Kinds of what one deliberates: 研究制定, but 研究部署 | 推进…工作."""
_SOLVING: Final = frozenset(("handle", "mediate", "adjudicate"))
"""Kinds of what one takes part in: 参与解决."""


@dataclass(init=False, slots=True)
class Action:
    """One action in ``text[start:end]``; ``actor`` where it names who acts."""

    start: int
    end: int
    verb: str
    verb_start: int
    verb_end: int
    kind: str | None
    object: str
    actor: str | None
    own_subject: bool

    def __init__(
        self,
        *,
        start: int,
        end: int,
        verb: str,
        verb_start: int,
        verb_end: int,
        kind: str | None,
        object: str,  # noqa: A002 (the object of a verb)
        own_subject: bool,
    ) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.verb = verb
        self.verb_start = verb_start
        self.verb_end = verb_end
        self.kind = kind
        self.object = object
        self.actor = None
        self.own_subject = own_subject


@dataclass(init=False, slots=True)
class Group:
    """Verbs that share an object: 编制并公布."""

    start: int
    end: int
    text: str
    word: Word
    strong: bool
    """Whether one of them is more than a noun-like verb."""

    def __init__(self, start: int, end: int, text: str, word: Word, *, strong: bool) -> None:
        """Keep the values."""
        self.start = start
        self.end = end
        self.text = text
        self.word = word
        self.strong = strong


class GroupReader:
    """Reads the verbs of one text."""

    def __init__(self, words: Words) -> None:
        """Keep the words of the text."""
        self.words = words
        self.text = words.text
        self._nouns = edges(Use.NOUN)
        self._things = edges(Use.NOUN | Use.THING)
        self._states = edges(Use.PREDICATE)
        self._degrees = edges(Use.DEGREE)

    def group(self, start: int, end: int) -> Group | None:
        """Return the verbs that begin at a place, as far as they share one object."""
        at, text = self.words.at, self.text
        first = at.get(start)
        if first is None or not first[1].use & Use.VERB:
            return None
        if first[1].leads:
            following = at.get(first[0])
            if following and following[1].use & (Use.VERB | Use.NOUNLIKE) == Use.VERB:
                start, first = first[0], following
        stop, word = first
        strong = not word.use & Use.NOUNLIKE
        last = word
        while stop < end and last.name != "include":
            joined = _AND.at(text, stop)
            found = at.get(stop + 1 if joined else stop)
            if found is None or not self._shares(last, found, end, joined=joined):
                break
            stop, last = found
            strong = strong or not last.use & Use.NOUNLIKE
        if stop < len(text) and ord(text[stop]) == ord("出"):
            stop += text[stop + 1 : stop + 2] not in _OUT
        if last.use & Use.SETTLE:
            while stop > first[0] - 1 > start + 1 and text[stop - 1] in "到至":
                stop -= 1
        main = last if word.name in _LEADING and last.kind else word
        return Group(start, stop, text[start:stop], main, strong=strong)

    def _shares(self, before: Word, found: tuple[int, Word], end: int, *, joined: bool) -> bool:
        """Tell whether a verb goes on with the verb before it and has the object of both."""
        stop, word = found
        if not word.use & Use.VERB or stop >= end or _NO_OBJECT.at(self.text, stop):
            return False
        if ord(self.text[stop - len(word.text) - 1]) == ord("、"):
            return not (before.use | word.use) & Use.NOUNLIKE
        first, second = before.name, word.name
        nounlike = bool(word.use & Use.NOUNLIKE)
        events = before.use & Use.EVENT and not (word.use & Use.EVENT and first == second)
        if events or self._makes_noun(stop, end, nounlike=nounlike):
            return False
        if before.use & Use.NOUNLIKE or (second == "improve" and first not in _IMPROVABLE):
            return second != "improve" or first in _IMPROVABLE
        if first == second or nounlike:
            return first == second or joined
        making = first in _MAKING and second in _MAKING
        solving = first == "participate" and second in _SOLVING
        leading = first in _LEADING and (first != "deliberate" or second in _DECIDED)
        return joined or making or solving or leading

    def _makes_noun(self, stop: int, end: int, *, nounlike: bool) -> bool:
        nouns = self._things if nounlike else self._nouns
        return bool(nouns.opening(self.text, stop, end))

    def names_thing(self, stop: int, end: int) -> bool:
        """Tell whether a noun-like verb that ends here is part of a noun: 审查工作, 审查、评估."""
        listed = stop < len(self.text) and ord(self.text[stop]) == ord("、")
        return listed or self._makes_noun(stop, end, nounlike=True)

    def modifies(self, stop: int, end: int) -> bool:
        """Tell whether a verb that ends here stands inside a noun: 办理流程, 聘用的, 配备和."""
        inside = _INSIDE.match(self.text, stop, end)
        return inside is not None or self._makes_noun(stop, end, nounlike=False)

    def describes(self, group: Group, end: int) -> bool:
        """Tell whether a clause ends in what its subject became: 服务水平不断提升, 满意率98%."""
        text = self.text
        state = self._states.ending(text, group.end, end)
        if not state:
            return _RATE_ENDS.at(text, end - 1) and self._rated(group.end, end)
        if self._degrees.ending(text, group.end, end - len(state)):
            return True
        return not group.strong and self._degrees.within(text, group.end, end)

    def _rated(self, start: int, end: int) -> bool:
        """Tell whether a stretch ends in a rate: 满意率98%."""
        rated = self.text.endswith(_RATES, start, end)
        return rated and _RATED.search(self.text, start, end) is not None

    def counted(self, start: int, end: int) -> bool:
        """Tell whether a stretch ends in a figure: 抽查企业40户."""
        start = max(start, end - _FIGURE)
        figured = _DIGITS.within(self.text, start, end)
        return figured and _COUNTED_TAIL.search(self.text, start, end) is not None

    def action(
        self, start: int, end: int, group: Group, object_: str, *, subject: bool = False
    ) -> Action:
        """Make the action of a group from its opening to the end of its clause."""
        text = self.text
        closes = text.find("”", group.end, end) >= 0 or text.find("》", group.end, end) >= 0
        if closes and _ENUMERATING.within(text, group.end, end):
            cut = _ENUMERATES.search(text, group.end, end)
            end = cut.start() if cut else end
        end = self._without_bracket(group.end, end)
        return Action(
            start=start,
            end=end,
            verb=group.text,
            verb_start=group.start,
            verb_end=group.end,
            kind=self._kind(group, end),
            object=object_.strip("、,"),
            own_subject=subject,
        )

    def _without_bracket(self, start: int, end: int) -> int:
        """Leave out a long bracket at the end, which explains: 推行…模式(企业开办…)."""
        if end > start and ord(self.text[end - 1]) == ord(")"):
            begin = self.text.rfind("(", start, end)
            if begin > start and end - begin > _BRACKET:
                return begin
        return end

    def _kind(self, group: Group, end: int) -> str | None:
        """Return the kind of a group; of 开展…培训 that of the action it carries out."""
        if group.word.name != "organise":
            return group.word.kind
        figured = _DIGITS.within(self.text, group.end, end)
        counted = _COUNTED_TAIL.search(self.text, group.end, end) if figured else None
        head = counted.start() if counted else end
        inner = [
            word.kind
            for _, stop, word in self.words.verbs(group.end, head)
            if word.use & Use.NOUNLIKE and head - stop <= _HEAD_NOUN
        ]
        return inner[-1] if inner else group.word.kind
