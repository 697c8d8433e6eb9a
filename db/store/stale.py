"""A record read a while ago is brought up to date before it is saved over the newer one."""

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from db.store.kinds import RowsKind
from db.store.trouble import Trouble


class StepSession(Session):
    """The session of a step. Merging a detached record keeps what others saved meanwhile."""

    def merge(self, instance: Any, **options: Any) -> Any:
        """As SQLAlchemy's, but what people did not touch takes the store's newest values.

        Without this a form that was open while the case was accepted, or an acceptance undone,
        would put the old state and number back unseen.

        Raises:
            Trouble: the record is no longer there, or its rows came and went in both places.
        """
        if not inspect(instance).detached:
            return super().merge(instance, **options)
        now = self.get(type(instance), instance.id)
        _bring_up_to_date(instance, now)
        merged = super().merge(instance, **options)
        del now  # held until here, as no session holds: merging would read it all again
        return merged


def _bring_up_to_date(record: Any, now: Any) -> None:
    if now is None:
        raise Trouble("这条记录已经不在仓库里（登记它的那一步已撤销），不能保存")
    rows = [f for f in type(record).fields.values() if isinstance(f.kind, RowsKind)]
    for field in rows:
        past = inspect(record).attrs[field.name].history
        loaded = {row.id for row in (*past.unchanged, *past.deleted)}
        if loaded != {row.id for row in getattr(now, field.name)}:
            raise Trouble(f"{field.label}刚在别处增减过，请重新打开这条记录再改")
    _take_newest(record, now)
    for field in rows:
        newest = {row.id: row for row in getattr(now, field.name)}
        for row in getattr(record, field.name):
            if row.id in newest:
                _take_newest(row, newest[row.id])


def _take_newest(row: Any, now: Any) -> None:
    attributes = inspect(row).attrs
    for column in type(row).__table__.columns:
        if not attributes[column.key].history.has_changes():
            set_committed_value(row, column.key, getattr(now, column.key))
