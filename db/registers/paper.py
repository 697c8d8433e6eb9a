"""Papers that left the office: what was printed or signed, and the digest that proves it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.orm import Mapped

from db.store import check_attachments
from db.store.anchors import carries_anchors
from db.store.attachments import Attachment
from db.store.fields import field, link, never
from db.store.record import Record
from db.store.whole_file import file_name


class Paper(Record):
    """One issued paper 文书签发; written by the program when it signs, never typed."""

    __tablename__ = "paper"
    title: ClassVar = "文书签发"
    unit: ClassVar = "份"
    group: ClassVar = "办理"
    icon: ClassVar = "paper"
    name_field: ClassVar = "name"
    newest_first: ClassVar = "issued_on"
    written_by_program: ClassVar = True

    name: Mapped[str] = field("文书", section="文书", listed=True, searched=True)
    form: Mapped[str] = field("文书种类", section="文书", listed=True, filtered=True, fixed=True)
    about: Mapped[str | None] = field(
        "所涉事项", section="文书", listed=True, searched=True, fixed=True
    )
    about_table: Mapped[str | None] = field(
        "所涉登记簿", section="文书", fixed=True, shown_when=never
    )
    about_id: Mapped[int | None] = field("所涉记录", section="文书", fixed=True, shown_when=never)
    case_id: Mapped[int | None] = link(
        "案件",
        "mediation",
        section="文书",
        fixed=True,
        shown_when=lambda paper: paper.case_id is not None,
    )
    pages: Mapped[int] = field("页数", section="文书", unit="页", fixed=True)
    issued_on: Mapped[date] = field("签发日期", section="签发", listed=True, dated=True, fixed=True)
    signed_by: Mapped[str | None] = field("签名证书", section="签发", listed=True, fixed=True)
    fingerprint: Mapped[str | None] = field("证书指纹", section="签发", fixed=True)
    signatures: Mapped[int] = field("电子签名数", section="签发", default=0, fixed=True)
    digest: Mapped[str] = field(
        "文件摘要", section="签发", searched=True, index=True, fixed=True, help="整个文件的 SHA-256"
    )
    signed_at: Mapped[datetime | None] = field("签名时间", section="签发", fixed=True)
    chain_head: Mapped[str | None] = field(
        "历史链摘要", section="签发", fixed=True, help="纸上的校验码由它而来，“检查仓库”拿它核对"
    )


def _not_as_issued(connection: Connection) -> Iterator[str]:
    """Attachments named like an issued paper, at it or its record, that no issue's digest fits."""
    paper, file = Paper.__table__.c, Attachment.__table__.c
    here = or_(
        and_(file.table_name == Paper.__tablename__, file.record_id == paper.id),
        and_(file.table_name == paper.about_table, file.record_id == paper.about_id),
    )
    kept = select(paper.name, paper.digest, file.name.label("file"), file.sha256, file.id)
    judged: dict[int, tuple[str, str, bool]] = {}
    for row in connection.execute(kept.join_from(Paper.__table__, Attachment.__table__, here)):
        if isinstance(row.name, str) and row.file == f"{file_name(row.name)}.pdf":
            fits = judged.get(row.id, ("", "", False))[2] or row.digest == row.sha256
            judged[row.id] = row.file, row.name, fits
    for name, about, fits in judged.values():
        if not fits:
            yield f"附件“{name}”不是签发的那一份：它的摘要与文书签发“{about}”登记的不符"


carries_anchors(Paper)
check_attachments.further.append(_not_as_issued)
