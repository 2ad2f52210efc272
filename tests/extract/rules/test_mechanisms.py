"""Rules of mechanisms: vocabulary, quotation marks, head nouns, lists, titles."""

from functools import cache

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extract.annotations import MechanismMark, SourceHints, marks_of, put_hints
from extract.facts import ReportKind
from extract.rules import adoptions, mechanisms, sections

_RULES = (sections.make_sections, mechanisms.make_mechanisms, adoptions.make_adoptions)


@cache
def rules() -> tuple[object, ...]:
    """Build the rules once."""
    nlp = spacy.blank("zh")
    return tuple(make(nlp, "rule") for make in _RULES)


def read(text: str, kind: ReportKind = ReportKind.ANNUAL_REPORT) -> Doc:
    """Read a passage of a report."""
    nlp: Language = spacy.blank("zh")
    doc = Doc(nlp.vocab, words=list(text), spaces=[False] * len(text))
    put_hints(doc, SourceHints(file_name="report.txt", kind=kind))
    for rule in rules():
        doc = rule(doc)  # type: ignore[operator]
    return doc


def mechanisms_in(text: str) -> set[str]:
    """Return the names of the mechanisms found."""
    return {mark.mechanism.name for mark in marks_of(read(text), MechanismMark)}


def printed_in(text: str) -> list[str]:
    """Return the printed forms of the mechanisms found."""
    return [text[mark.start : mark.end] for mark in marks_of(read(text), MechanismMark)]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("全面推行行政执法“三项制度”。", {"行政执法三项制度"}),
        ("推行行政执法三项制度。", {"行政执法三项制度"}),
        ("严格落实“双随机、一公开”监管。", {"双随机、一公开监管"}),
        ("严格落实“双随机一公开”监管。", {"双随机、一公开监管"}),
        ("深化“放管服”改革。", {"放管服改革"}),
        ("召开工作会议三次。", set()),
        ("推进国企三项制度改革。", {"国企三项制度改革"}),
    ],
)
def test_a_known_mechanism_is_found_by_all_its_names(sentence: str, names: set[str]) -> None:
    """Quotation marks and pauses inside a name do not matter; look-alikes are something else."""
    assert mechanisms_in(sentence) == names


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("加强执法监督。各单位执法部门落实“三项制度”。", True),
        ("推行行政执法三项制度。各部门落实“三项制度”到位。", True),
        ("完善用工、薪酬、考勤“三项制度”。", False),
    ],
)
def test_a_short_form_needs_a_context(text: str, known: bool) -> None:  # noqa: FBT001
    """三项制度 alone counts near 执法, or where the text gives the full name elsewhere."""
    assert ("行政执法三项制度" in mechanisms_in(text)) is known


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("建立案件移送协作机制。", "案件移送协作机制"),
        ("建立健全案件移送协作机制,提高效率。", "案件移送协作机制"),
        ("积极探索并建立涉农案件快审快结机制。", "涉农案件快审快结机制"),
        ("县农业局率先建立农资溯源平台。", "农资溯源平台"),
        ("进一步完善了我县园区企业诉求办理清单。", "园区企业诉求办理清单"),
        ("通过渔船动态监测系统发现隐患5处。", "渔船动态监测系统"),
        ("编制了与上级要求相衔接的河道采砂许可清单。", "河道采砂许可清单"),
        ("组建各类法治宣讲队伍12支。", "法治宣讲队伍"),
        ("开展规范医药购销专项行动。", "规范医药购销专项行动"),
        ("开展农村集体合同专项清理。", "农村集体合同专项清理"),
        ("全面开展渔业执法案件回访核查工作。", "渔业执法案件回访核查"),
        ("将普法履职情况纳入对各镇的平时考核。", "平时考核"),
        ("将普法履职情况纳入渔政干部综合考核评价。", "渔政干部综合考核"),
        ("一是建立乡镇农技服务专班。", "乡镇农技服务专班"),
        ("建立起渔船分级预警体系。", "渔船分级预警体系"),
        ("健全发挥乡贤调处作用的机制。", "发挥乡贤调处作用的机制"),
        ("推行渔港隐患销号制。", "渔港隐患销号制"),
        ("基层水政执法巡查机制日益完善。", "基层水政执法巡查机制"),
    ],
)
def test_a_headed_name_reaches_from_the_verb_to_the_head(sentence: str, name: str) -> None:
    """A name begins behind verb, preposition, determiner, relative clause, and ends in its head."""
    assert name in mechanisms_in(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "完善工作机制。",
        "健全相关制度。",
        "开展教育培训。",
        "加强监督检查。",
        "开设23个专栏。",
        "深化改革、推动发展。",
        "强化系统治理、依法治理、源头治理。",
        "增强“四个意识”、坚定“四个自信”。",
        "抓住“关键少数”。",
        "在县行政服务大厅张贴公告。",
        "坚持制度先行。",
        "有效处置“8.15”山洪灾害。",
        "加强渔港风险控制。",
        "将新规学习纳入渔政干部培训计划。",
        "将履职情况列入渔政述职内容试点。",
        "做好部门124个审批工作。",
        "以渔业文化引领海岛渔村治理。",
    ],
)
def test_plain_work_slogans_and_bare_heads_are_no_mechanisms(sentence: str) -> None:
    """A head without a telling attribute, plain work, figures and slogans name nothing."""
    assert mechanisms_in(sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("推行“三问三查”工作机制。", {"三问三查工作机制"}),
        ("开展“法润田间”志愿服务活动6场。", {"法润田间志愿服务活动"}),
        ("设立“代办跑腿”专窗。", {"代办跑腿专窗"}),
        ("推广“2+3+N”调解模式。", {"2+3+N调解模式"}),
        ("实行渔港“五张清单”。", {"渔港五张清单"}),
        ("企业普遍反映“挺好”。", set()),
        ("县水务局被评为“节水先进单位”。", set()),
        ("打造“一盘棋”格局。", set()),
        ("实施“一把手”工程。", set()),
        ("聚焦“渔业增收”“海岛宜居”发力。", set()),
    ],
)
def test_a_quoted_name_takes_its_head(sentence: str, names: set[str]) -> None:
    """A quotation with a head is a name; alone it must be coined; honours and slogans are none."""
    assert mechanisms_in(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "落实旁听评议、案后回访、联合约谈等制度。",
            {"旁听评议制度", "案后回访制度", "联合约谈制度"},
        ),
        ("推进户籍改革、船检联办和渔港改革。", {"户籍改革", "船检联办改革", "渔港改革"}),
        (
            "建立山林纠纷联调机制和渔事纠纷速裁机制。",
            {"山林纠纷联调机制", "渔事纠纷速裁机制"},
        ),
        ("健全物资征集、调用、归还、补偿制度。", {"物资征集、调用、归还、补偿制度"}),
        ("落实农机、渔机两项补贴制度。", {"农机", "渔机", "两项补贴制度"}),
        (
            "推行“码上办、上门办、预约办”工作机制。",
            {"码上办、上门办、预约办工作机制", "码上办", "上门办", "预约办"},
        ),
        (
            "实现“一个码头管靠泊、一张船票管上岛”。",
            {
                "一个码头管靠泊、一张船票管上岛",
                "一个码头管靠泊",
                "一张船票管上岛",
            },
        ),
        ("推行随船巡查、随港巡查。", {"随船巡查", "随港巡查"}),
        (
            "开展“入户讲法、登船释法”36场次。",
            {"入户讲法、登船释法", "入户讲法", "登船释法"},
        ),
        ("推进“证照分离”“渔船一件事”改革。", {"证照分离改革", "渔船一件事改革"}),
        (
            "建立“先教后查”“查中说法”“查后回访”等执法机制。",
            {"先教后查、查中说法、查后回访执法机制", "先教后查", "查中说法", "查后回访"},
        ),
    ],
)
def test_members_of_a_list_are_named_one_by_one(sentence: str, names: set[str]) -> None:
    """Members take the head they share; a list that is one thing keeps its whole name."""
    assert mechanisms_in(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("印发《关于建立涉渔案件移送机制的实施意见》。", {"涉渔案件移送机制"}),
        ("制定《2023年临江县渔业行政许可清单》。", {"渔业行政许可清单"}),
        ("出台《临江县渔船简易审批改革实施方案(试行)》。", {"渔船简易审批改革"}),
        ("印发《2023年临江县渔业工作要点》。", set()),
        ("学习《政府信息公开条例实施问答汇编》。", set()),
    ],
)
def test_a_title_names_what_it_sets_up(sentence: str, names: set[str]) -> None:
    """Titles of one's own documents name mechanisms; those of others only as a whole."""
    assert mechanisms_in(sentence) == names


