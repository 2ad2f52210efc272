"""Rules of the lines that a web site puts around a report."""

import pytest

from extract.headers import Header, read_header


@pytest.mark.parametrize(
    ("text", "header"),
    [
        (
            "临江县年度报告\n来源:临江县司法局 发布时间:2024年3月1日\n正文",
            Header(publisher="临江县司法局", issued="2024-03-01"),
        ),
        (
            "时间:2021-03-22 10:30 来源:甲市人民政府门户网站 浏览次数:",
            Header(publisher="甲市人民政府门户网站", issued="2021-03-22"),
        ),
        (
            "网址:https://www.example.gov.cn/a/1.html,正文",
            Header(source="https://www.example.gov.cn/a/1.html"),
        ),
        ("全县多方来源的资金保障到位,会议时间另行通知。", Header()),
    ],
)
def test_publisher_and_date_are_read_from_the_head(text: str, header: Header) -> None:
    """来源 names the publisher, 发布时间 the date; the same words in prose name nothing."""
    assert read_header(text) == header
