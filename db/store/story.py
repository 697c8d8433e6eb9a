"""The history of one record in words: who, when, and each field from what to what."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from db.store.history import CHANGE, STEP, restored
from db.store.kinds import LinkKind, RowsKind
from db.store.links import captions

_KEPT = ("id", "uid", "found_by", "created_at", "created_by", "position", "owner_id", "caption")


@dataclass(frozen=True)
class Told:
    """One step, as far as it touched the record; ``lines`` say what changed."""

    step_id: int
    name: str
    who: str
    at: str
    lines: tuple[str, ...]


def story_of(session: Session, cls: Any, record_id: int) -> list[Told]:
    """Every step that touched a record or its child rows, newest first.

    Args:
        session: for reading.
        cls: the register.
        record_id: the record; it may be gone since.
    """
    children = {
        spec.kind.row.__tablename__: (spec, spec.kind.row)
        for spec in cls.fields.values()
        if isinstance(spec.kind, RowsKind) and spec.kind.row is not None
    }
    owned = [
        and_(CHANGE.c.table_name == table, CHANGE.c.row_id.in_(_rows(session, table, record_id)))
        for table in children
    ]
    mine = and_(CHANGE.c.table_name == cls.__tablename__, CHANGE.c.row_id == record_id)
    query = (
        select(CHANGE, STEP.c.name, STEP.c.who, STEP.c.at)
        .join(STEP, STEP.c.id == CHANGE.c.step_id)
        .where(or_(mine, *owned))
        .order_by(CHANGE.c.step_id.desc(), CHANGE.c.id)
    )
    steps: dict[int, Told] = {}
    for row in session.execute(query):
        part, label = (cls, "") if row.table_name == cls.__tablename__ else (None, "")
        if part is None:
            spec, part = children[row.table_name]
            label = spec.label
        told = steps.get(row.step_id) or Told(row.step_id, row.name, row.who, row.at, ())
        lines = told.lines + tuple(_lines(session, part, label, row))
        steps[row.step_id] = Told(told.step_id, told.name, told.who, told.at, lines)
    return list(steps.values())


def _rows(session: Session, table: str, record_id: int) -> list[int]:
    """The ids of all rows that ever belonged to the record: their first entry names the owner."""
    query = select(CHANGE.c.row_id).where(
        CHANGE.c.table_name == table,
        CHANGE.c.action == "add",
        or_(
            CHANGE.c.content.contains(f'"owner_id":{record_id},'),
            CHANGE.c.content.contains(f'"owner_id":{record_id}}}'),
        ),
    )
    return list(session.scalars(query.distinct()))


def _lines(session: Session, part: Any, label: str, row: Any) -> list[str]:
    if row.content is None:
        return ["内容已按规定销毁"]
    content = json.loads(row.content)
    front = f"{label}：" if label else ""
    if row.action == "edit":
        return [
            f"{front}{_label(part, name)}：{_said(session, part, name, pair[0])} → "
            f"{_said(session, part, name, pair[1])}"
            for name, pair in content.items()
            if name not in _KEPT
        ]
    verb = {"add": "填写" if not label else "增加", "remove": "移除"}[row.action]
    filled = [
        f"{_label(part, name)} {_said(session, part, name, content[name])}"
        for name in part.fields
        if name in content and name not in _KEPT
    ]
    return [f"{front}{verb}　{'，'.join(filled)}"] if filled else []


def _label(part: Any, name: str) -> str:
    if name == "deleted_at":
        return "回收站"
    spec = part.fields.get(name)
    return spec.label if spec else name


def _said(session: Session, part: Any, name: str, value: Any) -> str:
    spec = part.fields.get(name)
    if value is None:
        return "空"
    if spec is None:
        return str(value)
    if isinstance(spec.kind, LinkKind):
        return captions(session, spec.kind.table, [value]).get(value, "")
    text = spec.kind.format(restored(part.__table__.c[name], value))
    return text if len(text) <= 80 else f"{text[:80]}…"
