"""The competency questions: ``kg/queries/*.rq``, each with its head, and how they are asked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from kg.binding import select_bound
from kg.concepts import SCHEMES, concept_named
from kg.examples import Example, read_examples, with_examples
from kg.names import KINDS, find, find_entity
from kg.sparql import Record, Value, labels_of
from ontology.errors import KgError
from ontology.iris import BASE

__all__ = [
    "Parameter",
    "Question",
    "ask",
    "first_quotes",
    "labelled",
    "list_questions",
    "load_question",
    "load_questions",
    "read_parameters",
    "short",
]

_PARAMETER = re.compile(
    r"# --(?P<name>[a-z-]+) (?P<kind>[a-z]+) \?(?P<variable>\w+)(?P<optional> optional)?"
    r"  (?P<zh>[^/]+) / (?P<en>.+)"
)
_ONCE = re.compile(r"# once ((?:\?\w+ ?)+)")
_SHORT = {"status", "level", "act", "role", "kind", "reason", "qualifier"}
_PROOF = {
    "report",
    "evidence",
    "file",
    "adoption",
    "statement",
    "honour",
    "measure",
    "membership",
    "observation",
    "plan",
}
"""Columns of sentences and statements, which have no names of their own."""
_NEAREST = 3
_ALIKE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a question wants to be told."""

    name: str
    kind: str
    variable: str
    optional: bool
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query file: its question in both languages, its parameters, its notes."""

    name: str
    zh: str
    en: str
    parameters: tuple[Parameter, ...]
    notes: str
    once: tuple[str, ...]
    examples: tuple[Example, ...]
    text: str

    @property
    def needed(self) -> tuple[Parameter, ...]:
        """Parameters without which it cannot be asked."""
        return tuple(each for each in self.parameters if not each.optional)


@cache
def load_questions() -> tuple[Question, ...]:
    """Return all questions in the order of their names.

    >>> len(load_questions()) >= 30
    True
    """
    found = files("kg").joinpath("queries").iterdir()
    names = sorted(path.name for path in found if path.name.endswith(".rq"))
    return tuple(load_question(name.removesuffix(".rq")) for name in names)


@cache
def load_question(name: str) -> Question:
    """Return the question of a name.

    >>> load_question("adopters").needed[0].name
    'mechanism'

    Raises:
        KgError: There is no such question.
    """
    path = files("kg").joinpath("queries", f"{name}.rq")
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise KgError(f"no question “{name}”{_near_questions(name)}")
    text = path.read_text(encoding="utf-8")
    head = _head(text)
    matches = [_PARAMETER.fullmatch(line) for line in head]
    once = next((match[1] for line in head if (match := _ONCE.fullmatch(line))), "")
    return Question(
        name=name,
        zh=head[0].removeprefix("# "),
        en=head[1].removeprefix("# "),
        parameters=tuple(_parameter(match) for match in matches if match),
        notes=_notes(head[2:]),
        once=tuple(once.replace("?", "").split()),
        examples=read_examples(head),
        text=text,
    )


def ask(store: ox.Store, name: str, values: Mapping[str, Value] | None = None) -> list[Record]:
    """Return the answer to a question; every thing in it is named in both languages.

    A column ``mechanism`` with an IRI gets ``mechanism_zh`` and ``mechanism_en`` beside it.
    Parameters take names as people write them. What is optional narrows the answer.

    Raises:
        KgError: The question, a parameter or a name is unknown, or a parameter is missing.
    """
    question = load_question(name)
    given = _given(question, values or {})
    needed = {each.variable: _value(store, each, given[each.name]) for each in question.needed}
    rows = select_bound(store, question.text, {name: str(iri) for name, iri in needed.items()})
    if question.once:
        rows = first_quotes(rows, *question.once)
    for each in question.parameters:
        if each.optional and each.name in given:
            rows = _narrowed(store, rows, each, given[each.name])
    if question.examples:
        rows = with_examples(store, rows, question.examples)
    return labelled(store, [short(row) for row in rows])


def list_questions(name: str | None = None) -> list[Record]:
    """Return the questions as a table, or one with its notes.

    Raises:
        KgError: There is no such question.
    """
    chosen = (load_question(name),) if name else load_questions()
    return [
        {
            "name": question.name,
            "question": f"{question.zh} {question.en}",
            "parameters": " ".join(map(_usage, question.parameters)),
            **({"notes": question.notes} if name else {}),
        }
        for question in chosen
    ]


def read_parameters(given: Iterable[str]) -> dict[str, Value]:
    """Return parameters as the command line gives them: place=肥城市.

    Raises:
        KgError: One is not NAME=VALUE, or is given twice.
    """
    found: dict[str, Value] = {}
    for each in given:
        name, sign, value = each.partition("=")
        if not (name.strip() and sign and value.strip()):
            raise KgError(f"parameter “{each}” is not NAME=VALUE: give place=肥城市")
        if name.strip() in found:
            raise KgError(f"parameter {name.strip()} is given twice")
        found[name.strip()] = value.strip()
    return found


def first_quotes(rows: Iterable[Record], *columns: str) -> list[Record]:
    """Return one row for each statement, with its first quote; a sentence goes before a heading."""
    found: dict[tuple[Value, ...], Record] = {}
    for row in rows:
        key = tuple(row[column] for column in columns)
        held = found.setdefault(key, row)
        if _is_heading(held) and not _is_heading(row):
            found[key] = row
    return list(found.values())


def short(row: Record) -> Record:
    """Return a row whose concepts are their bare names: ``adopted`` for ``status/adopted``."""
    return {
        name: value.rsplit("/", 1)[-1]
        if isinstance(value, str) and _is_concept(name) and value.startswith(BASE)
        else value
        for name, value in row.items()
    }


def labelled(store: ox.Store, rows: list[Record]) -> list[Record]:
    """Return rows with the names of all things in them, beside their IRIs."""
    names = [name for name in (rows[0] if rows else ()) if not _is_proof(name)]
    things = {
        value
        for row in rows
        for name in names
        if isinstance(value := row[name], str) and value.startswith(BASE)
    }
    labels = {iri: labels_of(store, iri) for iri in things}
    named = [name for name in names if any(labels.get(str(row[name])) for row in rows)]
    return [dict(_with_names(row, named, labels)) for row in rows]


def _with_names(
    row: Record, named: list[str], labels: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, Value]]:
    for name, value in row.items():
        yield name, value
        if name in named:
            both = labels.get(str(value), {})
            for tag in ("zh", "en"):
                if f"{name}_{tag}" not in row:
                    yield f"{name}_{tag}", both.get(tag)


def _is_concept(name: str) -> bool:
    return name.rsplit("_", 1)[-1] in _SHORT


def _is_proof(name: str) -> bool:
    return name in _PROOF or name.endswith("_report")


def _is_heading(row: Record) -> bool:
    return bool(row.get("section")) and str(row["section"]).endswith(str(row.get("quote")))


def _head(text: str) -> list[str]:
    lines = text.splitlines()
    end = next((index for index, line in enumerate(lines) if not line.startswith("#")), 0)
    return lines[:end]


def _notes(lines: list[str]) -> str:
    kept = (line.removeprefix("#").strip() for line in lines if not _is_told(line))
    return "\n".join(kept).strip()


def _is_told(line: str) -> bool:
    return bool(_PARAMETER.fullmatch(line) or _ONCE.fullmatch(line) or read_examples([line]))


def _usage(parameter: Parameter) -> str:
    return f"[{parameter.name}]" if parameter.optional else parameter.name


def _parameter(match: re.Match[str]) -> Parameter:
    return Parameter(
        name=match["name"],
        kind=match["kind"],
        variable=match["variable"],
        optional=bool(match["optional"]),
        zh=match["zh"],
        en=match["en"],
    )


def _given(question: Question, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values that were given, by the names of the parameters."""
    given: dict[str, Value] = {
        name.replace("_", "-"): value for name, value in values.items() if value is not None
    }
    known = [each.name for each in question.parameters]
    if strange := sorted(given.keys() - set(known)):
        told = f"it knows {', '.join(known)}" if known else "it has none"
        raise KgError(f"question {question.name} has no parameter “{strange[0]}”: {told}")
    for each in question.needed:
        if each.name not in given:
            raise KgError(
                f"question {question.name} needs {each.name} ({each.en}): "
                f"give --param {each.name}=…"
            )
    return given


