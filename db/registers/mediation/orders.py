"""The order of a dossier: the presets the program ships, the county's own, and the one in force."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.store.codes import codes
from db.store.kinds import codes_in
from db.store.places import RESOURCES
from db.store.record import Row
from db.store.trouble import Trouble

USUAL = "thirteen"
"""The preset of an office that has chosen none."""
PAPER, COVER, CONTENTS, NOTE, BACK = "paper", "cover", "contents", "note", "back"
MUST, IF_AGREED, WANTED = "must", "agreed", "wanted"


@dataclass(frozen=True)
class OrderRow:
    """One line of a dossier's contents.

    Attributes:
        name: as the contents list prints it.
        need: ``MUST``, ``IF_AGREED`` or ``WANTED``.
        part: ``PAPER`` for papers of the case, else the sheet that the dossier itself makes.
        forms: codes of the program's own papers that belong here.
        purposes: words in a scan's purpose that put it here.
        either: one of the forms is enough.
    """

    name: str
    need: str = MUST
    part: str = PAPER
    forms: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    either: bool = False

    @property
    def numbered(self) -> bool:
        """Cover and contents stand before the numbered rows and the numbered pages."""
        return self.part not in (COVER, CONTENTS)

    def words(self) -> tuple[str, ...]:
        """All words that put a scan here."""
        own = (word for code in self.forms for word in words_of(code))
        return (self.name, *self.purposes, *own)


@dataclass(frozen=True)
class Order:
    """The rows of a dossier; ``both`` keeps a printed paper beside the scan that replaces it."""

    name: str
    rows: tuple[OrderRow, ...]
    both: bool = False


def words_of(code: str) -> tuple[str, ...]:
    """What people call the form: its title, and the words of its entry in the code table."""
    entry = codes("dossier_paper").get(code)
    return (entry.name, *parted(entry.note)) if entry else ()


def parted(text: str | None) -> tuple[str, ...]:
    """The words of a line, parted by 、 or ，."""
    return tuple(word for word in re.split(r"[、，,；;\s]+", text or "") if word)


@cache
def presets() -> dict[str, Order]:
    """The orders that the program ships, by code (mediation dossiers of 2010 and later).

    Raises:
        Trouble: the file is missing or cannot be read.
    """
    try:
        data = tomllib.loads((RESOURCES / "dossiers.toml").read_text(encoding="utf-8"))
        return {
            code: Order(part["what"], tuple(_row(**row) for row in part["row"]))
            for code, part in data.items()
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble("卷宗目录 dossiers.toml 读不出来，请重新安装程序") from error


def order_in_force(session: Session) -> Order:
    """The office's own order, else the preset it chose, else the usual one."""
    office = Row.metadata.tables["office"].c
    chosen = session.execute(
        select(office.dossier_preset, office.dossier_order_id, office.dossier_both)
        .where(office.deleted_at.is_(None))
        .limit(1)
    ).first()
    if chosen is None:
        return presets()[USUAL]
    own = _own(session, chosen.dossier_order_id)
    order = own or presets().get(chosen.dossier_preset or USUAL, presets()[USUAL])
    return Order(order.name, order.rows, bool(chosen.dossier_both))


def _row(
    name: str,
    need: str,
    part: str = PAPER,
    forms: list[str] | None = None,
    purposes: list[str] | None = None,
    *,
    either: bool = False,
) -> OrderRow:
    return OrderRow(name, need, part, tuple(forms or ()), tuple(purposes or ()), either)


def _own(session: Session, number: int | None) -> Order | None:
    """The county's order; None when none is chosen, or it went to the recycle bin."""
    if number is None:
        return None
    order, row = (Row.metadata.tables[name] for name in ("dossier_order", "dossier_order_row"))
    name = session.scalar(
        select(order.c.name).where(order.c.id == number, order.c.deleted_at.is_(None))
    )
    rows = session.execute(select(row).where(row.c.owner_id == number).order_by(row.c.position))
    if name is None:
        return None
    return Order(
        name,
        tuple(
            OrderRow(
                one.name,
                one.need,
                one.part,
                tuple(codes_in(one.forms)),
                parted(one.purposes),
                one.either,
            )
            for one in rows
        ),
    )
