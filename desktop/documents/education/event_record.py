"""普法活动记录表: one event as it was held, with its numbers and its photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers.education import COUNTED, LawEvent
from db.store.codes import codes
from db.store.links import captions
from desktop.documents.education.photos import photos_of_event
from desktop.documents.galley import Galley
from desktop.documents.office_form import day_of, days_of, finished, office_of, said, ticks
from desktop.documents.page import AGREEMENT, MM, Cell, Document, Signer, Style
from desktop.documents.photo_grid import photo_rows
from desktop.documents.table import SIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from desktop.documents.form import Sheet
    from desktop.documents.photo_grid import Photo

TITLE = "普法活动记录表"
SHEET = AGREEMENT._replace(
    body=Style(size=12), pitch=21.0, top=20 * MM, bottom=20 * MM, left=25 * MM, right=22 * MM
)
_TEXT = Style(size=11)
_WIDTHS = (16, 42, 16, 36)
_ROLES = ("1", "2", "3")
_ROOMY = (26.0, 96.0)  # points; the least row, and the room for the account of the event
_CLOSE = (23.0, 48.0)


def event_record(session: Session, event: LawEvent) -> Sheet:
    """The record of an event; a draft until it was held and has its numbers.

    Closer rows, where only those keep the signatures on the table's page.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    missing = tuple(_missing(event))
    photos = photos_of_event(session, event, SHEET.measure)
    paper = _set(session, event, photos, missing, _ROOMY)
    if not photos and paper.render().pages > 1:
        closer = _set(session, event, photos, missing, _CLOSE)
        paper = closer if closer.render().pages == 1 else paper
    return finished(paper, missing)


def _set(
    session: Session,
    event: LawEvent,
    photos: list[Photo],
    missing: tuple[str, ...],
    heights: tuple[float, float],
) -> Document:
    office = office_of(session)
    paper = Document(
        " ".join(filter(None, (TITLE, event.written_number(), event.name))),
        author=office.name,
        subject=event.called(),
        sheet=SHEET,
        watermark="草稿" if missing else "",
        made=event.starts_on,
    )
    paper.title(TITLE, size=20.0, after=8.0)
    paper.fields(
        [("填报单位：", office.name), ("编号：", event.written_number() or "")], columns=[3, 2]
    )
    paper.gap(6)
    _table(paper, session, event, heights)
    if photos:
        _photos(paper, photos)
    paper.gap(8)
    paper.signatures(
        [Signer("登记人（签名）：", "registrar"), Signer("审核人（签名）：", "reviewer")],
        columns=2,
        office=office.name,
        day=day_of(event.reviewed_on),
        lines=0,
    )
    return paper


def _missing(event: LawEvent) -> Iterator[str]:
    if event.state not in COUNTED:
        yield "活动还没有登记举办"
    for name in ("place", "forms", "contents", "audience_number"):
        if getattr(event, name) in (None, ""):
            yield f"{LawEvent.fields[name].label}未填"


def _table(
    paper: Document, session: Session, event: LawEvent, heights: tuple[float, float]
) -> None:
    """``heights`` are points: of the least row, and of the account of the event."""
    label = _TEXT.bold

    def head(text: str, down: int = 1) -> Cell:
        return Cell(text, down=down, align="center", style=label)

    def row(name: str, text: str) -> list[Cell]:
        return [head(name), Cell(text, span=3)]

    def pair(first: tuple[str, str], second: tuple[str, str]) -> list[Cell]:
        return [head(first[0]), Cell(first[1]), head(second[0]), Cell(second[1])]

    units = {role: _units(session, event, role) for role in _ROLES}
    rows = [
        row("活动名称", event.name or ""),
        pair(("活动时间", time_of(event)), ("活动地点", event.place or "")),
        row("所在村居", _villages(session, event)),
        row("普法主题", _themes(session, event)),
        row("主办单位", units["1"]),
        pair(("承办单位", units["2"]), ("协办单位", units["3"])),
        row("活动形式", _ticked(event, "forms")),
        row("法律进何处", said(event, "settings")),
        row("普法内容", said(event, "contents")),
        row("受众类别", said(event, "audience")),
        pair(("受众人数", _audience(event)), ("现场咨询", _number(event, "consultations"))),
        row("发放资料", _materials(event)),
        row("宣传设施", _facilities(event)),
        row("参加人员", _taking_part(event)),
        [
            head("活动简况"),
            Cell(event.contents_text or "", span=3, top=True, align="justify"),
        ],
        row("无障碍形式", said(event, "accessible")),
        pair(("活动经费", _cost(event)), ("报道链接", event.news_link or "")),
    ]
    tall = next(place for place, cells in enumerate(rows) if cells[0].text == "活动简况")
    usual, roomy = heights
    parts = (rows[:tall], usual), (rows[tall : tall + 1], roomy), (rows[tall + 1 :], usual)
    for part, least in parts:
        paper.table(part, widths=_WIDTHS, style=_TEXT, pitch=16.0, least=least)


