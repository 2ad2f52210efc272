import pytest

from extract.annotations import SourceHints
from extract.facts import ReportKind
from extract.identity import Identity, IdentityError, identify
from extract.places import find_names
from extract.titles import read_head, read_kind, read_years

BODY = (
    "深入贯彻习近平法治思想,加快推进法治政府建设,现将有关情况报告如下。\n"
    "一、主要工作\n完善行政执法监督机制,强化责任落实。"
)


def identity_of(text: str, file_name: str = "report.txt", code: str | None = None) -> Identity:
    """Return the identity of a clean text."""
    hints = SourceHints(file_name=file_name, code=code)
    head = read_head(text)
    years = read_years(head, text, hints, read_kind(head, text, hints))
    return identify(text, head, find_names(text), hints, years.first if years else None)


@pytest.mark.parametrize(
    ("title", "more", "code"),
    [
        ("安徽省铜陵市枞阳县2021年法治政府建设情况报告", "", "340722"),
        ("枞阳县人民政府关于2014年依法行政工作情况的报告", "", "340823"),
        ("临泉县2022年度法治政府建设工作总结", "", "341221"),
        ("关于临泉县2022年度法治政府建设情况的报告", "", "341221"),
        ("2022年度临泉县法治政府建设情况报告", "", "341221"),
        ("中共巢湖市委巢湖市人民政府关于2021年度法治政府建设情况的报告", "", "340181"),
        ("吉林市船营区2021年法治政府建设年度报告", "吉林省", "220204"),
        ("科尔沁右翼前旗人民政府2020年法治政府建设情况报告", "兴安盟", "152221"),
        ("鄂温克旗2021年度法治政府建设工作总结", "", "150724"),
        ("恩施州2022年法治政府建设情况报告", "", "422800"),
        ("长阳县2023年法治政府建设情况报告", "", "420528"),
        ("神农架林区2022年法治政府建设情况报告", "", "429021"),
        ("湖北省人民政府关于2022年法治政府建设情况的报告", "武汉市", "420000"),
        ("大同市城区2017年法治政府建设情况报告", "", "140202"),
        ("阳泉市郊区2021年法治政府建设情况报告", "", "140311"),
    ],
)
def test_title_names_the_reporting_place(title: str, more: str, code: str) -> None:
    """The last name of the title's first chain is whose report it is, under the year's code."""
    assert identity_of(f"{title}\n{BODY}{more}").place.code == code


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("茌平县2018年法治政府建设情况报告", "371523"),
        ("茌平区2019年法治政府建设情况报告", "371503"),
        ("横县2020年法治政府建设情况报告", "450127"),
        ("横州市2021年法治政府建设情况报告", "450181"),
        ("济南市莱芜区2019年法治政府建设情况报告", "370116"),
        ("芜湖市弋江区2019年法治政府建设情况报告", "340203"),
        ("芜湖市弋江区2021年法治政府建设情况报告", "340209"),
    ],
)
def test_year_decides_between_codes(title: str, code: str) -> None:
    """A unit that changed its code or type is meant as it was in the report's year."""
    assert identity_of(f"{title}\n{BODY}").place.code == code


@pytest.mark.parametrize(
    ("title", "more", "code", "reason"),
    [
        ("鼓楼区2021年法治政府建设情况报告", "及时向徐州市人民政府报告", "320302", "named-parent"),
        ("市中区2021年法治政府建设情况报告", "落实乐山市委要求", "511102", "named-parent"),
        ("铁西区2021年法治政府建设情况报告", "四平市司法局", "220302", "named-parent"),
        ("桥西区2018年法治政府建设情况报告", "邢台市", "130503", "named-parent"),
        ("鼓楼区2021年法治政府建设情况报告", "", "", ""),
        ("铁西区2021年法治政府建设情况报告", "辽宁省", "", ""),
    ],
)
def test_homonyms_are_told_by_their_parents(title: str, more: str, code: str, reason: str) -> None:
    """Of units of one name that one is meant whose parent the text names; none is guessed."""
    text = f"{title}\n{BODY}{more}"
    if not code:
        with pytest.raises(IdentityError, match="may be"):
            identity_of(text)
        return
    identity = identity_of(text)
    assert (identity.place.code, identity.reason) == (code, reason)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("广德市市场监督管理局2021年度法治政府建设情况报告\n", "341882"),
        ("市司法局关于2021年法治政府建设情况的报告\n2021年,广德市司法局", "341882"),
        ("五台县豆村镇人民政府2022年法治政府建设工作报告\n", "140922"),
        ("豆村镇人民政府2022年法治政府建设工作报告\n忻州市", "140922"),
        ("天门市岳口镇2022年度法治政府建设情况报告\n", "429006"),
    ],
)
def test_department_and_township_report_for_their_county(text: str, code: str) -> None:
    """A report of a bureau, a township or a street belongs to its county."""
    assert identity_of(text + BODY).place.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2022年法治政府建设情况报告\n2022年,临泉县人民政府" + BODY, "341221"),
        (
            "2022年法治政府建设情况报告\n来源:阜阳市人民政府门户网站\n2022年,临泉县" + BODY,
            "341221",
        ),
        (
            (
                "现将县人民政府2022年法治政府建设情况报告如下。落实《安徽省法治政府建设实施方案》,"
                "制定《临泉县人民政府学法计划》《临泉县法治建设规划》,我县、全县、安徽省。"
            ),
            "341221",
        ),
        ("2022年,在阜阳市委、市政府领导下,临泉县" + BODY + "全县临泉县、我县", "341221"),
        (
            "2022年全市法治政府建设情况的报告\n2022年,宜昌市" + BODY + "全市"
            "指导夷陵区、宜都市、枝江市、当阳市开展评估",
            "420500",
        ),
    ],
)
def test_opening_tells_where_the_title_does_not(text: str, code: str) -> None:
    """Without a name in the title the opening and the names most often printed decide."""
    assert identity_of(text).place.code == code


