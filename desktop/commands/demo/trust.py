"""The demo's people and rights, somebody restricted, and a destruction of records past their term.

None of it lies in the year that the demo tells of, so that no figure of that year changes.
"""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.registers import Consultation, Destruction, Office, Person, UserAccount
from db.registers.users.account import RegisterRight
from db.registers.users.acts import give_start_code
from db.store.rights import HIDDEN, SEEN

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.store.database import Database
    from desktop.commands.demo.run import Print

_LONG_AGO = (
    (date(2011, 3, 8), "9", "问承包地被占怎么办。", "建议先由村委会调解，调解不成可以起诉。"),
    (date(2012, 11, 20), "1", "问工钱被拖欠怎么办。", "告知可以投诉，也可以申请法律援助。"),
)


def fill(database: "Database") -> "list[Print]":
    """Three people with their roles, one restricted person, one destruction; gives the papers."""
    _people(database)
    with database.step("限制使用") as session:
        person = Person.fresh(
            name="莫某某",
            phone="0851-00000000",
            restricted_on=date(2025, 3, 10),
            restricted_reason="2025-03-10 本人书面要求删除；咨询登记保管期未满，只保存",
        )
        session.add(person)
        office = session.scalars(select(Office.id)).one()
    protocol = _destroyed(database)
    return [
        ("personal_sheet", person.id, False),
        ("destruction_list", protocol.id, False),
        ("privacy_notice", office, False),
    ]


def _people(database: "Database") -> None:
    """The head, who opens the store; a clerk; a reader who sees no petitions, with a start code."""
    limits = [
        RegisterRight.fresh(register="petition", level=HIDDEN),
        RegisterRight.fresh(register="legal_aid", level=SEEN),
    ]
    reader = UserAccount.fresh(name="查阅员", role="reader", registers=limits)
    with database.step("登记使用人") as session:
        session.add_all(
            [
                UserAccount.fresh(name=database.user, role="head"),
                UserAccount.fresh(name="李干事", role="staff"),
                reader,
            ]
        )
    give_start_code(database, reader)


def _destroyed(database: "Database") -> Destruction:
    with database.step("补登旧咨询") as session:
        answered = session.scalar(select(Consultation.answered_by_id).limit(1))
        session.add_all(
            Consultation.fresh(
                day=day, way="1", matter=matter, content=content, answer=answer, path="1",
                answered_by_id=answered,
            )
            for day, matter, content, answer in _LONG_AGO
        )  # fmt: skip
    with database.step("鉴定到期记录") as session:
        protocol = Destruction.fresh(
            name="2011至2012年咨询登记销毁",
            only=Consultation.__tablename__,
            reason="普通咨询，没有后续事项，保管期已满，不再有保存价值。",
            appraised_by=database.user,
            witness="李干事",
            approved_by="张镇长",
        )
        session.add(protocol)
        _make(protocol, "take_in", session)
    with database.step("销毁到期记录") as session:
        _make(session.get_one(Destruction, protocol.id), "destroy", session)
    return protocol


def _make(protocol: Destruction, code: str, session: "Session") -> None:
    next(move for move in Destruction.moves if move.code == code).make(protocol, session)
