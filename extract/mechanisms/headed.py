"""Find names that end in a head noun: 建立案件移送协作机制 names 案件移送协作机制.

The head is found first; the name's left edge is the verb, preposition, 的 or finished name
before it. What stands between must be an attribute that says something.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from extract.annotations import Clause
from extract.mechanisms.cues import Cues
from extract.mechanisms.names import Candidate, plain

__all__ = ["HeadedNames"]

_LONGEST = 32
_AFTER_NAME = frozenset("、,;。:()和及与并等的“”\n!?")
_FIGURE = re.compile(r"[0-9一二三四五六七八九十百]")
_JOINTS = re.compile(r"[、,]|以及|(?<=[一-龥”)])[和及](?=[一-龥“])")
_QUOTED = re.compile(r"“[^“”]*”|\([^()]*\)|《[^《》]*》")
_LIST_HEAD = re.compile(r"([两二三四五六七八九十\d]{1,2})[大项个张]")
_ETC = re.compile(r"等(?:\d+[个项])?(?:领域|方面|部门|单位|行业|环节|工作|各项)?的?")
_DATE = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|初|年度)?(?:前|起)?")
_COUNT = re.compile(
    r"(?:\d+(?:余|多)?|[一二两三四五六七八九十]+)(?:个|项|支|条|家|名|批|处|类|期|次|套)"
)


@dataclass(frozen=True, slots=True)
class _Head:
    start: int
    end: int
    uses: tuple[str, ...]


class HeadedNames:
    """Finds headed names clause by clause."""

    def __init__(self, cues: Cues) -> None:
        """Keep the cues."""
        self._cues = cues

    def find(
        self, text: str, clauses: tuple[Clause, ...], places: frozenset[int]
    ) -> Iterator[Candidate]:
        """Yield the headed names; ``places`` holds the ends of named bodies and places."""
        heads = [_Head(*found) for found in self._cues.heads.find(text)]
        edges = list(self._cues.edges.find(text))
        head_starts = [head.start for head in heads]
        edge_starts = [edge[0] for edge in edges]
        for clause in clauses:
            low = bisect_left(head_starts, clause.start)
            high = bisect_left(head_starts, clause.end)
            if low == high:
                continue
            first = bisect_left(edge_starts, clause.start)
            last = bisect_left(edge_starts, clause.end)
            yield from self._in_clause(text, clause, heads[low:high], edges[first:last], places)

    def _in_clause(
        self,
        text: str,
        clause: Clause,
        heads: list[_Head],
        edges: list[tuple[int, int, tuple[str, ...]]],
        places: frozenset[int],
    ) -> Iterator[Candidate]:
        quoted = [m.span() for m in _QUOTED.finditer(text, clause.start, clause.end)]
        edges = [e for e in edges if not any(a < e[0] < b for a, b in quoted)]
        openings = self._openings(text, clause, edges, places)
        done = clause.start
        for head in heads:
            if any(a < head.start < b - 1 for a, b in quoted) or not self._ends(text, head, clause):
                continue
            left = max((o for o in openings if o <= head.start), default=clause.start)
            opened = left > clause.start or clause.start in openings
            left = max(left, done)
            if not opened and not self._stands_alone(text, head, clause):
                continue
            if "work" in head.uses and not opened:
                continue
            yield from self._named(text, left, head, quoted)
            done = head.end

    def _openings(
        self,
        text: str,
        clause: Clause,
        edges: list[tuple[int, int, tuple[str, ...]]],
        places: frozenset[int],
    ) -> list[int]:
        """Return where names may begin: after verbs and prepositions that stand as such."""
        found: list[int] = []
        start = clause.start
        while True:
            numbered = re.compile(
                r"[一二三四五六七八九十]是|[①-⑳]|\(?[一二三四五六七八九十\d]+[)、.]"
            ).match(text, start)
            if not numbered:
                break
            start = numbered.end()
        dated = _DATE.match(text, start)
        expected = {start, dated.end() if dated else start}
        for begin, end, uses in edges:
            after_joint = text[begin - 1] in "、和并”)" and begin - 1 > clause.start
            here = begin in expected or begin in places
            if (
                "verb" in uses
                and text[end : end + 1] != "的"
                or here
                or ("soft-verb" in uses and (after_joint))
                or ("preposition" in uses and len(text[begin:end]) > 1)
            ):
                expected.add(end)
                if "verb" in uses or "soft-verb" in uses or "preposition" in uses:
                    found.append(end)
            elif "adverb" in uses and end - begin > 1:
                expected.add(end)
        return found

    def _ends(self, text: str, head: _Head, clause: Clause) -> bool:
        """Tell whether a name ends here: 清单 in 清单制度 is no end."""
        rest = text[head.end : clause.end]
        if not rest or rest[0] in _AFTER_NAME or _FIGURE.match(rest):
            return True
        cues = self._cues
        if any(rest.startswith(word) for word in cues.tails):
            tail = next(word for word in cues.tails if rest.startswith(word))
            after = rest[len(tail) :]
            if (
                not after
                or after[0] in _AFTER_NAME
                or _FIGURE.match(after)
                or after.startswith(cues.tails)
            ):
                return True
        if rest.startswith(cues.predicates):
            return True
        return next(
            (
                begin == 0 and ("verb" in uses or "adverb" in uses)
                for begin, _, uses in cues.edges.find(rest[:6])
            ),
            False,
        )

    def _stands_alone(self, text: str, head: _Head, clause: Clause) -> bool:
        """Tell whether a clause without a verb before the head names it as its subject."""
        rest = text[head.end : clause.end]
        return "head" in head.uses and (
            not rest or rest.startswith(self._cues.predicates) or bool(_FIGURE.match(rest))
        )

    def _named(
        self, text: str, left: int, head: _Head, quoted: list[tuple[int, int]]
    ) -> Iterator[Candidate]:
        start = self._trimmed(text, left, head, quoted)
        yield from self._split(text, start, head, quoted)

    def _trimmed(self, text: str, start: int, head: _Head, quoted: list[tuple[int, int]]) -> int:
        """Leave out determiners, counts, dates and relative clauses before a name."""
        at = text.rfind("的", start, head.start)
        while at >= 0 and any(a < at < b for a, b in quoted):
            at = text.rfind("的", start, at)
        if at >= 0 and head.start - at - 1 >= 2:
            start = at + 1
        etc = [
            m.end()
            for m in _ETC.finditer(text, start, head.start)
            if not any(a < m.start() < b for a, b in quoted)
        ]
        if etc and head.start - etc[-1] >= 2:
            start = etc[-1]
        while start < head.start:
            count = _COUNT.match(text, start) or None
            word = next((w for w in self._cues.determiners if text.startswith(w, start)), "")
            if text[start] in "、,和及与":
                start += 1
            elif word and start + len(word) < head.start:
                start += len(word)
            elif count and count.end() < head.start:
                start = count.end()
            else:
                date = _DATE.match(text, start)
                if date and date.end() > start and date.end() < head.start:
                    start = date.end()
                else:
                    break
        return start

    def _split(
        self, text: str, start: int, head: _Head, quoted: list[tuple[int, int]]
    ) -> Iterator[Candidate]:
        """Yield the name, or its coordinated members: 并联审批和承诺制改革 are two reforms."""
        joints = [
            m.span()
            for m in _JOINTS.finditer(text, start, head.start)
            if not any(a < m.start() < b for a, b in quoted)
        ]
        end = head.end
        word = text[head.start : head.end]
        items = _items(start, end, joints)
        if "distributive" in head.uses and len(items) > 1:
            for begin, stop in items:
                printed = text[begin:stop]
                name = plain(printed) if printed.endswith(word) else plain(printed) + word
                if stop - begin >= 2:
                    yield Candidate(start=begin, end=stop, name=name)
            return
        last_begin, last_end = items[-1]
        if text[head.start - 1] == "等" and len(items) >= 1:
            for begin, stop in items:
                stop = min(stop, head.start - 1)
                if stop - begin >= 3:
                    yield Candidate(start=begin, end=stop, name=plain(text[begin:stop]) + word)
            return
        numbered = _LIST_HEAD.search(text, last_begin, head.end)
        if len(items) > 1 and numbered:
            start = numbered.start()
        printed = text[start:end]
        if self._says_something(printed, word) and len(printed) <= _LONGEST:
            yield Candidate(start=start, end=end, name=plain(printed))

    def _says_something(self, printed: str, word: str) -> bool:
        attribute = plain(printed)[: -len(word)]
        if len(attribute) < 2 and not attribute.isdigit():
            return False
        rest = attribute
        while rest:
            cut = next(
                (
                    w
                    for w in sorted(self._cues.generic, key=len, reverse=True)
                    if rest.startswith(w)
                ),
                "",
            )
            if not cut:
                return True
            rest = rest[len(cut) :]
        return False


def _items(start: int, end: int, joints: list[tuple[int, int]]) -> list[tuple[int, int]]:
    edges = [start, *(edge for joint in joints for edge in joint), end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a] or [(start, end)]
