"""Rules of measures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.annotations import MeasureMark, marks_of, text_of
from extract.facts import ReportKind, Status
from extract.rules.measures import MeasureRule
from extract.rules.observations import ObservationRule
from ontology.schemes import load_scheme
from tests.extract.rules.reading import read


def _marks(text: str, kind: ReportKind = ReportKind.ANNUAL_REPORT) -> list[tuple[MeasureMark, str]]:
    doc = MeasureRule()(ObservationRule()(read(text, kind=kind)))
    return [(mark, text_of(doc)[mark.start : mark.end]) for mark in marks_of(doc, MeasureMark)]


def _quotes(sentence: str) -> list[str]:
    return [quote for _, quote in _marks(f"一、主要工作\n{sentence}。")]


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("2022年,全县积极推行柔性执法", ["推行柔性执法"]),
        ("年初在政务大厅设立便民窗口", ["设立便民窗口"]),
        ("通过政务网站发布信息900余条", ["发布信息900余条"]),
        ("按照风险等级抽查企业40户", ["抽查企业40户"]),
        ("将监管事项纳入年度目录", ["将监管事项纳入年度目录"]),
        ("对新任干部进行任前培训", ["对新任干部进行任前培训"]),
        ("投资300万元建设矛调中心", ["投资300万元建设矛调中心"]),
        ("12个部门开展联合检查", ["12个部门开展联合检查"]),
        ("各司法所均配备专职调解员", ["各司法所均配备专职调解员"]),
        ("县司法局召开复议工作座谈会", ["县司法局召开复议工作座谈会"]),
        ("网站改造工作全面完工", ["网站改造工作全面完工"]),
        ("向社会公布“监管清单”", ["公布“监管清单”"]),
        ("县政府每年第一季度向县委报告年度情况", ["县政府每年第一季度向县委报告年度情况"]),
        ("围绕数字经济出台规范性文件6件", ["出台规范性文件6件"]),
        ("决策机关应当在决策中明确执行主体", ["决策机关应当在决策中明确执行主体"]),
        ("在起草文件过程中听取企业意见", ["听取企业意见"]),
        ("运用信息化手段加强巡查", ["运用信息化手段加强巡查"]),
        ("党校专题培训将民法典列入教学内容", ["党校专题培训将民法典列入教学内容"]),
    ],
)
def test_measure_runs_from_verb_or_actor_to_the_end(sentence: str, quotes: list[str]) -> None:
    """Dates, 全县, adverbs and phrases of manner are left out; 将, 对 and who acts are kept."""
    assert _quotes(sentence) == quotes


@pytest.mark.parametrize(
    ("sentence", "verb", "object_"),
    [
        ("编制并公布事项清单", "编制并公布", "事项清单"),
        ("组织开展执法案卷评查3次", "组织开展", "执法案卷评查"),
        ("修订完善考核办法", "修订完善", "考核办法"),
        ("开展评估试点", "开展", "评估试点"),
        ("对执法人员进行线上培训", "培训", "执法人员"),
        ("将执法事项下放至乡镇", "下放", "执法事项"),
        ("梳理出高频事项50项", "梳理出", "高频事项"),
        ("开展了两次督查", "开展", "两次督查"),
        ("减免7万元", "减免", "7万元"),
        ("推动完善协作机制", "推动完善", "协作机制"),
        ("督促各单位公开数据", "督促", "各单位公开数据"),
        ("总结优化服务的经验", "总结", "优化服务的经验"),
        ("加强和规范应诉工作", "加强和规范", "应诉工作"),
        ("对4件决策进行合法性审查", "审查", "4件决策"),
    ],
)
def test_verb_and_object_are_as_printed(sentence: str, verb: str, object_: str) -> None:
    """Verbs of one object stand together; the object loses the figure at its end."""
    ((mark, _),) = _marks(f"一、主要工作\n{sentence}。")
    assert (mark.verb, mark.object) == (verb, object_)


@pytest.mark.parametrize(
    ("sentence", "verb", "object_"),
    [
        ("开办时限压缩60%", "压缩", "开办时限"),
        ("办理时限从9个工作日减至2个工作日", "减至", "办理时限"),
        ("申报材料再次精简", "精简", "申报材料"),
        ("反馈的7个问题已全部整改到位", "整改", "反馈的7个问题"),
        ("12类审批事项全部进驻办事大厅", "进驻", "12类审批事项"),
        ("所有行政合同均经合法性审查", "审查", "所有行政合同"),
        ("取水许可事项均通过政务网审批", "审批", "取水许可事项"),
        ("权责清单由520项调整为480项", "调整", "权责清单"),
        ("所有文件全部按时报送县人大常委会", "报送", "所有文件"),
        ("决策目录经常务会议审议后向社会公布", "公布", "决策目录"),
        ("行政复议案件受理60件", "受理", "行政复议案件"),
        ("政务服务中心挂牌成立", "挂牌成立", "政务服务中心"),
        ("项目审批时间控制在50天以内", "控制", "项目审批时间"),
    ],
)
def test_subject_that_was_acted_on_is_the_object(sentence: str, verb: str, object_: str) -> None:
    """What is cut, put somewhere or wholly dealt with stands before its verb."""
    ((mark, quote),) = _marks(f"一、主要工作\n{sentence}。")
    assert (mark.verb, mark.object, quote) == (verb, object_, sentence)


@pytest.mark.parametrize(
    ("sentence", "verb", "object_"),
    [
        ("县委常委会、县政府常务会共集中学法6次", "集中学法", "6次"),
        ("办事窗口全年办件300件", "办件", "300件"),
        ("县政府在每年第一季度向县委报告年度情况", "报告", "年度情况"),
        ("县长主持召开专题会议", "召开", "专题会议"),
        ("取消、停征收费项目3个", "取消、停征", "收费项目"),
        ("启用“审批专用章”办理事项30件", "办理", "事项"),
        ("推动惠企政策直达快享", "推动", "惠企政策直达快享"),
        ("推动40个事项“一网通办”", "推动", "40个事项“一网通办”"),
        ("做好实施办法评估", "做好", "实施办法评估"),
        ("2次专题研究复议工作", "研究", "复议工作"),
        ("(责任单位:县司法局)加大执法监督力度", "加大", "执法监督力度"),
        ("评查案卷不少于60卷", "评查", "案卷"),
        ("围绕优化营商环境开展协商", "开展", "协商"),
        ("坚持每月召开调度会", "召开", "调度会"),
        ("对目录内事项全部进行合法性审查", "审查", "目录内事项"),
        ("县级取消许可事项8项", "取消", "许可事项"),
        ("县党校(行政学校)开展培训3期", "开展", "培训"),
        ("在线调解纠纷20件", "调解", "纠纷"),
    ],
)
def test_actor_manner_and_light_verbs_stand_before_the_verb(
    sentence: str, verb: str, object_: str
) -> None:
    """Who acts, how often, whom it is told to and verbs that say less come before the verb."""
    ((mark, _),) = _marks(f"一、主要工作\n{sentence}。")
    assert (mark.verb, mark.object) == (verb, object_)


@pytest.mark.parametrize(
    ("sentence", "verbs", "objects"),
    [
        ("编制权力清单,并公布", ["编制", "公布"], ["权力清单", "权力清单"]),
        ("发现隐患9处,限期整改", ["发现", "整改"], ["隐患", "隐患9处"]),
        ("反馈问题30个,已全部整改完成", ["反馈", "整改完成"], ["问题", "问题30个"]),
        ("成立由县长任组长,各局为成员的工作小组", ["成立"], ["由县长任组长,各局为成员的工作小组"]),
    ],
)
def test_a_clause_goes_on_with_the_one_before(
    sentence: str, verbs: list[str], objects: list[str]
) -> None:
    """A verb without object has that of the clause before; who belongs to a body is one thing."""
    marks = [mark for mark, _ in _marks(f"一、主要工作\n{sentence}。")]
    assert [mark.verb for mark in marks] == verbs
    assert [mark.object for mark in marks] == objects


@pytest.mark.parametrize(
    ("sentence", "verb", "object_"),
    [
        ("个别单位未按规定公示执法信息", "公示", "执法信息"),
        ("各项任务落实不平衡", "落实", "各项任务"),
        ("行政权力缺乏有效监督", "监督", "行政权力"),
    ],
)
def test_shortcomings_tell_what_is_lacking(sentence: str, verb: str, object_: str) -> None:
    """In a passage on shortcomings a verb is what was not done, or not well."""
    ((mark, _),) = _marks(f"二、存在的问题\n{sentence}。")
    assert (mark.verb, mark.object, mark.status) == (verb, object_, Status.PROBLEM)


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("新增事项3项、变更5项、取消2项", ["新增事项3项", "变更5项", "取消2项"]),
        ("办理议案4件、提案9件", ["办理议案4件、提案9件"]),
        ("公布“甲清单”30项,“乙清单”7项", ["公布“甲清单”30项,“乙清单”7项"]),
        ("审查合同20件,合同金额300万元", ["审查合同20件"]),
        ("报告专项工作23项,接受询问1项", ["报告专项工作23项"]),
        ("抽查企业90家,其中联合抽查20家", ["抽查企业90家"]),
        (
            "完善工作机制、充实调解力量、强化经费保障",
            ["完善工作机制", "充实调解力量", "强化经费保障"],
        ),
        ("落实公开、回避、备案四项制度", ["落实公开、回避、备案四项制度"]),
        ("落实取消、下放的事项", ["落实取消、下放的事项"]),
        ("对未经审核的,不得提交会议审议", ["对未经审核的,不得提交会议审议"]),
    ],
)
def test_verbs_with_objects_of_their_own_are_several(sentence: str, quotes: list[str]) -> None:
    """A verb after a figure opens a measure; a clause without a verb goes on with the list."""
    assert _quotes(sentence) == quotes


@pytest.mark.parametrize(
    "sentence",
    [
        "坚持以人民为中心",
        "聚焦群众关切",
        "推动治理水平提升",
        "确保各项任务落到实处",
        "有效维护社会稳定",
        "提高依法行政能力",
        "加强干部法治意识",
        "营造良好氛围",
        "服务水平不断提升",
        "按时办结率达98%",
        "为乡村振兴提供法治保障",
        "打造一流营商环境",
        "现将有关情况报告如下",
        "根据本县工作实际",
        "通过召开座谈会、发放问卷等形式",
        "被评为先进单位",
        "按照深化改革等要求",
        "以政府职能转变为核心",
        "进驻事项中共有80项",
        "推动工作迈上新台阶",
        "案件数量下降20%",
        "行政执法队伍建设取得新成效",
        "各乡镇督察整改取得实效",
        "“七五”普法评估通过验收",
        "法治政府建设取得新进展",
        "各项权力均得到有效监督",
        "推动法治政府建设高质量发展",
    ],
)
def test_aims_results_and_states_are_no_measures(sentence: str) -> None:
    """Guidance, purposes, results, descriptions and bare rates tell of no action."""
    assert _quotes(sentence) == []


def test_headings_are_no_measures() -> None:
    """Neither a numbered heading nor a one-clause opening of a point is a measure.

    One that names a reform is.
    """
    text = (
        "一、加强组织领导\n一是健全机制。二是压实责任。开展督查2次。三是强化保障。拨付经费5万元。"
    )
    assert [quote for _, quote in _marks(text)] == ["开展督查2次", "拨付经费5万元"]
    named = text.replace("强化保障", "推进审批改革")
    assert [quote for _, quote in _marks(named)] == [
        "开展督查2次",
        "推进审批改革",
        "拨付经费5万元",
    ]


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("县司法局建立台账,开展督导,评查案卷20卷", ["司法局", "司法局", "司法局"]),
        ("县司法局建立台账。开展督导", ["司法局", ""]),
        ("各部门开展督导", [""]),
    ],
)
def test_subject_carries_on_through_its_sentence(sentence: str, actors: list[str]) -> None:
    """A named body acts in the following clauses of its sentence, not in the next."""
    found = [mark.actor or "" for mark, _ in _marks(f"一、主要工作\n{sentence}。")]
    assert [actor.rpartition("/")[2] for actor in found] == actors


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("一、主要工作\n建立回访制度。", ReportKind.ANNUAL_REPORT, Status.ADOPTED),
        ("二、下一步工作打算\n建立回访制度。", ReportKind.ANNUAL_REPORT, Status.PLANNED),
        ("二、存在的问题\n一是履行回访职责不到位。", ReportKind.ANNUAL_REPORT, Status.PROBLEM),
        ("二、重点任务\n各部门应当建立回访制度。", ReportKind.WORK_PLAN, Status.PLANNED),
    ],
)
def test_status_comes_from_place_and_genre(text: str, kind: ReportKind, status: Status) -> None:
    """What is done, planned or lacking is told by the section and the kind of report."""
    ((mark, _),) = _marks(text, kind)
    assert mark.status is status


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("建立回访制度", "establish"),
        ("修订考核办法", "revise"),
        ("开展执法业务培训", "train"),
        ("开展执法案卷评查", "review"),
        ("受理复议案件8件", "handle"),
        ("选聘法律顾问12名", "appoint"),
    ],
)
def test_kind_is_that_of_the_verb_or_of_what_it_carries_out(sentence: str, kind: str) -> None:
    """开展 and 组织 take the kind of the action that they carry out."""
    ((mark, _),) = _marks(f"一、主要工作\n{sentence}。")
    assert (mark.kind or "").rpartition("/")[2] == kind


def test_each_verb_has_one_kind() -> None:
    """No verb stands under two kinds, nor both as a verb and as a noun-like verb."""
    verbs = [
        label
        for kind in load_scheme("measure-kinds")
        for label in {*kind.labels, *kind.values("contextualLabel")}
    ]
    assert len(verbs) == len(set(verbs))


_WORDS = (
    "建立|完善|制度|清单|对|将|在|通过|开展|培训|3次|20余件|、|,|。|“|”|《|》|(|)|"
    "的|进行|审查|县司法局|全县|其中|推动|提升|能力|纳入|一是|98%|和|并|各部门|不到位|;|"
    "为|提供"
)
_PIECES = st.sampled_from(_WORDS.split("|"))


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_any_text_is_read(text: str) -> None:
    """No text stops the rule; a measure lies in the text and holds its verb."""
    for mark, quote in _marks(f"一、主要工作\n{text}。"):
        assert mark.start < mark.end
        assert mark.verb in quote
