"""What the five texts say and the rules do not read: for extraction, not for the questions."""

from tests.kg import sample_words as w
from tests.kg.sample_reading import Read

__all__ = ["UNREAD"]

UNREAD: tuple[tuple[str, Read], ...] = (
    (
        "a law beside 习近平法治思想 in a list without 《》 is not read",
        Read(
            question="documents-by-level",
            whole=False,
            columns=("document_zh", "reports"),
            rows=[(w.CIVIL, 4, ""), (w.CONSTITUTION, 3, "")],
        ),
    ),
    (
        "a law beside 习近平法治思想 in a list without 《》 is not read",
        Read(
            question="mentions",
            told={"thing": w.CIVIL},
            whole=False,
            columns=("place_zh",),
            rows=[(w.KAI, "将习近平法治思想、宪法、民法典作为党校课程的重要内容")],
        ),
    ),
    (
        "立案 of a reconsideration case is 受理",
        Read(
            question="indicator-figures",
            told={"indicator": "受理行政复议案件"},
            whole=False,
            columns=("place_zh", "value", "unit"),
            rows=[(w.JIAN, 54, "件", "立案54件")],
        ),
    ),
    (
        "a target is read as a figure in one sentence and not in the other",
        Read(
            question="indicator-figures",
            told={"indicator": "行政机关负责人出庭应诉率"},
            whole=False,
            columns=("place_zh", "value", "unit"),
            rows=[(w.JIAN, 100, "%", "力争出庭率达到百分之百")],
        ),
    ),
    (
        "what a township set up is told of the county",
        Read(
            question="below-place",
            told={"place": w.YI},
            whole=False,
            columns=("place_zh", "mechanism_zh"),
            rows=[("吴林街道", "智慧吴林云平台", "吴林街道“智慧吴林”云平台已部署上线")],
        ),
    ),
    (
        "villages are not read",
        Read(
            question="places-within",
            told={"place": w.JIAN},
            columns=("place_zh",),
            rows=[
                (w.JIAN, ""),
                ("杨村桥镇", ""),
                ("寿昌镇", ""),
                ("岭源村", "杨村桥镇岭源村"),
                ("十八桥村", "寿昌镇十八桥村"),
            ],
        ),
    ),
    (
        "bodies named without 局 (公安、交运) are not read",
        Read(
            question="who-runs",
            told={"mechanism": "一体同办制度"},
            whole=False,
            columns=("institution_zh",),
            rows=[
                ("肥城市公安局", "公安、交运、综合执法、市场监管等7个重点部门建立“一体同办”制度")
            ],
        ),
    ),
    (
        "who examines is not taken for who runs: 市司法局先对决策草案进行审查",
        Read(
            question="who-runs",
            told={"mechanism": w.LEGALITY},
            whole=False,
            columns=("institution_zh",),
            rows=[("建德市司法局", "通过市司法局进行合法性审查")],
        ),
    ),
    (
        "征求意见 is not known as a name of public participation",
        Read(
            question="place-problems",
            told={"place": w.YI},
            whole=False,
            columns=("mechanism_zh",),
            rows=[("重大行政决策公众参与", "重大决策征求意见层面较窄")],
        ),
    ),
    (
        "the procedure is named across its steps: 严格履行…等决策程序",
        Read(
            question="established-by",
            told={"document": "重大行政决策程序暂行条例"},
            whole=False,
            columns=("mechanism_zh", "place_zh"),
            rows=[(w.PROCEDURE, w.JIAN, w.STEPS)],
        ),
    ),
    (
        "reconsideration is not seen where cases are received and heard",
        Read(
            question="adopted-in-one-not-other",
            told={"place": w.KAI, "other": w.YI},
            whole=False,
            columns=("mechanism_zh", "answer"),
            rows=[],
            absent=[("行政复议制度", "not said to be adopted", "共收到行政复议申请 39 件")],
        ),
    ),
    (
        "a measure has a system only by the mechanism that it names",
        Read(
            question="place-measures",
            told={"place": w.FEI, "theme": "administrative-rules"},
            whole=False,
            columns=("verb", "object"),
            rows=[
                ("备案", "行政规范性文件", "向泰安市及同级人大备案行政规范性文件2件"),
                ("确认", "继续有效行政规范性文件", "确认继续有效行政规范性文件17件"),
            ],
        ),
    ),
)
"""What the texts say and the rules miss, with the reason: extraction, not the questions."""
