"""A register of the office's own, as the tests make it: 交通劝导, by village and month."""

from datetime import date
from typing import Any

from db.registers import OwnRegister, Place
from db.registers.own import OwnField
from db.store.database import Database

VILLAGE, MONTH, TIMES, WAY = "f_1", "f_2", "f_3", "f_4"


def villages(database: Database) -> list[int]:
    """Two villages."""
    with database.step("登记村居") as session:
        places = [Place.fresh(name=name, kind="1") for name in ("天龙村", "高峰村")]
        session.add_all(places)
        session.flush()
        return [place.id for place in places]


def definition(name: str = "交通劝导", **values: Any) -> OwnRegister:
    """Its definition, not yet saved."""
    return OwnRegister.fresh(
        name=name,
        columns=[
            OwnField.fresh(label="村居", kind="8", required=True),
            OwnField.fresh(label="月份", kind="5", required=True),
            OwnField.fresh(label="劝导次数", kind="3", unit="次"),
            OwnField.fresh(label="方式", kind="6", options="路口、集市"),
        ],
        **values,
    )


def made(database: Database, name: str = "交通劝导") -> Any:
    """The register itself, in force."""
    with database.step(f"自建{name}") as session:
        record = definition(name)
        session.add(record)
    return in_force(database, record.code)


def in_force(database: Database, table: str | None) -> Any:
    """A register of a store as it is now."""
    return next(cls for cls in database.own.in_force if cls.__tablename__ == table)


def entered(database: Database, cls: Any, *rows: tuple[int | None, int, int | None, str]) -> None:
    """A record for each (village, month of 2024, times, way)."""
    with database.step("登记劝导") as session:
        for village, month, times, way in rows:
            values = {VILLAGE: village, MONTH: date(2024, month, 28), TIMES: times, WAY: way}
            session.add(cls.fresh(**values))
