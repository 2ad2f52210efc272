"""Rules of named bodies."""

import pytest

from extract.annotations import InstitutionMark, context_of, marks_of
from extract.facts import ReportKind
from extract.institutions import load_kinds
from extract.rules.institutions import InstitutionRule
from ontology.schemes import load_scheme
from tests.extract.rules.reading import read


def bodies_in(
    sentence: str, own: str = "临江县", kind: ReportKind = ReportKind.ANNUAL_REPORT
) -> set[str]:
    """Return the full names of the bodies that a sentence names."""
    doc = read(sentence, own, kind)
    return {mark.institution.name for mark in marks_of(doc, InstitutionMark)}


@pytest.mark.parametrize(
    ("sentence", "own", "names"),
    [
        ("市政府印发通知。", "临江县", {"甲市人民政府"}),
        ("市政府印发通知。", "临河市", {"临河市人民政府"}),
        ("县政府印发通知。", "临江县", {"临江县人民政府"}),
        ("县政府印发通知。", "临河市", set()),
        ("区司法局开展培训。", "临湖区", {"临湖区司法局"}),
        ("旗委、旗政府高度重视。", "临沙旗", {"中共临沙旗委员会", "临沙旗人民政府"}),
        (
            "盟委、行署和自治区党委部署工作。",
            "临沙旗",
            {"中共丁盟委员会", "丁盟行政公署", "中共丙自治区委员会"},
        ),
        ("省委依法治省办开展督察。", "临江县", {"中共乙省委全面依法治省委员会办公室"}),
        ("镇政府设立窗口。", "青山镇", {"青山镇人民政府"}),
    ],
)
def test_level_word_is_the_nearest_place_of_that_level(
    sentence: str, own: str, names: set[str]
) -> None:
    """市政府 in a report of a county is its prefecture's, in that of a city its own."""
    assert bodies_in(sentence, own) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("移送临江公安局。", {"临江县公安局"}),
        ("14个镇、县司法局参加。", {"临江县司法局"}),
        ("临江县县委、县政府部署工作。", {"中共临江县委员会", "临江县人民政府"}),
        ("甲市政府转发通知。", {"甲市人民政府"}),
        ("中共临江县委、临江县人民政府", {"中共临江县委员会", "临江县人民政府"}),
        ("中共临江县委员会作出决定。", {"中共临江县委员会"}),
        ("政协临江县委员会提出建议。", {"政协临江县委员会"}),
        ("临江县第十八届人民代表大会召开。", {"临江县人民代表大会"}),
        ("青山镇政府建成法治公园。", {"青山镇人民政府"}),
        ("国家税务总局临江县税务局参加。", {"国家税务总局临江县税务局"}),
        ("国务院办公厅和司法部部署工作。", {"国务院办公厅", "司法部"}),
    ],
)
def test_place_before_a_kind_is_its_place(sentence: str, names: set[str]) -> None:
    """A body takes the place that is named right before it; national bodies need none."""
    assert bodies_in(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("省市政府取消的事项。", {"乙省人民政府", "甲市人民政府"}),
        ("落实省、市、县政府部署。", {"乙省人民政府", "甲市人民政府", "临江县人民政府"}),
        ("县司法局、法院、公安局建立机制。", {"临江县司法局", "临江县人民法院", "临江县公安局"}),
        ("县委、政府联合发文。", {"中共临江县委员会", "临江县人民政府"}),
        ("县委县政府联合发文。", {"中共临江县委员会", "临江县人民政府"}),
        ("国家和省信访局交办案件。", {"国家信访局", "乙省信访局"}),
        ("向县人大及其常委会报告。", {"临江县人民代表大会常务委员会"}),
    ],
)
def test_bodies_of_a_list_share_their_place(sentence: str, names: set[str]) -> None:
    """省市政府 are two bodies; 县司法局、法院 are both the county's."""
    assert bodies_in(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("县委政法委牵头。", {"中共临江县委政法委员会"}),
        ("县委理论学习中心组专题学习。", {"中共临江县委理论学习中心组"}),
        ("县政府党组理论学习中心组专题学习。", {"临江县人民政府党组理论学习中心组"}),
        ("县委依法治县办组织督察。", {"中共临江县委全面依法治县委员会办公室"}),
        ("县委全面依法治县委员会办公室组织督察。", {"中共临江县委全面依法治县委员会办公室"}),
        ("调整县政府行政复议委员会,行政复议委员会议案。", {"临江县人民政府行政复议委员会"}),
        ("县政府信访局、县信访局接访。", {"临江县信访局"}),
        ("县纪委监委开展检查。", {"临江县纪委监委"}),
        ("市政府办公厅发文。", {"甲市人民政府办公厅"}),
    ],
)
def test_organ_bears_the_name_of_its_body(sentence: str, names: set[str]) -> None:
    """县委 + 政法委 is one body, the Party committee's organ."""
    assert bodies_in(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("县茶业发展服务中心办理事项。", {"临江县茶业发展服务中心"}),
        ("县依法行政工作领导小组办公室督办。", {"临江县依法行政工作领导小组办公室"}),
        ("县森林公安局查处案件。", {"临江县森林公安局"}),
        ("成立营商环境建设领导小组。", {"临江县营商环境建设领导小组"}),
        ("成立复议咨询委员会、复议调解委员会。", {"临江县复议咨询委员会", "临江县复议调解委员会"}),
        ("城市管理局开展整治。", {"临江县城市管理局"}),
        ("组建省级示范县创建指挥部。", set()),
        ("市民服务中心启用。", set()),
        ("建成县域社会治理中心。", set()),
        ("推动社区矫正中心规范运行。", set()),
    ],
)
def test_body_may_have_a_name_of_its_own(sentence: str, names: set[str]) -> None:
    """What stands between a level word and 中心, 局, 领导小组 is the body's own name."""
    assert bodies_in(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("加强与法院沟通联系。", {"临江县人民法院"}),
        ("在党校举办培训班。", {"中共临江县委党校"}),
        ("纳入组织部年终考核。", {"中共临江县委组织部"}),
        ("将习近平法治思想列入党校课程。", set()),
        ("履行法院生效判决。", set()),
        ("县法院生效判决得到履行。", {"临江县人民法院"}),
        ("各级法院依法受理案件。", set()),
        ("全县法院受理案件。", set()),
        ("两级法院受理案件。", set()),
    ],
)
def test_few_kinds_stand_alone(sentence: str, names: set[str]) -> None:
    """法院, 党校 after a verb or preposition are the reporting place's, inside other words none."""
    assert bodies_in(sentence) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "各部门、各乡镇政府抓好落实。",
        "全县各级人民调解组织调解纠纷。",
        "14个镇政府设立窗口。",
        "办理人大代表建议和政协委员提案。",
        "委托第三方评估,县委托专家论证。",
        "加快建设法治政府、服务型政府。",
        "县(市、区)人民政府负责。",
        "城市管理更加精细。",
        "政府采购公开透明。",
        "司法部门协同推进。",
        "推进政务服务中心标准化建设。",
        "完善党委领导、政府负责的体制。",
    ],
)
def test_generic_words_name_no_body(sentence: str) -> None:
    """Plurals, functions and look-alikes are no bodies."""
    assert bodies_in(sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("印发《关于规范县政府合同管理的通知》。", set()),
        ("印发《临江县人民政府关于公布权责清单的通知》。", {"临江县人民政府"}),
        ("落实《国务院办公厅关于推进改革的意见》。", {"国务院办公厅"}),
    ],
)
def test_title_names_its_issuer_alone(sentence: str, names: set[str]) -> None:
    """Inside 《》 only the body that issues the document is one that the text names."""
    assert bodies_in(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("县资规局会同县教体局检查。", {"临江县自然资源局", "临江县教育局"}),
        ("县自然资源和规划局会同县资规局检查。", {"临江县自然资源和规划局"}),
        ("县文化广电和旅游局开展检查。", {"临江县文化广电和旅游局"}),
        ("市法院、省法院受理案件。", {"甲市中级人民法院", "乙省高级人民法院"}),
        ("甲市生态环境局临江县分局开展检查。", {"甲市生态环境局临江县分局"}),
        ("县经济开发区管委会设立窗口。", {"临江县经济开发区管委会"}),
    ],
)
def test_full_name_that_is_printed_is_kept(sentence: str, names: set[str]) -> None:
    """A short form gets the usual name of its kind, a name printed in full stays."""
    assert bodies_in(sentence) == names


