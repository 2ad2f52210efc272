"""The lines that a web site puts around a report: publisher, date, address."""

import re
from dataclasses import dataclass

__all__ = ["Header", "read_header"]

_HEAD = 600
_PUBLISHER = re.compile(r"(?:来源|信息来源|发布机构|发布单位|来源单位): *([^\s:,。;《》]{2,30})")
_DATE = re.compile(
    r"(?:时间|[发生公][布文成开]日期|日期): *(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"“”,;。]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Who published a text, when and where, as far as its first lines say."""

    publisher: str | None = None
    issued: str | None = None
    """ISO date."""
    source: str | None = None


def read_header(text: str) -> Header:
    """Return what the head of a clean text says: 来源:甲市司法局 发布时间:2024年03月11日."""
    head = text[:_HEAD]
    if ":" not in head:
        return Header()
    publisher, date, address = _PUBLISHER.search(head), _DATE.search(head), _ADDRESS.search(head)
    return Header(
        publisher=publisher[1] if publisher else None,
        issued="{}-{:0>2}-{:0>2}".format(*date.groups()) if date else None,
        source=address[0] if address else None,
    )
