"""A new receiving certificate: whose and until when is told, the pass phrase is asked for."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QWidget,
)

from db.store.trouble import Trouble
from desktop.windows.parts import look, tasks
from desktop.windows.parts.foot import Foot
from desktop.windows.parts.notices import rows_under_notices
from desktop.windows.parts.passwords import PasswordField

if TYPE_CHECKING:
    from db.registers import ReceivingKey
    from db.store.database import Database
    from db.store.progress import Progress

_ABOUT = (
    "报送单位用这张证书给报送包加密，只有本所凭下面的口令打得开。只有接收别人报送的单位才需要它。"
)
_CARE = "这个口令请另外抄下收好：忘了它，用这张证书加密的报送包谁也打不开。"
_BEFORE = "现有的一张有效到 {}。做好新的以后，请让报送单位换用新的；旧的仍能打开用它加密的报送包。"
_NO_OFFICE = "请先填写“本所资料”里的单位名称，证书上要写它"


class NewReceiving(QDialog):
    """Accepted once the certificate stands in the register; ``made`` is it."""

    def __init__(self, database: "Database", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新的接收证书")
        self._database = database
        self.made: ReceivingKey | None = None
        self._office = ""  # not yet told
        self._holder, self._until = QLabel("—"), QLabel("—")
        self._before = _wrapped(look.mark(QLabel(), "warning"))
        self._before.hide()
        self.first, self.again = PasswordField("接收口令"), PasswordField("再输一遍")
        self.first.setPlaceholderText("至少 8 个字符；打开报送包时要输入")
        self.said = look.mark(QLabel(), "problem")
        self.said.setWordWrap(True)
        rows = rows_under_notices(self, look.GAP)  # it may take longer than a second
        rows.addWidget(_wrapped(QLabel(_ABOUT)))
        rows.addWidget(self._before)
        rows.addLayout(self._form())
        rows.addWidget(_wrapped(look.mark(QLabel(_CARE), "small")))
        rows.addWidget(self.said)
        foot = Foot(self, "制作(&F)", self.work)
        self.go = foot.go
        self.go.setEnabled(False)
        rows.addWidget(foot)
        self._tell("")
        self.first.setFocus()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)
        tasks.run(self, "正在读取", lambda _progress: _known(database), self._told)

    def _told(self, known: "Known") -> None:
        self._office = known.office
        self._holder.setText(known.office or "—")
        today = date.today()
        until = today + timedelta(days=365 * known.years)
        self._until.setText(f"{today} 至 {until}（{known.years} 年）")
        if known.before is not None:
            self._before.setText(_BEFORE.format(known.before))
            self._before.show()
        self.go.setEnabled(bool(known.office))
        if not known.office:
            self._tell(_NO_OFFICE)

    def work(self) -> None:
        """Make it, behind the window: to find the primes of a key takes a moment."""
        said = self._unready()
        self._tell(said)
        if said:
            return
        self.go.setEnabled(False)
        database, office, phrase = self._database, self._office, self.first.text()

        def work(_progress: "Progress") -> "ReceivingKey":
            from desktop.documents.seals import make_receiving

            with database.step("制作接收证书") as session:
                return make_receiving(session, office, phrase)

        def done(made: "ReceivingKey") -> None:
            self.made = made
            self.accept()

        tasks.run(self, "正在制作接收证书", work, done, self._failed)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setContentsMargins(0, look.GAP, 0, look.GAP)
        form.setHorizontalSpacing(look.GAP_WIDE)
        for word, part in (
            ("持有人", self._holder),
            ("有效期", self._until),
            ("接收口令(&P)", self.first),
            ("再输一遍(&R)", self.again),
        ):
            label = look.mark(QLabel(word), "label")
            if part in (self.first, self.again):
                label.setBuddy(part)
            form.addRow(label, part)
        return form

    def _unready(self) -> str:
        if not self.first.text():
            self.first.setFocus()
            return "请填写接收口令"
        if self.first.text() != self.again.text():
            self.again.setFocus()
            return "两次输入的口令不一样"
        return ""

    def _failed(self, trouble: Trouble) -> None:
        self.go.setEnabled(True)
        self._tell(trouble.sentence)

    def _tell(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))


class Known(NamedTuple):
    """The office's name, empty while it is not entered; how many years a certificate holds.

    ``before`` is the last day of the newest there is, None without one.
    """

    office: str
    years: int
    before: date | None


def _known(database: "Database") -> Known:
    """In the worker: what knows of certificates takes a moment to be imported."""
    from desktop.documents.seals import office_name, receiving_records
    from desktop.documents.signing.own_key import YEARS

    with database.read() as session:
        newest = next(iter(receiving_records(session)), None)
        return Known(office_name(session), YEARS, newest.valid_to if newest else None)


def _wrapped(label: QLabel) -> QLabel:
    label.setWordWrap(True)
    return label
