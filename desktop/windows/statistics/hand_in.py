"""报送: all tables of a period as summary, workbook and parcel, then onto a stick."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from db.store.trouble import Trouble
from desktop.windows.exporting.ask_marks import run_once_read
from desktop.windows.parts import look, tasks
from desktop.windows.parts.foot import Foot
from desktop.windows.parts.notices import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.figures.tables import Report
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.documents.statistics.asked import Asked
    from desktop.exchange.handing_in import Prepared
    from desktop.exchange.parcel.seal import Seal
    from desktop.windows.statistics.answer import Answer

_NAMED = 3  # errors that the window names
_LINES = 3
_WIDE = 40  # characters


def hand_in(page: QWidget, database: "Database", answer: "Answer") -> None:
    """Fill all tables of the shown period, ask how they go out, make them, hand them over."""
    question = answer.question

    def work(progress: "Progress") -> "tuple[Report, list[tuple[int, str]], str]":
        from db.figures.returns import signed_report
        from db.store.links import offered
        from desktop.documents.seals import signing_certificate

        with database.read() as session:
            token = signing_certificate(session).kind == "token"
            found = signed_report(session, question.period, question.cumulative, progress=progress)
            return found, list(offered(session, "receiver")), "PIN 码" if token else "签名口令"

    def ask(found: "tuple[Report, list[tuple[int, str]], str]") -> None:
        report, receivers, secret = found
        asked = AskHandIn(page, report, receivers, secret)
        if asked.exec() == QDialog.DialogCode.Accepted:
            about = _asked(database, report, answer.head, asked.reason)
            _make(page, database, report, about, asked)

    tasks.run(page, "正在汇总各表", work, ask)


def _asked(database: "Database", report: "Report", head: str, despite: str) -> "Asked":
    from desktop.documents.statistics.asked import Asked

    people = (head, database.user, date.today())
    return Asked(report.asked, report.cumulative, *people, despite)


def _make(
    page: QWidget, database: "Database", report: "Report", about: "Asked", asked: "AskHandIn"
) -> None:
    try:
        seal, pin = asked.seal, asked.pin.text()
    except Trouble as trouble:
        say(page, trouble.sentence, "problem")
        return

    def work(progress: "Progress", read: bool) -> "Prepared":
        from desktop.exchange.handing_in import prepare

        return prepare(database, report, about, seal, pin, marks_read=read, progress=progress)

    def hand_over(ready: "Prepared") -> None:
        from desktop.windows.stick.window import hand_over

        def after(written: bool) -> None:
            if written:
                ready.arrived(database)
            else:
                ready.given_up(database, "没有写到U盘")
                say(page, "没有交出：已签名的汇总和报送包作废，需要时重新报送", "warning")

        hand_over(page, database, ready.outgoing, ready.about, after)

    run_once_read(page, "正在制作报送包", work, hand_over)


class AskHandIn(QDialog):
    """``seal``, ``pin`` and ``reason`` once it was accepted."""

    def __init__(
        self,
        parent: QWidget,
        report: "Report",
        receivers: "Sequence[tuple[int, str]]",
        secret: str = "签名口令",  # noqa: S107 - what it is called
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("报送统计")
        self._errors = report.errors
        self._width = _WIDE * self.fontMetrics().horizontalAdvance("枫")
        self.receiver = QComboBox()
        for number, name in receivers:
            self.receiver.addItem(name, number)
        self.sealed = QRadioButton("加密给接收单位(&R)")
        self.phrased = QRadioButton("用口令加密(&K)")
        self.bare = QRadioButton("只签名，不加密(&N)")
        self.phrase, self.pin = QLineEdit(), QLineEdit()
        for line in (self.phrase, self.pin):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.phrase.setPlaceholderText("电话告诉接收人，不写在U盘上")
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + look.GAP_WIDE)
        self._lay_out(report, secret)
        (self.sealed if receivers else self.phrased).setChecked(True)
        self.sealed.setEnabled(bool(receivers))
        for part in (self.sealed, self.phrased, self.bare):
            part.toggled.connect(self._look)
        for line in (self.phrase, self.pin):
            line.textChanged.connect(self._look)
        self.field.textChanged.connect(self._look)
        self._look()

    @property
    def reason(self) -> str:
        """Why errors are let stand; empty where there are none."""
        return self.field.toPlainText().strip() if self._errors else ""

    @property
    def seal(self) -> "Seal":
        """Who can open the parcel.

        Raises:
            Trouble: no choice fits.
        """
        from desktop.exchange.parcel.seal import Seal

        if self.sealed.isChecked():
            return Seal(receivers=(int(self.receiver.currentData()),))
        if self.phrased.isChecked():
            return Seal(passphrase=self.phrase.text())
        return Seal(unsealed=True)

    def _look(self) -> None:
        self.receiver.setEnabled(self.sealed.isChecked())
        self.phrase.setEnabled(self.phrased.isChecked())
        ready = bool(self.pin.text()) and (not self._errors or bool(self.reason))
        ready = ready and (bool(self.phrase.text()) or not self.phrased.isChecked())
        self.go.setEnabled(ready)

    def _lay_out(self, report: "Report", secret: str) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(*[look.GAP_LARGE] * 4)
        rows.setSpacing(look.GAP)
        span = "累计" if report.cumulative else ""
        title = f"{report.title}（{report.asked.name}{span}）"
        rows.addWidget(look.mark(QLabel(title), "heading"))
        signed = sum(bool(one.held and one.held.digest) for one in report.tables)
        total = len(report.tables)
        left = "" if signed == total else f"，{total - signed} 张未签发，用登记簿现在的数字"
        rows.addWidget(look.mark(QLabel(f"{total} 张表：{signed} 张已签发{left}。"), "quiet"))
        if self._errors:
            rows.addWidget(self._wrong())
            rows.addWidget(look.mark(QLabel("仍要报出的理由（印在封面上）"), "label"))
            rows.addWidget(self.field)
            self.field.setAccessibleName("仍要报出的理由")
        rows.addSpacing(look.GAP)
        rows.addWidget(look.mark(QLabel("报送包谁能打开"), "label"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.GAP_WIDE)
        grid.setVerticalSpacing(look.GAP)
        for row, (choice, part) in enumerate(
            ((self.sealed, self.receiver), (self.phrased, self.phrase), (self.bare, None))
        ):
            grid.addWidget(choice, row, 0)
            if part is not None:
                part.setAccessibleName(choice.text().partition("(")[0])
                grid.addWidget(part, row, 1)
        grid.setColumnStretch(1, 1)
        rows.addLayout(grid)
        if not self.receiver.count():
            none = "还没有接收单位：收到司法局给的加密证书后，在“接收单位”里登记。"
            rows.addWidget(look.mark(QLabel(none), "small"))
        rows.addSpacing(look.GAP)
        label = look.mark(QLabel(f"{secret}(&P)"), "label")
        label.setBuddy(self.pin)
        self.pin.setAccessibleName(secret)
        rows.addWidget(label)
        rows.addWidget(self.pin)
        foot = Foot(self, "签名并交到U盘…", self.accept)
        self.go = foot.go
        rows.addSpacing(look.GAP)
        rows.addWidget(foot)
        self.setMinimumWidth(self._width)

    def _wrong(self) -> QLabel:
        more = f"，等 {len(self._errors)} 处" if len(self._errors) > _NAMED else ""
        label = QLabel(f"核对不符：{'；'.join(self._errors[:_NAMED])}{more}。")
        label.setWordWrap(True)
        look.mark(label, "problem")
        label.setMinimumHeight(label.heightForWidth(self._width - 2 * look.GAP_LARGE))
        return label
