"""Mark titles and ranks won."""

import re
from functools import cache
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import (
    Clause,
    HonourMark,
    InstitutionMark,
    PlaceMark,
    context_of,
    marks_of,
    put_marks,
    text_of,
)
from extract.characters import Characters
from extract.facts import Role, Status
from extract.lexicon import Lexicon
from extract.stance import action_status, clause_at, section_at
from ontology.schemes import load_scheme

__all__ = ["HonourRule", "make_honours"]

_QUOTED = re.compile(r"“([^“”\n]{2,40})”")
_RANK = re.compile(
    r"(?:[^,;。、第]{0,14}第[一二三四五六七八九十\d]{1,4}(?:[位名]|方阵|等次)?|[^,;。、]{0,10}(?:榜首|首位|第一))"
    r"(?:[、和](?:[^,;。、第]{0,8}第[一二三四五六七八九十\d]{1,4}[位名]?))*"
)
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_NAMED_YEAR = re.compile(r"(?:19|20)\d{2}")
_LISTED = re.compile(r"“([^“”\n]{2,40})”[^,;。“”]{0,4}[,]?$")
_REMARK = re.compile(r"\([^()\n]{1,20}\)$")
_GRADE = re.compile(
    r"(?:在?全[国省市县区州盟旗]|全自治[区州县])?(?:[“]?(?:优秀|良好|先进|优)(?:等次|等级|档次|格次)?[”]?"
    r"|第[一二三四五六七八九十\d]{1,3}(?:名|位)?|[特一二三]等奖)(?=[,。;、!)\n]|的好?成绩|$)"
)
"""A grade or rank that tells nothing without its contest: 优秀等次, 全省第二名."""
_GRADES: Final = Characters("在全“优良先第特一二三")
"""What opens a grade."""
_PARTICLES: Final = Characters("了为")
_BARE_RANK = re.compile(
    r"(?:工作)?(?:结果|成绩|得分|等次)?(?:为|是|均为|连续[\d一二三四五六七八九十两]{1,3}年|再次|均)*"
)
"""Words between a contest and its grade where there is no verb: 考核|结果为|优秀."""
_CONTEST_LEAD = re.compile(
    r"(?:(?:我|本)[省市县区州旗盟局镇]|该[市县区]|(?:19|20)\d{2}年(?:度|底|初|以来)?|连续[\d一二三四五六七八九十两]{1,3}年|在|的)+"
)
_CONTEST_IN = re.compile(
    r"在[^,。;]{2,40}中$|(?<![^,。;:\n])[^,。;:\n\d]{4,24}(?:达到?|为|得分)?[\d.]{1,6}[%分](?:以上)?$"
)
"""A contest in the phrase before: 在全省考核中, or a figure reached in it: 满意度达95%."""
_TIMES = re.compile(r"连续[\d一二三四五六七八九十两]{1,3}年|再次|首次")
_LONGEST = 42
_LEAD = 14
"""Characters that may stand between the verb and a quoted title: 全省, 首批."""
_SHORTEST = 4


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(load_scheme("honour-cues").get(name).alternatives, key=len, reverse=True))


@cache
def _cues() -> Lexicon[str]:
    kinds = ("won", "named", "ranked", "contest", "praised")
    return Lexicon((word, name) for name in kinds for word in _words(name))


@cache
def _contests() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words("contest"))))


@cache
def _heads() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words("head"))))


@cache
def _aims() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words("aim"))))


@cache
def _own_subject() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _words("self")))
    return re.compile(
        rf"(?:(?:19|20)\d{{2}}年(?:度|底|初|以来)?|\d{{1,2}}月(?:份|底)?|连续[\d一二三四五六七八九十]{{1,3}}年|{words})*"
    )


class HonourRule:
    """Marks honours won by the reporting place, a body of it, or somebody counted."""

    def __call__(self, doc: Doc) -> Doc:
        """Leave ``HonourMark`` marks."""
        if "context" not in doc.user_data:
            return doc
        text = text_of(doc)
        marks: list[HonourMark] = []
        done = 0
        for start, end, kinds in _cues().find(text):
            if start < done:
                continue
            found = _honours(doc, start, end, kinds[0])
            if found:
                marks += found
                done = max(mark.end for mark in found)
        put_marks(doc, HonourMark, marks)
        return doc


