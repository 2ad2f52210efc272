"""What Hypothesis draws: prose that looks like a report, made of common fragments."""

from hypothesis import strategies as st

__all__ = ["prose", "reports"]

_FRAGMENTS = [
    "临江县",
    "市政府",
    "县司法局",
    "2022年",
    "2023年底前",
    "全面推行",
    "建立健全",
    "制定出台",
    "印发",
    "《法治政府建设实施纲要(2021—2025年)》",
    "《关于加强执法监督的意见》",
    "〔2022〕12号",
    "行政执法“三项制度”",
    "双随机、一公开",
    "“四办合一”",
    "联席会议制度",
    "和",
    "、",
    "等制度",
    "改革",
    "平台",
    "受理行政复议案件",
    "60件",
    "2.1万余人次",
    "98%",
    "同比增长28.5%",
    "存在",
    "不到位",
    "下一步",
    "将",
    "持续",
    "被评为",
    "全省先进单位",
    "县委书记",
    "王建国",
    ",",
    "。",
    ";",
    "\n",
    "\n\n",
    " ",
    "一、主要工作",
    "(一)强化领导",
    "一是",
    "1.",
    "【基本情况】",
    "“",
    "”",
    "《",
    "》",
    "(",
    ")",
    "\u3000",
    "\r\n",
    "𠮷",
    "A+B",
    "12345",
    "**",
    "# ",
]

prose = st.lists(st.sampled_from(_FRAGMENTS), max_size=60).map("".join)
"""Fragments in any order, broken marks and all."""

reports = prose.map("肥城市人民政府关于2022年法治政府建设情况的报告\n".__add__)
"""The same under a title that says whose report it is."""
