"""Whole answers on the five samples, each row with the words of the text that say so."""

# ruff: noqa: E501 (sentences of the texts)

from tests.kg import sample_words as w
from tests.kg.sample_reading import Read

__all__ = ["WHOLE"]

_SILENT = {"zongyang-plan": ("三项制度", "执法公示", "全过程记录", "法制审核")}
_OTHERS = ("feicheng-2021", "jiande-2020", "yicheng-2021", "zongyang-plan")

WHOLE: tuple[Read, ...] = (
    Read(
        question="reports-at-hand",
        columns=("place_zh", "year", "report_kind"),
        rows=[
            (w.FEI, 2021, "case", "案例内容"),
            (w.JIAN, 2020, "annual_report", "2020年度法治政府建设情况报告如下"),
            (w.KAI, 2023, "annual_report", "开原市人民政府关于2023年法治政府建设情况的报告"),
            (w.YI, 2021, "annual_report", "关于 2021 年度法治政府建设情况的报告"),
            (w.ZONG, 2021, "work_plan", "枞阳县法治政府建设工作方案(2021-2025年)"),
        ],
    ),
    # One report of each county: all that adopted are censored, and no report before leaves a gap.
    Read(
        question="first-reported",
        told={"mechanism": "三项制度"},
        columns=("unit_zh", "first_reported", "stated_since", "left_censored", "gap_before"),
        rows=[
            (w.FEI, 2021, None, True, None, w.THREE_FEI),
            (w.JIAN, 2020, None, True, None, w.THREE_JIAN),
            (w.KAI, 2023, None, True, None, w.THREE_KAI),
            (w.YI, 2021, None, True, None, w.THREE_YI),
        ],
        unsaid=_SILENT,
    ),
    Read(
        question="adoption-curve",
        told={"mechanism": "三项制度"},
        columns=("first_reported", "places", "censored", "observed"),
        rows=[
            (2020, 1, 1, 0, w.THREE_JIAN),
            (2021, 2, 2, 0, w.THREE_YI),
            (2023, 1, 1, 0, w.THREE_KAI),
        ],
    ),
    Read(
        question="silent-reports",
        told={"mechanism": "三项制度"},
        columns=("place_zh", "year", "answer"),
        rows=[(w.ZONG, 2021, "not mentioned", "")],
        unsaid=_SILENT,
    ),
    # 峄城 plans it and 枞阳 orders it: neither is silent.
    Read(
        question="silent-reports",
        told={"mechanism": "双随机一公开"},
        columns=("place_zh",),
        rows=[],
    ),
    Read(
        question="silent-reports",
        told={"mechanism": w.FOUR},
        columns=("place_zh", "answer"),
        rows=[(each, "not mentioned", "") for each in (w.FEI, w.JIAN, w.YI, w.ZONG)],
        unsaid=dict.fromkeys(_OTHERS, ("四所一庭",)),
    ),
    Read(
        question="edge-evidence",
        told={"place": w.YI, "mechanism": "三项制度"},
        columns=("status", "year"),
        rows=[
            ("adopted", 2021, w.THREE_YI),
            ("adopted", 2021, "推进行政执法“三项制度”落实以及专项检查"),
            ("planned", 2021, "持续深化行政执法“三项制度”"),
            ("problem", 2021, w.THREE_WEAK),
        ],
    ),
    Read(
        question="document-acts",
        told={"document": w.OUTLINE},
        columns=("place_zh", "year", "act"),
        rows=[
            (w.FEI, 2021, "implements", "深入落实《法治政府建设实施纲要(2021—2025年)》"),
            (w.KAI, 2023, "implements", "围绕《法治政府建设实施纲要(2021—2025年)》"),
        ],
    ),
    # It ran until 2020. 峄城 names its state (“七五”普法情况), not the plan.
    Read(
        question="superseded-citations",
        columns=("place_zh", "year"),
        rows=[(w.FEI, 2021, "全面完成“七五”普法规划")],
    ),
    Read(
        question="indicator-figures",
        told={"indicator": "收到行政复议申请"},
        columns=("place_zh", "year", "value", "unit", "qualifier"),
        rows=[
            (w.JIAN, 2020, 57, "件", None, "新收复议案件57件"),
            (w.YI, 2021, 39, "件", None, "共收到行政复议申请 39 件"),
        ],
    ),
    Read(
        question="indicator-figures",
        told={"indicator": "调解成功率"},
        columns=("place_zh", "year", "value", "unit", "qualifier"),
        rows=[
            (w.FEI, 2021, 98, "%", "over", "调解成功率达到98%以上"),
            (w.KAI, 2023, 98, "%", None, "调解成功率达98%"),
        ],
    ),
    Read(question="report-gaps", columns=("place_zh",), rows=[]),
    Read(
        question="adopters",
        told={"mechanism": "三项制度", "status": "problem"},
        columns=("place_zh", "mechanism_zh", "partial"),
        rows=[
            (w.YI, w.THREE, False, w.THREE_WEAK),
            (w.KAI, w.PUBLIC, True, w.PUBLIC_WEAK),
        ],
    ),
    # 肥城 reports 公示 alone beside the three; 建德 checks each of them (情况基本到位).
    Read(
        question="adopters",
        told={"mechanism": "三项制度", "status": "adopted"},
        columns=("place_zh", "mechanism_zh", "partial"),
        rows=[
            (w.FEI, w.THREE, False, w.THREE_FEI),
            (w.JIAN, w.THREE, False, w.THREE_JIAN),
            (w.KAI, w.THREE, False, w.THREE_KAI),
            (w.YI, w.THREE, False, w.THREE_YI),
            (w.FEI, w.PUBLIC, True, "强化执法信息公示"),
            (w.JIAN, w.PUBLIC, True, w.CHECKED),
            (w.JIAN, w.RECORD, True, w.CHECKED),
            (w.JIAN, w.REVIEW, True, w.CHECKED),
            (w.FEI, "法制审核人员配备", True, "全市102名法制审核人员"),
        ],
        unsaid=_SILENT,
    ),
    Read(
        question="place-adopts",
        told={"place": w.KAI, "mechanism": "双随机一公开"},
        columns=("year",),
        rows=[(2023, w.RANDOM_KAI)],
    ),
    Read(
        question="place-plans",
        told={"place": w.ZONG, "mechanism": "双随机一公开"},
        columns=("year",),
        rows=[(2021, w.RANDOM_ZONG)],
    ),
    # 依法决策水平还有待进一步提升 and 行政执法案卷不规范 name no mechanism.
    Read(
        question="place-problems",
        told={"place": w.KAI},
        columns=("mechanism_zh",),
        rows=[
            (w.PUBLIC, w.PUBLIC_WEAK),
            (w.FIRST, "履行第一责任人职责不到位"),
            (w.ADVISERS, "应加大法律顾问在依法行政各方面工作中的参与度"),
            (w.OFFICES, "各单位法制机构建设薄弱"),
        ],
    ),
    Read(question="place-problems", told={"place": w.FEI}, columns=("mechanism_zh",), rows=[]),
    Read(question="place-problems", told={"place": w.ZONG}, columns=("mechanism_zh",), rows=[]),
    Read(
        question="adopters-of-one-not-other",
        told={"mechanism": "三项制度", "other": "双随机一公开"},
        columns=("place_zh",),
        rows=[(w.YI, w.THREE_YI)],
    ),
    Read(
        question="planned-then",
        told={"place": w.YI, "mechanism": "双随机一公开"},
        columns=("year", "outcome"),
        rows=[(2021, "no report at hand", w.RANDOM_YI)],
    ),
    Read(
        question="planned-never-adopted",
        told={"mechanism": "双随机一公开"},
        columns=("place_zh",),
        rows=[(w.ZONG, w.RANDOM_ZONG), (w.YI, w.RANDOM_YI)],
    ),
    Read(
        question="status-history",
        told={"mechanism": "双随机一公开"},
        columns=("place_zh", "year", "status"),
        rows=[
            (w.KAI, 2023, "adopted", w.RANDOM_KAI),
            (w.JIAN, 2020, "adopted", w.RANDOM_JIAN),
            (w.FEI, 2021, "adopted", w.RANDOM_FEI),
            (w.ZONG, 2021, "planned", w.RANDOM_ZONG),
            (w.YI, 2021, "planned", w.RANDOM_YI),
        ],
    ),
    Read(
        question="who-runs",
        told={"mechanism": w.FOUR},
        columns=("institution_zh", "place_zh"),
        rows=[(each, w.KAI, w.TOGETHER) for each in (w.COURT, w.POLICE, w.JUSTICE)],
    ),
    Read(
        question="joint-mechanisms",
        told={"mechanism": w.FOUR},
        columns=("institution_zh", "partner_zh", "place_zh"),
        rows=[
            (w.COURT, w.POLICE, w.KAI, w.TOGETHER),
            (w.COURT, w.JUSTICE, w.KAI, w.TOGETHER),
            (w.POLICE, w.JUSTICE, w.KAI, w.TOGETHER),
        ],
    ),
    # 99 % of the demands of daily life; 100 % of those on enforcement, and 100 % of those on development.
    Read(
        question="contradicting-figures",
        told={"province": "山东省"},
        columns=("place_zh", "measured", "unit", "value", "other_value"),
        rows=[(w.YI, "办结满意率", "%", 99, 100, ("办结满意率 99%", "办结满意率 100%"))] * 2,
    ),
    # Villages without a name are told as printed. 争创… is an aim and no honour.
    Read(
        question="honours",
        columns=("name", "recipient_zh", "described", "awarded"),
        rows=[
            ("全国平安建设先进区", w.YI, None, None, "峯城区被评全国平安建设先进区"),
            ("平安中国建设示范县", w.YI, None, None, "被表彰为“平安中国建设示范县”"),
            (
                "2016—2020年全国普法工作先进单位",
                "肥城市普法办公室",
                None,
                None,
                "市普法办被评为“2016—2020年全国普法工作先进单位”",
            ),
            (
                "2021中国县域综合实力百强榜全国第27位、全省第2位",
                w.FEI,
                None,
                None,
                "肥城市位列全国第27位、全省第2位",
            ),
            ("全国民主法治示范村(社区)", w.FEI, "4个村居", None, "4个村居被评为全国民主法治"),
            ("全省民主法治示范村(社区)", w.FEI, "8个村居", None, "8个村居被评为全省民主法治"),
            (
                "泰安市民主法治示范村(社区)",
                w.FEI,
                "237个村(社区)",
                None,
                "237个村(社区)被评为泰安市民主法治示范村",
            ),
            (
                "第一批山东省法治政府建设示范县(市、区)",
                w.FEI,
                None,
                2020,
                "肥城市被评为“第一批山东省法治政府建设示范县(市、区)”",
            ),
        ],
    ),
    Read(
        question="office-holders",
        columns=("person_zh", "role_name", "institution_zh", "year"),
        rows=[
            ("谭会波", "市委书记", "中共开原市委员会", 2023, "市委书记谭会波"),
            ("赵建伟", "市长", "开原市人民政府", 2023, "市长赵建伟"),
            (
                "刘新成",
                "全国政协副主席",
                "中国人民政治协商会议全国委员会",
                2021,
                "全国政协副主席刘新成",
            ),
        ],
    ),
    Read(
        question="adoptions-by-county",
        told={"status": "problem", "province": "浙江省"},
        columns=("mechanism_zh",),
        rows=[
            (w.ADVISERS, w.ADVISERS_JIAN),
            (w.OFFICES, w.OFFICES_JIAN),
            (w.TEAM, w.TALENT),
        ],
    ),
    # 肥城 and 建德 have the publicity; 开原 names it only as weak.
    Read(
        question="mechanism-members",
        told={"mechanism": "三项制度"},
        columns=("mechanism_zh", "relation", "places"),
        rows=[
            (w.PUBLIC, "member", 2, "公示"),
            (w.RECORD, "member", 1, "行政执法全过程记录制度情况"),
            (w.REVIEW, "member", 1, "重大执法决定法制审核制度情况"),
            ("法制审核人员配备", "narrower", 1, "全市102名法制审核人员"),
        ],
    ),
    Read(
        question="mechanisms-most-adopted",
        told={"theme": "emergency-response"},
        columns=("mechanism_zh", "places"),
        rows=[
            (w.RESCUE, 2, "应急救援队伍建设"),
            (w.DRILL, 1, "加强应急实战演练"),
            (w.SCHEMES, 1, "2个专项应急预案的演练"),
            (w.WATCH, 1, "市镇两级实现协同会商和应急值守"),
            (w.STORES, 1, "制定出台安全生产、防震减灾、重大突发事件应急保障体系和应急物资储备体系"),
        ],
    ),
    Read(
        question="theme-adopters",
        told={"theme": "emergency-response"},
        columns=("place_zh", "mechanism_zh"),
        rows=[
            (w.KAI, w.DRILL, "加强应急实战演练"),
            (w.KAI, w.SCHEMES, "2个专项应急预案的演练"),
            (w.KAI, w.RESCUE, "加强应急救援队伍建设"),
            (w.FEI, w.RESCUE, "推进应急救援队伍建设"),
            (w.FEI, w.WATCH, "市镇两级实现协同会商和应急值守"),
            (w.FEI, w.STORES, "应急物资储备体系等多个总体规划"),
        ],
    ),
    # The mechanisms are those above; the measures of 肥城 are read one by one in place-measures.
    Read(
        question="theme-coverage",
        told={"theme": "emergency-response"},
        columns=("place_zh", "mechanisms"),
        rows=[
            (w.KAI, 3, "加强应急实战演练"),
            (w.FEI, 3, "应急"),
            (w.JIAN, 0, ""),
            (w.YI, 0, ""),
            (w.ZONG, 0, ""),
        ],
        unsaid={"jiande-2020": ("应急", "突发"), "yicheng-2021": ("应急", "突发")},
    ),
)