@pytest.mark.parametrize(
    ("file_name", "code"),
    [
        ("临泉县2022年法治政府建设报告.txt", "341221"),
        ("临泉-2022.txt", "341221"),
        ("linquan-2022.txt", "341221"),
        ("341221_2022.txt", "341221"),
    ],
)
def test_file_name_tells_last(file_name: str, code: str) -> None:
    """A text that names no place is its whose name, code or pinyin the file bears."""
    identity = identity_of(f"2022年法治政府建设情况报告\n2022年,我县{BODY}", file_name)
    assert (identity.place.code, identity.reason) == (code, "file-name")


def test_contradicting_file_name_is_a_doubt() -> None:
    """The title is trusted more than the file name, and the contradiction is said."""
    identity = identity_of(f"临泉县2022年法治政府建设情况报告\n{BODY}", "广德市2022.txt")
    assert identity.place.code == "341221"
    assert identity.doubts == (
        "广德市2022.txt: it is taken for 临泉县 341221, the file name 广德市 341882",
    )


def test_table_decides_before_the_text() -> None:
    """A code that the user states is the answer; one that never was is an error."""
    text = f"鼓楼区2021年法治政府建设情况报告\n{BODY}"
    assert identity_of(text, code="350102").place.code == "350102"
    with pytest.raises(IdentityError, match="999999"):
        identity_of(text, code="999999")


def test_unknown_county_is_named_in_the_error() -> None:
    """A title of a county that never was says which name is unknown."""
    with pytest.raises(IdentityError, match="临海滩县 is no known unit"):
        identity_of(f"临海滩县人民政府关于2022年法治政府建设情况的报告\n2022年,我县{BODY}")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("督导组到我县调研\n2022年,桂头镇、东坪镇负责人参加座谈,县委作了汇报。", "440232"),
        ("督导组到我县调研\n2022年,桂头镇负责人参加座谈,县委作了汇报。", None),
        ("督导组到我市调研\n2022年,桂头镇、东坪镇负责人参加座谈,市委作了汇报。", None),
    ],
)
def test_own_townships_tell_the_county(text: str, code: str | None) -> None:
    """Two townships of one county tell whom 我县 means; one, or a word of another level, do not."""
    if code:
        assert identity_of(text).place.code == code
    else:
        with pytest.raises(IdentityError):
            identity_of(text)


def test_text_without_a_place_is_an_error() -> None:
    """Nothing is guessed for a text that names no place."""
    with pytest.raises(IdentityError, match="names no reporting place"):
        identity_of(f"2022年法治政府建设情况报告\n2022年,我县{BODY}")


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        (
            f"峰城区2020年法治政府建设情况报告\n{BODY}阴平镇、古邵镇",
            "370404",
            "look-alike-character",
        ),
        (
            f"峄域区2020年法治政府建设情况报告\n{BODY}底阁镇、榴园镇",
            "370404",
            "townships-are-children",
        ),
        (f"亳州市谯诚区2020年法治政府建设情况报告\n{BODY}古井镇、牛集镇", "341602", ""),
        (f"枣庄市峰城区2020年法治政府建设情况报告\n{BODY}", "370404", "look-alike-character"),
    ],
)
def test_misprinted_name_is_repaired_where_the_text_proves_it(
    text: str, code: str, reason: str
) -> None:
    """An unknown name is the unit one character away whose townships or parent the text names."""
    identity = identity_of(text)
    assert identity.place.code == code
    assert not reason or identity.reason == reason
    assert identity.confidence is not None


