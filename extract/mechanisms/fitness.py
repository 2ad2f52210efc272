"""Tell whether a head and what stands before it name a mechanism, and not plain work.

开展执法案卷评查 names a way of working, 加强教育培训 and 监督、检查 do not.
"""

import re

from extract.mechanisms.cues import Cues, Use
from extract.mechanisms.names import plain
from extract.mechanisms.openings import Head, Opening, Openings

__all__ = ["fits", "says_something"]

_JOINTS = re.compile(r"[、和与]")
_FOLLOWING = frozenset("、和与")
_TOLD = re.compile(r"[已了的仍尚未]|存在|无法|截至|累计|至今|需要|\d|^[并向对将把从由在]")
_COUNT = re.compile(r"[0-9一二两三四五六七八九十百多]{1,20}余?[个项支条家名批处类期次套]?$")
_EMPTY_ENDS = ("相关", "有关")

_NO_WORK = Use.PREPOSITION | Use.RESULT_VERB
_SHORTEST = 2
"""Characters of the shortest attribute."""
_BUSY_ATTRIBUTE = 3
"""The same before 活动, which says little itself."""
_FULL_ATTRIBUTE = 4
"""The same before a head that is often a plain word: 标准, 渠道."""
_FULL_WORK = 5
"""Characters of the shortest way of working: 案卷评查工作 is one, 教育培训 is none."""
_LISTED_WORK = 8
"""The same in a list of such: 系统治理、依法治理、源头治理 are no names."""
_PAIR = 2
"""Bodies that work together: 检税协作."""
_LAST_MEMBER = 4
_CLAUSE_ATTRIBUTE = 8
"""Characters of the shortest relative clause that may stand for an attribute."""
_GENERIC = 4
"""Characters up to which words that name nothing, one after another, still name nothing."""


def fits(text: str, head: Head, opening: Opening, left: int, openings: Openings) -> bool:
    """Tell whether what governs a head lets it end a name that begins at ``left`` or later."""
    if head.uses & Use.HEAD:
        entered = opening.uses & Use.ENTER_VERB and head.uses & Use.TRIAL
        return not entered and _standing(head, opening, openings)
    if opening.uses & _NO_WORK:
        return False
    stretch = text[left : head.start]
    if not stretch and head.uses & Use.OWN_NAME:
        return True
    relative = stretch.rfind("的")
    if relative >= 0 and len(stretch) - relative <= _SHORTEST:
        entered = opening.uses & Use.ENTER_VERB and head.end - head.start >= _FULL_ATTRIBUTE
        return bool(entered or head.uses & Use.OWN_NAME)
    if head.uses & Use.WEAK_HEAD:
        set_up = not head.uses & Use.SET_UP or opening.uses & (Use.VERB | Use.CONDUCT_VERB)
        governed = bool(set_up) and not opening.uses & Use.ENTER_VERB
        return governed and len(stretch) >= _FULL_ATTRIBUTE and not _JOINTS.search(stretch)
    return _works(text, head, opening, stretch, openings)


def _standing(head: Head, opening: Opening, openings: Openings) -> bool:
    """Tell whether 改革 has an attribute at all (深化改革), and a place is being set up."""
    if head.uses & Use.DISTRIBUTIVE and openings.verb_ends(head.start):
        return False
    return not head.uses & Use.LOCATION or bool(opening.uses & (Use.VERB | Use.SITE_VERB))


def _works(text: str, head: Head, opening: Opening, stretch: str, openings: Openings) -> bool:
    """Tell whether a way of working is named in full."""
    name = stretch + text[head.start : head.end]
    paired = len(stretch) == _PAIR and openings.bodies.issuperset(stretch)
    if opening.uses & Use.ENTER_VERB:
        return bool(head.uses & Use.ASSESSMENT) and "、" not in stretch
    if _TOLD.search(stretch) or (stretch.endswith("化") and name.endswith("化")):
        return False
    if text[head.end : head.end + 1] in _FOLLOWING and name.endswith("化"):
        return False
    if text[head.end : head.end + 1] in _FOLLOWING and len(name) < _LISTED_WORK:
        return bool(opening.uses & Use.VERB) and _repeated(text, head)
    adopted = bool(opening.uses & Use.ADOPT_VERB)
    long_enough = len(name) >= _FULL_WORK or adopted or paired
    return len(stretch) >= _SHORTEST and long_enough and _like(stretch, head)


def _repeated(text: str, head: Head) -> bool:
    """Tell whether the next member of a list ends alike: 直播述法、行业述法."""
    word = text[head.start : head.end]
    following = text[head.end + 1 : head.end + 1 + _LISTED_WORK]
    at = following.find(word)
    return at >= _SHORTEST and not _JOINTS.search(following[:at])


def _like(stretch: str, head: Head) -> bool:
    """Tell whether the members of a list are full: 人员资格和证件管理, not 执行和评估."""
    parts = _JOINTS.split(stretch)
    if len(parts) == 1 or all(part.endswith("化") for part in parts[:-1]):
        return True
    if "、" in stretch and len(parts[-1]) < _FULL_WORK:
        return False
    last = len(parts[-1]) + head.end - head.start
    return last >= _LAST_MEMBER and len(parts[0]) >= _FULL_WORK


def says_something(attribute: str, head: str, cues: Cues) -> bool:
    """Tell whether an attribute names something: not in 相关制度, 工作机制, 23个专栏."""
    bare = plain(attribute)
    if len(bare) < (_BUSY_ATTRIBUTE if head == "活动" else _SHORTEST) or _COUNT.fullmatch(bare):
        return False
    if bare.endswith("的") and len(bare) < _CLAUSE_ATTRIBUTE:
        return False
    if "需要" in bare or bare.endswith(_EMPTY_ENDS):
        return False
    return len(bare) > _GENERIC or not cues.generic.consume(bare)
