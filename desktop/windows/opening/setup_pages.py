"""The pages of the set-up: welcome, the office, name and password, the recovery code."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.store.secrecy import BANNER
from db.store.trouble import Trouble
from desktop.windows.opening.recovery_sheet import RecoverySheet
from desktop.windows.parts import look
from desktop.windows.parts.notices import say
from desktop.windows.parts.passwords import NewPassword
from desktop.windows.parts.where import ask_where


@dataclass(frozen=True)
class OfficeAnswers:
    """What is asked of the office; ``committee`` is the name of the one to set up, or empty."""

    name: str
    short_name: str
    township: str
    district: str
    head: str
    committee: str


class Page(QWidget):
    """A page: a title, words, fields. ``ready`` says in place what is missing."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self.title = title
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(look.GAP)
        self.column.addWidget(look.mark(QLabel(title), "title"))
        self.paragraph(words)
        self.column.addSpacing(look.GAP)

    def paragraph(self, words: str, kind: str = "quiet") -> QLabel:
        """Add words that wrap."""
        label = look.mark(QLabel(words), kind)
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def ready(self) -> bool:
        """Whether people may go on; shows under the field what is missing."""
        return True

    def begin(self) -> None:
        """The page was turned up: put the cursor where people type first."""


def places_in(office: str) -> tuple[str, str]:
    """District and township in an office's name, each empty where the name does not tell.

    An office is its township's (天龙镇人民政府司法所) or the bureau's (平坝区司法局天龙镇司法所).
    """
    name = office.strip()
    town = name.removesuffix("司法所")
    if town == name:
        return "", ""
    district, bureau, inside = town.rpartition("司法局")
    for ending in ("人民政府", "政府", "办事处"):
        inside = inside.removesuffix(ending)
    return (district if bureau else ""), inside


class Welcome(Page):
    """What lies where, and that nothing leaves this computer."""

    def __init__(self, store: Path, move: Callable[[], None], restore: Callable[[], None]) -> None:
        super().__init__("欢迎使用枫桥", "乡镇司法所的登记、文书和统计，只在这台电脑上。")
        for words in (
            "所有记录存在一个加密的仓库文件里，只有用密码才能打开；每一次改动都留下记载。",
            "程序从不联网：不上传、不下载、不检查更新。资料只经您自己的U盘进出。",
            "仓库每次关闭时自动备份到旁边的 backups 文件夹；请定期再备份到U盘。",
            BANNER,
        ):
            self.paragraph(words, "body")
        self.column.addSpacing(look.GAP)
        self.paragraph(f"仓库将建在：{store}", "small")
        row = QHBoxLayout()
        for word, act in (("换一个位置(&M)…", move), ("我有备份，从备份恢复(&B)…", restore)):
            button = look.mark(QPushButton(word), "link")
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)


class OfficePage(Page):
    """The office's names, used in every number and paper."""

    def __init__(self) -> None:
        super().__init__("本所资料", "印在文书和案号上，以后可以在“本所资料”里修改。")
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(look.GAP_WIDE)
        self.grid.setVerticalSpacing(look.GAP)
        self.column.addLayout(self.grid)
        self.name = self._field("单位全称(&N)", "如 天龙镇司法所，与印章一致")
        self.name_problem = self._problem()
        self.short = self._field("编号简称(&S)", "案号“（2024）天人调字第1号”里的“天”")
        self.short_problem = self._problem()
        self.township = self._field("所在乡镇(&T)", "如 天龙镇")
        self.district = self._field("所属市县区(&D)", "如 贵州省安顺市平坝区")
        self.head = self._field("负责人(&H)", "姓名")
        self.committee = QCheckBox()
        self.committee.setChecked(True)
        self.column.addSpacing(look.GAP)
        self.column.addWidget(self.committee)
        self.column.addStretch(1)
        self.name.textEdited.connect(self._derive)
        self.township.textChanged.connect(self._name_committee)
        self._name_committee()

    def begin(self) -> None:
        """The cursor in the first field."""
        self.name.setFocus()

    def ready(self) -> bool:
        """Full name and short name are needed."""
        missing = (
            (self.name, self.name_problem, "请填写单位全称，与印章一致"),
            (self.short, self.short_problem, "请填写一两个字的简称，用来编案号"),
        )
        for field, problem, sentence in reversed(missing):
            empty = not field.text().strip()
            problem.setText(sentence if empty else "")
            problem.setVisible(empty)
            look.tell(field, "problem" if empty else "")
            if empty:
                field.setFocus()
        return all(field.text().strip() for field, _, _ in missing)

    def answers(self) -> OfficeAnswers:
        """What was typed, without blanks around it."""
        name, short, township, district, head = (
            field.text().strip()
            for field in (self.name, self.short, self.township, self.district, self.head)
        )
        committee = self._committee_name() if self.committee.isChecked() else ""
        return OfficeAnswers(name, short, township, district, head, committee)

    def _field(self, word: str, hint: str) -> QLineEdit:
        field, label = QLineEdit(), look.mark(QLabel(word), "label")
        field.setPlaceholderText(hint)
        label.setBuddy(field)
        row = self.grid.rowCount()
        self.grid.addWidget(label, row, 0)
        self.grid.addWidget(field, row, 1)
        return field

    def _problem(self) -> QLabel:
        label = look.mark(QLabel(), "problem")
        label.hide()
        self.grid.addWidget(label, self.grid.rowCount(), 1)
        return label

    def _derive(self, name: str) -> None:
        """District, township and short name follow from the full name until people change them."""
        district, town = places_in(name)
        for field, words in ((self.district, district), (self.township, town)):
            if not field.isModified():
                field.setText(words)
        if not self.short.isModified():
            self.short.setText((town or name.strip())[:1])

    def _committee_name(self) -> str:
        return f"{self.township.text().strip()}人民调解委员会" if self.township.text() else ""

    def _name_committee(self) -> None:
        name = self._committee_name()
        self.committee.setEnabled(bool(name))
        self.committee.setText(f"顺便建立“{name or '××镇人民调解委员会'}”(&C)")


