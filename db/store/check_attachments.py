"""The check's look at attachments: each content proven by its hash, each file and record there."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, select

from db.store.attachments import Attachment
from db.store.blobs import BLOB, proven
from db.store.record import register

_T = Attachment.__table__
further: list[Callable[[Connection], Iterator[str]]] = []
"""What registers know of attachments that the store does not."""


def findings(connection: Connection) -> Iterator[list[str]]:
    """What is wrong with attachments, one list for each content that was looked at."""
    more = (sentence for look in further for sentence in look(connection))
    yield [*_without_record(connection), *_without_content(connection), *more]
    for digest, whole in proven(connection):
        yield [] if whole else list(_altered(connection, digest))


def _without_record(connection: Connection) -> Iterator[str]:
    for table in connection.scalars(select(_T.c.table_name).distinct()).all():
        try:
            owner = register(table).__table__
        except KeyError:  # forged, and found so by its history
            continue
        alone = select(_T).where(
            _T.c.table_name == table, _T.c.record_id.not_in(select(owner.c.id))
        )
        for row in connection.execute(alone):
            title = register(table).title
            yield f"附件“{row.name}”所属的记录（{title}第 {row.record_id} 条）不存在"


def _without_content(connection: Connection) -> Iterator[str]:
    missing = select(_T).where(_T.c.sha256.not_in(select(BLOB.c.sha256))).order_by(_T.c.id)
    for row in connection.execute(missing).all():
        yield f"{_said(connection, row)}的内容不见了"


def _altered(connection: Connection, digest: str) -> Iterator[str]:
    rows = connection.execute(select(_T).where(_T.c.sha256 == digest).order_by(_T.c.id)).all()
    for row in rows:
        yield f"{_said(connection, row)}的内容被绕过程序改过"
    if not rows:
        yield "一个已移除的附件的内容被绕过程序改过，撤销移除将找不回它"


def _said(connection: Connection, row: Any) -> str:
    try:
        cls = register(row.table_name)
    except KeyError:
        return f"附件“{row.name}”"
    owner: Any = cls.__table__
    caption = connection.scalar(select(owner.c.caption).where(owner.c.id == row.record_id))
    return f"{cls.title}“{caption or row.record_id}”的附件“{row.name}”"
