"""Answers on the five samples, read by eye in their texts."""

from importlib.resources import as_file, files
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import build_graph
from kg.panel import panel
from kg.quads import PLACES
from kg.quads import VOCABULARY as VOCABULARY_GRAPH
from kg.questions import Question, ask, load_questions
from kg.sparql import Record, Value
from kg.store import open_graph
from ontology.iris import BASE

OUTLINE = "法治政府建设实施纲要(2021—2025年)"
ASKED = {
    "mechanism": "三项制度",
    "place": "肥城市",
    "document": OUTLINE,
    "institution": "开原市司法局",
    "thing": "肥城市",
    "theme": "行政执法",
    "indicator": "收到行政复议申请",
}
OTHERS = {"place": "建德市", "mechanism": "双随机一公开"}

THREE, FOUR = "行政执法三项制度", "四所一庭联动工作机制"
CATALOGUE = (
    "制定《2023年开原市政府重大行政决策目录清单》包括①开原主城区集中供热改造工程项目"
    "②开原市G102京抚线绕城公路新建项目"
)
RANDOM = "双随机、一公开监管"
UPWARD = (
    "为贯彻落实《安徽省法治政府建设实施方案(2021-2025年)》"
    "和《铜陵市法治政府建设工作方案(2021-2025年)》"
)
REFORM = "贯彻落实中央行政复议体制改革方案和省市实施方案"
DECISIONS = "严格执行《重大行政决策程序暂行条例》《安徽省重大行政决策程序规定》"
COURT = "市司法局、市法院、市公安局建立“四所一庭”联动工作机制"