def _honours(doc: Doc, start: int, end: int, kind: str) -> list[HonourMark]:
    text = text_of(doc)
    grade = _grade(text, end, kind)
    if kind == "contest" and grade is None:
        return []
    clause = clause_at(doc, start)
    if clause is None or not _is_fact(doc, clause, start):
        return []
    opening = _opening(text, clause, start)
    if grade is not None and grade.end() <= clause.end:
        verb = end if kind == "contest" else start
        contest = _contest(text, clause, opening, verb)
        if contest is not None:
            said = text[start:end] if kind == "ranked" else ""
            contest = contest.removeprefix(context_of(doc).jurisdiction.name)
            label = contest + said + grade[0].removeprefix("在").replace("“", "").replace("”", "")
            recipient, _ = _recipient(doc, opening, verb)
            year = _year(text, clause, start, label)
            end = grade.end()
            return [HonourMark(start=opening, end=end, label=label, recipient=recipient, year=year)]
    if kind == "contest":
        return []
    if kind == "praised":
        labels, start, stop = _praise(text, opening, start, end)
    elif kind == "ranked":
        labels, stop = _ranks(text, clause, opening, start, end)
    else:
        labels, stop = _titles(text, clause, end, strict=kind == "won")
    recipient, printed = _recipient(doc, opening, start)
    return [
        HonourMark(
            start=opening,
            end=stop,
            label=label,
            recipient=recipient,
            recipient_text=printed,
            year=_year(text, clause, start, label),
        )
        for label in labels
    ]


def _grade(text: str, end: int, kind: str) -> re.Match[str] | None:
    """Return the grade right behind a verb or a contest: 荣获|全省第二名, 考核|优秀等次."""
    between = _BARE_RANK.match(text, end) if kind == "contest" else None
    begin = between.end() if between else end
    if _PARTICLES.at(text, begin):
        begin += 1
    return _GRADE.match(text, begin) if _GRADES.at(text, begin) else None


def _contest(text: str, clause: Clause, opening: int, verb: int) -> str | None:
    """Return the contest that a grade was won in: 全市法治政府建设考核.

    It stands before the verb or in the phrase before: 在全省考核中,我县获第二名.
    """
    subject = text[opening:verb]
    found = list(_contests().finditer(subject))
    if not found:
        stop = max(clause.sentence_start, clause.start - 1)
        before = _CONTEST_IN.search(text, clause.sentence_start, stop)
        subject = before[0] if before else ""
        found = list(_contests().finditer(subject))
        if not found:
            return None
    name = subject[: found[-1].end()]
    inside = max(name.rfind("在"), 0)
    topic = name[:inside] if name[:inside].endswith(_words("topic")) else ""
    parts = (_unled(topic), _unled(name[inside:]))
    name = _TIMES.sub("", "".join(parts))
    return name if len(name) > len(found[-1][0]) else None


def _unled(name: str) -> str:
    """Return a name without the words that lead to it: 我县2021年在|全省考核."""
    lead = _CONTEST_LEAD.match(name)
    return name[lead.end() :] if lead else name


def _is_fact(doc: Doc, clause: Clause, start: int) -> bool:
    """Tell an honour won from one that is aimed at, given to others or only a heading."""
    section = section_at(doc, start)
    if clause.heading or (section is not None and section.role in (Role.PLAN, Role.PROBLEM)):
        return False
    if _aims().search(text_of(doc), clause.start, start):
        return False
    return action_status(doc, start) is Status.ADOPTED


def _opening(text: str, clause: Clause, start: int) -> int:
    """Return where the statement begins: after the 、 that parts it from another honour."""
    begin = clause.start
    for word, _, _ in _cues().find(text[clause.start : start]):
        at = text.find("、", clause.start + word, start)
        begin = at + 1 if at >= 0 else begin
    return begin


