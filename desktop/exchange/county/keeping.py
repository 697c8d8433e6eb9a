"""Tables from above in the store: found by name, their template kept beside the mapping."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers import CountyForm
from db.registers.county_form import CountyFormCell
from db.store.attachments import NewFile, attach, attachments_of, new_among
from db.store.blobs import content_of
from db.store.trouble import Trouble
from desktop.exchange.county.moved import Fate, Finding
from desktop.exchange.county.package import ENDINGS, Package

if TYPE_CHECKING:
    from db.store.database import Database

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
}


def forms(session: Session) -> list[CountyForm]:
    """All tables by name."""
    live = select(CountyForm).where(CountyForm.deleted_at.is_(None))
    return list(session.scalars(live.order_by(CountyForm.name)))


def form_named(session: Session, name: str) -> CountyForm:
    """The table of that name.

    Raises:
        Trouble: there is none; the sentence lists those there are.
    """
    known = forms(session)
    found = next((one for one in known if one.name == name), None)
    if found is None:
        names = "、".join(one.name for one in known) or "还没有登记过"
        raise Trouble(f"没有“{name}”这份上级表格（有：{names}）", wrong_input=True)
    return found


def template_of(session: Session, form: CountyForm) -> Package | None:
    """The form's template: the last workbook that was attached; None before there is one."""
    held = attachments_of(session, CountyForm.__tablename__, form.id)
    mine = [one for one in held if one.name.lower().endswith(ENDINGS)]
    return Package(mine[-1].name, content_of(session, mine[-1].sha256)) if mine else None


def require_template(session: Session, form: CountyForm) -> Package:
    """The form's template.

    Raises:
        Trouble: none was attached.
    """
    found = template_of(session, form)
    if found is None:
        raise Trouble(f"“{form.name}”还没有模板：请先打开上级发的 xlsx，对照一次", wrong_input=True)
    return found


def keep(
    database: "Database",
    form_id: int | None,
    name: str,
    cells: Sequence[CountyFormCell],
    template: Package,
) -> int:
    """Keep a mapping and its template in one step; gives the form's id.

    Args:
        database: the open store.
        form_id: of the form that is changed; None for a new one.
        name: of the form.
        cells: all of its mapped cells, which replace those it had.
        template: attached unless it is the last one already.

    Raises:
        Trouble: no name, a name that another has, a cell twice, or the form is gone.
    """
    with database.step(f"对照上级表格“{name}”") as session:
        form = session.get(CountyForm, form_id) if form_id else CountyForm.fresh(name=name)
        if form is None or form.deleted_at is not None:
            raise Trouble("这份上级表格刚在别处删除了")
        form.name = name
        form.cells = [_copied(cell) for cell in cells]
        session.add(form)
        session.flush()
        _attach(session, form, template)
        return form.id


def followed(found: Sequence[Finding]) -> list[CountyFormCell]:
    """The mapping as the new template has it: moved cells where they are, lost ones left out."""
    kept = []
    for one in found:
        if one.fate is not Fate.GONE:
            copy = _copied(one.cell)
            copy.sheet, copy.address = one.sheet, one.address
            kept.append(copy)
    return kept


def _attach(session: Session, form: CountyForm, template: Package) -> None:
    file = NewFile(template.name, _TYPES[template.ending], template.content)
    table = CountyForm.__tablename__
    last = template_of(session, form)
    if last is not None and last.content == template.content:
        return
    fresh, _ = new_among(session, table, form.id, [file])
    if not fresh:  # an older template comes back: it is the last one again
        held = attachments_of(session, table, form.id)
        one = next(held_one for held_one in held if held_one.sha256 == file.digest)
        one.position = held[-1].position + 1
        return
    attach(session, table, form.id, fresh)


def _copied(cell: CountyFormCell) -> CountyFormCell:
    names = CountyFormCell.fields
    return CountyFormCell.fresh(**{name: getattr(cell, name) for name in names})
