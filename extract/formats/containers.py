"""Files that hold many reports: archives, and tables with a column of texts."""

import codecs
import csv
import io
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from extract.formats.apart import ask, tell
from extract.formats.encoding import decode
from extract.formats.extracted import SourceError
from extract.formats.reading import LIMITS
from extract.formats.registry import CONTAINERS, SUFFIXES

__all__ = ["CONTAINERS", "Member", "has_texts", "has_texts_here", "members", "members_here"]

_TEXTS = ("text", "content", "body", "正文", "内容", "全文", "文本")
_NAMES = ("file", "name", "id", "文件", "文件名", "编号")
_VALUES = {
    "code": ("code", "区划代码"),
    "year": ("year", "年份"),
    "kind": ("kind",),
    "url": ("url", "link", "网址", "链接"),
    "published": ("published", "date", "发布日期", "发布时间"),
    "title": ("title", "标题"),
}
"""Columns of a table by what they say."""
_LARGEST = 200_000_000
_RATIO = 200
"""How far a member may unfold; text seldom passes 20."""
_MOST_MEMBERS = 100_000
"""Files of an archive; each that is no report is told on a line."""
_PIECE, _SAMPLED = 1_000_000, 50
"""Bytes of a piece, and pieces of a table by which its encoding is told."""
_UTF8_NAME = 0x800


class _NoTextsError(SourceError):
    """A table without a column of texts: no table of reports."""


@dataclass(frozen=True, slots=True)
class Member:
    """One report of a file: its name, its bytes, what a table says of it, or why it is none."""

    name: str
    data: bytes = b""
    values: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


def members(path: Path) -> Iterator[Member]:
    """Yield the reports in an archive or table, one by one; a process of its own opens it.

    Raises:
        SourceError: The file is damaged, takes too much, or the table has no column of texts.
    """
    _check_file(path)
    question = _question("members", path)
    try:
        for said, data in tell(question, str(path), LIMITS["library"].clock):
            yield Member(said["name"], data, said["values"], said["why"])
    except SourceError as error:
        raise SourceError(str(error).replace(str(question["name"]), str(path), 1)) from error


def has_texts(path: Path) -> bool:
    """Tell whether a table has a column of texts: 正文, text, content."""
    if path.suffix.lower() == ".zip":
        return True
    try:
        _check_file(path)
        said, _ = ask(_question("has_texts", path), str(path), LIMITS["library"].clock)
    except SourceError:
        return True  # why it cannot be read is told when it is read
    return bool(said["has"])


def _question(what: str, path: Path) -> dict[str, object]:
    return {"what": what, "name": os.path.abspath(path), "limits": "library"}  # noqa: PTH100


def _check_file(path: Path) -> None:
    """Refuse pipes and devices, which never end."""
    if not path.is_file():
        raise SourceError(f"{path}: not a regular file; give an archive or a table")


def members_here(path: Path) -> Iterator[Member]:
    """Yield the reports in an archive or table, opened in this very process.

    Raises:
        SourceError: As of :func:`members`.
    """
    found = False
    for member in _of_archive(path) if path.suffix.lower() == ".zip" else _of_table(path):
        found = True
        yield member
    if not found:
        raise SourceError(f"{path}: no report in it; give {', '.join(SUFFIXES[:4])} or rows")


def _of_table(path: Path) -> Iterator[Member]:
    for number, row in enumerate(_rows(path), 1):
        cells = {str(key).strip().lower(): value for key, value in row.items() if key}
        text = _first(cells, _TEXTS)
        name = _first(cells, _NAMES).replace("/", "-").replace("\\", "-")
        name = name if name.lower().endswith(SUFFIXES) else f"{name or f'{path.stem}-{number}'}.txt"
        values = {key: _first(cells, names) for key, names in _VALUES.items()}
        said = {key: value for key, value in values.items() if value}
        yield Member(name, text.encode("utf-8", "replace"), said)


def has_texts_here(path: Path) -> bool:
    """Tell whether a table has a column of texts, opened in this very process."""
    try:
        first = next(_rows(path), None)
    except _NoTextsError:
        return False
    return first is not None and any(str(key).strip().lower() in _TEXTS for key in first)


