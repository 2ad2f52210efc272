"""Files made to harm whoever opens them, and odd ones that hold a report all the same.

``REFUSED`` are told and left; ``READ`` are reports and must be read; ``LEFT`` are no files at all.
Each maker writes its file into a folder and returns its path.
"""

import gzip
import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

__all__ = ["GOOD", "INJECTED", "LEFT", "READ", "REFUSED", "good_text"]

GOOD = 3
"""Good reports that lie beside each hostile file."""
INJECTED = "//evil.example"
"""What an injection would put into the graph as an address."""
_MEGABYTE = 1_000_000
_SENTENCE = "全面落实行政执法三项制度，建立健全联席会议制度，办理行政复议案件12件。"

Maker = Callable[[Path], Path]


def good_text(number: int = 0, title: str = "") -> str:
    """Return a report that can be read, another one for each number."""
    head = title or f"肥城市人民政府关于{2019 + number}年法治政府建设情况的报告"
    return f"{head}\n" + "".join(f"{n}.{_SENTENCE}\n" for n in range(1, 8 + number))


def _page(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def _file(name: str, data: Callable[[], bytes]) -> Maker:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data())
        return path

    return make


# Archives


def _zip(*members: tuple[str, bytes], ending: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue() + ending


def _zip_bomb() -> bytes:
    held = io.BytesIO()
    archive = zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED)
    with archive, archive.open("甲.txt", "w", force_zip64=True) as member:
        for _ in range(1_000):
            member.write(b"\0" * _MEGABYTE)
    return held.getvalue()


def _nested_zip() -> bytes:
    data = _zip(("甲.txt", b"0" * 10 * _MEGABYTE))
    for level in range(12):
        data = _zip(*((f"{level}-{copy}.zip", data) for copy in range(8)))[: 20 * _MEGABYTE]
    return data


def _many_members() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for number in range(120_000):
            archive.writestr(f"{number}.txt", b"")
    return held.getvalue()


def _overlapping_zip() -> bytes:
    """Return an archive whose directory names one member 60,000 times."""
    data = _zip(("a0000.txt", b"0" * 150 * _MEGABYTE))
    end = data.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", data[end + 16 : end + 20])[0]
    entry = data[start:end]
    entries = b"".join(entry.replace(b"a0000", b"%05d" % n) for n in range(60_000))
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 60_000, 60_000, len(entries), start, 0)
    return data[:start] + entries + tail


def _lying_zip() -> bytes:
    """Return an archive whose member says that it is small."""
    size = 300 * _MEGABYTE
    return _zip(("甲.txt", b"0" * size)).replace(struct.pack("<I", size), struct.pack("<I", 900))


def _locked_zip() -> bytes:
    data = bytearray(_zip(("甲.txt", good_text().encode())))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


# Word


def _docx(document: bytes) -> bytes:
    kinds = (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="rels" ContentType='
        b'"application/vnd.openxmlformats-package.relationships+xml"/>'
        b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    links = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    return _zip(
        ("[Content_Types].xml", kinds), ("_rels/.rels", links), ("word/document.xml", document)
    )


_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _document(body: bytes, before: bytes = b"") -> bytes:
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>' + before + b"<w:document " + _W + b"><w:body>"
        b"<w:p><w:r><w:t>" + body + b"</w:t></w:r></w:p></w:body></w:document>"
    )


def _laughs() -> bytes:
    entities = b'<!ENTITY a0 "' + "执法".encode() * 10 + b'">'
    for level in range(1, 12):
        entities += b'<!ENTITY a%d "' % level + b"&a%d;" % (level - 1) * 10 + b'">'
    return _docx(_document(b"&a11;", b"<!DOCTYPE d [" + entities + b"]>"))


def _blowup() -> bytes:
    """Return a document with one long entity, named a hundred thousand times."""
    entity = b'<!DOCTYPE d [<!ENTITY a "' + b"x" * 100_000 + b'">]>'
    return _docx(_document(b"&a;" * 100_000, entity))


def _outside() -> bytes:
    entity = b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return _docx(_document(b"&a;", entity))


