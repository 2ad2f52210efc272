"""Parts of a graph: what a batch of reports says, sorted and compressed by those who read it.

``part-00000.nq.gz`` holds the statements of some reports, ``text-00000.jsonl.gz`` their texts, in
which all offsets count.
"""

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path

from kg.scale.addresses import is_address, put_bytes, read_address
from kg.uses import Used
from kg.workers import Orders, Result, Task, read_batch

__all__ = ["Part", "PartFile", "make_file", "make_part", "part_name", "without_reports", "written"]

_LEVEL = 1
"""Of gzip: measured, 6 makes 17 % less of it and takes more than twice the time."""
_GZIP = 16 + zlib.MAX_WBITS
"""The form that zlib gives to what it compresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFile:
    """One file of the parts, as the list of them tells it."""

    name: str
    reports: int
    triples: int = 0
    size: int
    """Bytes, compressed."""
    sha256: str
    """Of the file."""
    content: str
    """SHA-256 of what is compressed in it; the same wherever it was compressed."""
    data: bytes = b""
    """The file itself; empty once it is written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What became of a batch."""

    results: tuple[Result, ...]
    """Without their statements and texts."""
    files: tuple[PartFile, ...]
    used: Used


def part_name(number: int) -> str:
    """Return the name of a part before it is compressed."""
    return f"part-{number:05}.nq"


def make_part(orders: Orders, target: str, batch: Sequence[Task]) -> Part:
    """Read a batch, and return or, at an address, write what it says."""
    results = read_batch(orders, batch)
    number, told = batch[0].batch, [result for result in results if result.report]
    files: tuple[PartFile, ...] = ()
    if told:
        triples = sum(sum(r.tally.counts["properties"].values()) for r in told if r.tally)
        rows = ({"file": r.text_file, "text": r.text} for r in told)
        texts = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        kept = texts.encode("utf-8", "replace")
        files = (
            make_file(part_name(number), _sorted(told), len(told), triples),
            make_file(f"text-{number:05}.jsonl", [kept], len(told)),
        )
    if is_address(target):
        files = tuple(written(target, file) for file in files)
    used = Used()
    for result in told:
        used.update(result.used)
    bare = tuple(replace(result, quads=b"", text="", used=Used()) for result in results)
    return Part(results=bare, files=files, used=used)


def _sorted(told: Sequence[Result]) -> Iterable[bytes | memoryview]:
    """Return all statements, sorted; those of which a report is the subject are sorted already."""
    pieces: list[tuple[bytes, bytes, bytes | memoryview]] = []
    """First line, last line, and all from one to the other; a report's own are not copied."""
    for result in told:
        quads, start = result.quads, 0
        head = f"<{result.report}".encode("utf-8", "replace")
        if not quads.startswith(head):
            start = quads.index(b"\n" + head) + 1
        last = quads.rindex(b"\n" + head) + 1
        end = quads.index(b"\n", last) + 1
        first = quads[start : quads.index(b"\n", start) + 1]
        pieces.append((first, quads[last:end], memoryview(quads)[start:end]))
        for others in (quads[:start], quads[end:]):
            pieces += [(line, line, line) for line in others.splitlines(keepends=True)]
    pieces.sort(key=itemgetter(0))
    contents = [content for _, _, content in pieces]
    if all(last <= first for (_, last, _), (first, _, _) in pairwise(pieces)):
        return _in_long(contents)
    return sorted(b"".join(contents).splitlines(keepends=True))  # names begin with other names


def _in_long(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """Yield pieces, those together that are single lines."""
    for alone, group in groupby(pieces, lambda piece: isinstance(piece, memoryview)):
        if alone:
            yield from group
        else:
            yield b"".join(group)


def without_reports(target: str, wanted: tuple[int, frozenset[str]]) -> PartFile:
    """Return a part again without some reports: their text stands in an earlier part."""
    number, reports = wanted
    name = part_name(number)
    path = f"{target.rstrip('/')}/{name}.gz"
    data = read_address(path) if is_address(target) else Path(path).read_bytes()
    ends = tuple(f" <{report}> .\n".encode() for report in reports)
    lines = gzip.decompress(data).splitlines(keepends=True)
    kept = [line for line in lines if not line.endswith(ends)]
    held = {line[line.rindex(b" <") :] for line in kept}
    file = make_file(name, [b"".join(kept)], len(held), len(kept))
    return written(target, file) if is_address(target) else file


def make_file(
    name: str, pieces: Iterable[bytes | memoryview], reports: int, triples: int = 0
) -> PartFile:
    """Compress some content; neither the clock nor the machine shows in the bytes."""
    packer, content = zlib.compressobj(_LEVEL, wbits=_GZIP), sha256()
    packed: list[bytes] = []
    for piece in pieces:
        content.update(piece)
        packed.append(packer.compress(piece))
    data = b"".join((*packed, packer.flush()))
    return PartFile(
        name=f"{name}.gz",
        reports=reports,
        triples=triples,
        size=len(data),
        sha256=sha256(data).hexdigest(),
        content=content.hexdigest(),
        data=data,
    )


def written(target: str, file: PartFile) -> PartFile:
    """Write a file, if that is still to be done, and return what is to be kept of it."""
    if file.data:
        put_bytes(target, file.name, file.data)
    return replace(file, data=b"")