ANSWERS: dict[str, tuple[dict[str, str], tuple[str, ...], set[tuple[object, ...]]]] = {
    "reports-at-hand": (
        {},
        ("place_zh", "year", "report_kind"),
        {
            ("肥城市", 2021, "case"),
            ("建德市", 2020, "annual_report"),
            ("开原市", 2023, "annual_report"),
            ("峄城区", 2021, "annual_report"),
            ("枞阳县", 2021, "work_plan"),
        },
    ),
    "first-reported": (
        {"mechanism": "三项制度"},
        ("unit_zh", "first_reported", "left_censored", "gap_before"),
        {
            ("肥城市", 2021, True, None),
            ("建德市", 2020, True, None),
            ("开原市", 2023, True, None),
            ("峄城区", 2021, True, None),
        },
    ),
    "silent-reports": (
        {"mechanism": "三项制度"},
        ("place_zh", "year", "answer"),
        {("枞阳县", 2021, "not mentioned")},
    ),
    "edge-evidence": (
        {"place": "峄城区", "mechanism": "三项制度", "status": "problem"},
        ("year", "quote"),
        {(2021, "落实行政执法“三项制度”存在不实不细等现象")},
    ),
    "document-acts": (
        {"document": OUTLINE, "act": "implements"},
        ("place_zh", "year"),
        {("肥城市", 2021), ("开原市", 2023)},
    ),
    "superseded-citations": (
        {},
        ("place_zh", "year", "quote"),
        {("肥城市", 2021, "全面完成“七五”普法规划")},
    ),
    "indicator-figures": (
        {"indicator": "收到行政复议申请"},
        ("place_zh", "year", "value", "unit"),
        {("建德市", 2020, 57, "件"), ("峄城区", 2021, 39, "件")},
    ),
    "report-gaps": ({}, ("place_zh",), set()),
    "adopters": (
        {"mechanism": "三项制度", "status": "problem"},
        ("place_zh", "mechanism_zh", "partial", "quote"),
        {
            ("峄城区", THREE, False, "落实行政执法“三项制度”存在不实不细等现象"),
            ("开原市", "行政执法公示制度", True, "个别单位行政执法信息公示不及时"),
        },
    ),
    "place-adopts": (
        {"place": "开原市", "mechanism": "双随机一公开"},
        ("year", "quote"),
        {(2023, "抽取“双随机、一公开”检查任务26次")},
    ),
    "place-plans": (
        {"place": "枞阳县", "mechanism": "双随机一公开"},
        ("year", "quote"),
        {(2021, "健全以“双随机、一公开”监管和“互联网+监管”为基本手段")},
    ),
    "place-problems": (
        {"place": "开原市"},
        ("mechanism_zh", "quote"),
        {
            ("行政执法公示制度", "个别单位行政执法信息公示不及时"),
            ("党政主要负责人履行推进法治建设第一责任人职责", "履行第一责任人职责不到位"),
            ("政府法律顾问制度", "应加大法律顾问在依法行政各方面工作中的参与度"),
            ("部门法治机构建设", "二是各单位法制机构建设薄弱"),
        },
    ),
    "adopters-of-one-not-other": (
        {"mechanism": "三项制度", "other": "双随机一公开"},
        ("place_zh", "quote"),
        {("峄城区", "全面落实行政执法“三项制度”、梳理峰城区“免罚、轻罚”清单")},
    ),
    "planned-then": (
        {"place": "峄城区", "mechanism": "双随机一公开"},
        ("year", "outcome", "quote"),
        {(2021, "no report at hand", "实行“双随机一公开”监管")},
    ),
    "planned-never-adopted": (
        {"mechanism": "双随机一公开"},
        ("place_zh", "quote"),
        {
            ("枞阳县", "健全以“双随机、一公开”监管和“互联网+监管”为基本手段"),
            ("峄城区", "实行“双随机一公开”监管"),
        },
    ),
    "status-history": (
        {"mechanism": "双随机一公开"},
        ("place_zh", "year", "status", "quote"),
        {
            ("开原市", 2023, "adopted", "抽取“双随机、一公开”检查任务26次"),
            ("建德市", 2020, "adopted", "三是全面落实“双随机、一公开”监管"),
            ("肥城市", 2021, "adopted", "推进“双随机、一公开”监管和“互联网+监管”"),
            ("枞阳县", 2021, "planned", "健全以“双随机、一公开”监管和“互联网+监管”为基本手段"),
            ("峄城区", 2021, "planned", "实行“双随机一公开”监管"),
        },
    ),
    "adoption-curve": (
        {"mechanism": "三项制度"},
        ("first_reported", "places", "censored", "observed"),
        {(2020, 1, 1, 0), (2021, 2, 2, 0), (2023, 1, 1, 0)},
    ),
    "who-runs": (
        {"mechanism": FOUR},
        ("institution_zh", "quote"),
        {("开原市人民法院", COURT), ("开原市公安局", COURT), ("开原市司法局", COURT)},
    ),
    "joint-mechanisms": (
        {"mechanism": FOUR},
        ("institution_zh", "partner_zh", "place_zh", "quote"),
        {
            ("开原市人民法院", "开原市公安局", "开原市", COURT),
            ("开原市人民法院", "开原市司法局", "开原市", COURT),
            ("开原市公安局", "开原市司法局", "开原市", COURT),
        },
    ),
    "contradicting-figures": (
        {"province": "山东省"},
        ("place_zh", "measured", "value", "other_value", "quote", "other_quote"),
        {("峄城区", "办结满意率", 99, 100, "办结满意率 99%", "办结满意率 100%")},
    ),
    "honours": (
        {},
        ("name", "recipient_zh", "awarded"),
        {
            ("全国平安建设先进区", "峄城区", None),
            ("平安中国建设示范县", "峄城区", None),
            ("2016—2020年全国普法工作先进单位", "肥城市普法办公室", None),
            ("2021中国县域综合实力百强榜全国第27位、全省第2位", "肥城市", None),
            ("全国民主法治示范村(社区)", "肥城市", None),
            ("全省民主法治示范村(社区)", "肥城市", None),
            ("泰安市民主法治示范村(社区)", "肥城市", None),
            ("第一批山东省法治政府建设示范县(市、区)", "肥城市", 2020),
        },
    ),
    "office-holders": (
        {"province": "辽宁省"},
        ("person_zh", "role_name", "institution_zh"),
        {
            ("谭会波", "市委书记", "中共开原市委员会"),
            ("赵建伟", "市长", "开原市人民政府"),
        },
    ),
    "weakest-mechanisms": (
        {},
        ("mechanism_zh", "places"),
        {
            ("政府法律顾问制度", 2),
            ("部门法治机构建设", 2),
            ("行政执法公示制度", 1),
            ("党政主要负责人履行推进法治建设第一责任人职责", 1),
            ("谁执法谁普法普法责任制", 1),
            ("法治队伍建设", 1),
            (THREE, 1),
        },
    ),
    "adoptions-by-county": (
        {"status": "problem", "province": "浙江省"},
        ("mechanism_zh", "quote"),
        {
            ("政府法律顾问制度", "法律顾问作用没有充分发挥"),
            ("部门法治机构建设", "我市专业法制机构和人员还存在配备不足等问题"),
            ("法治队伍建设", "一是法治人才匮乏"),
        },
    ),
    "mechanism-members": (
        {"mechanism": "三项制度"},
        ("mechanism_zh", "relation", "places"),
        {
            ("行政执法公示制度", "member", 2),
            ("执法全过程记录制度", "member", 1),
            ("重大执法决定法制审核制度", "member", 1),
        },
    ),
    "mechanisms-most-adopted": (
        {"theme": "emergency-response"},
        ("mechanism_zh", "places"),
        {
            ("应急救援队伍建设", 2),
            ("应急演练", 1),
            ("应急值守制度", 1),
            ("突发事件应急预案体系", 1),
            ("应急物资储备保障制度", 1),
        },
    ),
    "theme-adopters": (
        {"theme": "emergency-response", "province": "辽宁省"},
        ("mechanism_zh", "quote"),
        {
            ("应急演练", "加强应急实战演练"),
            (
                "突发事件应急预案体系",
                "先后组织开展森林火灾扑救和防汛抢险救援等2个专项应急预案的演练工作",
            ),
            ("应急救援队伍建设", "加强应急救援队伍建设"),
        },
    ),
    "theme-coverage": (
        {"theme": "emergency-response"},
        ("place_zh", "mechanisms", "quote"),
        {
            ("开原市", 3, "加强应急实战演练"),
            ("肥城市", 3, "市镇两级实现协同会商和应急值守"),
            ("建德市", 0, None),
            ("枞阳县", 0, None),
            ("峄城区", 0, None),
        },
    ),
    "established-by": (
        {"document": "重大行政决策程序暂行条例", "province": "辽宁省"},
        ("mechanism_zh", "quote"),
        {
            ("重大行政决策程序制度", "1.规范重大行政决策程序"),
            (
                "重大行政决策事项目录",
                CATALOGUE,
            ),
        },
    ),
    "place-issued": (
        {"place": "肥城市"},
        ("act", "document_zh"),
        {
            ("issued", "九种自然灾害和事故灾难突发事件简易处置手册"),
            ("issued", "处置突发应急事件协同运行工作机制"),
            ("issued", "法治指数评估指标体系(2021年版)"),
            ("issued", "行政规范性文件制定管理办法"),
            ("issued", "行政规范性文件程序规范手册"),
            ("issued", "规范政府合同(协议)签订管理工作指引"),
            ("issued", "重大行政决策程序规范手册"),
            ("revised", "政府合同管理办法"),
        },
    ),
    "place-implements": (
        {"place": "枞阳县"},
        ("act", "document_zh", "quote"),
        {
            ("implements", "安徽省法治政府建设实施方案(2021-2025年)", UPWARD),
            ("implements", "法治政府建设工作方案(2021-2025年)", UPWARD),
            ("implements", "重大行政决策程序暂行条例", DECISIONS),
            ("implements", "安徽省重大行政决策程序规定", DECISIONS),
            (
                "implements",
                "行政复议体制改革方案",
                "贯彻落实中央行政复议体制改革方案和省市实施方案",
            ),
        },
    ),
    "document-chain": (
        {"document": "安徽省法治政府建设实施方案(2021-2025年)"},
        ("lower", "lower_level", "higher_zh", "quote"),
        {
            (
                f"{BASE}document/340722/法治政府建设工作方案2021-2025年-52d4d5",
                "county",
                "安徽省法治政府建设实施方案(2021-2025年)",
                f"{UPWARD},全面建设法治政府,结合我县实际,制定本工作方案",
            )
        },
    ),
    "documents-most-implemented": (
        {},
        ("document_zh", "places", "reports"),
        {(OUTLINE, 2, 2)},
    ),
    "documents-by-level": (
        {},
        ("level", "document_zh", "reports"),
        {
            ("country", OUTLINE, 2),
            ("country", "中华人民共和国民法典", 3),
            ("country", "中华人民共和国宪法", 2),
            ("country", "中华人民共和国行政处罚法", 2),
        },
    ),
    "adopted-in-both": (
        {"place": "开原市", "other": "建德市"},
        ("mechanism_zh", "quote", "other_quote"),
        {
            (
                THREE,
                "严格落实行政执法“三项制度”",
                "印发《关于开展行政执法“三项制度”落实情况专项执法监督的通知》",
            ),
            (
                RANDOM,
                "抽取“双随机、一公开”检查任务26次",
                "在行政执法部门全面推行“双随机、一公开”监管",
            ),
        },
    ),
    "adopted-in-one-not-other": (
        {"place": "开原市", "other": "峄城区"},
        ("mechanism_zh", "answer", "quote"),
        {
            (RANDOM, "planned", "抽取“双随机、一公开”检查任务26次"),
            (FOUR, "not said to be adopted", COURT),
        },
    ),
    "adopted-together-with": (
        {"mechanism": "三项制度"},
        ("mechanism_zh", "places", "quote"),
        {(RANDOM, 3, "抽取“双随机、一公开”检查任务26次"), (FOUR, 1, COURT)},
    ),
    "co-adoption-pairs": (
        {},
        ("mechanism_zh", "partner_zh", "places"),
        {(RANDOM, THREE, 3)},
    ),
    "local-coinages": (
        {"province": "辽宁省"},
        ("mechanism_zh", "place_zh", "quote"),
        {(FOUR, "开原市", COURT)},
    ),
    "place-measures": (
        {"place": "肥城市", "theme": "administrative-rules"},
        ("verb", "object", "status"),
        {
            ("制定", "《行政规范性文件制定管理办法》", "adopted"),
            ("修订", "《政府合同管理办法》", "adopted"),
            ("落实", "规范性文件“三统一”制度、备案审查制度和集体讨论制度", "adopted"),
            ("续聘", "党政法律顾问", "adopted"),
            ("列席", "政府常务会", "adopted"),
            (
                "研究审议",
                "重大行政决策、规范性文件管理、应急保障、产业政策制定等工作",
                "adopted",
            ),
        },
    ),
    "place-figures": (
        {"place": "枞阳县"},
        ("value", "unit", "quote"),
        {
            (7, "个工作日", "一般不少于7个工作日"),
            (100, "%", "确保行政机关负责人出庭应诉率达到100%"),
            (1, "期", "县政府每年至少举办一期领导干部法治专题培训班"),
            (
                1,
                "次",
                "县政府承担行政执法职能的部门负责人任期内至少接受一次法治专题脱产培训",
            ),
            (60, "学时", "确保每人每年接受不少于60学时的业务知识和法律法规培训"),
        },
    ),
    "place-institutions": (
        {"place": "枞阳县"},
        ("institution_zh", "kind"),
        {
            ("枞阳县人民政府", "people-government"),
            ("枞阳县人民检察院", "people-procuratorate"),
            ("枞阳县人民法院", "people-court"),
            ("枞阳县依法行政工作领导小组办公室", "lawful-administration-leading-group-office"),
            ("中共枞阳县委全面依法治县委员会办公室", "party-rule-of-law-office"),
            ("枞阳县政务服务大厅", "government-services-hall"),
            ("枞阳县行政复议委员会", "administrative-reconsideration-committee"),
        },
    ),
    "institution-line": (
        {"institution": "开原市司法局"},
        ("body_zh", "year", "quote"),
        {("开原市司法局", 2023, "开原市司法局 发布时间"), ("开原市司法局", 2023, COURT)},
    ),
    "mentions": (
        {"thing": "开原市司法局"},
        ("place_zh", "year", "quote"),
        {("开原市", 2023, "开原市司法局 发布时间"), ("开原市", 2023, COURT)},
    ),
    "doubtful-links": (
        {},
        ("name", "label", "reason"),
        {
            ("金沟子", "金沟子镇", "short-form"),
            ("峯城区", "峄城区", "look-alike-character"),
            ("峰城", "峄城区", "look-alike-character"),
            ("峰城区", "峄城区", "look-alike-character"),
        },
    ),
    "places-within": ({"place": "枞阳县"}, ("place_zh",), {("枞阳县",)}),
    "below-place": ({"place": "建德市"}, ("place_zh",), set()),
}

