"""The demo's bureau: three small offices hand in their quarter; the demo's own is missing still.

``merge/`` holds the bureau's store, the three parcels, and the offices' stores, so that receipts
can be filed there. Nothing is taken in yet: that is for ``./run merge``.
"""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from db.figures.period import Period
from db.figures.tables import fill as fill_table
from db.figures.tables import summary
from db.registers import Committee, Mediator, Office, Receiver, Sender
from db.registers.mediator import Appointment
from db.store.database import Database
from db.store.moves import way_to
from desktop.commands.demo.cases import Committees, Writer
from desktop.commands.demo.people import People
from desktop.documents import seals
from desktop.documents.office_form import office_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

BUREAU = "平坝区司法局"
TOWNS = (("白云镇", "云", 14), ("十字乡", "十", 8), ("羊昌乡", "羊", 11))
"""Invented offices: township, short name, cases of the quarter."""
_FOLDER, _STORE = "merge", "bureau.db"
_MEDIATORS = 5
_YEAR = 2024
_LAST_QUARTER = date(_YEAR, 10, 8)


def fill(database: Database, folder: Path, pin: str) -> list[tuple[str, str]]:
    """Make the bureau and its offices; gives each file and what it is.

    Args:
        database: of the demo's own office, which the bureau expects as well.
        folder: of the demo.
        pin: password of all stores and keys.

    Raises:
        Trouble: something lies there already.
    """
    place = folder / _FOLDER
    place.mkdir(exist_ok=True)
    with database.read() as session:
        known = [(_name_of(session), _certificates(session))]
    bureau, _ = Database.create(place / _STORE, "局统计员", pin)
    made = []
    with bureau:
        with bureau.step("登记本局") as session:
            session.add(Office.fresh(name=BUREAU, short_name="平", district="平坝区"))
            seals.make_own(session, BUREAU, pin)
            own = _certificates(session)
            receiving = seals.make_receiving(session, BUREAU, pin).certificate
        for number, (town, short, count) in enumerate(TOWNS):
            made.append(_handed_in(place, (town, short, count), pin, (receiving, own, number)))
            known.append((f"{town}司法所", made[-1][2]))
        with bureau.step("登记报送单位") as session:
            session.add_all(Sender.fresh(name=name, certificate=chain) for name, chain in known)
        with bureau.read() as session:
            seals.publish(session, bureau.path)
    said = [(f"{_FOLDER}/{name}", f"报送包，{words}") for name, words, _ in made]
    hint = f"./run merge {place} --store {place / _STORE} --password-file …（密码 {pin}）"
    return [*said, (f"{_FOLDER}/{_STORE}", f"{BUREAU}的仓库，还没有接收；接收用 {hint}")]


def _handed_in(
    place: Path, town: tuple[str, str, int], pin: str, keys: tuple[bytes, bytes, int]
) -> tuple[str, str, bytes]:
    """An office's year and its parcel; gives the file, what it is, the office's certificates."""
    from desktop.documents.statistics.asked import Asked
    from desktop.documents.statistics.whole import one_sheet
    from desktop.exchange.parcel.making import delivered, make_parcel
    from desktop.exchange.parcel.manifest import About, PackedFile
    from desktop.exchange.parcel.seal import Seal
    from desktop.exchange.table_values import packed_table

    name, _, count = town
    receiving, bureau, number = keys
    period = Period.quarter(_YEAR, 4)
    store = place / "offices" / name / "store.db"
    database, _ = Database.create(store, f"{name}所长", pin)
    with database:
        with database.step("登记本所和调委会") as session:
            _settle(session, town)
            seals.make_own(session, f"{name}司法所", pin)
            receiver = Receiver.fresh(name=BUREAU, certificate=receiving)
            session.add_all([receiver, Sender.fresh(name=BUREAU, certificate=bureau)])
        _write_cases(database, town, number)
        with database.read() as session:
            tables = [fill_table(session, one, period, compared=False) for one in summary().tables]
            paper = one_sheet(session, tables[0], (), Asked(period, filled_by=database.user))
            own = _certificates(session)
        about = About("summary", period.name, period.first, period.last, {"mediation": count})
        packed = [
            PackedFile(f"{paper.name}.pdf", paper.pdf),
            *(packed_table(one, period.name) for one in tables),
        ]
        made = make_parcel(database, packed, about, Seal((receiver.id,)), pin)
        (place / made.file_name).write_bytes(made.content)
        delivered(database, made.record_id)
    return made.file_name, f"{name}司法所，{count} 件调解", own


def _settle(session: "Session", town: tuple[str, str, int]) -> None:
    name, short, _ = town
    people = People(Random(name))  # noqa: S311 - invented people, no secret
    office = Office.fresh(name=f"{name}司法所", short_name=short, township=name, head=f"{name}所长")
    committee = Committee.fresh(
        name=f"{name}人民调解委员会", short_name=short, kind="3", set_up_on=date(2012, 5, 1)
    )
    session.add_all([office, committee])
    session.flush()
    for _ in range(_MEDIATORS):
        somebody = people.somebody(ages=(30, 60))
        mediator = Mediator.fresh(name=somebody.name, id_number=somebody.id_number)
        post = Appointment.fresh(committee_id=committee.id, post="3", since=date(2022, 1, 10))
        mediator.appointments = [post]
        session.add(mediator)


def _write_cases(database: Database, town: tuple[str, str, int], number: int) -> None:
    name, _, count = town
    random = Random(number)  # noqa: S311 - invented cases, no secret
    with database.read() as session:
        writer = Writer(random, People(random), Committees.of(session))
    with database.step("登记人民调解案件") as session:
        for place in range(count):
            case = writer.draw(_LAST_QUARTER + timedelta(days=place * 2))
            for party in case.parties:
                party.address = (party.address or "").replace("天龙镇", name)
            session.add(case)
            for move in way_to(case, "closed"):
                move.make(case, session)


def _name_of(session: "Session") -> str:
    return office_of(session).name


def _certificates(session: "Session") -> bytes:
    """The office's public certificates as PEM."""
    return seals.bundle(session)
