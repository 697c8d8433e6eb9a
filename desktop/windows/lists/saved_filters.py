"""常用条件 above a list: search, conditions and order kept under a name, and taken up again."""

import json
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QPushButton

from db.registers import saved_filter
from db.store.history_values import held, restored
from db.store.trouble import Trouble
from desktop.windows.lists.filters import Choice, FilterBar, periods
from desktop.windows.parts import look
from desktop.windows.parts.notices import say, take_back
from desktop.windows.store.backing_up import chain_head
from desktop.windows.topbar import add

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.registers.saved_filter import SavedFilter
    from desktop.windows.lists.record_list import RecordTable
    from desktop.windows.lists.record_model import RecordModel

_OFFERED = 20  # characters of the name that is proposed
_HOW = "先查找、加条件或按列排序，再存到这里"


@dataclass(frozen=True)
class Narrowing:
    """What a list is narrowed to and how it is ordered; ``chosen`` are the conditions by field."""

    search: str
    chosen: dict[str, Choice]
    sort: str | None
    descending: bool

    def __bool__(self) -> bool:
        return bool(self.search or self.chosen or self.sort)

    def written(self) -> str:
        """As it is kept."""
        told = {
            "search": self.search,
            "chosen": {
                name: [words, [[test, held(value)] for test, value in conditions]]
                for name, (words, conditions) in self.chosen.items()
            },
            "sort": self.sort,
            "descending": self.descending,
        }
        return json.dumps(told, ensure_ascii=False)

    @staticmethod
    def read(register: Any, text: str, today: date) -> "Narrowing":
        """What was kept; fields that the register has no longer are left out.

        本月 and 本季 are those of ``today``: whoever keeps them means the month he looks in.
        """
        told = json.loads(text)
        chosen: dict[str, Choice] = {}
        for name, (words, conditions) in told["chosen"].items():
            spec = register.fields.get(name)
            if spec is None or not spec.filtered:
                continue
            column = register.__table__.c[name]
            values = [(test, restored(column, value)) for test, value in conditions]
            moving = dict(periods(today)) if spec.kind.code == "date" else {}
            chosen[name] = (words, moving.get(words, values))
        sort = told["sort"] if told["sort"] in register.fields else None
        return Narrowing(told["search"], chosen, sort, told["descending"])


class SavedFilters(QPushButton):
    """A menu of what the user keeps for this list, with ways to keep, rename and remove."""

    def __init__(
        self, model: "RecordModel", search: QLineEdit, filters: FilterBar, table: "RecordTable"
    ) -> None:
        super().__init__("常用")
        look.mark(self, "chip")
        self.setToolTip("把查找、条件和排序存下来，下次一点就有")
        self._model, self._search, self._filters, self._table = model, search, filters, table
        self._database, self._cls = filters.database, table.cls
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self.fill)
        self._below = ((QMenu("改名", self), self._rename), (QMenu("删除", self), self._remove))

    def now(self) -> Narrowing:
        """What the list shows now."""
        listing = self._model.listing
        words = self._search.text().strip()
        return Narrowing(words, self._filters.chosen, listing.sort, listing.descending)

    def fill(self) -> None:
        """Offer what is kept."""
        menu, now = self.menu(), self.now()
        menu.clear()
        with self._database.read() as session:
            kept = saved_filter.saved_by(session, self._database.user, self._cls.__tablename__)
        for one in kept:
            add(menu, _plain(one.name), partial(self.take_up, one))
        menu.addSeparator()
        add(menu, "保存这些条件…", self._keep).setEnabled(bool(now))
        if not kept and not now:
            add(menu, _HOW, self._search.setFocus).setEnabled(False)
        for below, act in self._below:
            below.clear()
            for one in kept:
                add(below, _plain(one.name), partial(act, one))
            if kept:
                menu.addMenu(below)

    def take_up(self, one: "SavedFilter") -> None:
        """Narrow and order the list as it was kept."""
        kept = Narrowing.read(self._cls, one.content, date.today())
        self._search.setText(kept.search)
        self._filters.choose_all(kept.chosen)
        listed = [spec.name for spec in self._model.listing.columns]
        place = listed.index(kept.sort) if kept.sort in listed else -1
        order = Qt.SortOrder.DescendingOrder if kept.descending else Qt.SortOrder.AscendingOrder
        self._table.horizontalHeader().setSortIndicator(place, order)
        self._table.setFocus()

    def _keep(self) -> None:
        now, table = self.now(), self._cls.__tablename__
        parts = (now.search, *(words for words, _ in now.chosen.values()))
        name = self._ask("保存常用条件", "、".join(filter(None, parts))[:_OFFERED])
        if name:
            content = now.written()
            keep = partial(saved_filter.keep, self._database, table, name, content)
            self._do(keep, f"已保存常用条件“{name}”")

    def _rename(self, one: "SavedFilter") -> None:
        name = self._ask("常用条件改名", one.name)
        if name and name != one.name:
            rename = partial(saved_filter.rename, self._database, one.id, name)
            self._do(rename, f"“{one.name}”已改名为“{name}”")

    def _remove(self, one: "SavedFilter") -> None:
        self._do(partial(saved_filter.remove, self._database, one.id), f"已删除“{one.name}”")

    def _ask(self, title: str, offered: str) -> str:
        usual = QLineEdit.EchoMode.Normal
        said, wanted = QInputDialog.getText(self.window(), title, "名称", usual, offered)
        return " ".join(said.split()) if wanted else ""

    def _do(self, act: "Callable[[], None]", done: str) -> None:
        before = chain_head(self._database)
        try:
            act()
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
            return
        changed = chain_head(self._database) != before  # else undo would take back another step
        back = ("撤销", lambda: take_back(self, self._database)) if changed else None
        say(self, done, "done", back)


def _plain(name: str) -> str:
    """A name as a menu shows it: & marks no key in it."""
    return name.replace("&", "&&")