"""What was read by eye: the sentence of each answer is the one in the text."""

OF: dict[str, tuple[str, set[object]]] = {
    "documents-most-implemented": ("places", {2}),
    "documents-by-level": (
        "document_zh",
        {OUTLINE, "中华人民共和国民法典", "中华人民共和国宪法", "中华人民共和国行政处罚法"},
    ),
    "adopted-in-both": ("mechanism_zh", {THREE, RANDOM}),
    "adopted-in-one-not-other": ("mechanism_zh", {THREE, RANDOM, FOUR}),
    "adopted-together-with": ("mechanism_zh", {RANDOM, FOUR}),
    "co-adoption-pairs": ("pair", {frozenset((RANDOM, THREE))}),
    "local-coinages": ("mechanism_zh", {FOUR, THREE}),
}
"""Rows that were read of answers too long to be read whole."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the five samples."""
    out = tmp_path_factory.mktemp("samples") / "graph"
    with as_file(files("kg").joinpath("samples")) as samples:
        paths = [path for path in sorted(samples.iterdir()) if path.name != "README.md"]
        build_graph(paths, out)
    return out


@pytest.fixture(scope="module")
def samples(folder: Path) -> ox.Store:
    """The same, open for reading."""
    return open_graph(folder)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_the_answer_is_what_the_texts_say(samples: ox.Store, name: str) -> None:
    """The answer on real reports is the one that a reader finds."""
    parameters, columns, wanted = ANSWERS[name]
    column, values = OF.get(name, ("", set()))
    rows = [
        row for row in ask(samples, name, parameters) if not column or _read(row, column) in values
    ]
    assert {tuple(row[column] for column in columns) for row in rows} == wanted


