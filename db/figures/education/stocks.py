"""What stands in the villages on a day: places of legal culture, rooms, and their upkeep."""

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import live
from db.figures.education.counted import Counted, ids
from db.registers.education import BOARD, CulturePlace, LegalRoom, PlaceUpdate
from db.store.codes import codes


def places(session: Session, day: date, kind: str | None = None) -> Counted:
    """法治文化阵地 that stood at the end of the day, of one kind or of all; damaged ones too."""
    query = select(CulturePlace.id).where(live(CulturePlace), _stood(day))
    if kind is not None:
        query = query.where(CulturePlace.kind == kind)
    found = session.scalars(query.order_by(CulturePlace.id)).all()
    name = codes("culture_place_kind").name(kind) if kind else CulturePlace.title
    code = f"education.places.{kind}" if kind else "education.places"
    return Counted(code, name, len(found), "个", ids(CulturePlace, found))


def boards(session: Session, day: date) -> Counted:
    """法治宣传栏 that stood at the end of the day."""
    return places(session, day, BOARD)


def updates(session: Session, since: date, until: date, kind: str | None = None) -> Counted:
    """Times that content was renewed in a period; behind it the places."""
    query = (
        select(PlaceUpdate.owner_id)
        .join(CulturePlace, CulturePlace.id == PlaceUpdate.owner_id)
        .where(live(CulturePlace), PlaceUpdate.day.between(since, until))
    )
    if kind is not None:
        query = query.where(CulturePlace.kind == kind)
    found = session.scalars(query.order_by(PlaceUpdate.owner_id, PlaceUpdate.id)).all()
    return Counted("education.updates", "阵地内容更新", len(found), "次", ids(CulturePlace, found))


def rooms(session: Session, day: date) -> Counted:
    """公共法律服务工作室 open at the end of the day."""
    opened = or_(LegalRoom.closed_on.is_(None), LegalRoom.closed_on > day)
    query = select(LegalRoom.id).where(live(LegalRoom), LegalRoom.set_up_on <= day, opened)
    found = session.scalars(query.order_by(LegalRoom.id)).all()
    return Counted("education.rooms", LegalRoom.title, len(found), "个", ids(LegalRoom, found))


def _stood(day: date) -> ColumnElement[bool]:
    standing = or_(CulturePlace.removed_on.is_(None), CulturePlace.removed_on > day)
    return (CulturePlace.built_on <= day) & standing
