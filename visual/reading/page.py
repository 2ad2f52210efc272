"""The reader: a report's text as it stands, every fact marked, each explained beside it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ontology.errors import KgError
from visual.frame import render
from visual.reading.addresses import Links, no_links
from visual.reading.blocks import Block, cut
from visual.reading.facts import CLASSES, Fact, read_facts, read_sections
from visual.reading.lookups import Lookups, Said
from visual.reading.parts import Step, site_words, trail
from visual.words import Word, concept_words, ontology_words

__all__ = ["kept_text", "reading_html"]

_FIELDS = ("kind", "start", "end", "name", "status", "value", "from", "to", "section", "reason")
_INTERNAL = "/\\"


def reading_html(
    lookups: Lookups,
    iri: str,
    text: str,
    *,
    links: Links = no_links,
    home: str = "",
    forms: Sequence[Mapping[str, str]] = (),
) -> str:
    """Return the page of a report: its text, its marks, its sections, its notes.

    ``links`` says where the pages of named things are; without it the page stands alone.
    """
    said = lookups.said(iri)
    facts = read_facts(lookups, iri, text)
    tables = _Tables(facts, links)
    return render(
        "reading/reading.html.j2",
        title=lookups.name(iri),
        words=_words(tables),
        styles=("reading/reading.css",),
        scripts=("reading/reading.js",),
        data=tables.data(),
        trail=_trail(lookups, iri, said, links, home),
        forms=forms,
        home=home,
        file=said.text("sourceFile"),
        printed=said.text("title"),
        sections=read_sections(facts, text),
        classes=tables.classes(),
        statuses=tables.statuses(),
        blocks=[_shown(block, tables) for block in cut(text.replace("\0", "�"), facts)],
    )


def kept_text(texts: Path | None, said: Said) -> str:
    """Return the text that a graph keeps of a report, nothing if it keeps none.

    Raises:
        KgError: The file is there and cannot be read.
    """
    name = said.text("textFile").removeprefix("texts/")
    if texts is None or not name or any(mark in name for mark in _INTERNAL):
        return ""
    file = texts / name
    try:
        return file.read_bytes().decode("utf-8", "replace") if file.is_file() else ""
    except OSError as error:
        raise KgError(f"{file}: cannot be read ({error.strerror}); check its rights") from error


class _Tables:
    """The facts of a page as its script reads them: rows of numbers, names and words once."""

    def __init__(self, facts: Sequence[Fact], links: Links) -> None:
        self.facts = facts
        self.kinds = [kind for kind in CLASSES if any(fact.kind == kind for fact in facts)]
        order = {word: at for at, word in enumerate(_status_words())}
        self.said = sorted({f.status for f in facts if f.status}, key=lambda word: order[word])
        self.sections = sorted({fact.section for fact in facts})
        named = sorted({(*fact.name, links(fact.iri) if fact.iri else "") for fact in facts})
        self.names = named
        self.links = links
        self._name = {name: at for at, name in enumerate(named)}

    def name(self, fact: Fact) -> int:
        return self._name[(*fact.name, self.links(fact.iri) if fact.iri else "")]

    def data(self) -> dict[str, Any]:
        kinds = {kind: at for at, kind in enumerate(self.kinds)}
        said = {word: at for at, word in enumerate(self.said)}
        sections = {title: at for at, title in enumerate(self.sections)}
        rows = [
            [
                *(kinds[fact.kind], fact.start, fact.end, self.name(fact)),
                *(said.get(fact.status, -1), fact.value),
                *(*fact.clause, sections[fact.section], fact.reason),
            ]
            for fact in self.facts
        ]
        return {
            "facts": {"fields": _FIELDS, "rows": rows},
            "names": [list(name) for name in self.names],
            "sections": self.sections,
            "classes": [{k: row[k] for k in ("key", "short", "sign")} for row in self.classes()],
            "statuses": [{k: row[k] for k in ("key", "short")} for row in self.statuses()],
        }

    def classes(self) -> list[dict[str, Any]]:
        counts = Counter(fact.kind for fact in self.facts)
        return [
            {"number": at, "key": k, "short": _short(k), "sign": CLASSES[k], "count": counts[k]}
            for at, k in enumerate(self.kinds)
        ]

    def statuses(self) -> list[dict[str, Any]]:
        counts = Counter(fact.status for fact in self.facts)
        return [
            {"number": at, "key": k, "short": k.split("/")[1], "count": counts[k]}
            for at, k in enumerate(self.said)
        ]


def _short(key: str) -> str:
    return key.replace("#", "/").rsplit("/", 1)[-1]


def _status_words() -> dict[str, Word]:
    return concept_words("statuses") | concept_words("acts")


def _words(tables: _Tables) -> dict[str, Word]:
    known = ontology_words() | _status_words() | concept_words("reasons") | site_words()
    used = {*tables.kinds, *tables.said, *(fact.reason for fact in tables.facts if fact.reason)}
    return site_words() | {key: known[key] for key in sorted(used) if key in known}


def _trail(lookups: Lookups, iri: str, said: Said, links: Links, home: str) -> list[Step]:
    place = said.text("jurisdiction")
    return trail(lookups, lookups.chain(place) if place else [], iri, links, home)


def _shown(block: Block, tables: _Tables) -> dict[str, Any]:
    return {
        "start": block.start,
        "follows": block.follows,
        "runs": block.runs,
        "notes": list(_notes(block, tables)),
    }


def _notes(block: Block, tables: _Tables) -> Iterator[dict[str, Any]]:
    """Yield what stands beside a block: each thing once with each status; no bare measure."""
    told = set()
    for number in block.notes:
        fact = tables.facts[number]
        same = (fact.kind, fact.iri, fact.name, fact.status, fact.value)
        if fact.kind == "ontology#Measure" or same in told:
            continue
        told.add(same)
        yield {
            "number": number,
            "start": fact.start,
            "end": fact.end,
            "kind": _short(fact.kind),
            "sign": CLASSES[fact.kind],
            "name": tables.name(fact),
            "zh": fact.name.zh,
            "value": fact.value,
            "status": fact.status,
            "status_short": fact.status.partition("/")[2],
        }
