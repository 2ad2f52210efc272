"""Rules of the page that shows a report with its facts coloured."""

import re

from extract.annotations import SourceHints
from extract.display import reading_page
from extract.sources import SourceDocument

TEXT = (
    "肥城市人民政府关于2022年法治政府建设情况的报告\n"
    "一、主要工作\n县委书记王建国强调,全面推行行政执法“三项制度”,印发《关于加强执法监督的意见》,"
    "培训执法人员120人次。<img src=x onerror=alert(1)><script>alert(1)</script>\n"
)


def _page() -> str:
    hints = SourceHints(file_name="a.txt")
    return reading_page(SourceDocument(file_name="a.txt", text=TEXT, hints=hints))


def test_named_things_are_marked_in_both_languages() -> None:
    """A mechanism bears its class in Chinese and English, and its status."""
    page = _page()
    assert "机制 mechanism · 已采用 adopted" in page
    assert "政策文件 policy document" in page


def test_nothing_from_the_text_is_markup() -> None:
    """Tags in a report are shown, not obeyed, and nothing is loaded."""
    page = _page()
    assert "<script" not in page
    assert "<img" not in page
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?http", page)
