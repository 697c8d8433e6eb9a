"""Several offices and the bureau above them, for tests of taking parcels in."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.registers import Office, Parcel, Receiver, ReceivingKey
from db.store.database import Database
from desktop.documents import seals
from desktop.exchange.merging.deciding import Decisions
from desktop.exchange.merging.incoming import open_all
from desktop.exchange.merging.merge import merge
from desktop.exchange.merging.outcome import Outcome
from desktop.exchange.merging.unsealing import Secrets
from desktop.exchange.parcel.making import Made, make_parcel
from desktop.exchange.parcel.manifest import About, PackedFile
from desktop.exchange.parcel.seal import Seal
from tests.offices import PASSWORD, new_store
from tests.parcels import sender_record
from tests.pictures import pdf
from tests.sealing import COUNTY, county_key, receiving_certificate

NAMES = ("甲镇司法所", "乙镇司法所", "丙镇司法所")
Q4 = About("summary", "2024年第四季度", date(2024, 10, 1), date(2024, 12, 31))
COLUMNS = {"total": "调解案件总数", "resolved": "调解成功"}
SECRETS = Secrets(PASSWORD)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Database]:
    """An office."""
    with township(tmp_path / "甲", NAMES[0]) as database:
        yield database


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Database]:
    """The next one."""
    with township(tmp_path / "乙", NAMES[1]) as database:
        yield database


def township(folder: Path, name: str) -> Database:
    """An open store of an office that can sign, and knows the bureau in both directions."""
    folder.mkdir(exist_ok=True)
    database = new_store(folder)
    with database.step("建所") as session:
        office = Office.fresh(name=name, short_name=name[0], head="测试所长")
        office.uid = f"{NAMES.index(name) + 1:032x}"
        session.add(office)
        seals.make_own(session, name, PASSWORD)
        session.add(Receiver.fresh(name=COUNTY, certificate=receiving_certificate()))
    return database


def bureau(folder: Path, *townships: Database) -> Database:
    """An open store of the bureau, which expects these offices and can open what is for it."""
    folder.mkdir(exist_ok=True)
    database = new_store(folder)
    senders = [sender_record(one) for one in townships]
    with database.step("建局") as session:
        session.add(Office.fresh(name=COUNTY, short_name="平", head="测试局长"))
        seals.make_own(session, COUNTY, PASSWORD)
        session.add_all(senders)
        key, own = county_key(), county_key().certificate
        session.add(
            ReceivingKey.fresh(
                subject=own.subject,
                fingerprint=own.fingerprint,
                valid_from=own.not_before.date(),
                valid_to=own.not_after.date(),
                certificate=key.pem,
                key=key.seal(PASSWORD),
            )
        )
    return database


def knows(database: Database, other: Database) -> None:
    """Register another office under 报送单位."""
    sender = sender_record(other)
    with database.step("登记报送单位") as session:
        session.add(sender)


def table_file(
    numbers: Mapping[str, Any], about: About = Q4, code: str = "mediation"
) -> PackedFile:
    """A table with the whole office's numbers by column, one village's beside it."""
    columns = [{"code": name, "title": COLUMNS.get(name, name), "unit": "件"} for name in numbers]
    values = list(numbers.values())
    rows = [
        {"code": "1", "title": "某村", "values": values},
        {"code": "total", "title": "本级上报总计", "values": values},
    ]
    data = {
        "table": code,
        "title": "人民调解案件情况统计表" if code == "mediation" else code,
        "period": about.period,
        "columns": columns,
        "rows": rows,
    }
    return PackedFile(f"tables/{code}.json", json.dumps(data).encode(), "table")


def sent(
    database: Database, *files: PackedFile, about: About = Q4, seal: Seal | None = None
) -> Made:
    """A parcel of an office, sealed for the bureau."""
    papers = [PackedFile("统计汇总.pdf", pdf(1)), *files]
    return make_parcel(database, papers, about, seal or Seal(receivers=(1,)), PASSWORD)


def on_stick(folder: Path, **contents: bytes) -> list[Path]:
    """Files of these names with ``.p7m`` behind."""
    folder.mkdir(exist_ok=True)
    paths = []
    for name, content in contents.items():
        paths.append(folder / f"{name}.p7m")
        paths[-1].write_bytes(content)
    return paths


def taken(
    database: Database, paths: list[Path], decisions: Decisions | None = None, *, keep: bool = True
) -> Outcome:
    """What becomes of files at an office."""
    found = open_all(database, paths, SECRETS)
    return merge(database, found, decisions or Decisions(), keep=keep)


def everything(database: Database, *classes: type[Any]) -> list[Any]:
    """The live records of registers."""
    with database.read() as session:
        return [
            row
            for cls in classes
            for row in session.scalars(
                select(cls).where(cls.deleted_at.is_(None)).order_by(cls.id)
            ).unique()
        ]


def parcels_of(database: Database) -> list[Parcel]:
    """The register of parcels."""
    return everything(database, Parcel)
