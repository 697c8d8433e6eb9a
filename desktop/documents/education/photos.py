"""An event's photos, made ready for paper: small enough, right way up, and without their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.registers.education import LawEvent
from db.store.attachments import Attachment, photos_of
from db.store.blobs import content_of
from desktop.documents.boxes import MM
from desktop.documents.office_form import day_of
from desktop.documents.photo_grid import Photo, cell_width
from desktop.documents.photos import for_paper

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST = 6
"""Photos on the sheet, the first of those attached; the others stay with the record."""


def photos_of_event(session: Session, event: LawEvent, width: float) -> list[Photo]:
    """The photos with their captions, for a text area of ``width`` points.

    A caption is what people wrote of the photo, else its number; the telephone's file name says
    nothing on paper. What the file tells of place and device does not reach the sheet.
    """
    found = photos_of(session, LawEvent.__tablename__, event.id)[:MOST]
    return [
        Photo(
            for_paper(content_of(session, one.sha256), cell_width(width) / MM),
            _caption(number, one, event),
        )
        for number, one in enumerate(found, start=1)
    ]


def _caption(number: int, photo: Attachment, event: LawEvent) -> str:
    """The day stands there only where it is not the event's own."""
    other = photo.taken_on and photo.taken_on != event.starts_on
    taken = f"（{day_of(photo.taken_on)}）" if other else ""
    return f"图{number}　{photo.purpose or '活动现场'}{taken}"