def _value(store: ox.Store, parameter: Parameter, value: Value) -> str | int:
    """Return what a parameter binds: an IRI, a year."""
    if parameter.kind == "year":
        return _year(parameter, value)
    if parameter.kind in SCHEMES:
        return concept_named(parameter.kind, str(value)).iri
    if parameter.kind in KINDS:
        return find(store, parameter.kind, str(value)).iri
    if parameter.kind == "region":
        return find(store, "place", str(value)).iri
    return find_entity(store, str(value)).iri


def _narrowed(
    store: ox.Store, rows: list[Record], parameter: Parameter, value: Value
) -> list[Record]:
    if str(value) == "any":
        return rows
    wanted = _value(store, parameter, value)
    if parameter.kind == "region":
        inside = select_bound(store, load_question("places-within").text, {"wanted": str(wanted)})
        places = {row["place"] for row in inside}
        return [row for row in rows if row[parameter.variable] in places]
    return [row for row in rows if row[parameter.variable] == wanted]


def _year(parameter: Parameter, value: Value) -> int:
    if not re.fullmatch(r"\d{4}", str(value)):
        raise KgError(f"{parameter.name} “{value}” is no year: give four digits, 2021")
    return int(str(value))


def _near_questions(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 (only for a fault)

    found = files("kg").joinpath("queries").iterdir()
    known = [path.name.removesuffix(".rq") for path in found]
    near = get_close_matches(name, known, _NEAREST, _ALIKE)
    return f": did you mean {', '.join(near)}?" if near else "; kg questions lists them"
