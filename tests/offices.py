"""A small office for tests: one committee, two mediators, a case that can be agreed."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from db.registers import Case, Committee, Mediator, Office
from db.registers.mediation import CaseMediator, Meeting, Party, SelfCheck, Term
from db.registers.mediator import Appointment
from db.store.codes import codes
from db.store.database import Database
from db.store.record import Record

T = TypeVar("T")
PASSWORD = "一句好记的话 2024"


def _folder() -> Path:
    """Gone with the run."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _empty() -> Path:
    """A closed, empty store, made once: a copy of it costs a hundredth of making one."""
    path = _folder() / "store.db"
    Database.create(path, "测试员", PASSWORD)[0].close()
    return path


@cache
def _made(make: Callable[[Database], T]) -> tuple[Path, T]:
    with new_store(_folder()) as database:
        return database.path, make(database)


def _copied(kept: Path, folder: Path) -> Database:
    path = folder / "store.db"
    for file in kept.parent.glob(f"{kept.name}*"):
        if not file.name.endswith(".lock"):
            shutil.copyfile(file, folder / file.name)
    return Database.open(path, PASSWORD)


def new_store(folder: Path) -> Database:
    """An empty, open store; all of one run have the same keys."""
    return _copied(_empty(), folder)


def store_of(folder: Path, make: Callable[[Database], T]) -> tuple[Database, T]:
    """An open store as ``make`` leaves a new one, and what it gave: asked once in a run."""
    kept, told = _made(make)
    return _copied(kept, folder), told


def keep(database: Database, *records: Record) -> list[int]:
    """Enter records in one step; their ids."""
    with database.step("登记") as session:
        session.add_all(records)
    return [record.id for record in records]


def settle(database: Database) -> int:
    """An office with a committee and two mediators; gives the committee's id."""
    with database.step("建所") as session:
        session.add(Office.fresh(name="测试镇司法所", short_name="测", head="测试所长"))
        committee = Committee.fresh(name="测试镇人民调解委员会", short_name="测", kind="3")
        session.add(committee)
        session.flush()
        for name in ("甲调解员", "乙调解员"):
            mediator = Mediator.fresh(name=name)
            mediator.appointments = [Appointment.fresh(committee_id=committee.id, post="3")]
            session.add(mediator)
        return committee.id


def agreed_case(committee_id: int, **values: object) -> Case:
    """A case with everything an agreement needs, not yet accepted."""
    case = Case.fresh(
        registered_on=date(2024, 6, 3),
        accepted_on=date(2024, 6, 5),
        committee_id=committee_id,
        source="2",
        dispute_type="02",
        summary="通道堆放杂物影响通行。",
        facts="双方系邻居，因共用通道堆放杂物发生争议。",
        agreement_form="written",
        agreed_on=date(2024, 6, 11),
        performance_way="2",
        performance_due=date(2024, 6, 30),
        **values,
    )
    case.parties = [
        Party.fresh(role="1", name="张三", id_number="520403188001010017", address="一组"),
        Party.fresh(role="2", name="李四", id_number="520403188001010025", address="二组"),
    ]
    case.mediators = [CaseMediator.fresh(mediator_id=1, leading=True)]
    case.meetings = [Meeting.fresh(held_on=date(2024, 6, 11), outcome="1")]
    case.terms = [Term.fresh(text="李四清走杂物。", due_on=date(2024, 6, 30))]
    return case


def walk(database: Database, case_id: int, *codes: str, **values: object) -> None:
    """Make moves one after another, each its own step, after setting values."""
    for code in codes:
        with database.step(code) as session:
            case = session.get(Case, case_id)
            for name, value in values.items():
                setattr(case, name, value)
            next(move for move in Case.moves if move.code == code).make(case, session)


def agreed(database: Database, **values: object) -> int:
    """An office and a case that stands at 达成协议; gives the case's id."""
    case = agreed_case(settle(database), **values)
    with database.step("登记") as session:
        session.add(case)
    walk(database, case.id, "accept", "agree")
    return case.id


def self_check(result: str = "1") -> list[SelfCheck]:
    """The seven points before filing, all with the same result."""
    points = codes("dossier_point").leaves()
    return [SelfCheck.fresh(point=point.code, result=result) for point in points]
