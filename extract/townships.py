"""Tell which township a text speaks for, where it is filed under its county."""

import re
from collections.abc import Sequence

from extract.annotations import Context, PlaceMark
from extract.facts import Jurisdiction, Level

__all__ = ["own_township"]

_HEAD = 400
"""Characters at the head of a text in which the township that reports is named."""
_TITLE = 60
"""Characters at the head of a text that hold its title."""
_SPEAKS = re.compile(r"[我本](?:街道?|镇|乡|苏木)(?!村|区|舍|长)")
_REPORTS = re.compile(r"(?:党工委|党委|办事处|人民政府)?(?:关于)?(?:(?:19|20)\d\d年|法治|依法)")


def own_township(text: str, context: Context, marks: Sequence[PlaceMark]) -> Jurisdiction | None:
    """Return the township that reports: named in the title, or at the head where 我镇 is said.

    青山镇2021年法治政府建设情况报告, filed under 甲县, speaks for 青山镇.
    """
    if context.jurisdiction.level is Level.TOWNSHIP:
        return None
    near = [mark for mark in marks if mark.start < _HEAD and mark.place.level is Level.TOWNSHIP]
    if len({mark.place.iri for mark in near}) != 1:
        return None
    first = near[0]
    titled = text.find("\n", 0, first.start) < 0 and first.start < _TITLE
    if (titled and _REPORTS.match(text, first.end)) or _SPEAKS.search(text):
        return first.place
    return None
