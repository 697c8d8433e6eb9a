"""What waits in law education: a theme's event, a board's content, reviews, contracts."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from db.figures.deadlines.waiting import Waiting, live
from db.registers.education import (
    BOARD,
    COUNTED,
    CulturePlace,
    EventTheme,
    GuideReview,
    LawEvent,
    LawTheme,
    LegalAdviser,
    LegalGuide,
)
from db.registers.place import Place


def waiting(session: Session, today: date) -> Iterator[Waiting]:
    """Everything of the registers of law education that waits."""
    yield from _themes(session, today)
    yield from _boards(session)
    yield from _guides(session)
    yield from _contracts(session)


def _themes(session: Session, today: date) -> Iterator[Waiting]:
    """Themes of this year that no event served, and for none of which one is planned.

    A theme of an earlier year is past mending; 普法计划 shows it.
    """
    arranged = exists().where(
        EventTheme.theme_id == LawTheme.id,
        EventTheme.owner_id == LawEvent.id,
        live(LawEvent),
        or_(
            LawEvent.state.in_(COUNTED),
            and_(LawEvent.state == "planned", LawEvent.starts_on >= today),
        ),
    )
    last = func.coalesce(LawTheme.ends_on, LawTheme.starts_on).label("last")
    query = (
        select(LawTheme.id, LawTheme.caption, LawTheme.starts_on, last, Place.name)
        .outerjoin(Place, Place.id == LawTheme.lead_id)
        .where(live(LawTheme), LawTheme.year == today.year, ~arranged)
    )
    for row in session.execute(query):
        yield Waiting(
            "law_theme",
            row.id,
            row.caption,
            "theme_event",
            row.starts_on,
            row.name or "",
            until=row.last,
        )


def _boards(session: Session) -> Iterator[Waiting]:
    """Boards that stand, by their last content; one that never had any, by its first day."""
    query = select(
        CulturePlace.id,
        CulturePlace.caption,
        CulturePlace.keeper,
        func.coalesce(CulturePlace.updated_on, CulturePlace.built_on).label("start"),
    ).where(live(CulturePlace), CulturePlace.kind == BOARD, CulturePlace.state != "removed")
    for row in session.execute(query):
        yield Waiting(
            "culture_place", row.id, row.caption, "board_update", row.start, row.keeper or ""
        )


def _guides(session: Session) -> Iterator[Waiting]:
    """Guides in post by their last review, else by the day they were certified.

    A village reviews its guides together: those who wait from the same day stand in one line,
    which opens the first of them and goes on to the next once that one is reviewed.
    """
    last: dict[int, date] = {}
    for row in session.execute(
        select(GuideReview.owner_id, GuideReview.year, GuideReview.reviewed_on)
    ):
        day = row.reviewed_on or date(min(max(row.year, 1), 9999), 12, 31)
        last[row.owner_id] = max(day, last.get(row.owner_id, day))
    query = (
        select(LegalGuide.id, LegalGuide.caption, LegalGuide.certified_on, Place.name)
        .join(Place, Place.id == LegalGuide.village_id)
        .where(live(LegalGuide), LegalGuide.left_on.is_(None))
        .order_by(LegalGuide.id)
    )
    together: dict[tuple[str, date], list[tuple[int, str]]] = defaultdict(list)
    for number, caption, certified, village in session.execute(query):
        start = max(certified, last.get(number, certified))
        together[village, start].append((number, caption))
    for (village, start), guides in together.items():
        number, caption = guides[0]
        if len(guides) > 1:
            caption = f"{village}法律明白人 {len(guides)} 名"
        yield Waiting("legal_guide", number, caption, "guide_yearly_review", start, village)


def _contracts(session: Session) -> Iterator[Waiting]:
    """Contracts of advisers who still serve, on the day printed in them."""
    query = select(
        LegalAdviser.id,
        LegalAdviser.caption,
        LegalAdviser.contract_from,
        LegalAdviser.contract_to,
    ).where(live(LegalAdviser), LegalAdviser.left_on.is_(None))
    for row in session.execute(query):
        yield Waiting(
            "legal_adviser",
            row.id,
            row.caption,
            "adviser_contract_end",
            row.contract_from,
            until=row.contract_to,
        )
