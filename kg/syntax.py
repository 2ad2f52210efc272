"""Where a query goes wrong: the word at which the engine could not go on, by line and column."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph as ox

from ontology.terms import PREFIXES

__all__ = ["QUIET", "first_word", "syntax_fault"]

QUIET = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    r'|<[^<>"{}|^`\\\x00-\x20]*>'
    r"|#[^\n\r]*",
    re.DOTALL,
)
"""Strings, IRIs and comments: what no keyword stands in."""

_TOKEN = re.compile(
    rf"{QUIET.pattern}|\s+|[{{}}()\[\];,\"']|(?:\\.|[^\s{{}}()\[\];,\"'#<]|<)+", re.DOTALL
)
_PLACE = re.compile(r"error at (\d+):(\d+): *(.*)", re.DOTALL)
_OPENING = re.compile(r"(?:\s|prefix\s+[^\s:]*:|base\b)*+(\w*)", re.IGNORECASE)
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_APART = " " * 24
"""More than the longest keyword has letters."""
_SHOWN = 40


class _Token(NamedTuple):
    """A word of the query: where it stands, and where in the query drawn apart."""

    text: str
    start: int
    apart: int


def first_word(text: str) -> tuple[str, int]:
    """Return the word behind prefixes and comments in capitals, and where it stands."""
    opening = _OPENING.match(QUIET.sub(lambda found: " " * len(found[0]), text))
    return (opening[1].upper(), opening.start(1)) if opening else ("", 0)


def syntax_fault(text: str, message: str) -> str:
    """Return the engine's complaint as one line: where, what stands there, what is wrong."""
    word, start = first_word(text)
    if word not in _FORMS:
        found = f"“{word[:_SHOWN]}” is no query form" if word else "there is no query"
        return f"{_position(text, start)}: {found}; begin with SELECT"
    tokens = list(_tokens(text))
    if lone := next((token for token in tokens if token.text in {"'", '"'}), None):
        return f"{_position(text, lone.start)}: what begins with {lone.text} does not end"
    apart, told = _failure(tokens, message)
    if apart is None:
        return " ".join(message.split())
    token = [token for token in tokens if token.apart <= apart][-1]
    if "unbound" in told:
        return f"{_position(text, start)}: SELECT names a variable that the query does not bind"
    if apart >= token.apart + len(token.text) + len(_APART):
        return f"{_position(text, token.start + len(token.text))}: {_trouble_at_end(token, tokens)}"
    return f"{_position(text, token.start)}: {_trouble(token.text[:_SHOWN], told)}"


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the words of a query, without blanks and comments."""
    apart = 0
    for match in _TOKEN.finditer(text):
        if match[0].isspace() or match[0].startswith("#"):
            continue
        yield _Token(match[0], match.start(), apart)
        apart += len(match[0]) + len(_APART)


def _failure(tokens: list[_Token], message: str) -> tuple[int | None, str]:
    """Return how far the engine comes in the query drawn apart, and what it says there.

    It reads ahead as many letters as a keyword has, and names the place that it reached. With the
    words far apart it cannot reach the next one.
    """
    drawn = _APART.join(token.text for token in tokens) + _APART
    try:
        ox.Store().query(drawn, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        message = str(error)
    place = _PLACE.search(message)
    if not place:
        return None, message
    lines = drawn.split("\n")
    before = sum(len(line) + 1 for line in lines[: int(place[1]) - 1])
    return before + int(place[2]) - 1, place[3]


def _trouble(word: str, expected: str) -> str:
    if "Prefix not found" in expected:
        return f"the prefix of “{word}” is not declared"
    return f"cannot go on at “{word}”"


def _trouble_at_end(last: _Token, tokens: list[_Token]) -> str:
    """Return what is wrong when the engine has read everything."""
    opened = sum(token.text == "{" for token in tokens)
    if last.text == "}" and opened == sum(token.text == "}" for token in tokens):
        return "every word can stand where it does, yet not all together; is a name bound twice?"
    return f"the query ends too early, after “{last.text[-_SHOWN:]}”"


def _position(text: str, index: int) -> str:
    before = text[:index]
    column = index - (before.rfind("\n") + 1) + 1
    return f"line {before.count(chr(10)) + 1}, column {column}"
