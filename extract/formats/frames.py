"""How a process that reads and the one that asks speak: lengths, a line of JSON, bytes."""

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

__all__ = ["Said", "hear", "say"]

_HEAD = struct.Struct(">IQ")
_LONGEST, _LARGEST = 50_000_000, 1_000_000_000
"""Bytes of the line and of what follows that either side believes the other."""

Said = tuple[dict[str, Any], bytes]


def say(pipe: BinaryIO, head: Mapping[str, Any], body: bytes = b"") -> None:
    """Write one message; undecodable names and lone surrogates pass as they are."""
    line = json.dumps(head).encode()
    pipe.write(_HEAD.pack(len(line), len(body)) + line)
    pipe.write(body)
    pipe.flush()


def hear(pipe: BinaryIO) -> Said | None:
    """Return the next message, none if the other side has ended."""
    lengths = _exactly(pipe, _HEAD.size)
    if lengths is None:
        return None
    line, body = _HEAD.unpack(lengths)
    if line > _LONGEST or body > _LARGEST:
        return None
    head, data = _exactly(pipe, line), _exactly(pipe, body)
    return None if head is None or data is None else (json.loads(head), data)


def _exactly(pipe: BinaryIO, length: int) -> bytes | None:
    data = pipe.read(length)
    return data if len(data) == length else None
