"""The window of one table from above: its cells are mapped, seen with their values, and filled."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from db.store.trouble import Trouble
from desktop.windows.county.acts import compute, fill, keep
from desktop.windows.county.button import ask_template
from desktop.windows.county.foot import Foot
from desktop.windows.county.grid import SheetView
from desktop.windows.county.panel import CellPanel, Choice
from desktop.windows.parts import look, memory, tasks
from desktop.windows.parts.notices import Notices, hush, say

if TYPE_CHECKING:
    from db.registers.county_form import CountyFormCell
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.exchange.county.grid import Place
    from desktop.exchange.county.package import Package


class CountyWindow(QDialog):
    """One form: ``number`` of a known one, and the ``path`` of a template that is new."""

    def __init__(
        self, database: "Database", number: int | None, path: Path | None, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.database, self.number = database, number
        self.template: Package | None = None
        self.sheets: Any = {}
        self.cells: dict[tuple[str, str], CountyFormCell] = {}
        self.shown: dict[tuple[str, str], str] = {}
        self.changed = False
        self._task: tasks.Task | None = None
        self.name, self.sheet = QLineEdit(), QComboBox()
        self.file = look.mark(QLabel(), "quiet")
        self.other = look.mark(QPushButton("换新模板(&N)…"), "quiet")
        self.view, self.panel, self.foot = SheetView(), CellPanel(database), Foot(database)
        self._tally = look.mark(QLabel(), "quiet")
        self._lay_out()
        self._connect()
        memory.place_window(self, "county", 1120, 720)
        self._begin(path)

    def _lay_out(self) -> None:
        self.setWindowTitle("上级表格")
        look.mark(self, "ground")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(Notices())
        inner = QVBoxLayout()
        inner.setContentsMargins(look.GAP_LARGE, look.GAP_WIDE, look.GAP_LARGE, look.GAP_WIDE)
        inner.setSpacing(look.GAP)
        inner.addLayout(self._head())
        said = "选一格，在右边选它填什么（回车查找，Delete 取消）。只填上色的格，别的一概不动。"
        inner.addWidget(look.mark(QLabel(said), "quiet"))
        both = QSplitter()
        both.addWidget(self.view)
        both.addWidget(self.panel)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 1)
        both.setChildrenCollapsible(False)
        em = self.fontMetrics().horizontalAdvance("枫")
        both.setSizes([46 * em, 24 * em])
        inner.addWidget(both, 1)
        told = QHBoxLayout()
        told.addWidget(self._tally, 1)
        told.addWidget(self.file)
        inner.addLayout(told)
        inner.addWidget(self.foot)
        rows.addLayout(inner, 1)
        foot = self.foot
        for button in (self.other, self.panel.away, foot.values, foot.keep, foot.fill):
            button.setAutoDefault(False)  # Enter in the search takes what was found

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(look.GAP)
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.name.setMinimumWidth(self.fontMetrics().horizontalAdvance("枫") * 10)
        self.name.setPlaceholderText("如 县局调解季报")
        for word, part in (("名称(&M)", self.name), ("工作表(&T)", self.sheet)):
            label = look.mark(QLabel(word), "label")
            label.setBuddy(part)
            head.addWidget(label)
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.other)
        return head

    def _connect(self) -> None:
        self.sheet.currentIndexChanged.connect(lambda _: self._show_sheet())
        self.view.chosen.connect(lambda *_: self._show_cell())
        self.view.asked.connect(self.panel.search.setFocus)
        self.view.cleared.connect(self.clear)
        self.panel.cleared.connect(self.clear)
        self.panel.taken.connect(self.take)
        self.panel.settled.connect(self._settle)
        self.other.clicked.connect(self._another)
        self.foot.values.toggled.connect(lambda _: self.look_again())
        for signal in (self.foot.year.valueChanged, self.foot.part.currentIndexChanged):
            signal.connect(lambda _: self.look_again())
        self.foot.masked.toggled.connect(lambda _: self.look_again())
        self.foot.keep.clicked.connect(lambda: keep(self))
        self.foot.fill.clicked.connect(lambda: fill(self))

    # the template

    def _begin(self, path: Path | None) -> None:
        if self.number is not None:
            from db.registers import CountyForm
            from desktop.exchange.county.keeping import template_of

            with self.database.read() as session:
                form = session.get(CountyForm, self.number)
                if form is not None:
                    self.name.setText(form.name)
                    self.cells = {(one.sheet, one.address): one for one in form.cells}
                    self.template = template_of(session, form) if path is None else None
        elif path is not None:
            self.name.setText(path.stem)
        self.read(path)

    def _another(self) -> None:
        path = ask_template(self)
        if path is not None:
            self.read(path)

    def read(self, path: Path | None) -> None:
        """Read a template, or the one that is kept, behind the window."""
        kept = self.template

        def work(_progress: "Progress") -> Any:
            from desktop.exchange.county.package import Package
            from desktop.exchange.county.scanning import grids

            package = kept if path is None or kept is None else None
            package = Package.of(path) if path is not None else package
            return (package, grids(package)) if package is not None else None

        self.run("正在读取模板", work, self._was_read)

    def _was_read(self, found: Any) -> None:
        if found is None:
            say(self, "这份表格还没有模板，请按“换新模板”打开上级发的 xlsx", "warning")
            return
        package, sheets = found
        if self.cells and not self._agreed(sheets):
            return
        self.template, self.sheets = package, sheets
        self.file.setText(f"模板：{package.name}")
        self.sheet.blockSignals(True)
        self.sheet.clear()
        hidden = {one.name for one in package.sheets if one.hidden}
        for name in sorted(sheets, key=lambda one: one in hidden):
            self.sheet.addItem(f"{name}（隐藏）" if name in hidden else name, name)
        self.sheet.blockSignals(False)
        self._show_sheet()
        self.view.setFocus()

    def _agreed(self, sheets: Any) -> bool:
        """Whether the mapping fits the template, or people follow it to its new places."""
        from desktop.exchange.county.keeping import followed
        from desktop.exchange.county.moved import Fate, compared
        from desktop.windows.county.moved import MovedDialog

        found = compared(list(self.cells.values()), sheets)
        if all(one.fate is Fate.SAME for one in found):
            return True
        if MovedDialog(found, self).exec() != QDialog.DialogCode.Accepted:
            say(self, "没有换模板，对照还是原来的", "warning")
            return False
        self.cells, self.changed = {(one.sheet, one.address): one for one in followed(found)}, True
        return True

    def _show_sheet(self) -> None:
        name = self.sheet.currentData()
        if name in self.sheets:
            self.view.show_sheet(self.sheets[name], self._words(name))
            self._show_cell()

    def _words(self, name: str) -> "dict[Place, str]":
        """What mapped cells show: their values when people look at those, else what they get."""
        shown = self.shown if self.foot.values.isChecked() else {}
        return {
            one.place: shown.get(key, one.words or one.code)
            for key, one in self.cells.items()
            if key[0] == name
        }

    def refresh(self) -> None:
        """Show the mapped cells anew."""
        self._tally.setText(f"已对照 {len(self.cells)} 格")
        name = self.sheet.currentData()
        if name in self.sheets:
            self.view.sheet.show_mapped(self._words(name))

    def _key(self) -> tuple[str, str]:
        from desktop.exchange.importing.book import address

        return self.sheet.currentData(), address(*self.view.place())

    def _show_cell(self) -> None:
        from desktop.exchange.county.labels import labels
        from desktop.exchange.county.moved import takes

        held = self.view.sheet.held
        if held is None or not self.view.currentIndex().isValid():
            return
        place, key = self.view.place(), self._key()
        self.panel.show_cell(key[1], labels(held, place), self.cells.get(key), takes(held, place))
        self._tally.setText(f"已对照 {len(self.cells)} 格")

    def take(self, chosen: Choice) -> None:
        """The cell gets what was chosen."""
        if self.view.sheet.held is not None:
            self.cells[self._key()] = self.panel.mapped(chosen, *self._key())
            self._changed()
            self.view.setFocus()

    def clear(self) -> None:
        """The cell gets nothing any more."""
        if self.cells.pop(self._key(), None) is not None:
            self._changed()

    def _settle(self) -> None:
        """Another span or divisor for a cell that is mapped."""
        cell = self.cells.get(self._key())
        if cell is not None:
            cell.span = self.panel.span.currentData()
            cell.divisor = self.panel.divisor.currentData()
            self._changed()

    def _changed(self) -> None:
        self.shown, self.changed = {}, True
        self._show_cell()
        self.look_again()

    def look_again(self) -> None:
        """Show what cells get, or their values once they are computed."""
        if self.foot.values.isChecked():
            compute(self)
        else:
            self.refresh()

    # work behind

    def run(self, title: str, work: Any, done: Any) -> None:
        """Work behind the window, one thing at a time; what goes wrong is said."""
        hush(self)
        for button in (self.foot.keep, self.foot.fill, self.other):
            button.setEnabled(False)
        self._task = tasks.run(
            self, title, work, lambda found: self._over(done, found), self._failed
        )

    def _over(self, done: Any, found: Any) -> None:
        self._enable()
        done(found)

    def _failed(self, trouble: Trouble) -> None:
        self._enable()
        self.foot.values.setChecked(False)
        say(self, trouble.sentence, "problem")

    def _enable(self) -> None:
        self._task = None
        for button in (self.foot.keep, self.foot.fill, self.other):
            button.setEnabled(True)

    def reject(self) -> None:
        """Esc and the cross stop what runs and keep the mapping, or say once why it cannot be."""
        if self._task is not None:
            self._task.cancel()
        if self.changed and self.cells and self.template is not None:
            self.changed = False
            if not keep(self, said=False):
                return
        super().reject()

    def done(self, code: int) -> None:
        """Remember the size."""
        memory.keep_window(self, "county")
        super().done(code)
        self.deleteLater()
