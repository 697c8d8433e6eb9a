"""What 天龙镇 decided in 2024: the tasks of its plan, and what was sent to review."""

from datetime import date
from typing import NamedTuple

SUPERIOR = "平坝区2024年法治政府建设工作要点"
PARTY_OFFICE, JUSTICE = "天龙镇党政办公室", "天龙镇司法所"
ENFORCEMENT, EMERGENCY = "天龙镇综合行政执法办公室", "天龙镇应急管理站"
FARMING, BUILDING = "天龙镇农业综合服务中心", "天龙镇规划建设管理站"
SERVICE = "天龙镇便民服务中心"


class Step(NamedTuple):
    """A task of the plan: section of the report, what, who, due and done, indicator and target."""

    section: str
    subject: str
    department: str
    due: date
    done: date
    indicator: str = ""
    unit: str = ""
    target: int = 0


class Sent(NamedTuple):
    """What was sent to review: category, subject, who, sent and answered, opinion, adoption."""

    key: str
    category: str
    subject: str
    department: str
    sent: date
    answered: date
    opinion: str
    adoption: str
    text: str


STEPS = (
    Step(
        "1",
        "召开法治专题会议，研究法治建设重点问题",
        PARTY_OFFICE,
        date(2024, 12, 20),
        date(2024, 12, 10),
        "专题会议",
        "次",
        4,
    ),
    Step(
        "2",
        "梳理权责清单并公示更新",
        SERVICE,
        date(2024, 9, 30),
        date(2024, 9, 12),
        "权责清单",
        "项",
        90,
    ),
    Step(
        "3",
        "开展行政规范性文件清理",
        JUSTICE,
        date(2024, 11, 30),
        date(2024, 11, 15),
        "清理",
        "次",
        2,
    ),
    Step("3", "上会议题合法性审核全覆盖", JUSTICE, date(2024, 12, 31), date(2024, 12, 27)),
    Step("4", "组织执法人员培训", JUSTICE, date(2024, 11, 30), date(2024, 10, 22), "培训", "期", 4),
    Step(
        "4",
        "开展重点领域集中执法",
        ENFORCEMENT,
        date(2024, 12, 15),
        date(2024, 12, 6),
        "集中执法",
        "次",
        6,
    ),
    Step("5", "排查化解矛盾纠纷，防范“民转刑”", JUSTICE, date(2024, 12, 31), date(2024, 12, 30)),
    Step(
        "6",
        "修订应急预案，组织培训和演练",
        EMERGENCY,
        date(2024, 10, 31),
        date(2024, 11, 18),
        "演练",
        "次",
        2,
    ),
    Step("7", "办理代表建议和委员提案", PARTY_OFFICE, date(2024, 10, 31), date(2024, 9, 26)),
    Step(
        "8",
        "开展集中法治宣传",
        JUSTICE,
        date(2024, 12, 20),
        date(2024, 12, 13),
        "集中宣传",
        "次",
        32,
    ),
)
DELAYED = (
    "修订应急预案，组织培训和演练",
    date(2024, 10, 18),
    "秋季防火期提前，演练并入11月实战演练",
    date(2024, 11, 30),
)
"""A task that was put off by word of the group, and then done in time."""

SENDINGS = (
    Sent(
        "village",
        "1",
        "天龙镇农村宅基地和建房管理办法（试行）",
        BUILDING,
        date(2024, 3, 4),
        date(2024, 3, 8),
        "2",
        "1",
        "制定依据和职权合法，程序完备。第九条设定的押金没有上位法依据，建议删去；"
        "第十二条的办理时限应与上级规定一致。",
    ),
    Sent(
        "loan",
        "4",
        "天龙镇屯堡文化广场提升工程施工合同",
        BUILDING,
        date(2024, 4, 8),
        date(2024, 4, 11),
        "2",
        "1",
        "主体资格和授权齐备。违约责任条款不对等，争议解决条款不明确，建议修改。",
    ),
    Sent(
        "road",
        "2",
        "天龙镇2024年农村道路硬化项目实施方案",
        BUILDING,
        date(2024, 5, 13),
        date(2024, 5, 21),
        "1",
        "4",
        "属镇政府职权范围，已经公众参与、专家论证和风险评估，程序符合规定。",
    ),
    Sent(
        "waste",
        "4",
        "天龙镇农村生活垃圾收运服务合同",
        SERVICE,
        date(2024, 6, 3),
        date(2024, 6, 6),
        "1",
        "4",
        "合同主体、标的和价款明确，未发现违反法律强制性规定的内容。",
    ),
    Sent(
        "fire",
        "1",
        "天龙镇森林防灭火网格管理办法",
        EMERGENCY,
        date(2024, 8, 5),
        date(2024, 8, 9),
        "1",
        "4",
        "制定依据和职权合法，没有减损公民权利或增加义务的内容。",
    ),
    Sent(
        "penalty",
        "3",
        "对某石材加工厂粉尘治理的重大执法决定",
        ENFORCEMENT,
        date(2024, 8, 19),
        date(2024, 8, 22),
        "1",
        "4",
        "事实清楚，证据确凿，适用依据正确，程序合法，处理适当。",
    ),
    Sent(
        "market",
        "2",
        "天龙场坝农贸市场搬迁安置方案",
        FARMING,
        date(2024, 9, 2),
        date(2024, 9, 10),
        "2",
        "2",
        "安置补偿标准应写明依据；建议补充经营户代表的意见采纳情况说明。",
    ),
    Sent(
        "tea",
        "4",
        "天龙镇集体茶园租赁合同",
        FARMING,
        date(2024, 10, 14),
        date(2024, 10, 17),
        "1",
        "4",
        "租赁期限、租金调整和退出机制约定明确，符合农村土地流转的规定。",
    ),
    Sent(
        "patrol",
        "5",
        "天龙镇综治巡防队员聘用协议样式",
        PARTY_OFFICE,
        date(2024, 11, 4),
        date(2024, 11, 7),
        "2",
        "1",
        "协议名为聘用、实为劳务的，应明确性质，并写明工伤保障。",
    ),
)
ONCE_RETURNED = ("market", date(2024, 9, 3), "缺社会稳定风险评估报告", date(2024, 9, 5))
