"""The figures of 天龙镇's year 2024 as facts at hand, without a store."""

from decimal import Decimal

from db.figures.annual_report.facts import Facts
from db.figures.annual_report.template import DROPPED, REWRITTEN, OwnText, template
from db.figures.asking import Value
from db.figures.catalogue import catalogue
from db.figures.figure import Figure, Measure
from db.figures.period import Period
from db.figures.words import Style
from db.registers import Case

OVER = Style.OVER


class InPercent(Measure):
    """A rate that was counted already."""

    @property
    def in_percent(self):
        return True


YEAR = {
    "leading_groups.double_headed": (1, "双组长领导小组", "个"),
    "meetings.special": (4, "法治专题会议", "次"),
    "meetings.decisions": (11, "会议议定事项", "项"),
    "meetings.decisions_done_rate": (100, "议定事项办结率", "%"),
    "plans.made": (1, "实施方案", "个"),
    "tasks.total": (26, "任务", "项"),
    "tasks.done": (26, "完成的任务", "项"),
    "tasks.rate": (100, "任务完成率", "%"),
    "power_list.items": (90, "权责清单事项", "项"),
    "power_list.posted": (1, "权责清单公示", "次"),
    "services.handled": (1152, "办理事项", "件"),
    "services.agency": (34, "代办", "件"),
    "visits.total": (48, "走访企业", "次"),
    "visits.enterprises": (31, "走访的企业", "家"),
    "appeals.received": (22, "企业诉求", "件"),
    "appeals.response_rate": (100, "企业诉求响应率", "%"),
    "appeals.closed_rate": (95.5, "企业诉求办结率", "%"),
    "cleanups.rounds": (2, "规范性文件清理", "次"),
    "reviews.total": (9, "合法性审核", "件"),
    "reviews.coverage": (100, "合法性审核覆盖率", "%"),
    "decisions.unreviewed": (0, "未经审查上会的议题", "项"),
    "contracts.total": (6, "政府合同", "份"),
    "contracts.reviewed_rate": (100, "政府合同审查率", "%"),
    "trainings.sessions": (4, "执法培训", "期"),
    "trainings.attendances": (184, "执法培训人次", "人次"),
    "certificates.issue": (10, "核发证件", "个"),
    "certificates.cancel": (7, "注销证件", "个"),
    "certificates.rate": (100, "持证上岗率", "%"),
    "lists.published": (5, "公开的五张清单", "张"),
    "campaigns.joint": (2, "联合执法", "次"),
    "campaigns.focused": (6, "集中执法", "次"),
    "inspections.visits": (323, "检查市场主体", "家次"),
    "findings.ordered": (34, "责令整改问题", "个"),
    "findings.rate": (100, "问题整改率", "%"),
    "committees.two_levels": (7, "镇村两级调委会", "个"),
    "mediators.total": (56, "人民调解员", "名"),
    "mediation.resolved": (158, "调解成功", "件"),
    "mediation.concluded": (158, "办结案件", "件"),
    "mediation.rate": (100, "化解率", "%"),
    "mediation.turned_criminal": (0, "民转刑案件", "件"),
    "education.rooms": (6, "公共法律服务工作室", "个"),
    "education.guides": (112, "法律明白人", "名"),
    "education.guides.growth": (58, "法律明白人较上年同期增加", "名"),
    "education.guides.growth_rate": (107.4, "法律明白人增长率", "%"),
    "education.activities": (54, "法律服务活动", "次"),
    "consultations.total": (836, "法律咨询", "人次"),
    "aid.granted.persons": (30, "法律援助给予援助人次", "人次"),
    "emergency.plans_revised": (4, "修订的应急预案", "个"),
    "emergency.teams": (1, "应急队伍", "支"),
    "emergency.members": (38, "应急队员", "名"),
    "emergency.trainings": (2, "应急培训", "期"),
    "emergency.attendances": (126, "应急培训人次", "人次"),
    "emergency.drills": (2, "应急演练", "次"),
    "superior_reports.made": (1, "向上级报告", "次"),
    "proposals.total": (8, "建议提案", "件"),
    "proposals.reply_rate": (100, "建议提案办复率", "%"),
    "proposals.satisfaction_rate": (100, "建议提案满意率", "%"),
    "talks.collective": (4, "集体谈心谈话", "次"),
    "internal_checks.total": (6, "内部监督检查", "次"),
    "findings.internal": (12, "内部监督发现问题", "个"),
    "findings.internal_corrected": (12, "内部监督纠正问题", "个"),
    "education.events": (32, "普法活动", "场"),
    "education.reach": (21460, "普法受众", "人次"),
    "education.posts": (57, "新媒体信息", "条"),
    "education.places.01": (6, "法治宣传栏", "个"),
    "education.updates": (24, "阵地内容更新", "次"),
    "study.group": (4, "中心组学法", "次"),
}
ROUGH = {
    "inspections.visits", "findings.ordered", "education.activities", "consultations.total",
    "emergency.attendances", "education.reach", "education.posts",
}  # fmt: skip
ROWS = {
    "problems": (
        {
            "heading": "思想认识方面",
            "problem": "少数站所遇事先想办法、后想依据。",
            "causes": "学法考法没有形成习惯。",
        },
        {
            "heading": "法治宣传方面",
            "problem": "宣传内容离群众的事还不够近。",
            "causes": "选题主要由上面定。",
        },
        {
            "heading": "执法监督方面",
            "problem": "监督多在事后，事前提醒少。",
            "causes": "监督员人手不足。",
        },
    ),
    "measures": (
        {"heading": "落实法治责任", "measure": "把法治任务列入站所考核，按季通报。"},
        {"heading": "改进普法选题", "measure": "由村居报选题，用本地案例讲法。"},
        {"heading": "充实监督力量", "measure": "配齐监督员并轮训，用台账提前提醒。"},
    ),
    "kept_measures": ({"heading": "公示不及时", "outcome": "已解决。"},),
    "arrangements": ({"heading": "行政执法", "text": "完成执法人员轮训。"},),
}
OWN = (
    OwnText(
        "heads.duty", REWRITTEN, "党委、政府主要负责人带头研究部署法治建设工作，亲自过问重点难点。"
    ),
    OwnText("next.own", DROPPED),
)
ON_PURPOSE = {"mediation.turned_criminal", "decisions.unreviewed"}