def _titles(text: str, clause: Clause, end: int, *, strict: bool) -> tuple[list[str], int]:
    begin = end
    for particle in ("了", "为", "过", "市", "省"):
        if text.startswith(particle, begin) and particle in "了为过":
            begin += 1
    quoted = list(_QUOTED.finditer(text, begin, clause.end))
    if quoted and quoted[0].start() - begin <= _LEAD:
        whole = text[begin : clause.end]
        if not strict and not _heads().search(whole):
            return [], end
        if len(quoted) > 1:
            return [match[1] for match in quoted], clause.end
        return [_untailed(whole).replace("“", "").replace("”", "")], clause.end
    stop = _title_end(text, begin, clause.end)
    label = _untailed(text[begin:stop])
    if not _SHORTEST <= len(label) <= _LONGEST or not (_heads().search(text[begin:stop])):
        return [], end
    return [label], stop


def _praise(text: str, opening: int, start: int, end: int) -> tuple[list[str], int, int]:
    """Return who praised and where that begins: 改革经验被|省政府通报表扬."""
    by = text.rfind("被", opening, start)
    if by < 0 or not _SHORTEST <= end - by - 1 <= _LONGEST or "《" in text[by:start]:
        return [], start, end
    return [text[by + 1 : end]], by, end


def _untailed(label: str) -> str:
    """Return a title without the words that say that it is one: 先进集体|荣誉称号."""
    for tail in _words("tail"):
        label = label.removesuffix(tail)
    return label


def _title_end(text: str, begin: int, stop: int) -> int:
    """Return where a title without quotation marks ends: before 、 and another honour."""
    depth = 0
    for at in range(begin, stop):
        if text[at] in "(“《":
            depth += 1
        elif text[at] in ")”》":
            depth -= 1
        elif text[at] == "、" and not depth and _cues().find(text[at:stop]):
            return at
    return stop


def _ranks(text: str, clause: Clause, opening: int, start: int, end: int) -> tuple[list[str], int]:
    rank = _RANK.match(text, end, clause.end)
    if rank is None or not rank[0].strip():
        return [], end
    listed = _LISTED.search(text, max(clause.sentence_start, opening - _LONGEST), opening)
    inside = _QUOTED.search(text, opening, start)
    if listed or inside:
        name = (inside or listed)[1]  # type: ignore[index]
        return [name + rank[0]], rank.end()
    subject = text[opening:start]
    own = _own_subject().match(subject)
    subject = subject[own.end() :] if own else subject
    if not subject or subject.startswith("以"):
        return [], end
    return [subject + text[start : rank.end()]], rank.end()


def _recipient(doc: Doc, opening: int, verb: int) -> tuple[str, str | None]:
    """Return who won: a body or place named before the verb, else the reporting place.

    县司法局被司法部评为…: the body before 被.
    """
    own = context_of(doc).jurisdiction.iri
    text = text_of(doc)
    passive = text.find("被", opening, verb)
    start = passive if passive >= 0 else verb
    lead = _own_subject().match(text, opening, start)
    begin = lead.end() if lead else opening
    for body in marks_of(doc, InstitutionMark):
        if begin <= body.start <= begin + 1 and body.end <= start:
            work = text[begin:start] if body.end < start - 1 else None
            return body.institution.iri, work
    for place in marks_of(doc, PlaceMark):
        if opening <= place.start and place.end <= start and place.end >= start - 2:
            return place.place.iri, None
    printed = text[begin:start]
    return own, printed if printed and not printed.startswith("以") else None


def _year(text: str, clause: Clause, start: int, label: str) -> int | None:
    """Return the year that the sentence gives, unless the title bears a later one."""
    given = [
        int(match[1])
        for match in _YEAR.finditer(text, clause.sentence_start, start)
        if text.count("“", clause.sentence_start, match.start())
        == text.count("”", clause.sentence_start, match.start())
    ]
    named = max(map(int, _NAMED_YEAR.findall(label)), default=0)
    return given[-1] if given and given[-1] >= named else None


@Language.factory("kg_honours")
def make_honours(nlp: Language, name: str) -> HonourRule:
    """Build the component that marks honours."""
    del nlp, name
    return HonourRule()
