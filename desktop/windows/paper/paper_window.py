"""A paper before it leaves the house: look at it, print it, save it, sign it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from db.registers.printing import before
from db.store.trouble import Trouble
from desktop.windows.paper.preview import Preview
from desktop.windows.parts import tasks
from desktop.windows.parts.icons import icon
from desktop.windows.parts.notices import hush, say

if TYPE_CHECKING:
    from db.store.database import Database
    from desktop.documents.form import Form
    from desktop.documents.issue import Issued, Subject


def show_paper(parent: QWidget, database: "Database", form: "Form", subject: "Subject") -> None:
    """Render the paper behind the window and show it; Trouble is said in the window.

    ``subject`` is the record's id, the day for a form over a whole register, or what a table is
    asked for.
    """
    from desktop.documents.issue import draft

    def show(paper: "Issued") -> None:
        window = PaperWindow(parent, database, form, subject, paper)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.show()

    tasks.run(
        parent,
        f"正在生成{form.title}",
        lambda progress: draft(database, form, subject, progress),
        show,
    )


class PaperWindow(Preview):
    """One paper; says whether it is a draft, and how often it was printed already."""

    def __init__(
        self,
        parent: QWidget,
        database: "Database",
        form: "Form",
        subject: "Subject",
        paper: "Issued",
    ) -> None:
        super().__init__(parent, database, paper.name)
        self._sign = QPushButton(icon("certificate"), "电子签名…")
        self._sign.clicked.connect(self._ask)
        self.add_act(self._sign)
        self._form, self._subject = form, subject
        self.paper = paper
        self.show_paper(paper)

    def show_paper(self, paper: "Issued") -> None:
        """Show a paper; a signed one takes the draft's place."""
        self.paper = paper
        self._sign.setVisible(paper.signable and not paper.signed)
        self._sign.setEnabled(not paper.missing)
        self.show_pages(paper.pdf, [(paper.printout, paper.copies)])
        self.noted()

    def noted(self) -> None:
        """Say anew how things stand: draft or signed, printed how often, changed since."""
        paper = self.paper
        words = ""
        if paper.signed:
            words = "已电子签名并登记，请另存后交付"
        elif paper.missing:
            words = f"草稿：{'；'.join(paper.missing)}"
        with self.database.read() as session:
            known = before(session, paper.printout)
        doubt = bool(paper.missing) or known.changed
        tone = "warning" if doubt and not paper.signed else "good" if paper.signed else "quiet"
        self.say_state("　".join(filter(None, (words, known.sentence()))), tone)

    def sign(self, passphrase: str) -> None:
        """Sign with the office's certificate and show the signed paper: it is saved next."""
        from desktop.documents.issue import issue

        def show(paper: "Issued") -> None:
            self.show_paper(paper)
            self.acts[0].setFocus()

        hush(self)  # what was said of the last try
        tasks.run(
            self,
            "正在签名",
            lambda _p: issue(self.database, self._form, self._subject, passphrase),
            show,
        )

    def _ask(self) -> None:
        from db.store.clock import clock_doubt
        from desktop.documents.seals import signing_certificate
        from desktop.windows.signing.passphrase import AskPassphrase

        try:
            with self.database.read() as session:
                certificate = signing_certificate(session)
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
            return
        token, doubt = certificate.kind == "token", clock_doubt(self.database)
        asked = AskPassphrase(self, self.paper.name, certificate.subject, token=token, doubt=doubt)
        if asked.exec() == QDialog.DialogCode.Accepted:
            self.sign(asked.passphrase)
