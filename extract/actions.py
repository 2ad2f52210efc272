"""Read the clause of one action: its actor, its verb, its object."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from extract.verbs import Use, Word, Words, endings

__all__ = ["Action", "ActionReader"]

_GENERIC = re.compile(
    r"(?:各|每|全体|所有|部分|个别|一些|多数|大多数|有关|相关|少数|\d"
    r"|[一二两三四五六七八九十]{1,3}[名个家位支])"
)
_AND = re.compile(r"并|和|及|与")
_LIGHT = ("进行", "予以", "给予", "加以", "作出", "做出")
_MANNER_ENDS = ("方式", "手段", "形式", "模式", "办法", "方法", "途径", "程序", "元", "资金")
_LACKING = re.compile(
    r"不(?:到位|够|及时|规范|健全|完善|充分|严格|深入|力|强|足|高|彻底|平衡|透明|全面|准确)|薄弱|滞后|欠缺|缺失"
)
_RATED = re.compile(r"[率度占比][^0-9、,]{0,5}[0-9][0-9.]*%(?:以上)?$")
_ENUMERATES = re.compile(r"(?<=[》”])(?:包括|包含|,?①)")
_INSIDE = re.compile(r"[的、率和及与]|为(?!\d)")
_BY_LIST = re.compile(r"等(?:[一-龥]{0,4})(?:方式|形式|手段|途径|渠道|平台|载体|方法|举措|措施)")
_COUNTED_TAIL = re.compile(r"[近约共]*[0-9][0-9.]*[余多]?[万亿]?[余多]?[一-龥%]{1,3}$")
_HEAD_NOUN = 3
"""Characters that may follow the verb in the noun at the end of an object: 培训|班."""
_NAMED = re.compile(r"”$|(?:书记|主任|主席|同志|[市县区镇乡州局院部厅]长)[一-龥]{2,3}$")
_COPULAS = re.compile(r"成为|均为|已是|就是|是否|占|居")
_TEMPORAL = ("至今", "以来", "期间", "后", "时", "前,", "前")
_NOT_RESULT = frozenset("台具示庭现口发版访资境租院入勤")
_COUNTED = frozenset("件个次人名家户份场期条项起卷元%")
_FIGURE = re.compile(r"\d")
_NO_SUBJECT_OPENS = Use.RESULT | Use.GUIDANCE | Use.PARTIAL | Use.OBJECT | Use.MANNER
_NO_SUBJECT = ("情况", "等", "的", "时", "前", "后", "中")
_MAKING = frozenset(
    (
        "establish",
        "build",
        "improve",
        "draw-up",
        "issue",
        "revise",
        "repeal",
        "adjust",
        "standardise",
        "publish",
        "implement",
        "merge-lists",
        "integrate",
        "study",
        "review",
        "register",
    )
)
"""Kinds whose verbs stand in a row with one object: 修订印发, 梳理公布."""
_LEADING = frozenset(("organise", "explore", "deliberate", "advance", "guide"))
"""Kinds whose verbs take another verb: 组织开展, 探索建立."""
_COUNTABLE = frozenset(("train", "inspect", "review", "mediate", "register", "study", "handle"))
"""Kinds whose noun-like verbs act on what is counted: 评查案卷20卷; 处罚案件20件 is a noun."""
_EVENTS = frozenset(("开展", "进行", "举办", "召开", "举行"))
"""Verbs whose object is an event, never a verb that shares theirs."""
_SOLVING = frozenset(("handle", "mediate", "adjudicate"))


@dataclass(slots=True)
class Action:
    """One action in ``text[start:end]``; ``actor`` where it names who acts."""

    start: int
    end: int
    verb: str
    verb_start: int
    verb_end: int
    kind: str | None
    object: str
    actor: str | None = None
    own_subject: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """Verbs that share an object: 编制并公布."""

    start: int
    end: int
    text: str
    word: Word
    strong: bool


class ActionReader:
    """Reads the clauses of one text."""

    def __init__(
        self, words: Words, bodies: Mapping[int, tuple[int, str]], own: Mapping[int, int]
    ) -> None:
        """Keep the words, the named bodies and the reporting place by where they begin."""
        self._words = words
        self._text = words.text
        self._bodies = bodies
        self._own = own
        self._actors = endings(Use.ACTOR)
        self._no_actors = endings(Use.ACTOR, negative=True)
        self._nouns = endings(Use.NOUN)
        self._qualities = endings(Use.QUALITY)
        self._concrete = endings(Use.CONCRETE)
        self._states = endings(Use.PREDICATE)
        self._degrees = endings(Use.DEGREE)
        self._things = self._nouns + endings(Use.THING)

    def read(self, start: int, end: int, *, problem: bool) -> Action | None:
        """Return the action that a clause tells of, none if it tells of aims, results or states."""
        start = self._opening(start, end, problem=problem)
        if start >= end:
            return None
        action = self._predicate(start, end) or self._with_subject(start, end, problem=problem)
        if action is None or not self._stands(action):
            return None
        return action

    def _opening(self, start: int, end: int, *, problem: bool) -> int:
        start = self._words.opening(start, end)
        if start in self._own and start not in self._bodies:
            start = self._words.opening(self._own[start], end)
        while problem and (found := self._words.at.get(start)) and found[1].use & Use.LACK:
            start = self._words.opening(found[0], end)
        return start

    def _predicate(self, start: int, end: int) -> Action | None:
        """Read a clause that opens with its verb or with a phrase before its verb."""
        found = self._words.at.get(start)
        if found is None:
            return None
        use = found[1].use
        if use & Use.PARTIAL:
            return self._part(found[0], end)
        if use & Use.GUIDANCE and self._text[end - 1] in _COUNTED:
            return self._after_manner(start, found[0], end)
        if use & (Use.GUIDANCE | Use.RESULT):
            return self._pushed(start, found, end)
        if use & Use.MEANS:
            action = self._by_means(start, found[0], end)
            if action:
                return action
        if use & Use.OBJECT:
            return self._disposal(start, found, end)
        if use & Use.VERB:
            return self._plain(start, end)
        if use & Use.MANNER:
            return self._after_manner(start, found[0], end)
        return None

    def _part(self, start: int, end: int) -> Action | None:
        """Read 其中维持17件: a verb and its figure; 其中甲类17件 has no verb."""
        start = self._words.opening(start, end, Use.TIME | Use.LINK)
        found = self._words.at.get(start)
        if found and found[1].use & Use.VERB and self._text[found[0]].isdigit():
            return self._plain(start, end)
        return None

    def _pushed(self, start: int, found: tuple[int, Word], end: int) -> Action | None:
        """Read 推动完善…机制, 有效处置…, 有效化解…300件; 推动…提升 is a purpose."""
        after, word = found
        following = self._words.at.get(after)
        if following is None or not following[1].use & Use.VERB or following[1].use & Use.RESULT:
            return None
        nounlike = following[1].use & Use.NOUNLIKE
        if word.use & Use.VERB:
            aims = nounlike or self._text.endswith(self._qualities, start, end)
            return None if aims else self._plain(start, end)
        answers = nounlike and _kind(following[1]) in ("handle", "punish")
        return self._plain(after, end) if answers or self._text[end - 1] in _COUNTED else None

    def _plain(self, start: int, end: int) -> Action | None:
        group = self._group(start, end)
        if group is None:
            return None
        rest = self._text[group.end : end].removeprefix("了")
        if rest.startswith(_TEMPORAL):
            return None
        if not rest or rest[0] in "的率" or self._describes(group, end):
            return None
        if not group.strong and (self._makes_noun(rest) or _COPULAS.search(rest)):
            counted = rest[-1] in _COUNTED and _kind(group.word) in _COUNTABLE
            return self._action(start, end, group, rest) if counted else None
        return self._action(start, end, group, rest)

    def _group(self, start: int, end: int) -> _Group | None:
        """Return the verbs that begin at a place, as far as they share one object."""
        at, text = self._words.at, self._text
        first = at.get(start)
        if first is None or not first[1].use & Use.VERB:
            return None
        stop, word = first
        strong = not word.use & Use.NOUNLIKE
        last = word
        while stop < end and not last.use & Use.SETTLE:
            joined = _AND.match(text, stop)
            begin = joined.end() if joined else stop
            found = at.get(begin)
            if found is None or not found[1].use & Use.VERB:
                break
            if not self._shares(last, found, end, joined=joined is not None):
                break
            stop, last = found
            strong = strong or not last.use & Use.NOUNLIKE
        if text[stop : stop + 1] == "出" and text[stop + 1 : stop + 2] not in _NOT_RESULT:
            stop += 1
        while stop - start > 2 and text[stop - 1] in "到至" and last.use & Use.SETTLE:
            stop -= 1
        return _Group(start, stop, text[start:stop], self._main(word, last), strong)

    def _main(self, first: Word, last: Word) -> Word:
        return last if _kind(first) in _LEADING and last.kind else first

    def _shares(self, before: Word, found: tuple[int, Word], end: int, *, joined: bool) -> bool:
        """Tell whether a verb goes on with the verb before it and has the object of both."""
        stop, word = found
        rest = self._text[stop:end]
        if not rest or rest[0] in "的、,率":
            return False
        nounlike = word.use & Use.NOUNLIKE
        if rest.startswith(self._things if nounlike else self._nouns):
            return False
        if before.text in _EVENTS:
            return False
        if before.use & Use.NOUNLIKE:
            return True
        kinds = _kind(before), _kind(word)
        if kinds[0] == kinds[1]:
            return True
        if nounlike:
            return False
        return (
            joined
            or (kinds[0] in _MAKING and kinds[1] in _MAKING)
            or (kinds[0] in _LEADING)
            or (kinds[0] == "participate" and kinds[1] in _SOLVING)
        )

    def _makes_noun(self, rest: str) -> bool:
        return rest.startswith(self._things) or rest[0] == "、"

    def _describes(self, group: _Group, end: int) -> bool:
        """Tell whether a clause ends in what its subject became: 服务水平不断提升, 满意率98%."""
        text = self._text
        state = next((word for word in self._states if text.endswith(word, group.end, end)), None)
        if state:
            return text.endswith(self._degrees, group.end, end - len(state)) or (
                not group.strong and any(word in text[group.end : end] for word in self._degrees)
            )
        return _RATED.search(text, group.end, end) is not None

    def _by_means(self, start: int, after: int, end: int) -> Action | None:
        """Read 投资1600万元建设…, 运用…方式加强…: the verb is that after the means."""
        instrument = self._text[start:after] not in ("投资", "投入", "安排", "筹措", "筹集", "争取")
        for place, stop, word in self._words.verbs(after, end):
            edge = self._words.closing(after, place)
            if edge <= after or word.use & Use.RESULT:
                continue
            ends = self._text.endswith(_MANNER_ENDS, after, edge)
            strong = not word.use & Use.NOUNLIKE and not self._modifies(stop, end)
            if ends or (instrument and (strong or self._text[edge - 1] in "”》")):
                group = self._group(place, end)
                return (
                    self._action(start, end, group, self._text[group.end : end]) if group else None
                )
        return None

    def _modifies(self, stop: int, end: int) -> bool:
        """Tell whether a verb that ends here stands inside a noun: 办理流程, 聘用的, 配备和."""
        rest = self._text[stop:end]
        return _INSIDE.match(rest) is not None or rest.startswith(self._nouns)

    def _after_manner(self, start: int, after: int, end: int) -> Action | None:
        """Read 在…设立专栏, 按照…抽查企业: the phrase of means or place is left out."""
        text = self._text
        fallback: int | None = None
        listed = _BY_LIST.search(text, after, end)
        after = listed.end() if listed else after
        for place, stop, word in self._words.verbs(after, end):
            if word.use & (Use.RESULT | Use.GUIDANCE):
                if not word.use & Use.NOUNLIKE:
                    return None
                continue
            if place <= after and not listed:
                if not word.use & Use.NOUNLIKE:
                    return None
                continue
            disposal = self._object_before(after, place)
            if disposal is not None:
                return self._disposal(disposal, self._words.at[disposal], end)
            if self._modifies(stop, end):
                continue
            if not word.use & Use.NOUNLIKE:
                return self._ended(start, self._with_organise(place, after), end)
            rest = text[stop:end]
            if text[place - 1] in "为作的、和":
                continue
            if (rest and not rest.startswith(self._things)) or word.use & Use.SETTLE:
                fallback = place
        if fallback is None or not (
            text[end - 1] in _COUNTED or self._words.at[fallback][0] == end
        ):
            return None
        return self._ended(start, fallback, end)

    def _object_before(self, start: int, end: int) -> int | None:
        """Return where a 将-phrase begins between two places."""
        for word in ("将", "把"):
            place = self._text.find(word, start, end)
            found = self._words.at.get(place)
            if place > start and found and found[1].use & Use.OBJECT:
                return place
        return None

    def _with_organise(self, place: int, after: int) -> int:
        for begin, stop, word in self._words.verbs(max(after + 1, place - 2), place):
            if stop == place and _kind(word) in _LEADING:
                return begin
        return place

    def _ended(self, start: int, place: int, end: int) -> Action | None:
        """Make the action of a verb after a manner phrase, which stays if nothing follows."""
        group = self._group(place, end)
        if group is None or self._describes(group, end):
            return None
        rest = self._text[group.end : end].removeprefix("了")
        begin = self._acting(start, place)
        return self._action(begin if rest else start, end, group, rest)

    def _acting(self, start: int, place: int) -> int:
        """Return where a body inside the manner phrase begins that acts itself: 通过中心组带头学习."""
        edge = self._words.closing(start, place)
        body = self._bodies.get(start + 2)
        if body and body[0] == edge:
            return start + 2
        return place

    def _disposal(self, start: int, found: tuple[int, Word], end: int) -> Action | None:
        """Read 将…列入…, 对…进行审查, 为…提供…: the object stands before the verb."""
        after, word = found
        text = self._text
        verbs = list(self._words.verbs(after, end))
        if not verbs or text.endswith(("如下", "的"), start, end):
            return None
        placing = word.text in ("将", "把")
        chosen = self._settling(verbs, end) if placing else self._light(verbs, end)
        if placing and (chosen is None or not self._settles(chosen)):
            place = self._words.opening(after, end)
            if place in self._words.at and self._words.at[place][1].use & Use.VERB:
                return self._plain(place, end)
        if not placing and chosen is None:
            if verbs[0][0] == after and not verbs[0][2].use & Use.NOUNLIKE:
                return None
            chosen = self._settling(verbs, end, plain=True)
        group = self._group(chosen, end) if chosen is not None else None
        if group is None or text.startswith("在", group.end):
            return None
        edge = self._words.closing(after, group.start)
        light = next((item for item in _LIGHT if text.endswith(item, after, edge)), "")
        edge -= len(light)
        if word.text == "为" and group.text == "提供" and not _FIGURE.search(text, after, end):
            return None
        return self._action(start, end, group, text[after:edge])

    def _settles(self, place: int) -> bool:
        return bool(self._words.at[place][1].use & Use.SETTLE)

    def _light(self, verbs: list[tuple[int, int, Word]], end: int) -> int | None:
        """Return the verb after the last 进行, the last chain of the clause."""
        text = self._text
        index = next(
            (
                number
                for number in range(len(verbs) - 1, -1, -1)
                if text.startswith(_LIGHT, verbs[number][0])
            ),
            None,
        )
        if index is None:
            return self._light_alone(verbs, end)
        following = verbs[index + 1 :]
        if not following:
            return verbs[index][0]
        if following[0][0] - verbs[index][1] <= 1:
            return following[0][0]
        chain: list[tuple[int, int, Word]] = []
        for verb in reversed(following):
            if chain and verb[1] != chain[0][0]:
                break
            chain.insert(0, verb)
        return chain[0][0] if chain[-1][1] == end else following[0][0]

    def _light_alone(self, verbs: list[tuple[int, int, Word]], end: int) -> int | None:
        """Return the verb after 予以, which is no verb of the vocabulary."""
        for place, stop, _ in reversed(verbs):
            if self._text.endswith(_LIGHT, 0, place) and stop == end:
                return place
        return None

    def _settling(
        self, verbs: list[tuple[int, int, Word]], end: int, *, plain: bool = False
    ) -> int | None:
        text = self._text
        usable = [verb for verb in verbs if text[verb[1] : verb[1] + 1] not in ("的", "率")]
        if not plain:
            settled = [verb for verb in usable if verb[2].use & Use.SETTLE]
            named = [verb for verb in settled if not verb[2].use & Use.NOUNLIKE]
            if named or settled:
                return (named or settled)[-1][0]
        strong = [
            verb
            for verb in usable
            if not verb[2].use & (Use.NOUNLIKE | Use.RESULT) and not self._modifies(verb[1], end)
        ]
        if strong:
            return strong[-1][0]
        last = usable[-1] if usable else None
        return last[0] if last and last[1] == end else None

    def _with_subject(self, start: int, end: int, *, problem: bool) -> Action | None:
        """Read a clause that opens with who acts, or with what was acted on."""
        body = self._bodies.get(start)
        if body:
            action = self._of_body(start, body, end)
            if action:
                return action
        found = self._words.at.get(start)
        if found and found[1].use & _NO_SUBJECT_OPENS:
            return None
        if not problem and self._text.endswith(("%", *_NO_SUBJECT), start, end):
            return None
        for place, stop, word in self._words.verbs(start, end):
            if place == start or word.text == "作为" or word.use & Use.RESULT:
                continue
            if self._text[stop : stop + 1] in ("的", "率", "权"):
                continue
            disposal = self._object_before(start, place)
            if disposal is not None:
                action = self._disposal(disposal, self._words.at[disposal], end)
                if action:
                    action.start = start
                return action
            action = self._of_subject(start, place, stop, word, end, problem=problem)
            if action:
                return action
        return None

    def _of_body(self, start: int, body: tuple[int, str], end: int) -> Action | None:
        """Read a clause that opens with named bodies: 市司法局、市公安局建立…."""
        text = self._text
        edge, iri = body
        while text[edge : edge + 1] in ("、", "和", "与") and (
            following := self._bodies.get(edge + 1)
        ):
            edge = following[0]
        for suffix in (
            "常务会议",
            "党组会议",
            "常务会",
            "全体会议",
            "会议",
            "党组",
            "等",
            "及相关部门",
        ):
            if text.startswith(suffix, edge):
                edge += len(suffix)
                break
        place = self._words.opening(edge, end)
        action = self._predicate(place, end)
        if action:
            action.start = start
            action.actor = iri
            action.own_subject = True
        return action

    def _of_subject(
        self, start: int, place: int, stop: int, word: Word, end: int, *, problem: bool
    ) -> Action | None:
        text = self._text
        edge = self._words.closing(start, place)
        subject = text[start:edge]
        if len(subject) < 2 or "被" in subject:
            return None
        rest = text[stop:end]
        if self._acted_on(word, rest, problem=problem, marked=edge < place):
            group = _Group(place, stop, word.text, word, strong=True)
            return self._action(start, end, group, subject, subject=True)
        names = self._names_actor(subject)
        acts = names or _GENERIC.match(subject) is not None
        settles = word.use & Use.SETTLE and word.text in ("纳入", "列入")
        if not (acts or settles) or not rest or rest[0] == "、" or _COPULAS.search(rest):
            return None
        if word.use & Use.NOUNLIKE and ((edge == place and not names) or self._makes_noun(rest)):
            return None
        group = self._group(place, end)
        if group is None or self._describes(group, end):
            return None
        passive = word.use & Use.SETTLE or word.text in ("派驻", "受聘", "受聘为")
        object_ = subject if passive else text[group.end : end].removeprefix("了")
        action = self._action(start, end, group, object_, subject=True)
        body = self._bodies.get(start)
        if body and body[0] <= edge:
            action.actor = body[1]
        return action

    def _names_actor(self, subject: str) -> bool:
        if subject.endswith(self._no_actors):
            return False
        return subject.endswith(self._actors) or _NAMED.search(subject) is not None

    def _acted_on(self, word: Word, rest: str, *, problem: bool, marked: bool) -> bool:
        """Tell whether the subject is what was acted on: 问题全部完成整改, 案件共审理64件.

        In a passage on shortcomings 信息公示不及时 is one too.
        """
        if problem:
            return bool(word.use & Use.NOUNLIKE and _LACKING.match(rest))
        if rest in ("完毕", "完成"):
            return True
        return marked and ((bool(word.use & Use.FINISH) and not rest) or rest[:1].isdigit())

    def _action(
        self, start: int, end: int, group: _Group, object_: str, *, subject: bool = False
    ) -> Action:
        cut = _ENUMERATES.search(self._text, group.end, end)
        end = cut.start() if cut else end
        return Action(
            start=start,
            end=self._without_bracket(group.end, end),
            verb=group.text,
            verb_start=group.start,
            verb_end=group.end,
            kind=self._kind(group, end),
            object=object_.strip("、,"),
            own_subject=subject,
        )

    def _without_bracket(self, start: int, end: int) -> int:
        """Leave out a long bracket at the end, which explains: 推行…模式(企业开办…)."""
        if end > start and self._text[end - 1] == ")":
            begin = self._text.rfind("(", start, end)
            if begin > start and end - begin > 12:
                return begin
        return end

    def _kind(self, group: _Group, end: int) -> str | None:
        """Return the kind of a group; of 开展…培训 that of the action it carries out."""
        kind = group.word.kind
        if _kind(group.word) == "organise":
            counted = _COUNTED_TAIL.search(self._text, group.end, end)
            head = counted.start() if counted else end
            inner = [
                word
                for _, stop, word in self._words.verbs(group.end, head)
                if word.use & Use.NOUNLIKE and head - stop <= _HEAD_NOUN
            ]
            if inner:
                return inner[-1].kind
        return kind

    def _stands(self, action: Action) -> bool:
        """Tell whether an action is concrete: 加强…能力 is an aim, 打造…格局 an image."""
        text = self._text[action.verb_end : action.end]
        kind = (action.kind or "").rsplit("/", 1)[-1]
        if action.verb.startswith(("打造", "构建", "培育")):
            return text.rstrip("”").endswith(self._concrete)
        if kind in ("strengthen", "improve", "advance", "standardise", "serve"):
            return not text.endswith(self._qualities)
        return True


def _kind(word: Word) -> str:
    return (word.kind or "").rsplit("/", 1)[-1]
