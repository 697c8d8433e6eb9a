"""Which parcels were taken in: none twice, none older than the last, and the chain between them."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.registers import Parcel
from db.store.trouble import Trouble
from desktop.exchange.parcel.making import described
from desktop.exchange.parcel.manifest import RECEIPT
from desktop.exchange.parcel.opening import Opened


def doubts_about(session: Session, opened: Opened) -> list[str]:
    """What speaks against a parcel that is whole, beside those taken in before.

    Raises:
        Trouble: taken in already, another one bore its number, or a newer one is here.
    """
    said = opened.manifest
    receipt = said.about.kind == RECEIPT
    # By name as well: an office that gives itself a new identity is still the same office.
    theirs = select(Parcel).where(
        Parcel.direction == "in",
        Parcel.deleted_at.is_(None),
        Parcel.kind == RECEIPT if receipt else Parcel.kind != RECEIPT,
        or_(Parcel.office_uid == said.office_uid, Parcel.office == said.office),
    )
    earlier = list(session.scalars(theirs.order_by(Parcel.sequence)))
    for one in earlier:
        if one.digest == opened.digest:
            raise Trouble(f"这个{said.word}已经收过了（{_day(one.taken_at)}），没有再收。")
    for one in earlier:
        if one.sequence == said.sequence:
            raise Trouble(
                f"“{one.office}”的第 {one.sequence} 号{said.word}已经收过（{_day(one.taken_at)}），"
                "这一个序号相同、内容不同，没有收：请向该所核实。"
            )
    if not earlier or receipt:  # receipts go to many offices: gaps and their order say nothing
        return []
    last = earlier[-1]
    if said.sequence < last.sequence:
        raise Trouble(
            f"这个报送包（第 {said.sequence} 号）比已经收下的第 {last.sequence} 号旧，没有收。"
        )
    return _doubts(opened, last)


def _doubts(opened: Opened, last: Parcel) -> list[str]:
    said, found = opened.manifest, []
    if said.sequence > last.sequence + 1:
        first, end = last.sequence + 1, said.sequence - 1
        missing = f"第 {first} 号" if first == end else f"第 {first} 到 {end} 号"
        found.append(f"“{said.office}”的{missing}没有收到：请问该所是否作废，或者还没有送来")
    elif said.previous != last.digest:
        found.append(
            f"这个报送包接不上已收的第 {last.sequence} 号（该所可能从备份恢复过）：请向该所核实"
        )
    certificate = opened.signature.certificate
    if certificate is not None and certificate.fingerprint != last.fingerprint:
        found.append(
            f"“{said.office}”这次换了签名证书（指纹 {certificate.short_fingerprint}）：请打电话核对"
        )
    if said.office_uid != last.office_uid:
        found.append(f"“{said.office}”的仓库与上次不是同一个：请问该所是否重新建过仓库")
    if said.made_at.astimezone().replace(tzinfo=None) < last.made_at:
        found.append("这个报送包写明的制作时间早于上一个：请问该所的电脑时钟是否调过")
    return found


def take_in(session: Session, opened: Opened) -> Parcel:
    """Enter the parcel as taken in, in the running step that uses its contents.

    Raises:
        Trouble: as ``doubts_about``.
    """
    doubts_about(session, opened)
    certificate = opened.signature.certificate
    record = Parcel.fresh(
        **described(opened.manifest),
        direction="in",
        files=sum(one.role != "schema" for one in opened.manifest.files),
        size=opened.size,
        sealing=opened.sealing,
        digest=opened.digest,
        signed_by=opened.signature.who,
        fingerprint=certificate.fingerprint if certificate else "",
    )
    session.add(record)
    session.flush()
    next(move for move in Parcel.moves if move.code == "take").make(record, session)
    return record


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "日期不详"
