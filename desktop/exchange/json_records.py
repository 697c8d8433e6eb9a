"""Records as JSON: field names or Chinese labels as keys, links by name, dates as ISO."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from db.store.conditions import find_field
from db.store.fields import Field
from db.store.kinds import ChoicesKind, LinkKind, RowsKind
from db.store.links import captions, meant
from db.store.moves import way_to
from db.store.problems import stopping
from db.store.record import Child, Record
from db.store.trouble import Trouble


def add_records(session: Session, cls: type[Record], data: Any) -> list[Record]:
    """Add one record, or a list of them, to the session; all are checked before any is kept.

    A ``state`` that is not the first is reached by the register's own moves, so that nothing a
    move demands or allocates can be passed over.

    Args:
        session: of a running step.
        cls: the register.
        data: a JSON object or an array of objects.

    Raises:
        Trouble: unknown fields, wrong kinds, missing links, or what keeps a record from being
            saved; says which record and field.
    """
    items = data if isinstance(data, list) else [data]
    if not items:
        raise Trouble("文件里没有记录", wrong_input=True)
    return [
        _add(session, cls, item, f"第 {place} 条：" if len(items) > 1 else "")
        for place, item in enumerate(items, start=1)
    ]


def json_of(raw: bytes, name: str) -> Any:
    """What the bytes of a JSON file hold.

    Raises:
        Trouble: it is not UTF-8 or no JSON; says where in the file of that name.
    """
    try:
        return json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Trouble(f"{name} 不是 UTF-8 编码的文本，请另存为 UTF-8", wrong_input=True) from error
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 个字符"
        raise Trouble(f"{name} 不是完好的 JSON：{place}附近有误", wrong_input=True) from error
    except RecursionError as error:
        raise Trouble(f"{name} 的 JSON 套得太深，不像是记录", wrong_input=True) from error


def to_json(session: Session, record: Record) -> dict[str, Any]:
    """All that a record says, with its id: what is reckoned, too (``add_records`` takes less)."""
    return {"id": record.id, **_values(session, record)}


def _add(session: Session, cls: type[Record], item: Any, where: str) -> Record:
    record: Record = _read(session, cls, item, where)
    state = None
    if "state" in cls.fields:
        state = getattr(record, "state")  # noqa: B009 - not every register has one
        setattr(record, "state", cls.fields["state"].fresh())  # noqa: B010
    record.settle()
    against = stopping(session, record)
    if against:
        said = "；".join(problem.sentence for problem in against)
        raise Trouble(f"{where}{said}", wrong_input=True)
    session.add(record)
    session.flush()
    for move in _spoken(where, way_to, record, state) if state else ():
        _spoken(where, move.make, record, session)
    return record


def _read(session: Session, cls: type[Any], item: Any, where: str) -> Any:
    if not isinstance(item, dict):
        raise Trouble(f"{where}应为 JSON 对象（花括号括起的“栏目: 值”）", wrong_input=True)
    values: dict[str, Any] = {}
    for word, value in item.items():
        spec = _spoken(where, find_field, cls, word)
        if spec.computed is not None:
            if value not in (None, ""):
                raise Trouble(f"{where}{spec.label}由程序计算，不能填写", wrong_input=True)
            continue
        given = _value(session, spec, value, f"{where}{spec.label}")
        if given is not None or spec.fresh() is None:
            values[spec.name] = given
    return cls.fresh(**values)


def _value(session: Session, spec: Field, value: Any, where: str) -> Any:
    row = spec.kind.row if isinstance(spec.kind, RowsKind) else None
    if row is not None:
        if not isinstance(value, list):
            raise Trouble(f"{where}：应为 JSON 数组", wrong_input=True)
        return [
            _read(session, row, item, f"{where}第 {place} 行：")
            for place, item in enumerate(value, start=1)
        ]
    several = isinstance(value, list) and isinstance(spec.kind, ChoicesKind)
    if isinstance(value, (dict, list)) and not several:
        raise Trouble(f"{where}：应为单个值", wrong_input=True)
    if not isinstance(spec.kind, LinkKind):
        return _spoken(f"{where}：", spec.kind.from_json, value)
    if value in (None, ""):
        return None
    return _spoken(f"{where}：", meant, session, spec.kind.table, str(value).strip())


def _spoken(where: str, act: Callable[..., Any], *given: Any) -> Any:
    """What ``act`` gives; its Trouble says where it happened."""
    try:
        return act(*given)
    except Trouble as trouble:
        raise Trouble(f"{where}{trouble.sentence}", wrong_input=True) from trouble


def _values(session: Session, row: Record | Child) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for spec in type(row).fields.values():
        value = getattr(row, spec.name)
        if isinstance(spec.kind, RowsKind):
            shown[spec.name] = [_values(session, child) for child in value]
        elif isinstance(spec.kind, LinkKind):
            shown[spec.name] = captions(session, spec.kind.table, [value]).get(value)
        else:
            shown[spec.name] = spec.kind.to_json(value)
    return shown
