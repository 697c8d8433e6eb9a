"""The three agreements that the demo prints: rare characters, an organisation, two pages."""

from collections.abc import Callable
from datetime import date

from db.registers import Case
from db.registers.mediation import Meeting, Party, Term
from desktop.commands.demo.cases import Writer, story_of

LONG_FACTS = "吴应龙与吴启云、吴朝兰系同胞兄弟姐妹，三人的父母先后去世，遗留位于天龙村三组的木结构瓦房一栋（建筑面积约九十六平方米）、院坝一处以及承包地三亩二分。父母生前由吴应龙照料起居，吴启云在外务工，每年寄回赡养费，吴朝兰出嫁后逢年过节回家照看。\n父母去世后，吴应龙继续居住在老屋并耕种承包地。今年春天老屋后墙因雨水浸泡出现倾斜，吴应龙准备拆除重建，吴启云、吴朝兰认为老屋是父母遗产，三人都有份额，未经商量不得拆除，双方在现场发生争执，拆房工作停止。\n本调委会接到申请后，调解员到现场查看了房屋，向村民小组组长和邻居了解了照料情况，查阅了建房批复和土地承包合同。各方对以下事实没有争议：房屋系父母所建，没有遗嘱，三人均为第一顺序继承人；吴应龙尽了主要的照料义务；房屋现状不宜继续居住。\n争议的事项有三项：一是房屋和院坝怎样分割；二是吴应龙重建房屋的，应当怎样补偿另外两人；三是承包地在承包期内由谁耕种、收益怎样分配。"

LONG_TERMS = (
    ("老屋及院坝归吴应龙所有，由吴应龙依法办理审批手续后重建，吴启云、吴朝兰不再主张份额。", None),
    (
        "吴应龙补偿吴启云人民币18,000元，分两期给付：2024年6月30日前给付9,000元，2024年8月30日前付清余款9,000元，均通过银行转账。",
        1_800_000,
    ),
    ("吴应龙补偿吴朝兰人民币12,000元，于2024年6月30日前通过银行转账一次性付清。", 1_200_000),
    (
        "拆除老屋前，由三人共同清点屋内物品。父母的遗像、族谱由吴启云保管，其余家具、农具归吴应龙使用，各人自己存放的物品各自取回。",
        None,
    ),
    (
        "父母名下的三亩二分承包地，在承包期内由吴应龙耕种，种植收益归吴应龙；如遇征收，补偿款中属于土地承包经营权的部分由三人平均分配，青苗补偿归实际耕种人。",
        None,
    ),
    (
        "重建房屋时应当保留院坝东侧通往水井的人行便道，宽度不小于一米二，供三家和邻居通行，任何一方不得堵塞。",
        None,
    ),
    ("三人互相谅解，今后遇事先协商，不得再以言语或者行为激化矛盾。", None),
)


def rare_characters(writer: Writer) -> Case:
    """Neighbours whose names a common font cannot print."""
    case = writer.case(date(2024, 3, 12), story_of("02"))
    _rename(case, {case.parties[0].name: "王珺玥", case.parties[1].name: "赵𬀩喆"})
    return case


def against_an_organisation(writer: Writer) -> Case:
    """Wages owed by a company."""
    return writer.case(date(2024, 4, 18), story_of("1001"))


def two_pages(writer: Writer) -> Case:
    """An inheritance among three, with seven terms."""
    case = writer.case(date(2024, 5, 20), story_of("01"))
    case.parties = [
        _sibling(writer, "1", "吴应龙", (52, 54), "1"),
        _sibling(writer, "2", "吴启云", (48, 50), "1"),
        _sibling(writer, "2", "吴朝兰", (45, 47), "2"),
    ]
    case.summary = "吴应龙准备拆除父母遗留的老屋重建，吴启云、吴朝兰认为三人都有份额，要求先分清。"
    case.facts = LONG_FACTS
    last = date(2024, 8, 30)
    case.terms = [
        Term.fresh(text=text, amount=amount, due_on=last if amount else None)
        for text, amount in LONG_TERMS
    ]
    case.agreement_form, case.performance_way, case.performance_due = "written", "3", last
    case.performance_place = "银行转账，收款账户由收款人书面提供"
    case.agreed_on = date(2024, 5, 24)
    case.parties_signed_on = case.mediator_signed_on = case.sealed_on = case.agreed_on
    case.performed_on, case.closed_on = last, date(2024, 9, 3)
    case.meetings = [
        Meeting.fresh(
            held_on=date(2024, 5, 22),
            place="天龙村村委会",
            present="吴应龙、吴启云、吴朝兰",
            text="现场查看房屋。吴应龙陈述老屋已成危房，要求尽早重建；吴启云、吴朝兰陈述老屋是父母遗产，三人都有份额。三方对补偿数额分歧较大，约定再次调解。",
            outcome="3",
        ),
        Meeting.fresh(
            held_on=case.agreed_on,
            place="调解室",
            present="吴应龙、吴启云、吴朝兰",
            text="讲解民法典继承编的有关规定。吴应龙愿意补偿，吴启云、吴朝兰同意房屋归吴应龙并由其重建，三方就房屋、补偿和承包地达成一致。",
            outcome="1",
        ),
    ]
    for visit in case.visits:
        visit.visited, visit.visited_on = "吴启云", date(2024, 9, 2)
    return case


SHOWPIECES: tuple[Callable[[Writer], Case], ...] = (
    rare_characters,
    against_an_organisation,
    two_pages,
)


def _sibling(writer: Writer, role: str, name: str, ages: tuple[int, int], sex: str) -> Party:
    somebody = writer.people.somebody(name, ages, sex)
    return Party.fresh(
        role=role,
        name=name,
        id_number=somebody.id_number,
        ethnic_group="01",
        occupation="务农" if role == "1" else "务工",
        phone=somebody.phone,
        address="平坝区天龙镇天龙村3组",
    )


def _rename(case: Case, names: dict[str, str]) -> None:
    """Give parties other names, everywhere the story names them."""
    for old, new in names.items():
        for row in (case, *case.parties, *case.terms, *case.meetings, *case.visits):
            for field in type(row).fields.values():
                value = getattr(row, field.name)
                if isinstance(value, str) and old in value:
                    setattr(row, field.name, value.replace(old, new))
    case.agreement_form = "written"
    case.parties_signed_on = case.mediator_signed_on = case.sealed_on = case.agreed_on
