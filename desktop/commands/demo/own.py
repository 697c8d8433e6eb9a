"""The demo's own register 交通劝导, as a township would make it, with a year of monthly numbers."""

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from db.registers import OwnFigure, OwnRegister, Place
from db.registers.own import OwnField
from db.store.database import Database

_YEAR = 2024
_MOST = 60
"""Times in a village in a month, at most."""


def fill(database: Database, random: Random) -> None:
    """The register, a row for each village and month, and a figure over it."""
    with database.step("自建台账：交通劝导") as session:
        session.add(_definition())
    own: Any = database.own.in_force[-1]
    village, month, times, way, _note = own.fields
    with database.step("登记交通劝导") as session:
        places = session.scalars(select(Place.id).order_by(Place.id)).all()
        for number in range(1, 13):
            for place in places:
                values = {
                    village: place,
                    month: _month_end(number),
                    times: random.randint(5, _MOST),
                    way: random.choice("112"),
                }
                session.add(own.fresh(**values))
    table = own.__tablename__
    with database.step("自建指标：交通劝导次数") as session:
        session.add(
            OwnFigure.fresh(
                name="交通劝导次数",
                measure="2",
                register=table,
                path=f"{table}.{times}",
                split=f"{table}.{village}",
            )
        )


def _definition() -> OwnRegister:
    return OwnRegister.fresh(
        name="交通劝导",
        columns=[
            OwnField.fresh(label="村居", kind="8", required=True),
            OwnField.fresh(label="月份", kind="5", required=True, help="写当月最后一天"),
            OwnField.fresh(label="劝导次数", kind="3", unit="次", required=True),
            OwnField.fresh(label="方式", kind="6", options="路口值守、集市宣讲"),
            OwnField.fresh(label="备注", kind="2", listed=False),
        ],
        note="样例：各村（社区）劝导点按月报数。",
    )


def _month_end(month: int) -> date:
    first = date(_YEAR + month // 12, month % 12 + 1, 1)
    return first - timedelta(days=1)
