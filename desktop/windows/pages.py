"""The pages of the main window: made when first asked for, one of them shown."""

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from db.registers import ALL, BlankForm, Return, in_force
from desktop.windows.finding import recent
from desktop.windows.finding.hits import HitsPage
from desktop.windows.home import behind
from desktop.windows.home.page import HomePage
from desktop.windows.left_pages import LeftPages, drop
from desktop.windows.overviews.due_page import DuePage
from desktop.windows.parts.in_turns import InTurns, at_once, nowhere
from desktop.windows.parts.notices import say
from desktop.windows.record.begun import behind_in_turns, new_in_turns, opened_in_turns, type_in
from desktop.windows.sidebar_entries import entries
from desktop.windows.views import (
    BIN,
    DUES,
    HITS,
    HOME,
    STATISTICS,
    VERIFY,
    VIEWS,
    Typing,
    hidden_from,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from db.store.database import Database
    from db.store.record import Record
    from desktop.windows.home.facts import Facts
    from desktop.windows.lists.register_page import RegisterPage


class Pages(QStackedWidget):
    """Every page by name: ``home``, ``dues``, ``hits``, ``bin``, and each register by its table."""

    turned = Signal(str)
    year_asked = Signal(int)

    def __init__(self, database: "Database") -> None:
        super().__init__()
        self.database = database
        self.made: dict[str, QWidget] = {}
        self.name = ""
        self.help: QWidget | None = None  # a window of its own, held here
        self._facts: Facts | None = None
        self.beginning = InTurns(self)
        self.left = LeftPages(self)
        self.registers = {cls.__tablename__: cls for cls in in_force(database)}

    def turn_to(self, name: str) -> bool:
        """Show a page; False when the one that is open does not let go."""
        self.beginning.finish()
        return at_once(self.turning(name))

    def go_to(self, name: str) -> None:
        """Show a page in turns; a key or a click that comes meanwhile finds it shown."""
        self.beginning.begin(self.turning(name), ready=nowhere)

    def turning(self, name: str) -> "Generator[None, None, bool]":
        """As ``turn_to``, in steps: a page is made before it is shown."""
        if name == VERIFY:
            self._verify()
            self.turned.emit(self.name)
            return False
        cls = self.registers.get(name)
        if cls is not None and not self.database.rights.may_see(cls):
            say(self, f"{self.database.user}没有查看“{cls.title}”的权限", "warning")
            return False
        if hidden_from(self.database.rights, name):
            say(self, f"{self.database.user}没有查看这一页所列登记簿的权限", "warning")
            return False
        if name != self.name and not self.may_leave():
            self.turned.emit(self.name)
            return False
        if self._is_of_old(name):
            drop(self, name)
        while name not in self.made:  # again where the office's registers changed meanwhile
            page = yield from self._make(name)
            self.made[name] = page
            self.addWidget(page)
            yield
        self.name = name
        self.setCurrentWidget(self.made[name])
        self.made[name].setFocus()
        self.turned.emit(name)
        return True

    def renew(self) -> None:
        """The office's own registers changed: what is open is made anew, unless it is typed in."""
        self.registers = {cls.__tablename__: cls for cls in in_force(self.database)}
        for name in [one for one in self.made if one != self.name and self._is_register(one)]:
            drop(self, name)  # what it offers to choose from may be other registers now
        if self._is_of_old(self.name) and self.unsaved() is None:
            name, self.name = self.name, ""
            self.turn_to(name if name in self.registers else HOME)

    def _is_of_old(self, name: str) -> bool:
        """Whether a page shows a register as it is no longer."""
        if not self._is_register(name):
            return False
        return self.register_page(name).cls is not self.registers.get(name)

    def enter(self) -> None:
        """Put the cursor into the page: where the page wants it, else at its first part."""
        page = self.currentWidget()
        page.setFocus()
        if QApplication.focusWidget() is page:
            self.focusNextChild()

    def may_leave(self) -> bool:
        """Whether the page that is open lets go."""
        page = self.made.get(self.name)
        return not isinstance(page, Typing) or page.can_leave()

    def _is_register(self, name: str) -> bool:
        from desktop.windows.lists.register_page import RegisterPage

        return isinstance(self.made.get(name), RegisterPage)

    def unsaved(self) -> Any | None:
        """The record that is being typed, None when everything is saved."""
        if not self._is_register(self.name):
            self.may_leave()  # other pages keep themselves what is typed in them
            return None
        pane = self.register_page(self.name).made_pane
        if pane is None or pane.record is None:
            return None
        pane.form.take_all()
        return pane.record if pane.dirty else None

    def being_typed(self) -> tuple[Any, dict[str, Any]] | None:
        """The record that is not saved, and what stands in fields not left; nothing is touched."""
        if not self._is_register(self.name):
            return None
        pane = self.register_page(self.name).made_pane
        if pane is None or pane.record is None or not pane.dirty:
            return None
        return pane.record, pane.form.typed_now()

    def show_draft(self, record: Any) -> None:
        """Go on with a record that was not saved."""
        register = record.__tablename__
        if self.turn_to(register):
            self.register_page(register).pane.show_draft(record)

    def open_record(self, register: str, record_id: int) -> None:
        """Turn up a record in turns; a key or a click that comes meanwhile finds it open."""
        steps = opened_in_turns(self, register, record_id)
        self.beginning.begin(steps, now=False, ready=nowhere)

    def new_record(self, register: str) -> None:
        """Begin a record in a register."""
        self.begin(register)
        self.beginning.finish()

    def begin(self, register: str) -> None:
        """Begin a record in turns; a key or a click that comes meanwhile finds it begun."""
        self.beginning.begin(new_in_turns(self, register), now=False, ready=nowhere)

    def show_behind(self, register: str, title: str, ids: frozenset[int]) -> None:
        """Turn up the records behind a number, and offer the way back to it."""
        self.beginning.begin(behind_in_turns(self, register, title, ids), ready=nowhere)

    def then(self, name: str, act: "Callable[[Any], object]") -> None:
        """Show a page in turns, and do this there; a key or a click meanwhile finds it done."""

        def steps() -> "Iterator[None]":
            if (yield from self.turning(name)):
                yield
                act(self.made[name])

        self.beginning.begin(steps(), now=False, ready=nowhere)

    def _show_return(self, made: Return) -> None:
        self.then(STATISTICS, lambda page: page.show_return(made))

    def open_return(self, record_id: int) -> None:
        """Turn up a return among the returns."""
        self.then(Return.__tablename__, lambda page: page.open_entry(record_id))

    def search(self, words: str) -> None:
        """Search all registers."""
        if words and self.turn_to(HITS):
            cast("HitsPage", self.made[HITS]).search(words)

    def enter_hits(self) -> None:
        """From the search box into what it found."""
        if self.name == HITS and isinstance(page := self.made.get(HITS), HitsPage):
            page.enter()

    def show_facts(self, facts: "Facts") -> None:
        """Tell the first page and the list of what is due how things stand."""
        self._facts = facts
        for page in (self.made.get(HOME), self.made.get(DUES)):
            if isinstance(page, HomePage | DuePage):
                page.show_facts(facts)

    def register_page(self, register: str) -> "RegisterPage":
        """The page of a register that was turned up before."""
        from desktop.windows.lists.register_page import RegisterPage

        page = self.made[register]
        if not isinstance(page, RegisterPage):
            raise TypeError(register)
        return page

    def _make(self, name: str) -> "Generator[None, None, QWidget]":
        views: dict[str, Callable[[], QWidget]] = {
            HOME: self._home,
            DUES: self._dues,
            HITS: lambda: HitsPage(self.database, self.open_record, self._search_in, self.named),
            BIN: self._bin,
        }
        if name in views:
            return views[name]()
        for view in VIEWS:
            if view.entry.name == name:
                return (yield from view.make(self))
        return (yield from self._register(self.registers[name]))

    def _home(self) -> QWidget:
        may = self.database.rights.may_change
        quick = [(cls.__tablename__, cls.title, cls.icon) for cls in quick_ones() if may(cls)]
        home = HomePage(self.open_record, self.begin, quick)
        home.year_asked.connect(self.year_asked)
        home.due_asked.connect(self._show_due)
        home.page_asked.connect(self.go_to)
        home.figure_asked.connect(partial(behind.show_figure, self))
        home.unfinished_asked.connect(partial(behind.show_unfinished, self))
        return home

    def _show_due(self, group: str) -> None:
        self.then(DUES, lambda page: page.go_to(group))

    def _dues(self) -> QWidget:
        page = DuePage(self.open_record, self.new_record)
        if self._facts:
            page.show_facts(self._facts)
        return page

    def _bin(self) -> QWidget:
        from desktop.windows.lists.recycle_bin import RecycleBinPage

        return RecycleBinPage(self.database)

    def _register(self, cls: "type[Record]") -> "Generator[None, None, QWidget]":
        from desktop.windows.lists.register_page import RegisterPage
        from desktop.windows.overviews.blank_page import BlankPage

        made: BlankPage | RegisterPage
        if cls is Return:
            from desktop.windows.statistics.returns_page import ReturnsPage

            made = ReturnsPage(self.database, self, whole=False)
            made.table_asked.connect(self._show_return)
        elif cls is BlankForm:
            made = BlankPage(self.database, self, whole=False)
            made.typed.connect(lambda *typed: type_in(self, *typed))
        else:
            made = RegisterPage(self.database, cls, self, whole=False)
        try:
            yield from made.make_in_turns()
        except BaseException:  # also where people want another page meanwhile
            made.deleteLater()
            raise
        if cls not in (Return, BlankForm):
            recent.follow(made)
        return made

    def _search_in(self, register: str, words: str) -> None:
        self.then(register, lambda page: page.search(words))

    def named(self, words: str) -> "list[tuple[str, Callable[[], object]]]":
        """The pages whose names hold the words or sound so, each with what turns to it."""
        from db.store.search.asked import asked

        seen = entries(filter(self.database.rights.may_see, self.registers.values()))
        meant = asked(words)
        return [(e.title, partial(self.go_to, e.name)) for e in seen if meant.holds(e.title)]

    def _verify(self) -> None:
        from desktop.windows.signing.verify_window import VerifyWindow

        window = VerifyWindow(self.database, self)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()


def quick_ones() -> "list[type[Record]]":
    """The registers with a button on the first page: those of day-to-day work."""
    return [cls for cls in ALL if cls.daily]
