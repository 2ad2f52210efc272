"""Find the words by which clauses of actions are read, and verbs with what they do."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from spacy.tokens import Doc

from extract.annotations import text_of
from extract.characters import Characters, at_or_after, enclosed
from extract.edges import Edges
from extract.lexicon import Lexicon
from ontology.schemes import Concept, load_scheme

__all__ = ["Use", "Word", "Words", "edges", "leading_verbs", "words_of"]

_OPAQUE: Final = {"《": 160, "“": 120, "(": 80}
"""What opens a stretch that counts as one name, and how many characters that has at most."""
_DATE: Final = re.compile(
    r"(?:(?:截至|截止|截止到|截至到|到|自|从|至)?(?:目前|(?:20|19)\d\d年|[一二]零[零一二三四五六七八九]{2}年)"
    r"(?:度|以来|来|底|初|末|全年|上半年|下半年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:份|底|初|末|中旬|以来|起|前)?"
    r"|(?:截至|截止|自|从)?\d{1,2}月(?:\d{1,2}日)?(?:份|底|初|末|中旬|以来|起)?前?"
    r"|第?[一二三四]季度"
    r"|(?:\d{1,3}|[一二两三四五六七八九十]{1,3})[余多]?次(?![,、;])"
    r"|(?:连续)?[0-9一二两三四五六七八九十]{1,3}年(?:以来|来)?(?![度级内以])"
    r"|\(?[一二三四五六七八九十\d]{1,3}[)、.](?!\d)|[①-⑳]|[一二三四五六七八九十]是)"
)
_TIMES: Final = re.compile(r"(?:[0-9]{1,15}|[一二两三四五六七八九十]{1,9})[余多]?次$")
_DATE_OPENINGS: Final = Characters("第截到自从至连两0123456789(①②③④⑤⑥⑦⑧⑨⑩一二三四五六七八九十")
_LIGHT: Final = Characters("地了、,")
"""What is left out between words."""


class Use:
    """What a word can be in the clause of an action: bits of one number.

    Members of ``enum.Flag`` cost ten times as much at every test.
    """

    NONE: Final = 0
    VERB: Final = 1 << 0
    NOUNLIKE: Final = 1 << 1
    """A verb that is as often a noun."""
    ADVERB: Final = 1 << 2
    TIME: Final = 1 << 3
    REGION: Final = 1 << 4
    LINK: Final = 1 << 5
    MANNER: Final = 1 << 6
    OBJECT: Final = 1 << 7
    MEANS: Final = 1 << 8
    GUIDANCE: Final = 1 << 9
    RESULT: Final = 1 << 10
    QUALITY: Final = 1 << 11
    CONCRETE: Final = 1 << 12
    ACTOR: Final = 1 << 13
    NOUN: Final = 1 << 14
    SETTLE: Final = 1 << 15
    FINISH: Final = 1 << 16
    PREDICATE: Final = 1 << 17
    MODAL: Final = 1 << 18
    LACK: Final = 1 << 19
    PARTIAL: Final = 1 << 20
    THING: Final = 1 << 21
    DEGREE: Final = 1 << 22
    LIGHT: Final = 1 << 23
    EVENT: Final = 1 << 24
    MONEY: Final = 1 << 25
    WAY: Final = 1 << 26
    IMAGE: Final = 1 << 27
    PASSIVE: Final = 1 << 28
    SESSION: Final = 1 << 29
    DETERMINER: Final = 1 << 30
    TEMPORAL: Final = 1 << 31
    COPULA: Final = 1 << 32
    PHRASE: Final = 1 << 33
    FRAME: Final = 1 << 34
    DONE: Final = 1 << 35
    CUT: Final = 1 << 36
    WHOLE: Final = 1 << 37
    PROJECT: Final = 1 << 38
    LEAD: Final = 1 << 39
    LOOSE: Final = ADVERB | TIME | REGION | LINK | MODAL
    """What is left out before a verb."""
    EDGE: Final = (
        ACTOR
        | QUALITY
        | CONCRETE
        | NOUN
        | THING
        | DEGREE
        | WAY
        | SESSION
        | DETERMINER
        | TEMPORAL
        | COPULA
        | PHRASE
        | FRAME
        | DONE
        | CUT
        | WHOLE
        | PROJECT
        | LEAD
    )
    """What is looked for at the edges of a stretch, not everywhere."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the vocabularies of measures with all its uses."""

    text: str
    use: int
    kind: str | None = None
    """IRI of the kind of measure, of a verb."""
    name: str = ""
    """Last segment of the kind."""
    leads: bool = False
    """Whether it opens with a word that leaves what is done to the verb after it."""


@cache
def _uses() -> dict[str, int]:
    """Return every word that is looked for anywhere, with its uses."""
    uses: dict[str, int] = {}
    for cue in load_scheme("measure-cues"):
        use = _use(cue)
        if not use & Use.EDGE:
            for label in cue.labels:
                uses[label] = uses.get(label, Use.NONE) | use
    for kind in load_scheme("measure-kinds"):
        nounlike = kind.values("contextualLabel")
        for label in (*kind.labels, *nounlike):
            use = Use.VERB | (Use.NOUNLIKE if label in nounlike else Use.NONE)
            uses[label] = uses.get(label, Use.NONE) | use
    return uses


