"""The filters above a list: a menu of conditions, and a chip for each one chosen."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QPushButton, QWidget

from desktop.windows.parts import look
from desktop.windows.parts.icons import icon

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.fields import Field
    from db.store.listing import Filter

Choice = tuple[str, list[tuple[str, Any]]]
"""What a menu entry says, and its conditions as (test, value)."""


class FilterBar(QWidget):
    """A menu of conditions, and a chip for each one chosen; ``changed`` when they change."""

    changed = Signal()

    def __init__(self, database: "Database", cls: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.database = database
        self.chosen: dict[str, Choice] = {}
        self._fields = {name: spec for name, spec in cls.fields.items() if spec.filtered}
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP)
        self._add = look.mark(QPushButton(icon("filter"), "条件"), "chip")
        self._add.setMenu(QMenu(self._add))
        for spec in self._fields.values():
            menu = self._add.menu().addMenu(spec.label)
            menu.aboutToShow.connect(lambda m=menu, s=spec: self._fill(m, s))
        row.addWidget(self._add)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(look.GAP)
        row.addLayout(self._chips)
        row.addStretch(1)
        self._add.setVisible(bool(self._fields))

    def lead(self, part: QWidget) -> None:
        """Put something before the conditions."""
        self._row.insertWidget(0, part)

    def filters(self) -> "tuple[Filter, ...]":
        """The conditions chosen."""
        from db.store.listing import Filter

        return tuple(
            Filter(name, test, value)
            for name, (_, conditions) in self.chosen.items()
            for test, value in conditions
        )

    def choose(self, name: str, choice: Choice | None) -> None:
        """Set or lift the condition on a field."""
        if choice is None:
            self.chosen.pop(name, None)
        else:
            self.chosen[name] = choice
        self._show_chips()
        self.changed.emit()

    def choose_all(self, chosen: dict[str, Choice]) -> None:
        """Set these conditions and no others."""
        self.chosen = dict(chosen)
        self._show_chips()
        self.changed.emit()

    def clear(self) -> None:
        """Lift all conditions."""
        self.choose_all({})

    def _show_chips(self) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            item.widget().deleteLater()
        for name, (words, _) in self.chosen.items():
            label = self._fields[name].label
            chip = look.mark(QPushButton(f"{label}：{words}　×"), "chip")
            chip.setToolTip("去掉这个条件")
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.clicked.connect(lambda _=False, n=name: self.choose(n, None))
            self._chips.addWidget(chip)
        if len(self.chosen) > 1:
            every = look.mark(QPushButton("全部去掉"), "link")
            every.clicked.connect(self.clear)
            self._chips.addWidget(every)

    def _fill(self, menu: QMenu, spec: "Field") -> None:
        menu.clear()
        for choice in self._choices(spec):
            action = QAction(choice[0], menu)
            action.triggered.connect(lambda _=False, c=choice: self.choose(spec.name, c))
            menu.addAction(action)
        if spec.kind.code == "date":
            action = QAction("自定…", menu)
            action.triggered.connect(lambda: self._ask(spec))
            menu.addAction(action)

    def _ask(self, spec: "Field") -> None:
        from desktop.windows.parts.ask_period import AskPeriod

        asked = AskPeriod(spec.label, self.window())
        if asked.exec() == QDialog.DialogCode.Accepted:
            self.choose(spec.name, from_to(asked.first, asked.last))

    def _choices(self, spec: "Field") -> list[Choice]:
        kind: Any = spec.kind
        if kind.code in ("choice", "choices"):
            from db.store.codes import codes

            return [(entry.name, [("=", entry.code)]) for entry in codes(kind.table).leaves()]
        if kind.code == "state":
            return [(name, [("=", code)]) for code, name in kind.names]
        if kind.code == "yes_no":
            return [("是", [("=", True)]), ("否", [("=", False)])]
        if kind.code == "date":
            return periods(date.today())
        if kind.code == "link":
            from db.store.links import offered

            with self.database.read() as session:
                return [(c, [("=", number)]) for number, c in offered(session, kind.table)]
        return []


def periods(today: date) -> list[Choice]:
    """Months, quarters and years around a day, as conditions on a date."""
    quarter = (today.month - 1) // 3
    month_end = _last(today.year, today.month)
    return [
        ("本月", _between(today.replace(day=1), month_end)),
        (
            "本季",
            _between(date(today.year, quarter * 3 + 1, 1), _last(today.year, quarter * 3 + 3)),
        ),
        *(
            (f"{year}年", _between(date(year, 1, 1), date(year, 12, 31)))
            for year in range(today.year, today.year - 4, -1)
        ),
        ("未填", [("=", None)]),
    ]


def from_to(first: date | None, last: date | None) -> Choice:
    """A period of the user's own; None leaves that end open."""
    if first and last:
        return f"{first} 至 {last}", _between(first, last)
    if first:
        return f"{first} 起", [(">=", first)]
    return f"到 {last}", [("<=", last)]


def _between(first: date, last: date) -> list[tuple[str, Any]]:
    return [(">=", first), ("<=", last)]


def _last(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
