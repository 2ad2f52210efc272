"""The process in which risky files are opened: it answers questions until nobody asks any more."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, BinaryIO

from extract.formats.extracted import Extracted, SourceError
from extract.formats.frames import Said, hear, say

try:
    import resource
except ImportError:  # a system without limits: the clock of who asks remains
    resource = None  # type: ignore[assignment]

__all__ = ["LIMITS", "Limits", "packed", "serve", "unpacked"]


class Limits:
    """Seconds of processor and of clock, bytes of memory, for one file."""

    def __init__(self, processor: int, clock: float, memory: int) -> None:
        """Keep them."""
        self.processor, self.clock, self.memory = processor, clock, memory


LIMITS = {
    "library": Limits(10, 60, 800_000_000),
    "program": Limits(90, 150, 4_000_000_000),  # LibreOffice needs 5 s and 2 GB of addresses
    "recognition": Limits(1_800, 3_600, 2_000_000_000),
}
"""By who reads: a library, a program that it starts, tesseract page by page."""


def packed(extracted: Extracted) -> Said:
    """Return what was read as a message."""
    said = {key: value for key, value in asdict(extracted).items() if key != "text"}
    return said, extracted.text.encode("utf-8", "surrogatepass")


def unpacked(message: Said) -> Extracted:
    """Return what was read from its message."""
    names = {field.name for field in fields(Extracted)}
    said = {key: value for key, value in message[0].items() if key in names}
    text = message[1].decode("utf-8", "surrogatepass")
    return Extracted(text=text, **{**said, "doubts": tuple(said.get("doubts", ()))})


def serve() -> None:
    """Answer the questions on standard input until it ends; nothing else may write there."""
    answers = os.fdopen(os.dup(1), "wb")
    questions = os.fdopen(os.dup(0), "rb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    if resource:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while question := hear(questions):
        with suppress(BrokenPipeError):
            _answer(answers, *question)


def _answer(answers: BinaryIO, head: dict[str, Any], data: bytes) -> None:
    os.environ["PATH"] = head.get("path", "")
    limits = LIMITS[head["limits"]]
    try:
        for said, body in _DO[head["what"]](head, data, limits):
            say(answers, said, body)
    except SourceError as error:
        say(answers, {"fault": str(error)})
    except MemoryError:
        say(answers, {"exhausted": True})
    except Exception as error:  # noqa: BLE001 (libraries fail on damaged files in many ways)
        what = " ".join(f"{type(error).__name__}: {error}".split())[:120]
        say(answers, {"fault": f"{head['name']}: damaged ({what}); save it anew"})


def _restrict(limits: Limits) -> None:
    """Allow so much from now on."""
    if not resource:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + limits.processor
    for kind, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, limits.memory)):
        with suppress(ValueError, OSError):  # macOS has no limit on addresses
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


def _read(head: Mapping[str, Any], data: bytes, limits: Limits) -> Iterator[Said]:
    from extract.formats.registry import read_here  # noqa: PLC0415 (it asks this process)

    _restrict(limits)
    yield packed(read_here(data, head["name"], ocr=head["ocr"]))


def _members(head: Mapping[str, Any], _data: bytes, limits: Limits) -> Iterator[Said]:
    from extract.formats.containers import members_here  # noqa: PLC0415 (it asks this process)

    _restrict(limits)
    for member in members_here(Path(head["name"])):
        said = {"name": member.name, "values": dict(member.values), "why": member.fault}
        yield said, member.data
        _restrict(limits)  # the limits are for each report
    yield {"end": True}, b""


def _has_texts(head: Mapping[str, Any], _data: bytes, limits: Limits) -> Iterator[Said]:
    from extract.formats.containers import has_texts_here  # noqa: PLC0415 (it asks this process)

    _restrict(limits)
    yield {"has": has_texts_here(Path(head["name"]))}, b""


_DO: dict[str, Callable[[Mapping[str, Any], bytes, Limits], Iterator[Said]]] = {
    "read": _read,
    "members": _members,
    "has_texts": _has_texts,
}

if __name__ == "__main__":
    sys.exit("this is started by extract.formats.apart")
