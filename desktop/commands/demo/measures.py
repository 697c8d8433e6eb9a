"""天龙镇's problems and measures of 2024, one of them taken over from 2023."""

from datetime import date

from sqlalchemy import select

from db.registers import Shortcoming
from db.registers.shortcoming import IMPROVED, Evidence, MeasureStep
from db.store.database import Database
from db.store.moves import Move
from desktop.commands.demo.sections import place_called

_YEAR = 2024
_LAST_DAY = date(_YEAR, 12, 31)
_OFFICE, _CHECKED, _ENFORCERS = "镇党政综合办公室", "镇司法所", "镇综合行政执法队"
_EARLIER = (
    {
        "field": "9",
        "heading": "制度建设方面",
        "problem": "合同签订前送审的办法没有定下来，个别合同先签后审。",
        "causes": "没有统一的流程，经办人员不清楚哪些合同应当送审。",
        "measure_heading": "建立合同审查制度",
        "measure": "制定政府合同管理办法，写明送审范围、时限和责任，每季度抽查一次。",
    },
    {
        "field": "3",
        "heading": "执法监督方面",
        "problem": "监督靠年底看卷，执法中的差错发现得晚。",
        "causes": "监督人员少，又多是兼职，没有日常监督的抓手。",
        "measure_heading": "充实执法监督力量",
        "measure": "配备执法监督员，每月抽查案卷，发现差错当月反馈。",
    },
)
_STEPS = {
    "思想认识方面": (
        ("把法治建设列入部门年度考核", _OFFICE, 60, 100),
        ("每半年通报一次工作进展", _CHECKED, 40, 50),
    ),
    "法治宣传方面": (
        ("制作本地案例短视频不少于十条", _CHECKED, 50, 30),
        ("每个村办一场模拟法庭或者法律知识竞赛", _CHECKED, 50, 20),
    ),
    "执法监督方面": (
        ("执法监督员参加培训不少于两次", _CHECKED, 50, 40),
        ("执法记录仪抽查和问题反馈按月进行", _ENFORCERS, 50, 60),
    ),
}
_EVIDENCE = {
    "思想认识方面": (("study.attendances", "会前学法有的部门缺席较多"),),
    "法治宣传方面": (("education.posts", "互动少，转发多"), (None, "群众座谈时反映内容离生活远")),
    "执法监督方面": (("trainings.attendances", "培训对象是执法人员，监督人员没有专门培训"),),
}
_PROBLEMS = (
    {
        "field": "1",
        "heading": "思想认识方面",
        "problem": (
            "有的部门把法治建设看作司法所一家的事，做决定、办事情时想到法律依据和程序较晚，"
            "工作安排了、落实得不够。"
        ),
        "causes": "考核里法治所占的分量轻，干好干坏差别不大。",
        "measure_heading": "压实各部门责任",
        "measure": (
            "把法治建设写进部门和岗位的考核，提高权重，半年通报一次；"
            "对推诿拖延的约谈提醒，情节严重的按规定问责。"
        ),
    },
    {
        "field": "2",
        "heading": "法治宣传方面",
        "problem": (
            "宣传还是以发资料、办讲座为主，年轻人看得少，所讲的离村民日常遇到的事情远，"
            "参与的人不多。"
        ),
        "causes": "缺少会拍摄、会剪辑的人手，也没有系统收集本地案例。",
        "measure_heading": "换一种办法做宣传",
        "measure": (
            "收集本镇真实案例拍成短视频，在村里办模拟法庭和知识竞赛，线上答题和线下活动结合，"
            "让群众愿意来、听得懂、用得上。"
        ),
    },
)
_NOW = {
    "problem": (
        "专职监督人员少，业务水平不一，受过系统培训的不多；监督仍以事后看卷为主，"
        "执法之前和执法当中的提醒做得不够。"
    ),
    "causes": "编制有限，兼职人员轮换快；没有随时看得到执法过程的办法。",
    "measure_heading": "建强执法监督队伍",
    "measure": (
        "选配懂法律的人员充实监督力量，组织参加业务培训；按月抽查执法记录，"
        "对有风险的及时预警，发现问题反馈给执法部门并跟踪到改完为止。"
    ),
}


def fill(database: Database) -> list[tuple[str, int | date, bool]]:
    """The problems of both years; gives the paper to print."""
    with database.step("登记上一年的问题与措施") as session:
        earlier = [
            Shortcoming.fresh(year=_YEAR - 1, order_no=place, **known)
            for place, known in enumerate(_EARLIER, 1)
        ]
        for one in earlier:
            one.evidence = [Evidence.fresh(what="2023年内部检查和群众反映")]
        session.add_all(earlier)
    with database.step("登记本年的问题与措施") as session:
        for place, known in enumerate(_PROBLEMS, 1):
            session.add(Shortcoming.fresh(year=_YEAR, order_no=place, **known))
    with database.step("办结和转入上一年的问题") as session:
        solved, left = session.scalars(
            select(Shortcoming).where(Shortcoming.year == _YEAR - 1).order_by(Shortcoming.order_no)
        )
        solved.solved_on, solved.outcome_note = date(_YEAR, 4, 30), "管理办法已印发，按季抽查。"
        left.outcome, left.outcome_note = IMPROVED, "已配监督员，抽查还没有做到按月。"
        _move("solve").make(solved, session)
        _move("carry").make(left, session)
    with database.step("写明依据和举措") as session:
        for one in session.scalars(select(Shortcoming).where(Shortcoming.year == _YEAR)).all():
            if one.carried_from_id is not None:
                for name, value in _NOW.items():
                    setattr(one, name, value)
            one.evidence = [
                Evidence.fresh(figure=code, what=what) for code, what in _EVIDENCE[one.heading]
            ]
            one.steps = [
                MeasureStep.fresh(
                    what=what,
                    department_id=place_called(session, department),
                    due_on=date(_YEAR + 1, 10, 31),
                    weight=weight,
                    progress=progress,
                    done_on=date(_YEAR, 12, 20) if progress == 100 else None,
                )
                for what, department, weight, progress in _STEPS[one.heading]
            ]
    return [("measure_list", _LAST_DAY, True)]


def _move(code: str) -> Move:
    return next(move for move in Shortcoming.moves if move.code == code)