def _first(cells: Mapping[str, object], names: tuple[str, ...]) -> str:
    found = (cells.get(name) for name in names)
    said = next((str(value).strip() for value in found if value is not None and value != ""), "")
    return said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _rows(path: Path) -> Iterator[Mapping[str, object]]:
    """Yield the rows of a table, its columns by name."""
    ending = path.suffix.lower()
    reader = {".csv": _csv_rows, ".jsonl": _json_rows, ".parquet": _parquet_rows}[ending]
    wanted = ", ".join(_TEXTS)
    for number, row in enumerate(reader(path), 1):
        if not any(str(key).strip().lower() in _TEXTS for key in row if key):
            raise _NoTextsError(
                f"{path}, row {number}: no column of texts; name it one of {wanted}"
            )
        yield row


def _csv_rows(path: Path) -> Iterator[Mapping[str, object]]:
    csv.field_size_limit(_LARGEST)
    with path.open("rb") as file:
        start = file.read(4)
    encoding = (
        "utf-8-sig"
        if _is_utf8(path)
        else "utf-16"
        if start[:2] in {b"\xff\xfe", b"\xfe\xff"}
        else "gb18030"
    )
    try:
        with path.open(encoding=encoding, newline="", errors="replace") as text:
            yield from csv.DictReader(text)
    except csv.Error as error:
        raise SourceError(f"{path}: no table ({error}); save it as CSV in UTF-8") from error


def _is_utf8(path: Path) -> bool:
    """Tell whether a file is UTF-8, of a large one its beginning."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        for _ in range(_SAMPLED):
            piece = file.read(_PIECE)
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError:
                return False
            if not piece:
                break
    return True


def _json_rows(path: Path) -> Iterator[Mapping[str, object]]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(decode(line, str(path)))
            except (ValueError, RecursionError) as error:
                raise SourceError(f"{path}, line {number}: no JSON; mend or drop it") from error
            if not isinstance(row, dict):
                raise SourceError(f"{path}, line {number}: no object; write one for each report")
            yield row


def _parquet_rows(path: Path) -> Iterator[Mapping[str, object]]:
    try:
        from pyarrow import parquet  # noqa: PLC0415 (an extra)
    except ImportError as error:
        raise SourceError(
            f"{path}: Parquet needs pyarrow; pip install 'fazhi-kg[parquet]', or save it as CSV"
        ) from error
    for batch in parquet.ParquetFile(path).iter_batches(batch_size=256):
        yield from batch.to_pylist()


def _of_archive(path: Path) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise SourceError(f"{path}: damaged archive; pack it anew") from error
    with archive:
        items = archive.infolist()
        unfolded = sum(item.file_size for item in items)
        if len(items) > _MOST_MEMBERS or unfolded > max(_RATIO * path.stat().st_size, _LARGEST):
            raise SourceError(f"{path}: unfolds to more than an archive can hold; unpack it first")
        for item in items:
            inner = PurePosixPath(_member_name(item))
            hidden = any(part.startswith((".", "__MACOSX")) for part in inner.parts)
            if item.is_dir() or hidden or inner.suffix.lower() not in SUFFIXES:
                continue
            if inner.stem == "README":
                continue
            if item.file_size > _LARGEST or item.file_size > _RATIO * max(item.compress_size, 1000):
                yield Member(
                    str(inner), fault="unfolds to more than a report can be; unpack it first"
                )
                continue
            yield _unpacked(archive, item, str(inner))


def _unpacked(archive: zipfile.ZipFile, item: zipfile.ZipInfo, name: str) -> Member:
    try:
        with archive.open(item) as file:
            data = file.read(_LARGEST + 1)
    except RuntimeError:
        return Member(name, fault="locked by a password; unpack it first")
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        io.UnsupportedOperation,
    ):
        return Member(name, fault="damaged in its archive; pack it anew")
    return Member(name, data) if len(data) <= _LARGEST else Member(name, fault="too large")


def _member_name(item: zipfile.ZipInfo) -> str:
    """Return a member's name; Windows writes Chinese ones in GBK without saying so."""
    if item.flag_bits & _UTF8_NAME:
        return item.filename
    try:
        return item.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return item.filename
