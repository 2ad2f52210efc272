"""Read the clause of an action from its verb, or from a phrase that stands before it."""

import re
from functools import cache
from typing import Final

from extract.characters import Characters, stands_at
from extract.verbgroups import Action, GroupReader
from extract.verbs import Use, Word, edges
from ontology.schemes import load_scheme

__all__ = ["PredicateReader"]

_BY_LIST: Final = re.compile(r"等[一-龥]{0,4}(?:方式|形式|手段|途径|渠道|平台|载体|方法|举措|措施)")
_WITHIN: Final = re.compile(
    r"过程中|基础上|工作中|(?<!个)方面(?!的)|期间|前提下|[指领]导下|范围内|辖区内"
)
_WITHIN_ENDS: Final = Characters("中上面间下内")
"""One of them is in all that says where or when."""
_LIGHT: Final = 8
"""Characters within which 进行 stands before the action that it leaves to: 进行合法性审查."""
_PREDICATES: Final = Use.VERB | Use.MANNER | Use.RESULT | Use.GUIDANCE
_EXISTS: Final = re.compile(r"中共?有\d")
"""Tells what there is, not what was done: 进驻事项中有80项."""
_TOWARDS: Final = Characters("向与同")
_FIGURE: Final = re.compile(r"\d")
_NOT_MAIN: Final = frozenset("为作的、和")
"""What stands before a noun-like verb that is no verb of the clause: 以转变为核心."""
_COUNTABLE: Final = frozenset(
    ("train", "inspect", "review", "mediate", "register", "study", "handle", "report")
)
"""Kinds whose noun-like verbs act on what is counted: 评查案卷20卷; 处罚案件20件 is a noun."""
_NO_OBJECT: Final = Characters("的率在")
_ANSWERS: Final = frozenset(("handle", "punish"))
"""Kinds of what one does well at once: 有效处置, 有力打击."""

_Verb = tuple[int, int, Word]