def value_of(code, number=None, *, year=2024, kept=True, said=None):
    """A figure's value as the seed has it, or another number."""
    usual, name, unit = said or YEAR[code]
    number = usual if number is None else number
    known = catalogue().get(code)
    figure = known or Figure(
        code=code,
        name=name,
        unit=unit,
        cls=Case,
        measure=InPercent() if unit == "%" else Measure(),
        style=OVER if code in ROUGH else Style.EXACT,
        zero_printed=code in ON_PURPOSE,
    )
    exact = Decimal(str(number)) if figure.measure.in_percent else number
    return Value(figure, Period.year(year), exact, (), kept)


def seed_facts(**numbers):
    """Everything that the shipped template asks; ``a__b=3`` is another number for ``a.b``."""
    other = {code.replace("__", "."): number for code, number in numbers.items()}
    asked = {code for one in template("full").statements for code in one.codes}
    every = {code: (0, code, "件") for code in asked} | YEAR
    values = {
        code: value_of(code, number=other.get(code), said=said) for code, said in every.items()
    }
    words = {"town": "天龙镇", "district": "平坝区", "office": "天龙镇司法所", "head": "陈所长"}
    return Facts(2024, words, values, {}, ROWS)


PUBLISHED = """2024年,全镇依据《2024年法治建设要点》推进工作,情况如下。
一、组织领导
(一)领导机制。双组长领导小组全年举行专题会议4次,研究三项制度落实。
二、政府职能
(一)政务服务。公示权责清单90项,全年办件1152件,代办34件。
(二)助企。走访企业,诉求件件有回音,做到100%响应。
三、制度
清理行政规范性文件2次。
四、执法
办执法培训4期共184人次,核发执法证10个,注销7个,持证上岗率达100%。“五张清单”已公开。
对食品、燃气、环保开展集中执法6次,检查市场主体300余家次,责令整改30余个。
五、纠纷
镇村调委会7个,人民调解员56名。排查化解纠纷158件,化解率达100%。
设6个村公共法律服务工作室,“法律明白人”达112人,较上年增加58人,增长率109%,法律服务活动50余次,解答咨询800余人次。
为残疾人等提供法律援助30人次。
六、应急
有一支综合应急队伍。应急培训2期,培训100余人次。实战演练2次。
七、监督
人大代表建议、政协委员提案办复率、满意率均达100%。
集体谈心谈话4次,内部监督检查6次,发现并纠正问题12个。
八、宣传
依托“12.4”国家宪法日等开展集中法治宣传32次,覆盖群众2万余人次,发布法治宣传信息50余条。法治宣传栏6个。
天府发〔2025〕3号 2025年2月5日
"""
"""A report of that year in other words, with the growth rate that its own figures contradict."""
