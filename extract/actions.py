"""Read the clause of one action: its actor, its verb, its object."""

import re
from functools import cache
from typing import Final

from extract.characters import Characters
from extract.edges import Edges
from extract.predicates import PredicateReader
from extract.verbgroups import Action, Group, GroupReader
from extract.verbs import Use, Word, Words, edges
from ontology.schemes import load_scheme

__all__ = ["Action", "ActionReader"]

_COUNTED_ACTOR: Final = re.compile(r"\d|[一二两三四五六七八九十]{1,3}[名个家位支]")
_NAMED: Final = re.compile(r"”$|(?:书记|主任|主席|同志|[市县区镇乡州局院部厅]长)[一-龥]{2,3}$")
_TITLES: Final = Characters("记任席志长")
_NAME: Final = 5
"""Characters of an office and a name at most."""
_SHORTEST_ACTOR: Final = 2
_SHORTEST_QUOTE: Final = 3
"""Characters that find a measure again; 并公布 keeps its 并."""
_OPENS_NO_SUBJECT: Final = Use.RESULT | Use.GUIDANCE | Use.PARTIAL | Use.OBJECT | Use.MANNER
_BRACKET: Final = re.compile(r"(?<=[^(])\([^()]*\)$")
_FIGURE: Final = re.compile(r"\d[\d.]{0,20}[余多]?[万亿]?[余多]?[一-龥]{1,3}")
_LONG_VERB: Final = 3
"""Characters beyond which a verb of finishing needs no 全部: 挂牌成立, 上线运行."""
_LESSENED: Final = re.compile(r"[了至到为率达在]?[约近]?[0-9零一二两三四五六七八九十百]+")
_ONCE: Final = re.compile(r"(?<=..)经[^,]{2,99}后$")
_COUNT: Final = re.compile(r"\d")
_FROM: Final = re.compile(r"(?<=..)[由从较比]")
_NO_PREDICATE: Final = Characters("的率权后")
_MAKING: Final = frozenset(("establish", "build", "appoint"))
"""Kinds whose verbs act on bodies: 调解组织共建立12个."""
_PLACING: Final = frozenset(("include", "delegate"))
"""Kinds whose verbs say where their subject was put: 企业纳入监管."""
_AIMING: Final = frozenset(("strengthen", "improve", "advance", "standardise", "serve"))
"""Kinds whose verbs tell of an aim where their object is a quality: 加强能力."""


