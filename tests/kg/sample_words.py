"""Names and sentences of the five samples that several answers share."""

# ruff: noqa: E501 (sentences of the texts)

FEI, JIAN, KAI, YI, ZONG = "肥城市", "建德市", "开原市", "峄城区", "枞阳县"

OUTLINE = "法治政府建设实施纲要(2021—2025年)"
CIVIL, CONSTITUTION, PENALTIES = (
    "中华人民共和国民法典",
    "中华人民共和国宪法",
    "中华人民共和国行政处罚法",
)
ANHUI, TONGLING = "安徽省法治政府建设实施方案(2021-2025年)", "法治政府建设工作方案(2021-2025年)"

THREE, FOUR, RANDOM = "行政执法三项制度", "四所一庭联动工作机制", "双随机、一公开监管"
PUBLIC, RECORD, REVIEW = "行政执法公示制度", "执法全过程记录制度", "重大执法决定法制审核制度"
ADVISERS, OFFICES, TEAM = "政府法律顾问制度", "部门法治机构建设", "法治队伍建设"
FIRST, TEACH = "党政主要负责人履行推进法治建设第一责任人职责", "谁执法谁普法普法责任制"
ACCOUNT, LAWYERS = "党政主要负责人述法制度", "公职律师制度"
RESCUE, DRILL, SCHEMES = "应急救援队伍建设", "应急演练", "突发事件应急预案体系"
WATCH, STORES = "应急值守制度", "应急物资储备保障制度"
PROCEDURE, CATALOGUE = "重大行政决策程序制度", "重大行政决策事项目录"
ARCHIVE = "重大行政决策过程记录和材料归档制度"
LEGALITY, HEADS, FILES = (
    "重大行政决策合法性审查",
    "行政机关负责人出庭应诉制度",
    "行政执法案卷评查制度",
)
CLEARING, POWERS, SPLIT = "行政规范性文件清理", "权责清单制度", "证照分离改革"
RATED, HOTLINE, ONLINE = "政务服务好差评制度", "12345政务服务便民热线", "互联网+监管"
COURT, POLICE, JUSTICE = "开原市人民法院", "开原市公安局", "开原市司法局"

THREE_FEI = THREE_KAI = "严格落实行政执法“三项制度”"
THREE_JIAN, THREE_YI = "行政执法“三项制度”落实情况专项执法监督", "全面落实行政执法“三项制度”"
THREE_WEAK = "落实行政执法“三项制度”存在不实不细等现象"
PUBLIC_WEAK = "个别单位行政执法信息公示不及时"
CHECKED = "重点检查对市政府各部门全面推行行政执法公示制度情况、行政执法全过程记录制度情况、重大执法决定法制审核制度情况"
TOGETHER = "市司法局、市法院、市公安局建立“四所一庭”联动工作机制"
RANDOM_KAI, RANDOM_FEI = "“双随机、一公开”检查任务26次", "推进“双随机、一公开”监管"
RANDOM_JIAN, RANDOM_YI = "全面推行“双随机、一公开”监管", "实行“双随机一公开”监管"
RANDOM_ZONG = "健全以“双随机、一公开”监管和“互联网+监管”为基本手段"
UPWARD = "为贯彻落实《安徽省法治政府建设实施方案(2021-2025年)》和《铜陵市法治政府建设工作方案"
DECISIONS = "严格执行《重大行政决策程序暂行条例》《安徽省重大行政决策程序规定》"
MANUALS = "编制《行政规范性文件程序规范手册》《重大行政决策程序规范手册》和《规范政府合同(协议)签订"
RULES = "《峰城区人民政府行政复议委员会工作规则》《峰城区人民政府行政复议咨询委员会工作规则》"
BOTH_NOTICES = "《关于开展行政规范性文件专项清理工作的通知》及《关于开展民法典涉及行政规范性文件清理工作的通知》"
STEPS = "严格履行公众参与、专家论证、风险评估、合法性审查和集体讨论决定等决策程序"
ADVISERS_JIAN = "法律顾问作用没有充分发挥"
OFFICES_JIAN = "专业法制机构和人员还存在配备不足"
TALENT = "法治人才匮乏"