class PredicateReader:
    """Reads what is said in the clauses of one text, after who acts."""

    def __init__(self, groups: GroupReader, bodies: dict[int, tuple[int, str]]) -> None:
        """Keep the verbs of the text and the bodies named in it."""
        self._groups = groups
        self._words = groups.words
        self._text = groups.text
        self._bodies = bodies
        self._qualities = edges(Use.QUALITY)
        self._ways = edges(Use.WAY)
        self._frames = edges(Use.FRAME)
        self._times = edges(Use.TEMPORAL)
        self._copulas = edges(Use.COPULA)
        self._projects = edges(Use.PROJECT)
        self._done = edges(Use.DONE)
        self._light_verbs = _light_verbs()

    def read(self, start: int, end: int) -> Action | None:
        """Return the action of a stretch that opens with its verb or a phrase before it."""
        found = self._words.at.get(start)
        if found is None:
            return None
        use = found[1].use
        if use & Use.PARTIAL:
            return self._part(found[0], end)
        if use & (Use.GUIDANCE | Use.RESULT):
            return self._aimed(start, found, end)
        if use & Use.OBJECT:
            return self.disposal(start, end)
        action = self._by_means(start, found, end) if use & Use.MEANS else None
        if action is None and use & Use.VERB:
            action = self._plain(start, end)
        elif action is None and use & Use.MANNER:
            action = self._after_manner(start, found[0], end)
        return action

    def is_name(self, start: int, end: int) -> bool:
        """Tell whether a stretch says what something is, or when: 成为常态, 成立以来."""
        return self._copulas.within(self._text, start, end)

    def _part(self, start: int, end: int) -> Action | None:
        """Read 其中维持17件: a verb and its figure; 其中甲类17件 has no verb."""
        start = self._words.opening(start, end, Use.TIME | Use.LINK)
        found = self._words.at.get(start)
        if found and found[1].use & Use.VERB and self._text[found[0] : found[0] + 1].isdigit():
            return self._plain(start, end)
        return None

    def _aimed(self, start: int, found: tuple[int, Word], end: int) -> Action | None:
        """Read 推动完善…机制, 有效处置…, 围绕…出台8部; 推动…提升 is a purpose."""
        after, word = found
        counted = self._groups.counted(after, end)
        if word.use & Use.GUIDANCE:
            held = self._held(start, after, end)
            if held or counted:
                return held or self._after_manner(start, after, end)
        following = self._words.at.get(after)
        if following is None or not following[1].use & Use.VERB or following[1].use & Use.RESULT:
            return self._brought_about(start, found, end)
        nounlike = following[1].use & Use.NOUNLIKE
        if word.use & Use.VERB:
            aims = nounlike or self._qualities.ending(self._text, after, end)
            return None if aims else self._plain(start, end)
        answers = nounlike and following[1].name in _ANSWERS
        return self._plain(after, end) if answers or counted else None

    def _held(self, start: int, after: int, end: int) -> Action | None:
        """Read 围绕优化环境开展协商, 坚持每月召开调度会: an event stands behind its focus."""
        for place, stop, word in self._words.verbs(after, end):
            if word.use & Use.EVENT and word.name == "organise" and stop < end:
                return None if self._text[stop] == "的" else self._ended(start, place, end)
        return None

    def _brought_about(self, start: int, found: tuple[int, Word], end: int) -> Action | None:
        """Read 推动…改革, 推动事项“一网通办”: a result that is a thing."""
        after, word = found
        if not word.use & Use.VERB:
            return None
        closed = end - (self._text[end - 1] == "”")
        return self._plain(start, end) if self._projects.ending(self._text, after, closed) else None

    def _plain(self, start: int, end: int) -> Action | None:
        """Read a clause that opens with its verb."""
        group = self._groups.group(start, end)
        if group is None:
            return None
        text, stop = self._text, group.end
        if stop < len(text) and ord(text[stop]) == ord("了"):
            stop += 1
        if (
            stop >= end
            or len(self._done.opening(text, stop, end)) == end - stop
            or _NO_OBJECT.at(text, stop)
            or (text.find("有", stop, end) >= 0 and _EXISTS.search(text, stop, end))
            or self._times.opening(text, stop, end)
        ):
            return None
        if self._groups.describes(group, end):
            return None
        if not group.strong and not self._acts_on(group.word, stop, end):
            return None
        return self._groups.action(start, end, group, text[stop:end])

    def _acts_on(self, word: Word, stop: int, end: int) -> bool:
        """Tell whether a noun-like verb is a verb here: 培训干部, 评查案卷20卷, not 培训工作."""
        if not self._groups.names_thing(stop, end) and not self.is_name(stop, end):
            return True
        if word.name not in _COUNTABLE or self._text[stop] == "、":
            return False
        return self._groups.counted(stop, end)

    def _by_means(self, start: int, found: tuple[int, Word], end: int) -> Action | None:
        """Read 投资1600万元建设…, 运用…方式加强…: the verb is that after the means."""
        after, means = found
        for place, stop, word in self._words.verbs(after, end):
            edge = self._words.closing(after, place)
            if edge <= after or word.use & Use.RESULT or stop == end:
                continue
            ends = self._ways.ending(self._text, after, edge)
            strong = not word.use & Use.NOUNLIKE and not self._groups.modifies(stop, end)
            named = strong or self._text[edge - 1] in "”》"
            if ends or (named and not means.use & Use.MONEY):
                group = self._groups.group(place, end)
                if group:
                    return self._groups.action(start, end, group, self._text[group.end : end])
        return None

    def _after_manner(self, start: int, after: int, end: int) -> Action | None:
        """Read 在…设立专栏, 按照…抽查企业: the phrase of means or place is left out."""
        if self._frames.ending(self._text, after, end):
            return None
        disposal = self.object_before(after, end)
        if disposal is not None:
            return self.disposal(disposal, end)
        towards = _TOWARDS.at(self._text, start)
        listed = self._framed(after, end)
        after = listed.end() if listed else after
        fallback: int | None = None
        for place, stop, word in self._words.verbs(after, end):
            nounlike = bool(word.use & Use.NOUNLIKE)
            if word.use & Use.ADVERB and stop in self._words.at:
                continue
            if word.use & (Use.RESULT | Use.GUIDANCE) or (place <= after and not listed):
                if not nounlike:
                    return None
            elif not nounlike and not self._groups.modifies(stop, end):
                return self._ended(start, self._with_organise(place, after), end)
            elif nounlike and self._may_end(
                place, stop, word, end, towards=towards or self._said_to(after, place)
            ):
                fallback = place
        return self._ended(start, fallback, end) if fallback is not None else None

    def _framed(self, start: int, end: int) -> re.Match[str] | None:
        """Find what closes a phrase of means or place: …等方式, 工作中."""
        text = self._text
        listed = _BY_LIST.search(text, start, end) if text.find("等", start, end) >= 0 else None
        if listed is None and _WITHIN_ENDS.within(text, start, end):
            return _WITHIN.search(text, start, end)
        return listed

    def _said_to(self, start: int, end: int) -> bool:
        """Tell whether a phrase tells to whom: 在第一季度向上级报告."""
        place = self._text.find("向", start, end)
        found = self._words.at.get(place)
        return found is not None and bool(found[1].use & Use.MANNER)

    def _may_end(self, place: int, stop: int, word: Word, end: int, *, towards: bool) -> bool:
        """Tell whether a noun-like verb can be that of its clause.

        抽查企业40户 has a figure, 在网站公示 ends the clause, 向上级报告情况 is said to somebody.
        """
        if self._text[place - 1] in _NOT_MAIN or self._groups.modifies(stop, end):
            return False
        if stop == end:
            return bool(word.use & Use.SETTLE)
        counted = self._groups.counted(stop, end)
        return (towards or counted) and not self._groups.names_thing(stop, end)

    def object_before(self, start: int, end: int) -> int | None:
        """Return where a 将-phrase begins between two places."""
        for word in ("将", "把"):
            place = self._text.find(word, start, end)
            found = self._words.at.get(place)
            if place > start and found and found[1].use & Use.OBJECT:
                return place
        return None

    def _with_organise(self, place: int, after: int) -> int:
        """Return where 组织 begins that stands right before a verb, else the verb."""
        for begin, stop, word in self._words.verbs(max(after + 1, place - 2), place):
            if stop == place and word.name in ("organise", "explore", "deliberate"):
                return begin
        return place

    def _ended(self, start: int, place: int, end: int) -> Action | None:
        """Make the action of a verb after a manner phrase, which stays if nothing follows."""
        group = self._groups.group(place, end)
        if group is None or self._groups.describes(group, end):
            return None
        rest = self._text[group.end : end].removeprefix("了")
        begin = self._acting(start, place) if rest else start
        return self._groups.action(begin, end, group, rest)

    def _acting(self, start: int, place: int) -> int:
        """Return where a body in a manner phrase begins that acts itself: 通过中心组带头学习."""
        body = self._bodies.get(start + 2)
        acts = body and body[0] == self._words.closing(start, place)
        return start + 2 if acts else place

    def disposal(self, start: int, end: int) -> Action | None:
        """Read 将…列入…, 对…进行审查, 为…提供…: the object stands before the verb."""
        after, word = self._words.at[start]
        verbs = list(self._words.verbs(after, end))
        if not verbs or self._text.endswith(("如下", "的"), start, end):
            return None
        if word.text in ("将", "把"):
            chosen = self._settling(verbs) or self._strongest(verbs, end)
            if word.text == "将" and not any(verb[2].use & Use.SETTLE for verb in verbs):
                place = self._words.opening(after, end)
                if place in self._words.at and self._words.at[place][1].use & _PREDICATES:
                    return self.read(place, end)
        else:
            chosen = self._light(verbs, end)
            if chosen is None and verbs[0][0] == after and not verbs[0][2].use & Use.NOUNLIKE:
                return None
            chosen = chosen or self._strongest(verbs, end)
        return self._disposed(start, after, chosen, end) if chosen is not None else None

    def _disposed(self, start: int, after: int, chosen: int, end: int) -> Action | None:
        group = self._groups.group(chosen, end)
        text = self._text
        if group is None or stands_at(text, "在", group.end):
            return None
        serves = ord(text[start]) == ord("为") and group.text == "提供"
        if serves and not _FIGURE.search(text, after, end):
            return None
        edge = self._words.closing(after, group.start)
        light, begin = -1, max(after, edge - _LIGHT)
        for verb in self._light_verbs:
            light = max(light, text.rfind(verb, begin, edge))
        edge = self._words.closing(after, light) if light > after else edge
        return self._groups.action(start, end, group, text[after:edge])

    def _light(self, verbs: list[_Verb], end: int) -> int | None:
        """Return the verb that a 进行 leaves the action to: 审查 of 进行合法性审查."""
        light = next(
            (n for n in range(len(verbs) - 1, -1, -1) if verbs[n][2].use & Use.LIGHT), None
        )
        if light is None:
            return None
        following = verbs[light + 1 :]
        if not following:
            return verbs[light][0]
        if following[0][0] - verbs[light][1] <= 1:
            return following[0][0]
        first = len(following) - 1
        while first and following[first - 1][1] == following[first][0]:
            first -= 1
        return following[first][0] if following[-1][1] == end else following[0][0]

    def _settling(self, verbs: list[_Verb]) -> int | None:
        """Return the last verb that says where a thing was put: 作为…纳入 is 纳入."""
        settled = [
            verb
            for verb in verbs
            if verb[2].use & Use.SETTLE and self._text[verb[1] : verb[1] + 1] not in ("的", "率")
        ]
        named = [verb for verb in settled if not verb[2].use & Use.NOUNLIKE]
        return (named or settled)[-1][0] if settled else None

    def _strongest(self, verbs: list[_Verb], end: int) -> int | None:
        """Return the last verb that is no noun, or a noun-like one that ends the clause."""
        for place, stop, word in reversed(verbs):
            if not word.use & (Use.NOUNLIKE | Use.RESULT) and not self._groups.modifies(stop, end):
                return place
        place, stop, _ = verbs[-1]
        return place if stop == end or self._text[stop] == "了" else None


@cache
def _light_verbs() -> tuple[str, ...]:
    return tuple(
        label
        for cue in load_scheme("measure-cues")
        if cue.values("scope") == ("light",)
        for label in cue.labels
    )
