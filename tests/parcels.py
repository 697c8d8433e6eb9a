"""Parcels for tests: an office that makes them, a county that opens them, files to put in."""

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from db.registers import Office, Receiver, Sender
from db.store.database import Database
from desktop.documents import seals
from desktop.documents.signing import signer
from desktop.documents.signing.enclosed import sign_enclosing
from desktop.documents.signing.envelope import seal_for
from desktop.exchange.parcel import contents
from desktop.exchange.parcel.making import Made, make_parcel
from desktop.exchange.parcel.manifest import About, Manifest, PackedFile
from desktop.exchange.parcel.seal import Seal
from desktop.exchange.parcel.senders import Senders
from tests.offices import PASSWORD, new_store, settle
from tests.sealing import COUNTY, OFFICE, county_key, receiving_certificate, signing_key

ABOUT = About("summary", "2024年第四季度", date(2024, 10, 1), date(2024, 12, 31), {"mediation": 47})
TABLE = {
    "table": "mediation-cases",
    "title": "人民调解案件情况统计表",
    "period": "2024年第四季度",
    "columns": [{"code": "accepted", "title": "受理", "unit": "件"}],
    "rows": [{"code": "all", "title": "合计", "values": [47]}],
}
FILES = (
    PackedFile("汇总/季度汇总.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 2),
    PackedFile("tables/mediation.json", json.dumps(TABLE).encode(), "table"),
)


def office_store(folder: Path) -> Database:
    """An open store of an office with a certificate of its own and a receiver to send to."""
    database = new_store(folder)
    settle(database)
    with database.step("备") as session:
        office = session.scalars(select(Office)).one()
        seals.make_own(session, office.name, PASSWORD)
        session.add(Receiver.fresh(name=COUNTY, certificate=receiving_certificate()))
    return database


def made(database: Database, seal: Seal | None = None, **more: object) -> Made:
    """A parcel of the office, sealed for the county unless told otherwise."""
    return make_parcel(database, FILES, ABOUT, seal or Seal(receivers=(1,)), PASSWORD, **more)  # type: ignore[arg-type]


def senders_for(database: Database) -> Senders:
    """What the county knows once it has registered the office."""
    with database.read() as session:
        trust = seals.trust_of(session, "")
        name = session.scalars(select(Office.name)).one()
    marks = {sha256(der).hexdigest(): name for der in trust.certificates}
    return Senders(trust.certificates, trust.revoked, marks)


def sender_record(database: Database) -> Sender:
    """The office as a record of the county's register."""
    with database.read() as session:
        trust = seals.trust_of(session, "")
        name = session.scalars(select(Office.name)).one()
    return Sender.fresh(name=name, certificate=seals._pem(trust.certificates))


def manifest(**more: object) -> Manifest:
    """The manifest of a parcel made without a store."""
    values = {
        "office": OFFICE,
        "office_uid": "0" * 32,
        "office_code": None,
        "sequence": 1,
        "about": ABOUT,
        "made_at": datetime(2025, 1, 3, 9, 0, tzinfo=UTC),
        "program": "枫桥 0.1.0",
        "chain_head": None,
        "previous": None,
    }
    return Manifest(**(values | more))  # type: ignore[arg-type]


def signed(packed: bytes, office: str = OFFICE) -> bytes:
    """A zip under the signature of an office."""
    return sign_enclosing(packed, signer.from_own_key(signing_key(office)))


def parcel(packed: bytes | None = None, office: str = OFFICE) -> bytes:
    """A whole parcel, sealed for the county, without a store; any zip may be inside."""
    packed = contents.pack(manifest(), FILES) if packed is None else packed
    return seal_for(signed(packed, office), [county_key().certificate.der])


def believed(office: str = OFFICE) -> Senders:
    """Who is believed by those who know that office alone."""
    own = signing_key(office)
    return Senders(own.register, {}, {own.certificate.fingerprint: office})
