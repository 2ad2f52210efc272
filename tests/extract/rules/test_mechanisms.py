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
        ("建立企业信用等级评价公示机制。", {"企业信用等级评价公示机制"}),
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
        ("打造“渔家调”渔事化解品牌。", {"渔家调渔事化解品牌"}),
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


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("将渔政履职情况列入年终述职内容。", {"渔政履职情况列入年终述职内容"}),
        ("把护渔工作纳入对各镇的目标考核。", {"护渔工作纳入目标考核"}),
        ("渔港安全纳入年度目标考核。", {"渔港安全纳入年度目标考核"}),
        ("将涉渔法规编入干部培训计划。", {"涉渔法规编入干部培训计划"}),
        ("将涉渔法规纳入理论学习中心组学法内容。", {"党委(党组)理论学习中心组学法"}),
        ("将法治建设考核纳入综合考评。", {"法治政府建设考核"}),
        ("将12个渔村纳入渔政年度考核。", {"渔政年度考核"}),
        ("赋予渔港管理站85项审批权限。", {"赋予渔港管理站审批权限"}),
        ("赋予渔民更多机会。", set()),
    ],
)
def test_a_whole_phrase_names_what_is_put_where(sentence: str, names: set[str]) -> None:
    """Thing, verb and goal name an arrangement, unless thing or goal is one by itself."""
    assert mechanisms_in(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("推行渔船首席验船师。", {"渔船首席验船师"}),
        ("实行一船一档、一港一策。", {"一船一档、一港一策"}),
        ("试行渔具以旧换新工作。", {"渔具以旧换新"}),
        ("推行渔港值守电子巡检制度。", {"渔港值守电子巡检制度"}),
        ("推行渔业生产、水产加工等领域改善。", set()),
        ("实行与渔民同吃同住。", set()),
        ("推动渔民增收致富。", set()),
    ],
)
def test_what_is_introduced_is_a_way_of_working(sentence: str, names: set[str]) -> None:
    """The object of 推行 or 实行 is a name, whatever it ends in, where no other name is found."""
    assert mechanisms_in(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("加强渔检协作。", set()),
        ("督促各镇落实渔港值守制度。", {"渔港值守制度"}),
        ("配合水产局完成渔业灾损评估。", {"渔业灾损评估"}),
        ("指导渔港办做好合法性审核。", {"合法性审核"}),
        ("加强警税协作。", {"警税协作"}),
        ("开展渔港安全标准化、规范化管理。", {"渔港安全标准化、规范化管理"}),
        ("加强渔船管控举措的合法性审查。", {"合法性审查"}),
        ("制定和发布了渔港事务办理流程图。", {"渔港事务办理流程图"}),
        ("组织渔政人员参加渔业执法考试。", set()),
        ("渔政执法公开仍存在公开不及时。", {"渔政执法公开"}),
        (
            "上线“渔港通”“护渔一键报”事项9项,“AI智慧验船”事项3项。",
            {"渔港通", "护渔一键报", "AI智慧验船"},
        ),
    ],
)
def test_the_edges_of_names_are_found_by_grammar(sentence: str, names: set[str]) -> None:
    """Bodies in pairs, joined verbs, lists in -化 and lists over a comma are read as such."""
    assert mechanisms_in(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "known"),
    [
        ("印发法治政府建设工作要点。", True),
        ("按照法治政府建设工作要点推进各项任务。", False),
        ("荣获全省法治政府建设示范创建先进单位。", False),
        ("开展法治政府建设示范创建。", True),
    ],
)
def test_plans_and_honours_are_not_mechanisms_by_being_named(
    sentence: str,
    known: bool,  # noqa: FBT001
) -> None:
    """A plan of work counts where it is issued; a title won is an honour."""
    assert bool(mechanisms_in(sentence)) is known


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


@pytest.mark.parametrize(
    ("sentence", "curated"),
    [
        ("推进政务公开,落实决策、执行、管理、服务、结果“五公开”。", True),
        ("严格执行执法人员“五公开”“八不准”。", False),
    ],
)
def test_a_short_name_without_its_context_joins_no_concept(sentence: str, *, curated: bool) -> None:
    """五公开 is the vocabulary's where openness is spoken of; officers' conduct is another."""
    found = {mark.mechanism.iri for mark in marks_of(read(sentence), MechanismMark)}
    assert any(iri.endswith("/five-openness") for iri in found) is curated