@cache
def _vocabulary() -> Lexicon[Word]:
    """Return verbs, cues and the longer words that are neither."""
    kinds = {
        label: kind.iri
        for kind in load_scheme("measure-kinds")
        for label in (*kind.labels, *kind.values("contextualLabel"))
    }
    schemes = (*load_scheme("measure-cues"), *load_scheme("measure-kinds"))
    others = {word for concept in schemes for word in concept.values("notLabel")}
    words = dict.fromkeys(sorted(others), Use.NONE) | _uses()
    return Lexicon(
        (
            text,
            Word(
                text,
                use,
                kinds.get(text),
                kinds.get(text, "").rpartition("/")[2],
                leads=bool(edges(Use.LEAD).opening(text, 0, len(text))),
            ),
        )
        for text, use in words.items()
    )


def _use(cue: Concept) -> int:
    value: int = getattr(Use, cue.values("scope")[0].upper())
    return value


@cache
def edges(use: int, *, negative: bool = False) -> Edges:
    """Return the words with a use that are looked for at an edge: 负责人 ends who acts.

    The negative ones look like them and are something else: 法治政府 acts not.
    """
    return Edges(
        label
        for cue in load_scheme("measure-cues")
        if _use(cue) & use
        for label in (cue.values("notLabel") if negative else cue.labels)
    )


@cache
def _verb_edges() -> Edges:
    return Edges(word for word in _uses() if _uses()[word] & Use.VERB)


def leading_verbs(phrase: str) -> str:
    """Return the verbs that a phrase opens with: 办理回复 of 办理回复提案."""
    end = 0
    while verb := _verb_edges().opening(phrase, end, len(phrase)):
        end += len(verb)
    return phrase[:end]


class _Places:
    """Words by the offset where they begin; an index costs a third of a look into a dictionary."""

    def __init__(self, length: int) -> None:
        """Make room for a text of some length."""
        self._words: list[tuple[int, Word] | None] = [None] * (length + 1)

    def put(self, place: int, end: int, word: Word) -> None:
        """Keep a word that stands from a place to an end."""
        self._words[place] = (end, word)

    def get(self, place: int) -> tuple[int, Word] | None:
        """Return end and meaning of the word that begins at a place, if one does."""
        return self._words[place] if place < len(self._words) else None

    def __getitem__(self, place: int) -> tuple[int, Word]:
        """Return end and meaning of the word that begins at a place."""
        found = self.get(place)
        if found is None:
            raise KeyError(place)
        return found

    def __contains__(self, place: int) -> bool:
        """Tell whether a word begins at a place."""
        return self.get(place) is not None


class Words:
    """The words of a text by their place; what stands in quotation marks counts as one name."""

    def __init__(self, text: str) -> None:
        """Find all words once."""
        self.text = text
        self._opaque = opaque = enclosed(text, _OPAQUE)
        self._opened = [start for start, _ in opaque]
        self.at = _Places(len(text))
        self._before: dict[int, int] = {}
        self._verbs: list[int] = []
        near, total = 0, len(opaque)
        for hit in _vocabulary().hits(text):
            start, end, word = hit.start, hit.end, hit.meaning
            while near < total and opaque[near][1] <= start:
                near += 1
            if near < total and opaque[near][0] <= start:
                continue
            self.at.put(start, end, word)
            if word.use & Use.LOOSE:
                self._before[end] = start
            if word.use & Use.VERB:
                self._verbs.append(start)

    def closed(self, place: int) -> bool:
        """Tell whether a place lies in quotation marks, title marks or brackets."""
        number = at_or_after(self._opened, place + 1) - 1
        return number >= 0 and place < self._opaque[number][1]

    def opening(self, start: int, end: int, left_out: int = Use.LOOSE) -> int:
        """Return where the words begin that are not left out: after 2021年, 全市, 积极."""
        text, at = self.text, self.at
        while start < end:
            found = at.get(start)
            if found and found[1].use & left_out:
                if found[1].use & Use.VERB and not self._verb_follows(found[0]):
                    break
                start = found[0]
            elif _DATE_OPENINGS.at(text, start) and (date := _DATE.match(text, start, end)):
                start = date.end()
            elif _LIGHT.at(text, start) and start + 1 < end:
                start += 1
            elif ord(text[start]) == ord("(") and (stop := text.find(")", start, end)) > start:
                start = stop + 1
            else:
                break
        return start

    def _verb_follows(self, start: int) -> bool:
        found = self.at.get(start)
        return found is not None and bool(found[1].use & (Use.VERB | Use.LOOSE))

    def closing(self, start: int, end: int) -> int:
        """Return where words end that stay before a verb: 各组织累计 ends at 各组织."""
        before, text = self._before, self.text
        while end > start:
            last = ord(text[end - 1])
            if end in before:
                end = before[end]
            elif last in (ord("了"), ord("地")):
                end -= 1
            elif last == ord("次") and (times := _TIMES.search(text, start, end)):
                end = times.start()
            else:
                break
        return max(start, end)

    def verbs(self, start: int, end: int) -> list[tuple[int, int, Word]]:
        """Return the verbs that begin in a stretch, outside quotation marks."""
        verbs, found = self._verbs, list[tuple[int, int, Word]]()
        index = at_or_after(verbs, start)
        while index < len(verbs) and verbs[index] < end:
            stop, word = self.at[verbs[index]]
            found.append((verbs[index], stop, word))
            index += 1
        return found


def words_of(doc: Doc) -> Words:
    """Return the words of a document, found once."""
    found = doc.user_data.get("words")
    if not isinstance(found, Words):
        found = Words(text_of(doc))
        doc.user_data["words"] = found
    return found
