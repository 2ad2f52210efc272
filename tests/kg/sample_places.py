"""Whole answers on places and documents in the five samples, read like sample_answers.py."""

# ruff: noqa: E501 (sentences of the texts)

from tests.kg import sample_words as w
from tests.kg.sample_reading import Read

__all__ = ["OF_PLACES"]

OF_PLACES: tuple[Read, ...] = (
    Read(
        question="place-issued",
        told={"place": w.FEI},
        columns=("act", "document_zh"),
        rows=[
            (
                "issued",
                "法治指数评估指标体系(2021年版)",
                "建立《肥城市法治指数评估指标体系(2021年版)》",
            ),
            ("issued", "行政规范性文件制定管理办法", "制定《行政规范性文件制定管理办法》"),
            ("revised", "政府合同管理办法", "修订《政府合同管理办法》"),
            ("issued", "行政规范性文件程序规范手册", w.MANUALS),
            ("issued", "重大行政决策程序规范手册", w.MANUALS),
            ("issued", "规范政府合同(协议)签订管理工作指引", w.MANUALS),
            (
                "issued",
                "处置突发应急事件协同运行工作机制",
                "健全《处置突发应急事件协同运行工作机制》",
            ),
            ("issued", "九种自然灾害和事故灾难突发事件简易处置手册", "编制《肥城市九种自然灾害"),
        ],
    ),
    Read(
        question="place-issued",
        told={"place": w.JIAN},
        columns=("act", "document_zh", "agent_zh"),
        rows=[
            (
                "issued",
                "2020年法治政府建设工作要点",
                w.JIAN,
                "印发《建德市2020年法治政府建设工作要点》",
            ),
            (
                "issued",
                "2020年法治政府建设工作要点",
                "建德市人民政府",
                "市政府印发《建德市2020年法治政府建设工作要点》",
            ),
            (
                "issued",
                "2020年法治建德建设工作要点",
                "中共建德市委员会",
                "市委印发《2020年法治建德建设工作要点》",
            ),
            (
                "issued",
                "法治建设监督员工作规则(试行)",
                w.JIAN,
                "出台《建德市法治建设监督员工作规则(试行)》",
            ),
            (
                "issued",
                "关于加强法治建设工作的若干意见",
                w.JIAN,
                "《关于加强法治建设工作的若干意见》",
            ),
            (
                "issued",
                "党政主要负责人履行推进法治建设第一责任人职责实施方案",
                w.JIAN,
                "出台《建德市党政主要负责人履行推进法治建设第一责任人职责实施方案》",
            ),
            (
                "issued",
                "行政机关负责人出庭应诉实施办法",
                w.JIAN,
                "出台《建德市行政机关负责人出庭应诉实施办法》",
            ),
            (
                "issued",
                "2020年度法治建德建设考核评价细则",
                w.JIAN,
                "出台《2020年度法治建德建设考核评价细则》",
            ),
            (
                "issued",
                "政府信息公开回应社会关切工作制度",
                w.JIAN,
                "研究制定《建德市政府信息公开回应社会关切工作制度》",
            ),
            (
                "issued",
                "关于进一步规范市政府常务会议和市长办公会材料报送的通知",
                w.JIAN,
                "印发《关于进一步规范市政府常务会议和市长办公会材料报送的通知》",
            ),
            ("issued", "关于开展行政规范性文件专项清理工作的通知", w.JIAN, w.BOTH_NOTICES),
            ("issued", "关于开展民法典涉及行政规范性文件清理工作的通知", w.JIAN, w.BOTH_NOTICES),
            (
                "issued",
                "行政执法监督实施办法(试行)",
                w.JIAN,
                "出台《建德市行政执法监督实施办法(试行)》",
            ),
            ("issued", "行政执法监督约谈制度(试行)", w.JIAN, "出台《行政执法监督约谈制度(试行)》"),
            (
                "issued",
                "关于开展行政执法三项制度落实情况专项执法监督的通知",
                w.JIAN,
                "印发《关于开展行政执法“三项制度”落实情况专项执法监督的通知》",
            ),
            (
                "issued",
                "关于开展2020年度行政执法案卷评查工作的通知",
                w.JIAN,
                "印发《关于开展2020年度行政执法案卷评查工作的通知》",
            ),
        ],
    ),
    Read(
        question="place-issued",
        told={"place": w.KAI},
        columns=("act", "document_zh"),
        rows=[
            (
                "issued",
                "关于进一步加强权责清单动态管理的通知",
                "印发《关于进一步加强权责清单动态管理的通知》",
            ),
            (
                "issued",
                "2023年开原市政府重大行政决策目录清单",
                "制定《2023年开原市政府重大行政决策目录清单》",
            ),
            ("issued", "职责清单", "全市各单位党政主要负责人均制定了《职责清单》"),
        ],
    ),
    # 出台县政府督查工作实施细则 is ordered, and bears no title.
    Read(question="place-issued", told={"place": w.ZONG}, columns=("document_zh",), rows=[]),
    # 和省市实施方案 has no title.
    Read(
        question="place-implements",
        told={"place": w.ZONG},
        columns=("act", "document_zh"),
        rows=[
            ("implements", w.ANHUI, w.UPWARD),
            ("implements", w.TONGLING, w.UPWARD),
            ("implements", "重大行政决策程序暂行条例", w.DECISIONS),
            ("implements", "安徽省重大行政决策程序规定", w.DECISIONS),
            ("implements", "行政复议体制改革方案", "贯彻落实中央行政复议体制改革方案"),
        ],
    ),
    # The lower one is the plan of 枞阳 itself: it bears the title of that of 铜陵.
    Read(
        question="document-chain",
        told={"document": w.ANHUI},
        columns=("lower_zh", "lower_place_zh", "lower_level", "higher_zh", "higher_level"),
        rows=[(w.TONGLING, w.ZONG, "county", w.ANHUI, "province", f"{w.UPWARD}(2021-2025年)》")],
    ),
    Read(
        question="place-figures",
        told={"place": w.ZONG},
        columns=("value", "unit", "qualifier"),
        rows=[
            (7, "个工作日", "over", "一般不少于7个工作日"),
            (100, "%", None, "确保行政机关负责人出庭应诉率达到100%"),
            (1, "期", "over", "县政府每年至少举办一期领导干部法治专题培训班"),
            (1, "次", "over", "部门负责人任期内至少接受一次法治专题脱产培训"),
            (60, "学时", "over", "确保每人每年接受不少于60学时的业务知识和法律法规培训"),
        ],
    ),
    # 法院 and 检察院 are those of the county whose plan it is; 党委, 司法所 and 乡镇人民政府 are any.
    Read(
        question="place-institutions",
        told={"place": w.ZONG},
        columns=("institution_zh", "kind"),
        rows=[
            ("枞阳县人民政府", "people-government", "县政府"),
            ("枞阳县人民检察院", "people-procuratorate", "支持检察院"),
            ("枞阳县人民法院", "people-court", "支持法院"),
            (
                "枞阳县依法行政工作领导小组办公室",
                "lawful-administration-leading-group-office",
                "县依法行政工作领导小组办公室",
            ),
            ("中共枞阳县委全面依法治县委员会办公室", "party-rule-of-law-office", "依法治县"),
            ("枞阳县政务服务大厅", "government-services-hall", "县政务服务大厅"),
            (
                "枞阳县行政复议委员会",
                "administrative-reconsideration-committee",
                "县政府建立行政复议委员会",
            ),
        ],
    ),
    # Paragraph 3 of (四), clause by clause; 提升… says what the measures are for.
    Read(
        question="place-measures",
        told={"place": w.FEI, "theme": "emergency-response"},
        columns=("verb", "object", "status"),
        rows=[
            ("健全", "社会应急工作机制", "adopted", "健全社会应急工作机制"),
            (
                "制定出台",
                "安全生产、防震减灾、重大突发事件应急保障体系和应急物资储备体系等多个总体规划和专项计划",
                "adopted",
                "制定出台安全生产、防震减灾",
            ),
            (
                "健全",
                "《处置突发应急事件协同运行工作机制》",
                "adopted",
                "健全《处置突发应急事件协同运行工作机制》",
            ),
            (
                "编制",
                "《肥城市九种自然灾害和事故灾难突发事件简易处置手册》",
                "adopted",
                "编制《肥城市九种自然灾害",
            ),
            ("明确", "应急管理执法人员“十项严禁”“五公开”“十不准”", "adopted", "“十项严禁”“五公开”"),
            ("再造", "执法程序流程", "adopted", "再造执法程序流程"),
            ("推进", "应急救援队伍建设", "adopted", "推进应急救援队伍建设"),
            (
                "建立",
                "以消防救援为骨干、以森林消防等专业性队伍为补充、以社会救援力量为辅助的应急救援队伍体系",
                "adopted",
                "建立以消防救援为骨干",
            ),
            ("登记", "各类应急救援队伍", "adopted", "登记各类应急救援队伍27支、4100余人"),
            ("加强", "应急管理信息化建设", "adopted", "加强应急管理信息化建设"),
            ("建设", "市应急救援指挥平台", "adopted", "投资1600万元高标准建设市应急救援指挥平台"),
            ("纳入", "15家企业", "adopted", "15家企业纳入数字安监一期工程"),
            ("研发", "全员安全在线培训平台", "adopted", "研发全员安全在线培训平台"),
            ("培训", "危化品、矿山等行业领域4000余人", "adopted", "4000余人进行线上培训"),
            ("培训", "规上企业负责人", "adopted", "对规上企业负责人进行专题培训"),
            ("培训", "2家企业800余人", "adopted", "对2家企业800余人进行强制培训"),
        ],
    ),
    Read(
        question="institution-line",
        told={"institution": w.JUSTICE},
        columns=("body_zh", "year", "partial"),
        rows=[
            (w.JUSTICE, 2023, False, "开原市司法局 发布时间"),
            (w.JUSTICE, 2023, False, w.TOGETHER),
        ],
    ),
    Read(
        question="mentions",
        told={"thing": w.JUSTICE},
        columns=("place_zh", "year"),
        rows=[(w.KAI, 2023, "开原市司法局 发布时间"), (w.KAI, 2023, w.TOGETHER)],
    ),
    Read(
        question="doubtful-links",
        columns=("name", "label", "reason"),
        rows=[
            ("金沟子", "金沟子镇", "short-form", "金沟子"),
            ("峯城区", w.YI, "look-alike-character", "峯城区"),
            ("峰城", w.YI, "look-alike-character", "峰城"),
            ("峰城区", w.YI, "look-alike-character", "峰城区"),
        ],
    ),
    Read(
        question="places-within",
        told={"place": w.ZONG},
        columns=("place_zh",),
        rows=[(w.ZONG, "枞阳县")],
    ),
    Read(
        question="places-within",
        told={"place": w.YI},
        columns=("place_zh",),
        rows=[
            (w.YI, ""),
            ("阴平镇", "阴平镇、区林业中心建成"),
            ("峨山镇", "峨山镇建成智慧工业园区"),
            ("吴林街道", "吴林街道“智慧吴林”云平台"),
            ("榴园镇", "榴园镇建成智慧景区"),
        ],
    ),
    Read(question="below-place", told={"place": w.ZONG}, columns=("place_zh",), rows=[]),
)