class PasswordPage(Page):
    """Who uses the program, and the password."""

    def __init__(self) -> None:
        super().__init__(
            "姓名与密码", "每一次改动都记在这个姓名下。密码只有您知道，程序里不留原文。"
        )
        label = look.mark(QLabel("您的姓名(&N)"), "label")
        self.name = QLineEdit()
        label.setBuddy(self.name)
        self.problem = look.mark(QLabel(), "problem")
        self.problem.hide()
        self.password = NewPassword()
        for part in (label, self.name, self.problem, self.password):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def begin(self) -> None:
        """The cursor where something is missing."""
        (self.password.first if self.name.text() else self.name).setFocus()

    def ready(self) -> bool:
        """A name and a good password."""
        empty = not self.name.text().strip()
        self.problem.setText("请填写姓名")
        self.problem.setVisible(empty)
        look.tell(self.name, "problem" if empty else "")
        good = self.password.value() is not None
        if empty:
            self.name.setFocus()
        elif not good:  # or the password would be typed into the name, for everybody to read
            self.password.enter()
        return good and not empty


class RecoveryPage(Page):
    """The recovery code: shown once, printed or saved, and proven to be at hand."""

    def __init__(self, sheet: RecoverySheet) -> None:
        super().__init__("恢复码", "忘记密码时只有它能打开仓库。它只在这里显示这一次。")
        self.sheet = sheet
        code = self.paragraph(sheet.code, "figure")
        code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        row = QHBoxLayout()
        for word, act in (
            ("打印(&P)…", self.print_out),
            ("存为 PDF(&D)…", self.save_pdf),
            ("存为文本(&T)…", self.save_text),
        ):
            button = QPushButton(word)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addSpacing(look.GAP)
        self.kept = QCheckBox("已打印或抄写，并妥善保存(&K)")
        self.column.addWidget(self.kept)
        label = look.mark(QLabel("请照着保存的那份，输入最后一组 5 个字符(&L)"), "label")
        self.last = QLineEdit()
        self.last.setMaxLength(9)
        label.setBuddy(self.last)
        self.problem = look.mark(QLabel(), "problem")
        for part in (label, self.last, self.problem):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def ready(self) -> bool:
        """Ticked, and the last group typed back."""
        from db.store.paper_code import plain_code

        typed = plain_code(self.last.text())
        if not self.kept.isChecked():
            self.problem.setText("请先打印、保存或抄写恢复码，再打上勾")
        elif typed != self.sheet.code.rpartition("-")[2]:
            self.problem.setText("与恢复码的最后一组不一样，请照着保存的那份再输一遍")
            self.last.setFocus()
        else:
            return True
        return False

    def print_out(self) -> None:
        """On paper."""
        try:
            self.sheet.print_out(self)
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")

    def save_pdf(self) -> None:
        """As PDF, on a stick."""
        self._save(".pdf", self.sheet.save_pdf)

    def save_text(self) -> None:
        """As text, on a stick."""
        self._save(".txt", self.sheet.save_text)

    def _save(self, ending: str, save: Callable[[Path], None]) -> None:
        path = ask_where(self, "保存恢复码", "枫桥恢复码", ending, "recovery/folder")
        if path is None:
            return
        try:
            save(path)
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
        else:
            say(self, f"已保存到 {path}；请把U盘与电脑分开存放")
