"""All forms that can be printed, and finding one by its register, code or title."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from db.registers import BlankForm
from db.store.kinds import DateKind
from db.store.trouble import Trouble
from desktop.documents import (
    annual_report,
    dossier,
    education,
    enforcement,
    enforcing,
    governing,
    handing,
    keeping,
    legal_aid,
    mediation,
    oversight,
    privacy,
    scrutiny,
    subsidy,
)

if TYPE_CHECKING:
    from desktop.documents.form import Form

_YEAR = re.compile(r"((?:19|20)\d\d)年?")

FORMS: tuple[Form, ...] = (
    *mediation.FORMS,
    *dossier.FORMS,
    *legal_aid.FORMS,
    *enforcement.FORMS,
    *enforcing.FORMS,
    *education.FORMS,
    *scrutiny.FORMS,
    *subsidy.FORMS,
    *governing.FORMS,
    *oversight.FORMS,
    *annual_report.FORMS,
    *handing.FORMS,
    *keeping.FORMS,
    *privacy.FORMS,
)
"""Every form, in the order of the menus; what renders them is imported at first use."""


def forms_for(cls: type[Any], record: Any = None) -> list[Form]:
    """The forms of a register's records; with a record, those that it has."""
    if cls is BlankForm:
        return _blank_sheet(record)
    of_records = [form for form in FORMS if form.cls is cls and form.over == "record"]
    return [form for form in of_records if record is None or form.offered(record)]


def rolls_for(cls: type[Any]) -> list[Form]:
    """The forms over a whole register."""
    return [form for form in FORMS if form.cls is cls and form.over != "record"]


def blanks_for(cls: type[Any]) -> list[Form]:
    """The forms of a register's records that have a blank; those of all registers for 空白文书."""
    return [form for form in FORMS if form.blank and cls in (form.cls, BlankForm)]


def _blank_sheet(blank: Any) -> list[Form]:
    """The sheet of one blank, while it is out; a voided or typed-in one is not printed again."""
    from desktop.documents.blank_sheets import sheet_form

    if blank is None or blank.state != "out":
        return []
    known = next((form for form in FORMS if form.title == blank.form), None)
    return [sheet_form(known.title, known.blank)] if known and known.blank else []


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


def subject_of(form: Form, text: str) -> date:
    """The day or year that a form over a whole register is about; a year is its last day.

    Raises:
        Trouble: the text is neither; says which is wanted.
    """
    if form.over == "year":
        match = _YEAR.fullmatch(text.strip())
        if not match:
            raise Trouble(f"{form.title}按年度出，请写年份，如 2024", wrong_input=True)
        return date(int(match[1]), 12, 31)
    try:
        day: date | None = DateKind().parse(text)
    except Trouble as trouble:
        raise Trouble(f"{form.title}按日期出：{trouble.sentence}", wrong_input=True) from trouble
    if day is None:
        raise Trouble(f"{form.title}按日期出，请写日期，如 2024-12-31", wrong_input=True)
    return day
