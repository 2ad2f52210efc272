"""Tell whether a head and what stands before it name a mechanism, and not plain work.

开展执法案卷评查 names a way of working, 加强教育培训 and 监督、检查 do not.
"""

import re
from typing import Final

from extract.characters import Characters
from extract.mechanisms.cues import Cues, Use
from extract.mechanisms.openings import Head, Opening, Openings

__all__ = ["fits", "says_something"]

_JOINTS: Final = re.compile(r"[、和与]")
_JOINT: Final = Characters("、和与")
_TOLD: Final = re.compile(r"[已了的仍尚未0-9]|存在|无法|截至|累计|至今|需要|^[并向对将把从由在]")
_TELLING: Final = Characters("已了的仍尚未0123456789存无截累至需并向对将把从由在")
"""One of these stands in whatever tells."""
_COUNT: Final = re.compile(r"[0-9一二两三四五六七八九十百多]{1,20}余?[个项支条家名批处类期次套]?$")
_COUNTING: Final = Characters("0123456789一二两三四五六七八九十百多")
_EMPTY_ENDS: Final[tuple[str, ...]] = ("相关", "有关")

_NO_WORK: Final = Use.PREPOSITION | Use.RESULT_VERB
_SHORTEST: Final = 2
"""Characters of the shortest attribute."""
_BUSY_ATTRIBUTE: Final = 3
"""The same before 活动, which says little itself."""
_FULL_ATTRIBUTE: Final = 4
"""The same before a head that is often a plain word: 标准, 渠道."""
_FULL_WORK: Final = 5
"""Characters of the shortest way of working: 案卷评查工作 is one, 教育培训 is none."""
_LISTED_WORK: Final = 8
"""The same in a list of such: 系统治理、依法治理、源头治理 are no names."""
_PAIR: Final = 2
"""Bodies that work together: 检税协作."""
_LAST_MEMBER: Final = 4
_CLAUSE_ATTRIBUTE: Final = 8
"""Characters of the shortest relative clause that may stand for an attribute."""
_GENERIC: Final = 4
"""Characters up to which words that name nothing, one after another, still name nothing."""


def fits(text: str, head: Head, opening: Opening, left: int, openings: Openings) -> bool:
    """Tell whether what governs a head lets it end a name that begins at ``left`` or later."""
    if head.meaning & Use.HEAD:
        entered = opening.meaning & Use.ENTER_VERB and head.meaning & Use.TRIAL
        return not entered and _standing(head, opening, openings)
    if opening.meaning & _NO_WORK:
        return False
    left = min(left, head.start)
    long = head.start - left
    if not long and head.meaning & Use.OWN_NAME:
        return True
    relative = text.rfind("的", left, head.start)
    if relative >= 0 and head.start - relative <= _SHORTEST:
        entered = opening.meaning & Use.ENTER_VERB and head.end - head.start >= _FULL_ATTRIBUTE
        return bool(entered or head.meaning & Use.OWN_NAME)
    if head.meaning & Use.WEAK_HEAD:
        set_up = not head.meaning & Use.SET_UP or opening.meaning & (Use.VERB | Use.CONDUCT_VERB)
        governed = bool(set_up) and not opening.meaning & Use.ENTER_VERB
        return governed and long >= _FULL_ATTRIBUTE and not _JOINT.within(text, left, head.start)
    return _works(text, head, opening, left, openings)


def _standing(head: Head, opening: Opening, openings: Openings) -> bool:
    """Tell whether 改革 has an attribute at all (深化改革), and a place is being set up."""
    if head.meaning & Use.DISTRIBUTIVE and openings.verb_ends(head.start):
        return False
    return not head.meaning & Use.LOCATION or bool(opening.meaning & (Use.VERB | Use.SITE_VERB))


def _works(text: str, head: Head, opening: Opening, left: int, openings: Openings) -> bool:
    """Tell whether a way of working is named in full."""
    start, end = head.start, head.end
    if opening.meaning & Use.ENTER_VERB:
        return bool(head.meaning & Use.ASSESSMENT) and text.find("、", left, start) < 0
    if _TELLING.within(text, left, start) and _TOLD.search(text[left:start]):
        return False
    changed = ord(text[end - 1]) == ord("化")
    if changed and start > left and ord(text[start - 1]) == ord("化"):
        return False
    if _JOINT.at(text, end) and (changed or end - left < _LISTED_WORK):
        return not changed and bool(opening.meaning & Use.VERB) and _repeated(text, head)
    if start - left < _SHORTEST or not _full(text, left, head, opening, openings):
        return False
    return not _JOINT.within(text, left, start) or _like(text[left:start], head)


def _full(text: str, left: int, head: Head, opening: Opening, openings: Openings) -> bool:
    """Tell whether a way of working is long enough to be one, adopted, or one of two bodies."""
    if head.end - left >= _FULL_WORK or opening.meaning & Use.ADOPT_VERB:
        return True
    pair = head.start - left == _PAIR
    return pair and openings.bodies.issuperset(text[left : head.start])


def _repeated(text: str, head: Head) -> bool:
    """Tell whether the next member of a list ends alike: 直播述法、行业述法."""
    word = text[head.start : head.end]
    following = text[head.end + 1 : head.end + 1 + _LISTED_WORK]
    at = following.find(word)
    return at >= _SHORTEST and not _JOINTS.search(following[:at])


def _like(stretch: str, head: Head) -> bool:
    """Tell whether the members of a list are full: 人员资格和证件管理, not 执行和评估."""
    parts = _JOINTS.split(stretch)
    if all(part.endswith("化") for part in parts[:-1]):
        return True
    if "、" in stretch and len(parts[-1]) < _FULL_WORK:
        return False
    last = len(parts[-1]) + head.end - head.start
    return last >= _LAST_MEMBER and len(parts[0]) >= _FULL_WORK


def says_something(bare: str, head: str, cues: Cues) -> bool:
    """Tell whether an attribute without marks names something: not in 工作机制, 23个专栏."""
    length = len(bare)
    if length < _SHORTEST or (length < _BUSY_ATTRIBUTE and head == "活动"):
        return False
    if _COUNTING.at(bare, 0) and _COUNT.fullmatch(bare):
        return False
    if length < _CLAUSE_ATTRIBUTE and ord(bare[-1]) == ord("的"):
        return False
    if "需要" in bare or bare.endswith(_EMPTY_ENDS):
        return False
    return length > _GENERIC or not cues.generic.consume(bare)