def test_printed_forms_are_kept() -> None:
    """One body under all its printed forms, named by place and kind."""
    marks = marks_of(read("县政府、临江县政府、临江县人民政府"), InstitutionMark)
    assert {mark.institution.iri.rsplit("/body/")[-1] for mark in marks} == {"990121/人民政府"}
    assert {mark.institution.alternatives for mark in marks} == {("临江县政府", "县政府")}
    assert {mark.institution.jurisdiction for mark in marks} == {
        read("").user_data["context"].jurisdiction.iri
    }


def test_text_without_identity_has_no_bodies() -> None:
    """Without a reporting place nothing can be resolved."""
    doc = read("县政府印发通知。")
    del doc.user_data["context"]
    del doc.user_data["InstitutionMark"]
    assert marks_of(InstitutionRule()(doc), InstitutionMark) == ()


def test_kinds_are_told_apart() -> None:
    """Every kind has a branch and a name of its own, as it makes the IRI of its bodies."""
    kinds = load_kinds().values()
    assert all(len(kind.broader) == 1 for kind in kinds)
    assert len({kind.zh for kind in load_scheme("institution-kinds")}) == len(
        load_scheme("institution-kinds")
    )


@pytest.mark.parametrize(
    ("sentence", "own", "names"),
    [
        ("县委中心组开展学习。", "临江县", {"中共临江县委理论学习中心组"}),
        ("围绕县委中心工作抓落实。", "临江县", {"中共临江县委员会"}),
        ("服务县政府中心任务。", "临江县", {"临江县人民政府"}),
        ("县委中心组织学习。", "临江县", {"中共临江县委员会"}),
        ("召开盟委委员会议。", "临沙旗", {"中共丁盟委员会"}),
        ("县委局面稳定。", "临江县", {"中共临江县委员会"}),
        ("县法治建设领导小组办公室督办。", "临江县", {"临江县法治建设领导小组办公室"}),
    ],
)
def test_last_word_right_behind_a_body_makes_no_organ(
    sentence: str, own: str, names: set[str]
) -> None:
    """县委|中心 is cut from 中心组 or 中心工作; only 办公室 follows a leading group."""
    assert bodies_in(sentence, own) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (
            "成立以县长为组长、各部门负责人为成员的法治工作领导小组。",
            {"临江县法治工作领导小组"},
        ),
        ("调整充实由县长任组长的法治政府建设领导小组。", {"临江县法治政府建设领导小组"}),
        (
            "县政府成立了以县长为组长,部门负责人组成的依法行政领导小组。",
            {"临江县人民政府", "临江县依法行政领导小组"},
        ),
        ("推广以法治为引领的领导小组工作法。", set()),
    ],
)
def test_body_set_up_with_its_members_bears_its_own_name(sentence: str, names: set[str]) -> None:
    """Between 成立 and the name may stand who leads it and who its members are."""
    assert bodies_in(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("我局认真落实。", set()),
        ("局党组专题研究。", {"临江县水利局党组"}),
        ("经局党组理论学习中心组学习。", {"临江县水利局党组理论学习中心组"}),
        ("局党委理论学习中心组学习。", {"临江县水利局党委理论学习中心组"}),
        ("局法治建设工作领导小组负责。", {"临江县水利局法治建设工作领导小组"}),
        ("成立局普法工作专班。", {"临江县水利局普法工作专班"}),
        ("成立以局长为组长的法治工作领导小组。", {"临江县水利局法治工作领导小组"}),
        ("成立法治政府建设领导小组。", {"临江县水利局法治政府建设领导小组"}),
        ("市局到县指导。", {"甲市水利局"}),
        ("我们的工作格局不断优化,布局合理。", set()),
        ("县司法局指导工作。", {"临江县司法局"}),
    ],
)
def test_department_that_reports_names_itself_shortly(sentence: str, names: set[str]) -> None:
    """In a department's report 我局, 局党组 and the bodies set up are its own."""
    own = "临江县水利局"
    assert bodies_in(f"{own}2022年度报告\n我局开展工作。\n{sentence}") == names | {own}


