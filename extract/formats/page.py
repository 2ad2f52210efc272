"""Read web pages: the article without navigation, and what the page says of itself."""

import logging
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from html import unescape

from extract.formats.encoding import decode_declared
from extract.formats.extracted import Extracted, SourceError

__all__ = ["read"]

_CHARSET = re.compile(rb"charset {0,9}= {0,9}[\"']? {0,9}([A-Za-z0-9_-]+)", re.IGNORECASE)
_META = re.compile(
    r"<meta\s+[^>]{0,40}?(?:name|property) *= *[\"']([\w:.-]{1,40})[\"']\s+"
    r"content *= *[\"']([^\"'<>]{1,300})[\"']",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})</title>", re.IGNORECASE)
_CANONICAL = re.compile(
    r"<link\s[^>]{0,80}?canonical[^>]{0,80}?href *= *[\"'](https?://[^\"']{1,400})[\"']",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br[\s/]*>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_CHINESE = re.compile(r"[一-龥]")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_HEADER = re.compile(r"(?:来源|发布时间|索引号|发文字号|发布机构|成文日期) *[:：]")
_MOST_TAGS = 100_000
_MOST_ATTRIBUTES = 1_000
_MANY_BREAKS = 8
_FEWEST = 50
_LOST = 0.6
"""Share of the second parser's text below which the first has lost some."""


def read(data: bytes, name: str) -> Extracted:
    """Return the article of a page: its title, then the lines of its text.

    Paragraphs set apart by line breaks alone, and pages nested so deep that one parser gives up,
    are read by another.

    Raises:
        SourceError: The page is too large to be a report, or holds no text.
    """
    html, address = _html(data, name)
    _check_size(html, name)
    said = {key.lower(): unescape(value).strip() for key, value in _META.findall(html)}
    text = _article(html)
    if not text.strip():
        raise SourceError(f"{name}: no text found in the page; save it again from the browser")
    title = said.get("articletitle") or _page_title(html, text)
    if title and title not in text[:400]:
        text = f"{title}\n{text}"
    canonical = _CANONICAL.search(html)
    return Extracted(
        text=text,
        title=title,
        url=_address(said.get("url"), said.get("og:url"), canonical and canonical[1], address),
        publisher=said.get("contentsource") or said.get("sitename"),
        published=_day(said.get("pubdate") or said.get("article:published_time") or ""),
    )


def _html(data: bytes, name: str) -> tuple[str, str | None]:
    """Return the page and the address that an archive of it (MHTML) gives."""
    before, found, _ = data[:3000].lower().partition(b"mime-version:")
    if not found or b"<" in before.replace(b"from: <", b""):
        return decode_declared(data, _declared(data), name), None
    message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            content = body if isinstance(body, bytes) else b""
            declared = part.get_content_charset() or _declared(content)
            address = part["Content-Location"] or message["Snapshot-Content-Location"]
            return decode_declared(content, declared, name), address
    raise SourceError(f"{name}: no page in this archive; save it again from the browser")


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4000])
    return match[1].decode() if match else None


def _check_size(html: str, name: str) -> None:
    """Refuse what parsers take minutes for."""
    if html.count("<") > _MOST_TAGS or any(
        len(piece) > _MOST_ATTRIBUTES and piece.partition(">")[0].count("=") > _MOST_ATTRIBUTES
        for piece in html.split("<")
    ):
        raise SourceError(f"{name}: too large for a report; save its text alone")


def _article(html: str) -> str:
    """Return the lines of the article, from the parser that keeps them."""
    broken = len(_BREAK.findall(html))
    many = broken >= _MANY_BREAKS and broken > len(_PARAGRAPH.findall(html))
    order = (_by_blocks, _by_density) if many else (_by_density, _by_blocks)
    first, second = (_whole(parser, html) for parser in order)
    lost = len(_CHINESE.findall(first)) < _LOST * len(_CHINESE.findall(second))
    return second if lost or len(_CHINESE.findall(first)) < _FEWEST else first


def _whole(parser: Callable[[str], str | None], html: str) -> str:
    lines = (line.strip(" \t\r") for line in (parser(html) or "").split("\n"))
    return "".join(f"{line}\n" for line in lines if line)


def _by_density(html: str) -> str | None:
    from trafilatura import extract  # noqa: PLC0415 (slow to load)

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # the other parser is asked then
    plain = extract(html, include_comments=False, include_tables=True, favor_recall=True)
    return None if plain is None else re.sub(r" {0,9}\| {0,9}", "\t", plain)


def _by_blocks(html: str) -> str | None:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    plain: str = extract_plain_text(html, main_content=True, links=False, alt_texts=False)
    return plain


def _page_title(html: str, text: str) -> str | None:
    """Return the title of the page without the name of the site: 甲县报告_甲县人民政府."""
    match = _TITLE.search(html)
    if not match:
        return None
    parts = re.split(r"[_|]|\s[-—–]\s|--", unescape(match[1]).strip())
    named = [part.strip() for part in parts if part.strip()]
    return next((part for part in named if part in text), named[0] if named else None)


def _address(*given: str | None) -> str | None:
    return next((url for url in given if url and re.match(r"https?://[^\s<>\"]+$", url)), None)


def _day(value: str) -> str | None:
    match = _DAY.match(value)
    return "{}-{:0>2}-{:0>2}".format(*match.groups()) if match else None