@pytest.mark.parametrize(
    "text",
    [
        f"峰城区2020年法治政府建设情况报告\n{BODY}",
        f"峰城区2020年法治政府建设情况报告\n{BODY}阴平镇",
        f"枣庄市嵨诚区人民政府2020年法治政府建设情况报告\n{BODY}",
    ],
)
def test_misprinted_name_without_proof_is_not_repaired(text: str) -> None:
    """One township, or a name unlike any other, proves nothing."""
    with pytest.raises(IdentityError):
        identity_of(text)


def test_real_name_is_never_repaired() -> None:
    """A name that some unit bears is that unit, whatever townships are named."""
    text = f"薛城区2020年法治政府建设情况报告\n{BODY}阴平镇、古邵镇"
    identity = identity_of(text)
    assert (identity.place.code, identity.repair) == ("370403", None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "中共甲县委甲县人民政府\n关于2021年度法治政府建设情况的报告\n2021年,甲县坚持依法行政。",
            "中共甲县委甲县人民政府关于2021年度法治政府建设情况的报告",
        ),
        (
            "甲县法治政府建设实施方案\n(2021—2025年)\n为贯彻落实上级要求,制定本方案。",
            "甲县法治政府建设实施方案(2021—2025年)",
        ),
        (
            "甲县2022年法治政府建设报告\n来源:甲县司法局 时间:2023-01-10\n2022年,依法行政。",
            "甲县2022年法治政府建设报告",
        ),
        ("甲政发〔2022〕3号\n甲县2022年工作要点\n各乡镇人民政府:\n", "甲县2022年工作要点"),
        ("案例内容\n【基本情况】\n近年来,甲县坚持依法行政。", ""),
        (
            (
                "临泉县人民政府2019年10月3日星期四\n无障碍简体|繁体\n临泉县2023年法治政府建设报告\n"
                "来源:县政府办公室\n临泉县2023年法治政府建设报告\n2023年,依法行政。"
            ),
            "临泉县2023年法治政府建设报告",
        ),
        (
            "政务公开\n标题:关于临泉县2023年法治政府建设情况的报告\n2023年,依法行政。",
            "关于临泉县2023年法治政府建设情况的报告",
        ),
    ],
)
def test_title_is_the_lines_above_the_first_paragraph(text: str, title: str) -> None:
    """Lines that a page adds, document numbers and empty headings are no title."""
    assert read_head(text).title == title


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("甲县2023年法治政府建设情况报告\n2023年,", ReportKind.ANNUAL_REPORT, 2023, None),
        ("甲县2019年法治政府建设总结及2020年工作计划\n", ReportKind.ANNUAL_REPORT, 2019, None),
        ("甲县二○二一年法治政府建设情况报告\n", ReportKind.ANNUAL_REPORT, 2021, None),
        ("甲县法治政府建设工作方案(2021-2025年)\n", ReportKind.WORK_PLAN, 2021, 2025),
        ("甲县2023年法治政府建设工作要点\n", ReportKind.WORK_PLAN, 2023, None),
        (
            "甲县人民政府\n2020年,甲县依法行政。现将2019年度法治政府建设情况报告如下:\n",
            ReportKind.ANNUAL_REPORT,
            2019,
            None,
        ),
        (
            "【基本情况】\n甲县落实《纲要(2021—2025年)》。2020年获评先进。2022年培训3次,2022年检查5次。",
            ReportKind.CASE,
            2022,
            None,
        ),
        ("本报讯(记者王某)2023年5月,甲县召开推进会。", ReportKind.NEWS, 2023, None),
        ("2021年,甲县依法行政。", ReportKind.OTHER, 2021, None),
        (
            "甲县政府2019年9月3日星期二\n甲县2023年法治政府建设报告\n",
            ReportKind.ANNUAL_REPORT,
            2023,
            None,
        ),
    ],
)
def test_kind_and_years_are_read_from_the_head(
    text: str, kind: ReportKind, first: int, last: int | None
) -> None:
    """Title, then formula of the opening, then the years most often named decide."""
    hints = SourceHints(file_name="report.txt")
    head = read_head(text)
    assert read_kind(head, text, hints) is kind
    years = read_years(head, text, hints, kind)
    assert years is not None
    assert (years.first, years.last) == (first, last)


def test_text_without_a_year_has_none() -> None:
    """No year is guessed; the file name may give one."""
    text = "甲县法治政府建设情况报告\n甲县依法行政。"
    head = read_head(text)
    without, named = SourceHints(file_name="jia.txt"), SourceHints(file_name="jia-2021.txt")
    assert read_years(head, text, without, ReportKind.ANNUAL_REPORT) is None
    years = read_years(head, text, named, ReportKind.ANNUAL_REPORT)
    assert years is not None
    assert years.first == 2021
