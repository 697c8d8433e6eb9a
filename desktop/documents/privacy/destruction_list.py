"""档案销毁清册: what is to be destroyed, on whose appraisal; afterwards, what was.

Before the destruction it names each record, for those who appraise. Nothing of that is kept, so
the list printed afterwards tells them by their marks alone; the first one is signed and kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers.retention.copies import entered
from db.store.links import captions
from desktop.documents.education.rolls import begun
from desktop.documents.office_form import BLANK_DAY, day_of, finished, office_of, said, unfilled
from desktop.documents.page import Signer, Style

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Session

    from db.registers import Destruction
    from desktop.documents.form import Sheet

TITLE = "档案销毁清册"
_HEAD = ("序号", "登记簿", "第几条", "名称", "标识", "最后日期", "保管期限", "保管到", "备注")
_WIDTHS = (1.4, 3.6, 1.8, 8.0, 4.2, 3.0, 2.2, 3.0, 2.6)


def destruction_list(session: Session, protocol: Destruction) -> Sheet:
    """The list with the appraisal; a draft until there is something to appraise.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    office = office_of(session)
    missing = unfilled(protocol, "reason", "appraised_by", "witness", "items")
    day = protocol.destroyed_on or protocol.appraised_on
    done = protocol.state == "destroyed"
    told = f"已于{day_of(protocol.destroyed_on)}销毁" if done else "待销毁"
    first = f"{protocol.name}：共{len(protocol.items)}条，{told}", "left"
    paper = begun(f"{office.name}{TITLE}", office, day, missing, first)
    paper.table(
        _rows(session, protocol),
        widths=_WIDTHS,
        header=list(_HEAD),
        align=["center", "left", "center", "left", *["center"] * 5],
        style=Style(size=9.5),
        least=20,
    )
    paper.gap(6)
    paper.paragraph(f"鉴定意见：{protocol.reason or ''}", indent=0)
    after = "内容、修改历史里的内容和附件都已抹去，历史链的摘要保留，可以核对其余记录未被改动。"
    before = "经签字同意后在程序里销毁，销毁后不能恢复；以前的备份也要一并删除。"
    paper.paragraph(after if done else before, indent=0)
    for line in _old_copies(session, protocol) if done else ():
        paper.paragraph(line, indent=0)
    paper.gap(4)
    paper.signatures(
        [
            Signer(f"鉴定人：{protocol.appraised_by or ''}（签名）", "appraiser"),
            Signer(f"监销人：{protocol.witness or ''}（签名）", "witness"),
            Signer(f"批准人：{protocol.approved_by or ''}（签名）", "approver"),
        ],
        columns=3,
        office=office.name,
        day=day_of(day) if done else BLANK_DAY,
    )
    return finished(paper, missing)


def _old_copies(session: Session, protocol: Destruction) -> Iterator[str]:
    """Copies outside the store's own folder: nobody but people can delete them."""
    found = entered(session, protocol)
    if not found:
        return
    gone = "已经删除" if protocol.backups_gone else "还没有确认删除"
    yield f"销毁以前交到别处的备份{len(found)}份，里面还有这些内容，{gone}："
    yield from (f"　{one.sentence}" for one in found)


def _rows(session: Session, protocol: Destruction) -> list[list[str]]:
    names: dict[tuple[str, int], str] = {}
    if protocol.state == "planned":
        for table in {item.register for item in protocol.items}:
            ids = [item.record_id for item in protocol.items if item.register == table]
            names |= {(table, n): name for n, name in captions(session, table, ids).items()}
    gone = "（已销毁）" if protocol.state == "destroyed" else ""
    return [
        [
            str(place),
            said(item, "register"),
            str(item.record_id),
            names.get((item.register, item.record_id), gone),
            item.mark,
            _day(item.last_day),
            said(item, "term"),
            _day(item.kept_to),
            "",
        ]
        for place, item in enumerate(protocol.items, start=1)
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
