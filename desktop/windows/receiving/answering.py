"""What follows when parcels were taken in: receipts, the tables added up, a number set right."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QWidget

from db.registers import Parcel
from db.store.trouble import Trouble
from desktop.windows.parts import look, memory, tasks
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import say
from desktop.windows.signing.passphrase import AskPassphrase

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.progress import Progress


class Answering(QWidget):
    """Three buttons; receipts wait until something was taken in."""

    def __init__(self, parent: QWidget, database: "Database") -> None:
        super().__init__(parent)
        self._database = database
        self._taken: list[int] = []
        self.answer = QPushButton(icon("outward"), "出回执…")
        self.added = look.mark(QPushButton(icon("figures"), "看汇总…"), "quiet")
        self.right = look.mark(QPushButton(icon("edit"), "更正收到的数…"), "quiet")
        against = database.rights.against(Parcel.__tablename__)
        self.right.setToolTip(against)
        self.right.setDisabled(bool(against))
        self.answer.clicked.connect(self._ask)
        self.added.clicked.connect(self.show_added_up)
        self.right.clicked.connect(self.put_right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.GAP)
        for part in (self.added, self.right):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.answer)

    def show_taken(self, parcels: Sequence[int]) -> None:
        """Offer receipts for these parcels."""
        self._taken = list(parcels)
        self.answer.setEnabled(bool(parcels))

    def write_receipts(self, passphrase: str, folder: Path) -> None:
        """Sign the receipts and write them into a folder, behind the window."""
        database, taken = self._database, list(self._taken)

        def work(_progress: "Progress") -> list[str]:
            from desktop.exchange.merging.receipts import answer, write

            return write(database, answer(database, taken, passphrase), folder)

        tasks.run(
            self,
            "正在出回执",
            work,
            lambda names: say(self, f"回执已写好并核对：{folder}，{len(names)} 个文件", "info"),
        )

    def show_added_up(self) -> None:
        """The tables of the period that was received last, added up, as on paper."""
        from desktop.windows.receiving.latest import latest_asked

        try:
            asked = latest_asked(self._database)
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
            return
        from desktop.documents.statistics import RECEIVED
        from desktop.windows.paper.paper_window import show_paper

        show_paper(self, self._database, RECEIVED, asked)

    def put_right(self) -> None:
        """Another number than the one that was handed in, with a reason."""
        from desktop.windows.receiving.correcting import Correcting

        try:
            dialog = Correcting(self, self._database)
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
            return
        if dialog.exec() == QDialog.DialogCode.Accepted:
            say(self, "已更正，原来报的数留在旁边")

    def _ask(self) -> None:
        from db.store.clock import clock_doubt
        from desktop.documents.seals import signing_certificate

        try:
            with self._database.read() as session:
                certificate = signing_certificate(session)
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
            return
        token, doubt = certificate.kind == "token", clock_doubt(self._database)
        asked = AskPassphrase(self, "报送回执", certificate.subject, token=token, doubt=doubt)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        start = memory.word("receiving/receipts") or str(Path.home())
        name = QFileDialog.getExistingDirectory(self, "回执写到（U盘或文件夹）", start)
        if name:
            memory.keep("receiving/receipts", name)
            self.write_receipts(asked.passphrase, Path(name))