def _deep_docx() -> bytes:
    deep = b"<w:tbl><w:tr><w:tc>" * 50_000
    return _docx(_document(b"</w:t></w:r></w:p>" + deep))


# PDF


def _pdf(*objects: bytes, more: bytes = b"") -> bytes:
    data, places = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    tail = b"trailer << /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n"
    return data + head + tail % (size, more, len(data))


def _stream(data: bytes, keys: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), keys, data)


_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_RESOURCES = b"/Resources << /Font << /F1 5 0 R >> /XObject << /X0 6 0 R >> >>"
_ONE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] " + _RESOURCES + b" /Contents 4 0 R >>"
)
_LETTERS = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def _pdf_stream_bomb() -> bytes:
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b"BT (a) Tj ET " * 80_000) for _ in range(900))
    data += packer.flush()
    return _pdf(_CATALOG, _PAGES, _ONE, _stream(data, b"/Filter /FlateDecode"), _LETTERS)


def _pdf_filter_bomb() -> bytes:
    data = b"\0" * 200 * _MEGABYTE
    for _ in range(3):
        data = zlib.compress(data, 9)
    filters = b"/Filter [" + b"/FlateDecode " * 3 + b"]"
    return _pdf(_CATALOG, _PAGES, _ONE, _stream(data, filters), _LETTERS)


def _pdf_laughs() -> bytes:
    """Return a PDF whose forms draw the next one ten times each, twelve levels deep."""
    forms = []
    for level in range(12):
        inside = b"/Resources << /XObject << /X 0 0 R >> /Font << /F1 5 0 R >> >>"
        inside = inside.replace(b"0 0 R", b"%d 0 R" % (7 + level))
        keys = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + inside
        forms.append(_stream(b"/X Do " * 10, keys))
    text = b"BT /F1 9 Tf (a) Tj ET"
    last = _stream(text, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + _RESOURCES)
    return _pdf(_CATALOG, _PAGES, _ONE, _stream(b"/X0 Do " * 10), _LETTERS, *forms, last)


def _pdf_loop() -> bytes:
    pages = b"<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 90000000 >>"
    return _pdf(_CATALOG, pages)


def _pdf_many_pages() -> bytes:
    kids = b"3 0 R " * 200_000
    pages = b"<< /Type /Pages /Kids [" + kids + b"] /Count 200000 >>"
    return _pdf(_CATALOG, pages, _ONE, _stream(b""), _LETTERS)


def _pdf_deep() -> bytes:
    return _pdf(_CATALOG, _PAGES, b"<< /A " * 200_000 + b">>" * 200_000)


def _pdf_locked() -> bytes:
    keys = b"/Filter /Standard /V 2 /R 3 /Length 128 /P -3904 /O <%b> /U <%b>"
    lock = keys % (b"41" * 32, b"42" * 32)
    more = b"/Encrypt << " + lock + b" >> /ID [<00> <00>]"
    return _pdf(_CATALOG, _PAGES, _ONE, _stream(b""), _LETTERS, more=more)


# Pages, texts, tables


def _mail_bomb() -> bytes:
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(5_000)
    )
    return b"From: <a>\r\nMIME-Version: 1.0\r\n" + parts


def _attributes() -> bytes:
    return _page("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">甲</p>")


def _misnested() -> bytes:
    return _page("<b><i><u><a><font>" * 15_000 + "<p>甲" * 10_000)


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        code = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", code)

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 7_501 * 6_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _parquet(path: Path) -> Path:
    import pyarrow as pa  # type: ignore[import-not-found]  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    path /= "bomb.parquet"
    long = pa.array(["一" * 60 * _MEGABYTE])
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 400, pa.int32()), long)
    parquet.write_table(pa.table({"text": column}), path, compression="zstd")
    return path


def _broken_parquet() -> bytes:
    return b"PAR1" + b"\x15\x04" * 3_000 + struct.pack("<I", 2**31 - 1) + b"PAR1"


def _pipe(folder: Path) -> Path:
    path = folder / "pipe.txt"
    os.mkfifo(path)
    return path