class ActionReader:
    """Reads the clauses of one text."""

    def __init__(
        self, words: Words, bodies: dict[int, tuple[int, str]], own: dict[int, int]
    ) -> None:
        """Keep the words, the named bodies and the reporting place by where they begin."""
        self._words = words
        self._text = words.text
        self._bodies = bodies
        self._own = own
        self._groups = GroupReader(words)
        self._predicates = PredicateReader(self._groups, bodies)
        self._opened = (-1, -1)
        self._opening_at = -1
        self._aiming = _aiming()
        self._actors = edges(Use.ACTOR)
        self._no_actors = edges(Use.ACTOR, negative=True)
        self._determiners = edges(Use.DETERMINER)
        self._sessions = edges(Use.SESSION)
        self._phrases = edges(Use.PHRASE)
        self._images = edges(Use.IMAGE)
        self._qualities = edges(Use.QUALITY)
        self._whole = edges(Use.WHOLE)
        self._done = edges(Use.DONE)

    def read(self, start: int, end: int, *, problem: bool = False) -> Action | None:
        """Return the action of a clause, none if it tells of aims, results or states."""
        start = self._opening(start, end, problem=problem)
        if start >= end:
            return None
        action = self._predicates.read(start, end)
        if action is None:
            action = self._with_subject(start, end, problem=problem)
        return action if action and self._stands(action) else None

    def opening(self, start: int, end: int) -> int:
        """Return where the words of a clause begin that are not left out, read once for it."""
        if (start, end) != self._opened:
            self._opened = (start, end)
            self._opening_at = self._words.opening(start, end)
        return self._opening_at

    def _opening(self, start: int, end: int, *, problem: bool) -> int:
        start = self.opening(start, end)
        if start in self._own and start not in self._bodies:
            start = self._words.opening(self._own[start], end)
        while problem and (found := self._words.at.get(start)) and found[1].use & Use.LACK:
            start = self._words.opening(found[0], end)
        return start

    def _with_subject(self, start: int, end: int, *, problem: bool) -> Action | None:
        """Read a clause that opens with who acts, or with what was acted on."""
        action = self._of_body(start, end)
        if action:
            return action
        found = self._words.at.get(start)
        if found and found[1].use & _OPENS_NO_SUBJECT:
            return None
        if problem:
            return self._of_verbs(start, end, problem=True) or self._lacked(start, end)
        if self._only_names(start, end):
            return None
        if ord(self._text[end - 1]) == ord("%"):
            return self._cut(start, end)
        action = self._of_verbs(start, end, problem=False)
        return action or self._cut(start, end) or self._all_acted_on(start, end)

    def _of_verbs(self, start: int, end: int, *, problem: bool) -> Action | None:
        """Read a clause by the first of its verbs that acts or is acted on."""
        disposal = self._predicates.object_before(start, end)
        if disposal is not None:
            action = self._predicates.disposal(disposal, end)
            if action:
                action.start = start
            return action
        for place, stop, word in self._words.verbs(start, end):
            if place == start or word.text == "作为" or self._results(stop, word):
                continue
            if _NO_PREDICATE.at(self._text, stop):
                continue
            action = self._of_subject(start, (place, stop, word), end, problem=problem)
            if action:
                return action
        return None

    def _lacked(self, start: int, end: int) -> Action | None:
        """Read 权力缺乏有效监督, 问题未得到解决 in a passage on shortcomings."""
        for place in range(start + _SHORTEST_ACTOR, end):
            found = self._words.at.get(place)
            if not found or not found[1].use & Use.LACK:
                continue
            for begin, stop, word in self._words.verbs(found[0], end):
                alone = Group(begin, stop, word.text, word, strong=True)
                object_ = self._text[stop:end] or self._text[start:place]
                return self._groups.action(start, end, alone, object_, subject=True)
        return None

    def _cut(self, start: int, end: int) -> Action | None:
        """Read 办理时限压缩50%, 申请材料从5份减至2份, 审批事项再次精简: less of what is cut."""
        for place, stop, word in self._words.verbs(start + _SHORTEST_ACTOR, end):
            if word.name != "adjust":
                continue
            edge = self._words.closing(start, place)
            lessened = stop == end and edge < place
            if not lessened and not _LESSENED.match(self._text, stop, end):
                continue
            subject, *before = _FROM.split(self._text[start:edge], maxsplit=1)
            moved = any(map(_COUNT.search, before)) and not subject.endswith("率")
            if moved or edges(Use.CUT).ending(subject, 0, len(subject)):
                alone = Group(place, stop, word.text, word, strong=True)
                return self._groups.action(start, end, alone, subject, subject=True)
        return None

    def _all_acted_on(self, start: int, end: int) -> Action | None:
        """Read 所有文件均经合法性审核: all of the subject, and a noun-like verb at the end."""
        verbs = list(self._words.verbs(start, end))
        if not verbs or verbs[-1][1] != end or not verbs[-1][2].use & Use.NOUNLIKE:
            return None
        place, stop, word = verbs[-1]
        whole = _wholes().search(self._text, start + _SHORTEST_ACTOR, place)
        if whole is None or any(
            found and found[1].use & (Use.RESULT | Use.GUIDANCE)
            for found in map(self._words.at.get, range(whole.end(), place))
        ):
            return None
        alone = Group(place, stop, word.text, word, strong=False)
        object_ = self._text[start : self._words.closing(start, whole.start())]
        return self._groups.action(start, end, alone, object_, subject=True)

    def bare(self, start: int, end: int) -> Action | None:
        """Read 并公布, 限期整改: a verb that ends its clause and lacks its object."""
        place = self.opening(start, end)
        linked = self._words.at.get(start)
        group = self._groups.group(place, end) if place > start else None
        if group is None:
            return None
        following = self._words.at.get(group.end)
        if following and following[0] == end and following[1].use & Use.VERB:
            group = Group(place, end, self._text[place:end], group.word, strong=True)
        done = self._text[group.end : end]
        if group.word.use & Use.RESULT or done != self._done.opening(done, 0, len(done)):
            return None
        if not ((linked and linked[1].use & Use.LINK) or group.word.use & Use.FINISH or done):
            return None
        short = end - place < _SHORTEST_QUOTE
        return self._groups.action(start if short else place, end, group, "")

    def _results(self, stop: int, word: Word) -> bool:
        """Tell whether a verb speaks of a result: 推动…提升, but not 推动建立."""
        if not word.use & Use.RESULT:
            return False
        found = self._words.at.get(stop)
        return found is None or found[1].use & (Use.VERB | Use.NOUNLIKE) != Use.VERB

    def _only_names(self, start: int, end: int) -> bool:
        return bool(self._phrases.ending(self._text, start, end))

    def _of_body(self, start: int, end: int) -> Action | None:
        """Read a clause that opens with named bodies: 市司法局、市公安局建立…."""
        body = self._bodies.get(start)
        if body is None:
            return None
        edge, iri = body
        edge += len(self._sessions.opening(self._text, edge, end))
        while self._text[edge : edge + 1] in ("、", "和", "与", "及") and edge + 1 in self._bodies:
            edge = self._bodies[edge + 1][0]
            edge += len(self._sessions.opening(self._text, edge, end))
        action = self._predicates.read(self._words.opening(edge, end), end)
        if action:
            action.start = start
            action.actor = iri
            action.own_subject = True
        return action

    def _of_subject(
        self, start: int, verb: tuple[int, int, Word], end: int, *, problem: bool
    ) -> Action | None:
        place, stop, word = verb
        edge = self._words.closing(start, place)
        subject = self._text[start:edge]
        if len(subject) < _SHORTEST_ACTOR or "被" in subject:
            return None
        rest, marked = self._text[stop:end], edge < place
        named = self._names_actor(subject)
        makes = word.name in _MAKING or not named
        if self._acted_on(word, rest, problem=problem, marked=marked, makes=makes):
            alone = Group(place, stop, word.text, word, strong=True)
            object_ = _ONCE.sub("", subject)
            return self._groups.action(start, end, alone, object_, subject=True)
        if not self._acts(subject, verb, end, marked=marked, named=named):
            return None
        group = self._groups.group(place, end)
        if group is None or self._groups.describes(group, end):
            return None
        whole = self._whole.within(self._text, edge, place) and makes
        settled = word.use & Use.SETTLE and (whole or word.name in _PLACING)
        passive = word.use & Use.PASSIVE or settled
        object_ = subject if passive else self._text[group.end : end].removeprefix("了")
        action = self._groups.action(start, end, group, object_, subject=True)
        body = self._bodies.get(start)
        if body and body[0] <= edge:
            action.actor = body[1]
        return action

    def _acts(
        self, subject: str, verb: tuple[int, int, Word], end: int, *, marked: bool, named: bool
    ) -> bool:
        """Tell whether a verb is what its subject does: 各司法所配备…, 15家企业纳入…."""
        _, stop, word = verb
        acts = named or _COUNTED_ACTOR.match(subject) or self._determines(subject)
        acts = acts or self._acts_somewhere(stop - len(word.text), len(subject))
        if not acts and not word.use & Use.PASSIVE:
            return False
        if stop >= end or self._text[stop] == "、" or self._predicates.is_name(stop, end):
            return False
        if word.use & Use.NOUNLIKE:
            acts = marked or (
                named and not subject.endswith("”") and not self._compounds(stop, word)
            )
            return acts and not self._groups.names_thing(stop, end)
        return True

    def _compounds(self, stop: int, word: Word) -> bool:
        """Tell whether a noun-like verb ends or goes on a noun: 队伍建设取得成效, 督察整改."""
        found = self._words.at.get(stop)
        goes_on = found and found[1].use & (Use.VERB | Use.RESULT | Use.GUIDANCE)
        return word.name == "build" or bool(goes_on)

    def _acts_somewhere(self, edge: int, size: int) -> bool:
        """Tell whether a phrase of manner parts who acts from the verb: 机关在决策中明确…."""
        for place in range(edge - size + _SHORTEST_ACTOR, edge):
            found = self._words.at.get(place)
            if found and found[1].use & Use.MANNER:
                stop = self._words.closing(edge - size, place)
                return self._names_actor(self._text[edge - size : stop])
        return False

    def _determines(self, subject: str) -> bool:
        return bool(self._determiners.opening(subject, 0, len(subject)))

    def _names_actor(self, subject: str) -> bool:
        if subject.endswith(")"):
            subject = _BRACKET.sub("", subject)
        size = len(subject)
        if self._no_actors.ending(subject, 0, size):
            return False
        if self._actors.ending(subject, 0, size):
            return True
        titled = size >= _NAME - 1 and (
            _TITLES.at(subject, size - 3) or _TITLES.at(subject, size - 4)
        )
        if not titled and not subject.endswith("”"):
            return False
        return _NAMED.search(subject, max(0, size - _NAME)) is not None

    def _acted_on(self, word: Word, rest: str, *, problem: bool, marked: bool, makes: bool) -> bool:
        """Tell whether the subject is what was acted on: 问题全部完成整改, 案件共审理64件.

        窗口共办件64件 tells who acted.

        In a passage on shortcomings 信息公示不及时 is one too.
        """
        if problem:
            lacking = _lacking().opening(rest, 0, len(rest))
            return bool(lacking)
        if rest and self._done.opening(rest, 0, len(rest)) == rest:
            return marked or rest in ("完毕", "完成")
        counted = makes and rest[:1].isdigit()
        if counted and not word.use & Use.NOUNLIKE and _FIGURE.fullmatch(rest):
            return True
        if not rest and word.use & Use.FINISH and len(word.text) > _LONG_VERB:
            return True
        return marked and ((bool(word.use & Use.FINISH) and not rest) or counted)

    def _stands(self, action: Action) -> bool:
        """Tell whether an action is concrete: 加强…能力 is an aim, 打造…格局 an image."""
        text, start, end = self._text, action.verb_end, action.end
        if self._images.opening(action.verb, 0, len(action.verb)):
            closed = text[start:end].rstrip("”")
            return bool(edges(Use.CONCRETE).ending(closed, 0, len(closed)))
        if action.kind in self._aiming:
            return not self._qualities.ending(text, start, end)
        return True


@cache
def _aiming() -> frozenset[str]:
    return frozenset(kind.iri for kind in load_scheme("measure-kinds") if kind.name in _AIMING)


@cache
def _wholes() -> re.Pattern[str]:
    words = next(cue for cue in load_scheme("measure-cues") if cue.values("scope") == ("whole",))
    return re.compile("|".join(sorted(words.labels, key=len, reverse=True)))


@cache
def _lacking() -> Edges:
    return Edges(load_scheme("status-cues").get("lacking").labels)
