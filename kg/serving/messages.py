"""What the server and its workers say to each other: a line of JSON with a payload behind it."""

from dataclasses import asdict, dataclass, field
from json import dumps, loads
from typing import Any

__all__ = ["Answer", "Question", "decode", "encode"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query, what it asks, and what its answer may be."""

    text: str
    accept: str = ""
    """The Accept header."""
    default: tuple[str, ...] | None = None
    """Graphs to ask together; with ``named`` they go before those that the query names."""
    named: tuple[str, ...] | None = None
    base: str | None = None
    bindings: dict[str, str | int] = field(default_factory=dict)
    """Values of variables; IRIs as strings."""
    rows: int | None = None
    """Most rows of this answer, if not those of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A finished answer, or why there is none, with the HTTP status that says so."""

    status: int = 200
    media: str = ""
    """Value of the Content-Type header."""
    fault: str = ""
    retry: bool = False
    """Whether the same question may be answered a moment later."""
    payload: bytes = field(default=b"", repr=False)


def encode(message: dict[str, Any], payload: bytes = b"") -> bytes:
    """Return a message as bytes: a line that tells the length of the payload, and the payload."""
    return dumps({**message, "length": len(payload)}).encode() + b"\n" + payload


def decode(line: bytes) -> dict[str, Any]:
    """Return the message of a line; ``length`` bytes of payload follow it."""
    message: dict[str, Any] = loads(line)
    return message


def question_message(question: Question, store: str, stamp: str, limits: Any) -> bytes:
    """Return a question as bytes, with the store to ask and the bounds to keep."""
    return encode({**asdict(question), "store": store, "stamp": stamp, "limits": asdict(limits)})