def test_near_duplicates_are_one_mechanism() -> None:
    """我县渔港巡查制度 and 渔港巡查工作制度 are one; every mention keeps its printed form."""
    text = "建立渔港巡查制度。落实我县渔港巡查工作制度。"
    assert len(mechanisms_in(text)) == 1
    assert printed_in(text) == ["渔港巡查制度", "渔港巡查工作制度"]


def test_a_bare_form_stands_for_the_full_name_before_it() -> None:
    """告知承诺制 after 证明事项告知承诺制 is that one."""
    assert mechanisms_in("推行证明事项告知承诺制。公布告知承诺制事项21项。") == {
        "证明事项告知承诺制"
    }


def test_a_found_name_joins_the_concept_of_the_same_core() -> None:
    """行政执法案卷评查工作制度 is the vocabulary's mechanism, not a new one."""
    marks = marks_of(read("建立行政执法案卷评查工作制度。"), MechanismMark)
    assert [mark.mechanism.curated for mark in marks] == [True]


def test_who_does_a_known_thing_is_no_part_of_its_name() -> None:
    """各镇主要负责人年终述法活动 is 年终述法."""
    marks = marks_of(read("组织各镇主要负责人年终述法活动。"), MechanismMark)
    assert [mark.mechanism.curated for mark in marks] == [True]


@pytest.mark.parametrize("text", ["", "\n", "“”《》、、,,", "制度", "等制度", "“改革", "的机制和"])
def test_any_text_is_read(text: str) -> None:
    """Odd texts raise nothing."""
    assert mechanisms_in(text) == set()
