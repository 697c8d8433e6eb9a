"""Asks how a register shall leave: which columns, masked or not, as what, and what for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.windows.exporting.preview import ExportPreview
from desktop.windows.parts import look, memory
from desktop.windows.parts.in_turns import InTurns

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.listing import Listing
    from desktop.exchange.rows_out import Wish

_UNMASKED = (
    "未隐去的个人信息会离开加密仓库，本程序不再保护它：只交给依法应当知悉的人，用完删除。"
    "泄露居民身份证信息的，依居民身份证法第十九条承担责任。"
)
_MASKED = "隐去后的文件供外单位查看，不能再导入。"


class AskExport(QDialog):
    """``wish``, ``ending`` and ``purpose`` once it was accepted."""

    def __init__(self, database: "Database", listing: "Listing", parent: QWidget) -> None:
        super().__init__(parent)
        from desktop.exchange.exporting import ENDINGS
        from desktop.exchange.rows_out import Wish

        self._listing = listing
        self.setWindowTitle(f"导出{listing.cls.title}")
        with database.read() as session:
            total = listing.count(session)
        shown, whole = Wish(listing, shown=True), Wish(listing)
        self.shown = QRadioButton(f"列表所见：{len(listing.columns)} 栏，次序同列表")
        self.complete = QRadioButton(f"全部栏目：{_extent(whole)}")
        self.shown.setChecked(True)
        self.masked = QCheckBox("隐去个人信息（身份证号、出生日期、电话、住址、健康和经济状况等）")
        self.masked.setChecked(True)
        self._may_bare = database.rights.full
        self._secret = {True: shown.has_secrets, False: whole.has_secrets}
        self._said = look.mark(QLabel(), "quiet")
        self._said.setWordWrap(True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._said.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + look.GAP)
        self.preview = ExportPreview(database)
        self.kind = QComboBox()
        for end, name in ENDINGS.items():
            self.kind.addItem(f"{name}（{end}）", end)
        at = self.kind.findData(memory.word("export/ending", ".xlsx"))
        self.kind.setCurrentIndex(max(at, 0))
        self.use = QLineEdit()
        self.use.setPlaceholderText("如：报县司法局季度统计（可不填，记入导出登记）")
        self._lay_out(f"{total:,} {listing.cls.unit}{_narrowed(listing)}")
        self._turns = InTurns(self)
        self.shown.toggled.connect(self._show)
        self.masked.toggled.connect(self._show)
        self._show()

    @property
    def wish(self) -> "Wish":
        """What was asked for."""
        from desktop.exchange.rows_out import Wish

        return Wish(self._listing, shown=self.shown.isChecked(), masked=self.masked.isChecked())

    @property
    def ending(self) -> str:
        """How the file's name shall end: ``.xlsx``."""
        return str(self.kind.currentData())

    @property
    def purpose(self) -> str:
        """What for; may be empty."""
        return self.use.text().strip()

    def accept(self) -> None:
        """Remember as what, for the next time; never whether masked."""
        memory.keep("export/ending", self.ending)
        super().accept()

    def _lay_out(self, extent: str) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        rows.setSpacing(look.GAP)
        rows.addWidget(look.mark(QLabel(f"导出{self._listing.cls.title}"), "heading"))
        rows.addWidget(look.mark(QLabel(extent), "quiet"))
        for choice in (self.shown, self.complete, self.masked, self._said):
            rows.addWidget(choice)
        rows.addSpacing(look.GAP)
        rows.addWidget(self.preview)
        rows.addSpacing(look.GAP)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.GAP_WIDE)
        grid.setVerticalSpacing(look.GAP)
        for row, (word, part) in enumerate((("存为", self.kind), ("用途和去向", self.use))):
            label = look.mark(QLabel(word), "label")
            label.setBuddy(part)
            grid.addWidget(label, row, 0)
            grid.addWidget(part, row, 1)
        grid.setColumnStretch(1, 1)
        rows.addLayout(grid)
        rows.addStretch(1)
        buttons = QDialogButtonBox()
        go = buttons.addButton("选择位置…", QDialogButtonBox.ButtonRole.AcceptRole)
        look.mark(go, "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows.addSpacing(look.GAP)
        rows.addWidget(buttons)
        across = self.fontMetrics().horizontalAdvance("枫")
        self.setMinimumWidth(58 * across)

    def _show(self) -> None:
        secret = self._secret[self.shown.isChecked()]
        self.masked.setEnabled(secret and self._may_bare)
        bare = secret and not self.masked.isChecked()
        if bare:
            self._said.setText(_UNMASKED)
        elif secret:
            self._said.setText(_MASKED)
        else:
            self._said.setText(
                "这些栏目里没有需要隐去的个人信息；文字里的身份证号和手机号照样隐去。"
            )
        look.mark(self._said, "warning" if bare else "quiet")
        self._turns.begin(self.preview.show_in_turns(self.wish), now=self.isVisible())


def _extent(wish: "Wish") -> str:
    main, *others = wish.sheets
    said = f"{len(main.fields)} 栏"
    if not others:
        return said
    names = "、".join(sheet.name for sheet in others[:3])
    return f"{said}，另有{names}{'等' if len(others) > 3 else ''} {len(others)} 张附表"


def _narrowed(listing: "Listing") -> str:
    return "（按当前的查找和条件）" if listing.search.strip() or listing.filters else ""