def test_issuer_bears_the_name_of_its_mark() -> None:
    """The department that reports is one body, in the title and in 我局."""
    doc = read("2022年,临江县水利局认真推进工作。\n我局印发方案。")
    issuer = context_of(doc).issuer
    assert issuer is not None
    assert {mark.institution.iri for mark in marks_of(doc, InstitutionMark)} == {issuer.iri}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("镇党委、镇政府高度重视。", {"中共青山镇委员会", "青山镇人民政府"}),
        ("我镇认真落实,镇综合行政执法队巡查。", {"青山镇综合行政执法队"}),
        ("县司法局指导工作。", {"临江县司法局"}),
        ("成立依法治理领导小组,司法所参加。", {"青山镇依法治理领导小组", "青山镇司法所"}),
    ],
)
def test_township_that_reports_is_meant_by_its_level_word(sentence: str, names: set[str]) -> None:
    """镇政府 in a report of a township, filed under its county, is the township's."""
    assert bodies_in(f"青山镇2022年法治建设报告\n{sentence}") == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("接受县人大法律监督、县政协民主监督。", {"临江县人民代表大会", "政协临江县委员会"}),
        ("办理县人大代表建议、县政协提案。", set()),
        ("自觉接受人大监督、政协监督。", set()),
        ("县人民医院、县中医医院参加。", {"临江县人民医院", "临江县中医医院"}),
        ("县供电公司、临江县建筑设计院参加。", {"临江县供电公司", "临江县建筑设计院"}),
        ("工信部、住建部部署工作。", {"工业和信息化部", "住房和城乡建设部"}),
        ("工信部门、住建部门参加。", set()),
        ("《临江县人民政府2022年重点工作安排》", {"临江县人民政府"}),
    ],
)
def test_kinds_of_bodies_beside_departments(sentence: str, names: set[str]) -> None:
    """Congress and conference with their place, hospitals, companies, ministries."""
    assert bodies_in(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "kind", "names"),
    [
        ("临江县司法局汇报。县公安局发言。", ReportKind.NEWS, {"临江县司法局", "临江县公安局"}),
        ("青山镇召开会议,镇政府发言。", ReportKind.NEWS, {"青山镇人民政府"}),
        ("青山镇开展试点,镇政府印发方案。", ReportKind.ANNUAL_REPORT, {"青山镇人民政府"}),
        ("青山镇开展试点。镇政府印发方案。", ReportKind.ANNUAL_REPORT, set()),
        ("青山镇召开会议。\n镇政府发言。", ReportKind.NEWS, set()),
    ],
)
def test_level_word_below_the_report_is_the_place_just_named(
    sentence: str, kind: ReportKind, names: set[str]
) -> None:
    """镇政府 is that of the town named before, in news in the paragraph, else in the sentence."""
    own = "临江县" if "镇" in sentence else "甲市"
    assert bodies_in(sentence, own, kind) == names
