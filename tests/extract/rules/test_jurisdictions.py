import pytest
import spacy
from spacy.tokens import Doc

from extract.annotations import (
    Context,
    PlaceMark,
    SourceHints,
    context_of,
    marks_of,
    put_hints,
)
from extract.facts import Level, ReportKind
from extract.identity import IdentityError
from extract.rules.jurisdictions import make_jurisdictions

NLP = spacy.blank("zh")
RULE = make_jurisdictions(NLP, "kg_jurisdictions")
TITLE = "五台县人民政府关于2022年法治政府建设情况的报告\n"


def read(text: str, file_name: str = "report.txt") -> Doc:
    """Return the document with its places and context."""
    doc = Doc(NLP.vocab, words=list(text), spaces=[False] * len(text))
    put_hints(doc, SourceHints(file_name=file_name))
    return RULE(doc)


def places_in(sentence: str) -> set[tuple[str, str]]:
    """Return the printed names and codes of places in a report of 五台县."""
    doc = read(TITLE + sentence)
    return {
        (doc.text[mark.start : mark.end], mark.place.code or "")
        for mark in marks_of(doc, PlaceMark)
        if mark.start >= len(TITLE)
    }


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("2022年,五台县坚持依法行政。", {("五台县", "140922")}),
        ("向忻州市和山西省报告。", {("忻州市", "140900"), ("山西省", "140000")}),
        ("落实《山西省行政执法条例》。", {("山西省", "140000")}),
        ("我县、全县、全市、我国、全国、中国。", set()),
        ("主城区、开发区、示范县、上海市场、长三角地区。", set()),
        ("会同县级部门、公安县局、自然资源县级平台。", set()),
        ("法治五台建设取得成效,位列忻州前列。", {("五台", "140922"), ("忻州", "140900")}),
        ("《忻州政研参考》刊发经验。", set()),
        ("与忻州某某集团签约。", set()),
        ("在定襄县、代县调研。", {("定襄县", "140921"), ("代县", "140923")}),
        ("替代县级平台。", set()),
        ("赴江苏省昆山市学习。", {("江苏省", "320000"), ("昆山市", "320583")}),
        ("太原市迎泽区来访。", {("太原市", "140100"), ("迎泽区", "140106")}),
        ("豆村镇、陈家庄乡建成平台。", {("豆村镇", "140922103"), ("陈家庄乡", "140922204")}),
        ("在高洪口重建房屋。", {("高洪口", "140922202")}),
        ("豆村司法所、茹村派出所。", {("豆村", "140922103"), ("茹村", "140922210")}),
        ("城关镇、清河镇、乡镇、建安全县屏障。", set()),
    ],
)
def test_named_places_are_marked(sentence: str, places: set[tuple[str, str]]) -> None:
    """A full name is a place, a short one where it stands alone; words around one are not."""
    assert places_in(sentence) == places


def test_homonym_is_told_by_its_parent_or_by_nearness() -> None:
    """Behind 沈阳市 和平区 is 210102; 城区 alone is no place; 平城区 is the only one."""
    assert places_in("沈阳市和平区、平城区与城区来访。") == {
        ("沈阳市", "210100"),
        ("和平区", "210102"),
        ("平城区", "140213"),
    }


def test_linked_place_tells_why() -> None:
    """A short name of a township carries confidence and reason, a full name none."""
    doc = read(TITLE + "在高洪口走访后,高洪口乡重建。")
    short, full = (mark for mark in marks_of(doc, PlaceMark) if "高洪口" in mark.place.name)
    assert short.reason == "short-form"
    assert short.confidence is not None
    assert (full.reason, full.confidence) == (None, None)


