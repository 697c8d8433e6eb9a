"""What the office's forms share: how values read on paper, the seal's place, the finished sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.registers import Office
from db.store.kinds import LinkKind
from db.store.links import captions
from desktop.documents.form import Sheet
from desktop.documents.page import MM
from desktop.documents.pdfa import archival

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from db.store.record import Row
    from desktop.documents.page import Document, Place

BLANK_DAY = "　　　　年　　月　　日"
_STAMP_WIDTH, _STAMP_HEIGHT = 58 * MM, 23 * MM


def office_of(session: Session) -> Office:
    """The office itself; an unnamed one before it was filled in."""
    found: Office | None = session.scalar(select(Office).where(Office.deleted_at.is_(None)))
    return found or Office.fresh(name="司法所", short_name="")


def day_of(day: date | None) -> str:
    """2024年6月5日; room to write one by hand for None."""
    return f"{day.year}年{day.month}月{day.day}日" if day else BLANK_DAY


def days_of(first: date | None, last: date | None) -> str:
    """2024年6月5日至2024年6月7日; one day alone where it ended the same day, or no end is known."""
    return day_of(first) + (f"至{day_of(last)}" if last and last != first else "")


def said(row: Row, name: str, session: Session | None = None) -> str:
    """A field's value as people read it, dates as 2024年6月5日; links need the session."""
    spec, value = type(row).fields[name], getattr(row, name)
    if value is None:
        return ""
    if spec.kind.code == "date":
        return day_of(value)
    if isinstance(spec.kind, LinkKind) and session is not None:
        return captions(session, spec.kind.table, [value]).get(value, "")
    return spec.kind.format(value)


def ticks(row: Any, name: str, *, on: str = "☑", off: str = "□") -> str:
    """All entries of the field's code table, the chosen ones ticked, as printed forms have them."""
    from db.store.codes import codes
    from db.store.kinds import codes_in

    kind: Any = type(row).fields[name].kind
    chosen = set(codes_in(getattr(row, name)))
    entries = codes(kind.table).leaves()
    return "　".join(f"{on if entry.code in chosen else off}{entry.name}" for entry in entries)


def unfilled(row: Row, *names: str) -> list[str]:
    """“联系电话未填”, for each of these fields that is empty."""
    return [
        f"{type(row).fields[name].label}未填"
        for name in names
        if getattr(row, name) in (None, "", [])
    ]


def beside(seal: Place) -> tuple[int, float, float, float, float]:
    """Where the electronic signature shows: left of the square that the ink seal needs."""
    x0 = 28 * MM
    y0 = seal.y0 + (seal.y1 - seal.y0 - _STAMP_HEIGHT) / 2
    return seal.page, x0, y0, x0 + _STAMP_WIDTH, y0 + _STAMP_HEIGHT


def finished(
    paper: Document,
    missing: Sequence[str] = (),
    *,
    copies: int = 1,
    further: Sequence[str] = (),
) -> Sheet:
    """The paper as PDF/A; signed beside the seal's place where the form has one (``seal``).

    The document needs its watermark 草稿 from the start where something is missing. ``further`` are
    the seals' places on pages that are parted from the first: each goes to somebody else.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    done = paper.render()
    stamp = beside(done.places["seal"]) if "seal" in done.places else None
    return Sheet(
        archival(done.pdf),
        paper.name,
        done.pages,
        tuple(missing),
        stamp,
        copies,
        paper.chain,
        tuple(beside(done.places[place]) for place in further),
    )
