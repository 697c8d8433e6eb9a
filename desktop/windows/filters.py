"""The filters above a list: one button per filtered field, lit while it narrows the list."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from desktop.windows import look

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.fields import Field
    from db.store.listing import Filter

Choice = tuple[str, list[tuple[str, Any]]]
"""What a menu entry says, and its conditions as (test, value)."""


class FilterBar(QWidget):
    """Buttons with menus; ``changed`` when the list must be narrowed anew."""

    changed = Signal()

    def __init__(self, database: "Database", cls: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._database = database
        self._chosen: dict[str, Choice] = {}
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP)
        self._fields = [spec for spec in cls.fields.values() if spec.filtered]
        for spec in self._fields:
            row.addWidget(self._button(spec))
        self._clear = look.mark(QPushButton("清除条件"), "link")
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        row.addWidget(self._clear)
        row.addStretch(1)

    def filters(self) -> "tuple[Filter, ...]":
        """The conditions chosen."""
        from db.store.listing import Filter

        return tuple(
            Filter(name, test, value)
            for name, (_, conditions) in self._chosen.items()
            for test, value in conditions
        )

    def choose(self, name: str, choice: Choice | None) -> None:
        """Set or lift the condition on a field."""
        if choice is None:
            self._chosen.pop(name, None)
        else:
            self._chosen[name] = choice
        spec = next(field for field in self._fields if field.name == name)
        button = self._buttons[name]
        button.setText(f"{spec.label}：{choice[0]}" if choice else spec.label)
        button.setChecked(choice is not None)
        self._clear.setVisible(bool(self._chosen))
        self.changed.emit()

    def clear(self) -> None:
        """Lift all conditions."""
        for name in list(self._chosen):
            self.choose(name, None)

    def _button(self, spec: "Field") -> QPushButton:
        button = look.mark(QPushButton(spec.label), "chip")
        button.setCheckable(True)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill(menu, spec))
        button.setMenu(menu)
        self._buttons[spec.name] = button
        return button

    def _fill(self, menu: QMenu, spec: "Field") -> None:
        menu.clear()
        entries: list[Choice | None] = [None, *self._choices(spec)]
        for choice in entries:
            action = QAction(choice[0] if choice else "全部", menu)
            action.triggered.connect(lambda _=False, c=choice: self.choose(spec.name, c))
            menu.addAction(action)
        menu.aboutToHide.connect(
            lambda: self._buttons[spec.name].setChecked(spec.name in self._chosen)
        )

    def _choices(self, spec: "Field") -> list[Choice]:
        kind: Any = spec.kind
        if kind.code == "choice":
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

            with self._database.read() as session:
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


def _between(first: date, last: date) -> list[tuple[str, Any]]:
    return [(">=", first), ("<=", last)]


def _last(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