def test_township_is_one_of_the_reporting_county() -> None:
    """A township is sought in the reporting county, and in a county named right before it."""
    doc = read("五台县2022年法治政府建设情况报告\n2022年,与盂县路家村镇交流,台城镇建成平台。")
    named = {mark.place.name: mark.place for mark in marks_of(doc, PlaceMark)}
    assert named["路家村镇"].within == "https://w3id.org/fazhi/area/140322"
    assert named["台城镇"].within == "https://w3id.org/fazhi/area/140922"
    assert named["台城镇"].level is Level.TOWNSHIP


def test_every_printed_form_of_a_misprint_is_marked() -> None:
    """峰城区, 峯城区 and a lone 峰城 are 峄城区; the name inside a brand is not."""
    doc = read(
        "峰城区人民政府关于2020年法治政府建设情况的报告\n2020年,峯城区建设法治峰城,"
        "阴平镇、古邵镇推行“医保峰城通”。"
    )
    marked = [
        (doc.text[mark.start : mark.end], mark.reason)
        for mark in marks_of(doc, PlaceMark)
        if mark.place.code == "370404"
    ]
    reason = "look-alike-character"
    assert marked == [("峰城区", reason), ("峯城区", reason), ("峰城", reason)]


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("五台县人民政府关于2022年法治政府建设情况的报告", "五台县人民政府"),
        ("中共五台县委五台县人民政府关于2022年法治政府建设情况的报告", "五台县人民政府"),
        ("五台县司法局2022年度法治政府建设情况报告", "五台县司法局"),
        ("五台县发改委2022年度法治政府建设情况报告", "五台县发改委"),
        ("县司法局关于2022年法治政府建设情况的报告", "五台县司法局"),
        ("五台县人民政府办公室2022年法治政府建设情况报告", "五台县人民政府办公室"),
        ("五台县豆村镇人民政府2022年法治政府建设情况报告", "五台县豆村镇人民政府"),
        ("五台县2022年法治政府建设情况报告", None),
    ],
)
def test_title_names_the_issuer(title: str, issuer: str | None) -> None:
    """The body behind the place in the title issued the report."""
    context = context_of(read(f"{title}\n2022年,五台县坚持依法行政。"))
    assert (context.issuer.name if context.issuer else None) == issuer


def test_letterhead_names_the_issuer() -> None:
    """A line that is a body's full name is a letterhead or a signature."""
    text = "五台县2022年法治政府建设工作要点\n一、总体要求\n坚持依法行政。\n五台县人民政府办公室"
    context = context_of(read(text))
    assert context.issuer is not None
    assert context.issuer.iri == "https://w3id.org/fazhi/body/140922/人民政府办公室"


def test_context_says_whose_report_of_which_year() -> None:
    """A plan covers its first year to its last; the chain ends with the country."""
    context: Context = context_of(
        read("枞阳县法治政府建设工作方案\n(2021-2025年)\n为贯彻落实上级要求,制定本工作方案。")
    )
    assert context.jurisdiction.code == "340722"
    assert [place.name for place in context.chain] == ["铜陵市", "安徽省", "中国"]
    assert (context.kind, context.year, context.period_end) == (ReportKind.WORK_PLAN, 2021, 2025)
    assert context.title == "枞阳县法治政府建设工作方案(2021-2025年)"


def test_untitled_text_bears_the_name_of_its_file() -> None:
    """Without a title the file's stem stands for it."""
    context = context_of(read("【基本情况】\n2022年,五台县坚持依法行政。", "wutai-case.txt"))
    assert (context.title, context.kind) == ("wutai-case", ReportKind.CASE)


def test_contradiction_is_kept_as_doubt() -> None:
    """What the file name says against the title is not lost."""
    doc = read(TITLE + "2022年,五台县坚持依法行政。", "feicheng-2022.txt")
    assert "肥城市" in context_of(doc).doubts[0]


def test_text_without_year_is_an_error() -> None:
    """A report that names no year is reported by one clear line."""
    with pytest.raises(IdentityError, match="names no year"):
        read("五台县法治政府建设情况报告\n五台县坚持依法行政。")
