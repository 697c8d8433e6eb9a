"""The forms that can be printed, each for one register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.registers import Case
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from db.store.record import Record


@dataclass(frozen=True)
class Sheet:
    """A rendered form.

    Attributes:
        pdf: PDF/A-2b, unsigned.
        name: what it is called, number included; also the PDF's title.
        pages: how many pages.
        missing: what must be mended before it may be signed; then it carries 草稿 on each page.
        stamp: (page, x0, y0, x1, y1) in points, where the electronic signature shows; None when
            the form has no place for one.
        copies: how many are wanted on paper.
    """

    pdf: bytes
    name: str
    pages: int
    missing: tuple[str, ...] = ()
    stamp: tuple[int, float, float, float, float] | None = None
    copies: int = 1


@dataclass(frozen=True)
class Form:
    """A printable form: ``render`` takes a session and a record of ``cls``."""

    code: str
    title: str
    cls: type[Record]
    render: Callable[[Session, Any], Sheet]


def _agreement(session: Session, case: Case) -> Sheet:
    from desktop.documents.agreement import agreement

    return agreement(session, case)


FORMS: tuple[Form, ...] = (Form("agreement", "人民调解协议书", Case, _agreement),)
"""Every form, in the order of the menus."""


def forms_for(cls: type[Any]) -> list[Form]:
    """The forms of a register."""
    return [form for form in FORMS if form.cls is cls]


def form(word: str) -> Form:
    """The form by code or title.

    Raises:
        Trouble: there is none; the sentence lists those there are.
    """
    for known in FORMS:
        if word in (known.code, known.title):
            return known
    titles = "、".join(f"{known.code}（{known.title}）" for known in FORMS)
    raise Trouble(f"没有“{word}”这种文书（有：{titles}）", wrong_input=True)