def _photos(paper: Document, photos: list[Photo]) -> None:
    paper.gap(10)
    paper.heading("活动照片", indent=0.0)
    paper.boxes += photo_rows(photos, paper.sheet.measure, Style(size=10.5))


def _ticked(event: LawEvent, name: str) -> str:
    """The boxes to tick in lines that part none from its word."""
    room = SHEET.measure * sum(_WIDTHS[1:]) / sum(_WIDTHS) - 2 * SIDE
    lines = [""]
    for entry in ticks(event, name).split("　"):
        longer = "　".join(filter(None, (lines[-1], entry)))
        if Galley(longer, _TEXT).natural > room:
            lines.append(entry)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def time_of(event: LawEvent) -> str:
    """Its days, and the hours where they are told."""
    return " ".join(filter(None, (days_of(event.starts_on, event.ends_on), event.hours)))


def _villages(session: Session, event: LawEvent) -> str:
    ids = [event.village_id, *(row.village_id for row in event.villages)]
    return _called(session, "place", ids)


def _themes(session: Session, event: LawEvent) -> str:
    return _called(session, "law_theme", [row.theme_id for row in event.themes])


def _units(session: Session, event: LawEvent, role: str) -> str:
    rows = [row for row in event.units if row.role == role]
    known = captions(session, "place", [row.unit_id for row in rows])
    names = (row.name or known.get(row.unit_id or 0, "") for row in rows)
    return "、".join(dict.fromkeys(filter(None, names)))


def _called(session: Session, table: str, ids: list[int | None]) -> str:
    known = captions(session, table, ids)
    return "、".join(dict.fromkeys(known[number] for number in ids if number in known))


def _number(event: LawEvent, name: str) -> str:
    value = getattr(event, name)
    return "" if value is None else f"{value} {LawEvent.fields[name].unit}"


def _audience(event: LawEvent) -> str:
    if event.audience_number is None:
        return ""
    how = f"（估算：{event.estimate_basis or ''}）" if event.estimated else "（清点）"
    return f"{event.audience_number}人次{how}"


def _materials(event: LawEvent) -> str:
    kinds = codes("material_kind")
    parts = [f"{row.what or kinds.name(row.kind)} {row.copies} 份" for row in event.materials]
    if len(parts) > 1:
        parts[-1] += f"，合计{event.copies}份"
    return "、".join(parts)


def _facilities(event: LawEvent) -> str:
    names = ("banners", "boards", "broadcasts")
    return "　".join(
        f"{LawEvent.fields[name].label} {_number(event, name)}"
        for name in names
        if getattr(event, name) is not None
    )


def _taking_part(event: LawEvent) -> str:
    words = {"staff_number": "工作人员", "volunteers": "志愿者", "guides_number": "法律明白人"}
    parts = [f"{word} {_number(event, n)}" for n, word in words.items() if getattr(event, n)]
    if event.speakers:
        parts.append(f"主讲：{event.speakers}")
    return "　".join(parts)


def _cost(event: LawEvent) -> str:
    return "" if event.cost is None else f"{said(event, 'cost')}元"
