"""The history of one record in words: who, when, and each field from what to what."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from db.store.attachments import Attachment
from db.store.fields import Field
from db.store.history import CHANGE, STEP
from db.store.history_values import dumps, restored
from db.store.kinds import LinkKind, RowsKind, without_numbers
from db.store.links import captions

_KEPT = ("id", "uid", "found_by", "created_at", "created_by", "position", "owner_id", "caption")
_LONGEST = 200
"""Characters of a value that are told."""


@dataclass(frozen=True)
class Line:
    """One thing that changed, in words.

    Attributes:
        label: the field; for a child row its part of the form and what happened to it.
        before, after: what stood there and what stands there since; empty for none.
        name: the record's own field that can be given its old value back, else empty.
        old: that value.
    """

    label: str
    before: str
    after: str
    name: str = ""
    old: Any = None


@dataclass(frozen=True)
class Told:
    """One step, as far as it touched the record."""

    step_id: int
    name: str
    who: str
    at: str
    lines: tuple[Line, ...]


def story_of(session: Session, cls: Any, record_id: int, *, masked: bool = False) -> list[Told]:
    """Every step that touched a record, its child rows or its attachments, newest first.

    Args:
        session: for reading.
        cls: the register.
        record_id: the record; it may be gone since.
        masked: of sensitive values and of numbers of people, what anybody may see.
    """
    parts: dict[str, tuple[str, Any, dict[str, Any]]] = {
        spec.kind.row.__tablename__: (spec.label, spec.kind.row, {"owner_id": record_id})
        for spec in cls.fields.values()
        if isinstance(spec.kind, RowsKind) and spec.kind.row is not None
    }
    of = {"table_name": cls.__tablename__, "record_id": record_id}
    parts[Attachment.__tablename__] = (Attachment.title, Attachment, of)
    owned = [
        and_(CHANGE.c.table_name == table, CHANGE.c.row_id.in_(rows_of(session, table, owner)))
        for table, (_, _, owner) in parts.items()
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
        label, part, _ = parts.get(row.table_name, ("", cls, None))
        if part is Attachment and row.action == "edit":
            label += _file_name(session, row.row_id)
        told = steps.get(row.step_id) or Told(row.step_id, row.name, row.who, row.at, ())
        if masked:
            label = without_numbers(label)
        lines = told.lines + tuple(_lines(session, part, label, row, masked=masked))
        steps[row.step_id] = Told(told.step_id, told.name, told.who, told.at, lines)
    return list(steps.values())


def rows_of(session: Session, table: str, owner: dict[str, Any]) -> list[int]:
    """The ids of all rows that ever belonged to the record: their first entry names the owner."""
    query = select(CHANGE.c.row_id).where(CHANGE.c.table_name == table, CHANGE.c.action == "add")
    for name, value in owner.items():
        said = dumps({name: value})[1:-1]
        ends = (CHANGE.c.content.contains(f"{said}{end}", autoescape=True) for end in ",}")
        query = query.where(or_(*ends))
    return list(session.scalars(query.distinct()))


def _file_name(session: Session, attachment_id: int) -> str:
    """``“现场.jpg”``, as it was called last."""
    told = select(CHANGE.c.content).where(
        CHANGE.c.table_name == Attachment.__tablename__, CHANGE.c.row_id == attachment_id
    )
    name = ""
    for content in session.scalars(told.order_by(CHANGE.c.id)):
        said = json.loads(content or "{}").get("name", name)
        name = said[1] if isinstance(said, list) else said
    return f"“{name}”" if name else ""


def _lines(session: Session, part: Any, label: str, row: Any, *, masked: bool) -> list[Line]:
    if row.content is None:
        return [Line(label or "内容", "", "已按规定销毁")]
    content = json.loads(row.content)
    if row.action == "edit":
        return [
            _edit(session, part, label, name, pair, masked=masked)
            for name, pair in content.items()
            if name not in _KEPT
        ]
    filled = [
        (_label(part, name), _said(session, part, name, content[name], masked=masked))
        for name in part.fields
        if name in content and name not in _KEPT
    ]
    gone = row.action == "remove"
    if not label:
        return [Line(of, text if gone else "", "" if gone else text) for of, text in filled]
    words = "，".join(f"{of} {text}" for of, text in filled)
    verb = "移除" if gone else "增加"
    return [Line(f"{label}：{verb}", words if gone else "", "" if gone else words)]


def _edit(
    session: Session, part: Any, label: str, name: str, pair: list[Any], *, masked: bool
) -> Line:
    before, after = (_said(session, part, name, value, masked=masked) for value in pair)
    spec = part.fields.get(name)
    front = f"{label}：" if label else ""
    if label or spec is None or not _may_return(spec) or (masked and spec.sensitive):
        return Line(f"{front}{_label(part, name)}", before, after)
    return Line(spec.label, before, after, name, restored(part.__table__.c[name], pair[0]))


def _may_return(spec: Field) -> bool:
    """Whether people could have typed the old value themselves."""
    return not (spec.computed or spec.fixed or spec.kind.code == "state")


def _label(part: Any, name: str) -> str:
    if name == "deleted_at":
        return "回收站"
    spec = part.fields.get(name)
    return spec.label if spec else name


def _said(session: Session, part: Any, name: str, value: Any, *, masked: bool) -> str:
    spec = part.fields.get(name)
    if value is None:
        return ""
    if name == "deleted_at":
        return f"{value} 移到回收站".replace("T", " ")
    if spec is None:
        return str(value)
    if isinstance(spec.kind, LinkKind):
        text = captions(session, spec.kind.table, [value]).get(value, "")
        return without_numbers(text) if masked else text
    text = spec.kind.format(restored(part.__table__.c[name], value))
    if masked:
        text = spec.kind.masked(text) if spec.sensitive else without_numbers(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
