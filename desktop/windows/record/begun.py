"""Records opened and begun: in another page, from another record, for a theme, of a sheet."""

from typing import TYPE_CHECKING, Any

from db.store.record import register as register_of
from db.store.sole import begun
from desktop.windows.finding.recent import note
from desktop.windows.parts.in_turns import nowhere

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from db.registers import LawTheme
    from db.registers.blank_form import Handwritten
    from db.store.database import Database
    from db.store.onward import Onward
    from db.store.record import Record
    from desktop.windows.lists.register_page import RegisterPage
    from desktop.windows.pages import Pages
    from desktop.windows.record.pane import RecordPane


def new_in_turns(pages: "Pages", register: str) -> "Iterator[None]":
    """A new record of a register, with the first fields in the last turn."""
    page = yield from _shown_in_turns(pages, register)
    if page is not None:
        page.new_record()


def opened_in_turns(pages: "Pages", register: str, record_id: int) -> "Iterator[None]":
    """A record that is there already, in the page of its register."""
    page = yield from _shown_in_turns(pages, register)
    if page is not None:
        page.open_record(record_id)
        note(pages.database, register, record_id)


def _shown_in_turns(pages: "Pages", register: str) -> "Generator[None, None, RegisterPage | None]":
    """First its list, then the form's frame; None when the page that is open does not let go."""
    if not (yield from pages.turning(register)):
        return None
    yield
    page = pages.register_page(register)
    for _ in page.making:
        yield
    page.pane.form  # noqa: B018 - made when it is first asked for
    yield
    return page


def onwards(database: "Database", record: "Record") -> "list[Onward]":
    """The ways on from a record that whoever is at work may go."""
    may = database.rights.may_change
    return [
        way
        for way in record.onward
        if way.offered(record)
        and may(register_of(way.register))
        and (way.back or may(type(record)))
    ]


def go_on(pane: "RecordPane", way: "Onward") -> None:
    """Save what is typed and begin the record that follows, where there is a main window."""
    from desktop.windows.pages import Pages

    pages = pane.window().findChild(Pages)
    if isinstance(pages, Pages) and (not pane.dirty or pane.save()):
        steps = onward_in_turns(pages, way, pane.record)
        pages.beginning.begin(steps, now=False, ready=nowhere)


def onward_in_turns(pages: "Pages", way: "Onward", source: "Record") -> "Iterator[None]":
    """The record that begins from another one, filled in so far."""
    page = yield from _shown_in_turns(pages, way.register)
    if page is not None and page.pane.can_leave():
        record = begun(pages.database, page.cls.fresh())
        way.begin(source, record, full=pages.database.rights.full)
        page.table.clearSelection()
        page.pane.show_draft(record)
        page.pane.form.enter()


def enter_in_turns(page: "RegisterPage", record_id: int) -> "Iterator[None]":
    """Open a record and go into it, if the one that is open lets go."""
    page.open_record(record_id)
    pane = page.pane
    if pane.record_id == record_id:
        yield
        form = pane.form
        yield
        form.enter()


def behind_in_turns(
    pages: "Pages", register: str, title: str, ids: frozenset[int]
) -> "Iterator[None]":
    """The records behind a number: first their list, then as narrow as it shall be."""
    back = pages.name
    if (yield from pages.turning(register)):
        yield
        page = pages.register_page(register)
        page.show_only(title, ids, lambda: pages.turn_to(back))


def new_event(pages: "Pages", theme: "LawTheme") -> None:
    """Begin a 普法 event of a theme: today while it runs, else on its first day."""
    pages.beginning.begin(_event_in_turns(pages, theme), now=False, ready=nowhere)


def _event_in_turns(pages: "Pages", theme: "LawTheme") -> "Iterator[None]":
    from db.registers.education import EventTheme, LawEvent

    page = yield from _shown_in_turns(pages, LawEvent.__tablename__)
    if page is None:
        return
    event = begun(pages.database, LawEvent.fresh(name=f"{theme.name}活动"))
    if not theme.starts_on <= event.starts_on <= (theme.ends_on or theme.starts_on):
        event.starts_on = theme.starts_on
    event.themes = [EventTheme.fresh(theme_id=theme.id)]
    page.pane.show_draft(event)
    page.pane.form.enter("name")


def type_in(pages: "Pages", sheet: "Handwritten", register: str, record_id: int | None) -> None:
    """Type a handwritten sheet in, as a new record of its day or into one there is."""
    steps = _typing_in_turns(pages, sheet, register, record_id)
    pages.beginning.begin(steps, now=False, ready=nowhere)


def _typing_in_turns(
    pages: "Pages", sheet: "Handwritten", register: str, record_id: int | None
) -> "Iterator[None]":
    from db.registers.blank_form import type_from

    page = yield from _shown_in_turns(pages, register)
    if page is None:
        return
    if record_id is None:
        record: Any = begun(pages.database, page.cls.fresh())
        if page.cls.newest_first:
            setattr(record, page.cls.newest_first, sheet.paper_on)
    else:
        page.open_record(record_id)
        yield
        record = page.pane.record
    type_from(record, sheet)
    page.pane.show_draft(record)
    page.pane.form.enter()


def can_be_new(cls: "type[Record]") -> bool:
    """Whether people begin records of a register themselves."""
    return not cls.written_by_program and not cls.single