def _zip_pipe(folder: Path) -> Path:
    path = folder / "pipe.zip"
    os.mkfifo(path)
    return path


def _link(target: str, name: str) -> Maker:
    def make(folder: Path) -> Path:
        path = folder / name
        path.symlink_to(target)
        return path

    return make


def _row(**cells: object) -> bytes:
    return json.dumps({"text": good_text(), **cells}).encode() + b"\n"


_LONG_LINE = 100 * _MEGABYTE
_HAN = "法".encode()

REFUSED: dict[str, Maker] = {
    "zip: one member of 1 GB": _file("bomb.zip", _zip_bomb),
    "zip in zip in zip": _file("bomb.zip", _nested_zip),
    "zip of 120,000 empty members": _file("bomb.zip", _many_members),
    "zip whose members overlap": _file("bomb.zip", _overlapping_zip),
    "zip that lies about sizes": _file("bomb.zip", _lying_zip),
    "zip with a password": _file("bomb.zip", _locked_zip),
    "zip cut short": _file("bomb.zip", lambda: _zip(("甲.txt", good_text().encode()))[:200]),
    "docx: a billion laughs": _file("bomb.docx", _laughs),
    "docx: one entity, many times": _file("bomb.docx", _blowup),
    "docx: an entity from outside": _file("bomb.docx", _outside),
    "docx: 1 GB of blanks": _file("bomb.docx", lambda: _docx(_document(b" " * 1_000 * _MEGABYTE))),
    "docx: 190 MB of blanks": _file("bomb.docx", lambda: _docx(_document(b" " * 190 * _MEGABYTE))),
    "docx: 50,000 tables deep": _file("bomb.docx", _deep_docx),
    "docx cut short": _file("bomb.docx", lambda: _docx(_document(_HAN))[:300]),
    "pdf: a stream of 900 MB": _file("bomb.pdf", _pdf_stream_bomb),
    "pdf: filters in filters": _file("bomb.pdf", _pdf_filter_bomb),
    "pdf: forms in forms": _file("bomb.pdf", _pdf_laughs),
    "pdf: pages that hold themselves": _file("bomb.pdf", _pdf_loop),
    "pdf: 200,000 pages": _file("bomb.pdf", _pdf_many_pages),
    "pdf: 200,000 dictionaries deep": _file("bomb.pdf", _pdf_deep),
    "pdf with a password": _file("bomb.pdf", _pdf_locked),
    "pdf cut short": _file("bomb.pdf", lambda: _pdf(_CATALOG, _PAGES, _ONE)[:150]),
    "page: 100,000 divs deep": _file("bomb.html", lambda: _page("<div>" * 100_000 + "甲")),
    "page: 90,000 divs deep": _file("bomb.html", lambda: _page("<div>" * 90_000 + "甲")),
    "page: 200,000 attributes": _file("bomb.html", _attributes),
    "page: tags never closed": _file("bomb.html", _misnested),
    "page: a comment of 100 MB": _file("bomb.html", lambda: _page("<!--" + "a" * _LONG_LINE)),
    "page without a word": _file("bomb.html", lambda: _page("<script>" + "a" * 10**6)),
    "mhtml: 5,000 parts deep": _file("bomb.mhtml", _mail_bomb),
    "text: 100 MB on one line": _file("bomb.txt", lambda: _HAN * (_LONG_LINE // 3)),
    "text: 210 MB": _file("bomb.txt", lambda: _HAN * (70 * _MEGABYTE)),
    "text with NULs": _file("bomb.txt", lambda: good_text().encode() + b"\0" * 50),
    "text that is gzip": _file("bomb.txt", lambda: gzip.compress(b"0" * 10**8)),
    "text that is random": _file("bomb.txt", lambda: bytes(range(256)) * 4_000),
    "csv: a cell of 150 MB": _file("bomb.csv", lambda: b'text\n"' + _HAN * (50 * _MEGABYTE)),
    "csv: 3,000,000 columns": _file("bomb.csv", lambda: b"text," * 3_000_000 + b"\n" + b"1\n" * 9),
    "jsonl: 1,000,000 brackets": _file("bomb.jsonl", lambda: b'{"text": ' + b"[" * 10**6),
    "jsonl: a line of 150 MB": _file("bomb.jsonl", lambda: b'{"text": "' + _HAN * 50 * _MEGABYTE),
    "parquet: 70 GB of one text": _parquet,
    "parquet: damaged": _file("bomb.parquet", _broken_parquet),
    "png of 3,600,000,000 dots": _file("bomb.png", _png),
    "doc: its first bytes alone": _file("bomb.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "rtf: 1,000,000 brackets": _file("bomb.rtf", lambda: b"{\\rtf1" + b"{" * 10**6),
    "a pipe": _pipe,
    "a pipe named zip": _zip_pipe,
    "a device": _link("/dev/zero", "zero.txt"),
    "a device named zip": _link("/dev/zero", "zero.zip"),
}

_TITLE = '2021年甲"> <http://evil.example/p> <http://evil.example/o> . <'
_SPARQL = "肥城市2021年} } ; DROP ALL ; INSERT DATA { <http://evil.example/s> <a:b> <c:d> } #"
_META = f'<title>{_TITLE}</title><meta name="Url" content="http://evil.example/> <a:b> <c:d> .">'
_MIXED = good_text().encode() + (_SENTENCE + "\n").encode("gb18030")

READ: dict[str, Maker] = {
    "two encodings in one file": _file("odd.txt", lambda: _MIXED),
    "lone surrogates": _file("odd.jsonl", lambda: _row(title="\ud800甲\udfff", file="\udc00")),
    "surrogates in the text": _file("odd.jsonl", lambda: _row(text=good_text() + "\ud800。" * 9)),
    "bidi controls": _file("odd.txt", ("\u202e\u2066" + good_text() + "\u202e").encode),
    "U+FFFE, VT, FF, NEL": _file("odd.txt", (good_text() + "\ufffe\ufeff\x85").encode),
    "a title of Turtle": _file("370983-2021.txt", lambda: good_text(title=_TITLE).encode()),
    "a title of SPARQL": _file("370983-2021.txt", lambda: good_text(title=_SPARQL).encode()),
    "a page that injects": _file("odd.html", lambda: _page(f"<p>{good_text()}</p>", _META)),
    "addresses that inject": _file("odd.jsonl", lambda: _row(title=_TITLE, file=f"{_TITLE}/../a")),
    "a name of bytes": lambda folder: _named(folder, b"\xff\xfe\x80.txt"),
    "a name with a line break": lambda folder: _named(folder, b"a\nb\x1b[31m.txt"),
    "a name with a script": lambda folder: _named(folder, b"<img src=x onerror=alert(1)>.txt"),
    "a name of bidi controls": lambda folder: _named(folder, "a\u202egnp\u2066.txt".encode()),
    "a name of quotes": lambda folder: _named(folder, b"a\"'`$(id);{}<>|%00 .txt"),
    "a name of 255 bytes": lambda folder: _named(folder, "法".encode() * 83 + b"a.txt"),
    "a name like an option": lambda folder: _named(folder, b"--out=x.txt"),
}


def _named(folder: Path, name: bytes) -> Path:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    path.write_bytes(good_text().encode())
    return path


def _loop(folder: Path) -> Path:
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    return folder / "loop"


def _deep(folder: Path) -> Path:
    """Make folders in folders, as deep as paths may be long."""
    path = folder
    while len(str(path)) < 3_900:  # noqa: PLR2004 (Linux allows 4,096)
        path /= "d"
        path.mkdir()
    return path


LEFT: dict[str, Maker] = {
    "a pipe in a folder": _pipe,
    "a link to a device": _link("/dev/zero", "zero.txt"),
    "a link to a file elsewhere": _link("/etc/passwd", "passwd.txt"),
    "a link that leads nowhere": _link("nowhere", "nowhere.txt"),
    "a link to itself": _link("itself.txt", "itself.txt"),
    "a folder that holds itself": _loop,
    "folders in folders in folders": _deep,
}
