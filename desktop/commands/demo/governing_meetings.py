"""The meetings of 天龙镇 in 2024: their items, each behind its review, and their decisions."""

from datetime import date
from typing import NamedTuple

from desktop.commands.demo.governing_year import BUILDING, ENFORCEMENT, JUSTICE, PARTY_OFFICE


class Met(NamedTuple):
    """A meeting: kind, day, name, agenda (subject, kind, key of its review), decisions."""

    kind: str
    day: date
    name: str
    agenda: tuple[tuple[str, str, str], ...]
    decisions: tuple[tuple[str, str, date, date], ...] = ()
    present: int = 22


MEETINGS = (
    Met(
        "2",
        date(2024, 3, 14),
        "2024年第一次法治专题会议",
        (
            ("传达全区法治政府建设工作要点，研究实施方案任务分工", "6", ""),
            ("天龙镇农村宅基地和建房管理办法（试行）", "1", "village"),
        ),
        (("各部门按任务分工每季度报送进展", PARTY_OFFICE, date(2024, 4, 15), date(2024, 4, 12)),),
    ),
    Met(
        "4",
        date(2024, 4, 19),
        "镇长办公会（2024年第7次）",
        (("天龙镇屯堡文化广场提升工程施工合同", "4", "loan"),),
        present=11,
    ),
    Met(
        "2",
        date(2024, 5, 30),
        "2024年第二次法治专题会议",
        (
            ("天龙镇2024年农村道路硬化项目实施方案", "2", "road"),
            ("上半年行政执法和持证上岗情况", "6", ""),
        ),
        (
            ("为新调入执法人员申领执法证", JUSTICE, date(2024, 8, 31), date(2024, 8, 26)),
            ("道路硬化项目方案按程序公布", BUILDING, date(2024, 6, 20), date(2024, 6, 7)),
        ),
    ),
    Met(
        "4",
        date(2024, 6, 14),
        "镇长办公会（2024年第11次）",
        (("天龙镇农村生活垃圾收运服务合同", "4", "waste"),),
        present=11,
    ),
    Met(
        "2",
        date(2024, 8, 29),
        "2024年第三次法治专题会议",
        (
            ("天龙镇森林防灭火网格管理办法", "1", "fire"),
            ("对某石材加工厂粉尘治理的重大执法决定", "3", "penalty"),
        ),
        (("石材加工行业粉尘治理情况回头看", ENFORCEMENT, date(2024, 10, 31), date(2024, 10, 24)),),
    ),
    Met(
        "3",
        date(2024, 9, 19),
        "镇党委会（法治议题）",
        (("天龙场坝农贸市场搬迁安置方案", "2", "market"),),
        present=9,
    ),
    Met(
        "4",
        date(2024, 10, 24),
        "镇长办公会（2024年第19次）",
        (("天龙镇集体茶园租赁合同", "4", "tea"),),
        present=11,
    ),
    Met(
        "2",
        date(2024, 12, 5),
        "2024年第四次法治专题会议",
        (
            ("全年法治政府建设情况和年度报告提纲", "6", ""),
            ("学习宪法和行政执法监督规定", "5", ""),
        ),
        (("各部门报送法治政府建设年度总结", PARTY_OFFICE, date(2024, 12, 25), date(2024, 12, 23)),),
    ),
)