def test_every_question_is_answered_on_the_samples() -> None:
    """Every question has an answer that was read in the texts."""
    assert ANSWERS.keys() == {question.name for question in load_questions()}


def test_every_quote_stands_in_its_text(samples: ox.Store, folder: Path) -> None:
    """Whatever is asked, text[start:end] is the quote of the row, and the second one's too."""
    shown = 0
    for question in load_questions():
        for row in ask(samples, question.name, _told(question)):
            for prefix in ("", "other_", "next_"):
                report = row.get(f"{prefix}report")
                if row.get(f"{prefix}quote") is None or report is None:
                    continue
                text = _text(folder, str(report))
                start, end = (int(str(row[f"{prefix}{name}"])) for name in ("start", "end"))
                assert text[start:end] == row[f"{prefix}quote"], question.name
                shown += 1
    assert shown > 1000


SHOWN_OTHERWISE = {
    "adoption-curve": "evidence",
    "doubtful-links": "quote",
    "reports-at-hand": "report",
    "silent-reports": "report",
    "report-gaps": "year",
}
"""What is said of reports names the report; a curve names a sentence by its IRI."""
VOCABULARY = {"established-by", "mechanism-members"}
"""Facts of the vocabulary name their scheme; that somebody adopted it has a sentence."""


@pytest.mark.parametrize("question", load_questions(), ids=lambda question: question.name)
def test_no_answer_comes_without_evidence(samples: ox.Store, question: Question) -> None:
    """What a report states shows its sentence; a structural fact names where it stands."""
    for row in ask(samples, question.name, _told(question)):
        if question.name in SHOWN_OTHERWISE:
            assert row[SHOWN_OTHERWISE[question.name]] is not None
        elif question.name == "places-within":
            assert _stands_in(samples, PLACES, str(row["place"]))
        elif row["quote"] is not None:
            assert row["report"] is not None
            assert row["file"] is not None
            assert int(str(row["end"])) > int(str(row["start"])) >= 0
        elif question.name == "document-chain":
            assert _stands_in(samples, VOCABULARY_GRAPH, str(row["lower"]))
        elif question.name == "theme-coverage":
            assert row["mechanisms"] == row["measures"] == 0
        else:
            assert question.name in VOCABULARY, row
            assert row["source"] is not None
            assert not row.get("place")
            assert not row.get("places")


def _told(question: Question) -> dict[str, Value]:
    """Return something to tell a question what it needs."""
    return {
        each.name: OTHERS[each.kind]
        if each.name == "other"
        else ASKED[each.kind if each.kind in ASKED else each.name]
        for each in question.needed
    }


def _stands_in(store: ox.Store, graph: str, iri: str) -> bool:
    quads = store.quads_for_pattern(ox.NamedNode(iri), None, None, ox.NamedNode(graph))
    return next(quads, None) is not None


def test_a_plan_puts_nobody_at_risk(samples: ox.Store) -> None:
    """The county of which only a work plan is at hand is in no risk set."""
    rows = panel(samples, ["三项制度"])
    assert {row["place_zh"] for row in rows if not row["at_risk"]} == {"枞阳县"}
    assert all(row["quote"] for row in rows if row["at_risk"])


def _read(row: Record, column: str) -> object:
    """Return what rows are chosen by; a pair is its two names in any order."""
    if column == "pair":
        return frozenset((row["mechanism_zh"], row["partner_zh"]))
    return row[column]


def _text(folder: Path, report: str) -> str:
    path = folder / "texts" / f"{report.rsplit('/', 1)[-1]}.txt"
    return path.read_bytes().decode("utf-8")
