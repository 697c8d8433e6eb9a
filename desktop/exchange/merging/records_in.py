"""Records of other offices, as their parcels carry them: kept apart, newest wins."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.figures.received.values import canonical, digest_of
from db.registers import ALL, Parcel, ReceivedRecord
from db.store.bulk import add_many
from db.store.kinds.kind import legible

_REGISTERS = {cls.__tablename__: cls for cls in ALL}
_MARK, _CAPTION = "uid", "caption"
_LONGEST = 200  # characters of a name
_UNTOLD = (_MARK, _CAPTION, "id")


@dataclass(frozen=True)
class SentRecord:
    """One record as it was sent: its register, what never changes about it, its name, all of it."""

    register: str
    mark: str
    name: str
    content: str = field(repr=False)
    said: str = field(repr=False)


def sent_records(data: Mapping[str, Any]) -> Iterator[SentRecord]:
    """The records of a file that fits its schema (resources/parcel/records.schema.json)."""
    table = data["register"]
    for record in data["records"]:
        content = canonical(record)
        mark = str(record.get(_MARK) or digest_of(content))[:_LONGEST]
        name = legible(str(record.get(_CAPTION) or record.get("name") or "未命名"))[:_LONGEST]
        yield SentRecord(table, mark, name, content, _said(table, record))


def register_title(table: str) -> str:
    """案件登记, for a register that we know; else its code."""
    known = _REGISTERS.get(table)
    return known.title if known else table


def take_records(
    session: Session, sent: Sequence[SentRecord], office: tuple[str, str], parcel: Parcel
) -> Counter[str]:
    """Keep them in the running step; counts ``new``, ``changed`` and ``same``.

    Args:
        session: of the step.
        sent: of one parcel.
        office: its uid and name.
        parcel: the entry it came with.
    """
    uid, name = office
    asked = select(
        ReceivedRecord.register_code, ReceivedRecord.mark, ReceivedRecord.id, ReceivedRecord.digest
    ).where(ReceivedRecord.deleted_at.is_(None), ReceivedRecord.office_uid == uid)
    there = {(row.register_code, row.mark): row for row in session.execute(asked)}
    counted: Counter[str] = Counter()
    fresh = {}
    for one in sent:
        known, digest = there.get((one.register, one.mark)), digest_of(one.content)
        if known is None:
            counted["new"] += 1
            fresh[one.register, one.mark] = _record(one, uid, name, digest, parcel)
        elif known.digest == digest:
            counted["same"] += 1
        else:
            counted["changed"] += 1
            _renew(session.get_one(ReceivedRecord, known.id), one, digest, parcel)
    session.flush()
    add_many(session, list(fresh.values()))
    return counted


def _record(one: SentRecord, uid: str, office: str, digest: str, parcel: Parcel) -> ReceivedRecord:
    record = ReceivedRecord.fresh(
        name=one.name,
        office=office,
        office_uid=uid,
        register_code=one.register,
        register_title=register_title(one.register),
        mark=one.mark,
        said=one.said or None,
        received_on=date.today(),
        parcel_id=parcel.id,
        content=one.content,
        digest=digest,
    )
    record.settle()
    return record


def _renew(record: ReceivedRecord, one: SentRecord, digest: str, parcel: Parcel) -> None:
    record.name, record.said = one.name, one.said or None
    record.content, record.digest = one.content, digest
    record.revision += 1
    record.received_on, record.parcel_id = date.today(), parcel.id


def _said(table: str, record: Mapping[str, Any]) -> str:
    """Line by line, as people read it."""
    known = _REGISTERS.get(table)
    labels = {name: spec.label for name, spec in known.fields.items()} if known else {}
    lines = []
    for name, value in record.items():
        if name in _UNTOLD or value in (None, "", []):
            continue
        told = f"{len(value)} 行" if isinstance(value, list) else str(value)
        lines.append(f"{labels.get(name, name)}：{legible(told)}")
    return "\n".join(lines)
