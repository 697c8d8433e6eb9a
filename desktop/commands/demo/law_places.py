"""Where the demo's law education stands: boards, a square, a wall, a room in each village."""

from datetime import date, timedelta
from random import Random

from db.registers import CulturePlace, LawTheme, LegalRoom
from db.registers.education import PlaceUpdate
from desktop.commands.demo.people import People
from desktop.commands.demo.township import VILLAGES


def places(
    random: Random, people: People, villages: list[int], themes: dict[str, LawTheme]
) -> list[CulturePlace]:
    """A board in each village, new content each quarter; a square and a wall besides."""
    quarterly = ("women_day", "civil_code_month", "fraud_month", "constitution_day")
    made = []
    for (name, _code, _short), village in zip(VILLAGES, villages, strict=True):
        keeper = people.somebody().name
        board = CulturePlace.fresh(
            name=f"{name}法治宣传栏",
            village_id=village,
            location=f"{name}村委会旁",
            built_on=date(2022, random.randrange(3, 11), random.randrange(1, 28)),
            size=f"{random.randrange(3, 7)} 块",
            keeper=keeper,
        )
        board.updates = [
            PlaceUpdate.fresh(
                day=themes[code].starts_on - timedelta(days=random.randrange(3, 9)),
                theme_id=themes[code].id,
                what=f"{themes[code].name}专栏",
                done_by=keeper,
            )
            for code in quarterly
        ]
        made.append(board)
    for name, kind, village, size in (
        ("天龙村法治文化广场", "02", 0, "420 平方米"),
        ("高田村法治文化墙", "05", 4, "36 平方米"),
    ):
        keeper, where = people.somebody().name, VILLAGES[village][0]
        built = date(2023, 5, 18)
        made.append(
            CulturePlace.fresh(
                name=name, kind=kind, village_id=villages[village], location=f"{where}村口",
                built_on=built, size=size, keeper=keeper,
            )
        )  # fmt: skip
    return made


def rooms(people: People, villages: list[int]) -> list[LegalRoom]:
    """A room in each village."""
    return [
        LegalRoom.fresh(
            name=f"{name}公共法律服务工作室",
            village_id=village,
            address=f"{name}村委会一楼",
            set_up_on=date(2021, 9, 10) + timedelta(days=place),
            in_charge=people.somebody().name,
            phone=people.phone(),
            duty="工作日上午 村干部值班；每月第二个周四 村法律顾问驻点",
            equipment="办公桌椅、电脑、打印机、法律图书",
        )
        for place, ((name, _code, _short), village) in enumerate(
            zip(VILLAGES, villages, strict=True)
        )
    ]
