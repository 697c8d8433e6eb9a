"""What people do with a return in the page: fill, check, sign, send back, unlock, correct, comment.

Each act is one step of the store, made behind the window; what stands against it is said.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from db.store.progress import Cancelled
from db.store.trouble import Trouble
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import hush, say
from desktop.windows.statistics.ask_words import AskWords

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from db.figures.tables import Finding
    from db.registers import Return
    from db.registers.statistics_return import ReturnCorrection
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.windows.statistics.answer import Answer

    Number = int | Decimal | None
    Work = Callable[[Progress], Any]


class Acts(QObject):
    """``done`` after each act; ``entry_asked`` for the register's own view of a return."""

    done = Signal()
    entry_asked = Signal(int)

    def __init__(self, page: QWidget, database: "Database") -> None:
        super().__init__(page)
        self._page, self._database = page, database
        self._answer: Answer | None = None
        self.running = False
        self._whys: dict[int, str] = {}

    def show_answer(self, answer: "Answer") -> None:
        """From now on it is about this table."""
        self._answer = answer

    def do(self, act: str) -> None:
        """An act by its name: fill, check, sign, revise, send_back, discard, unlock, lock, entry.

        One at a time: a second press waits for nobody.
        """
        if not self.running and self._answer is not None:
            getattr(self, f"_{act}")()

    def type_in(self, row: str, column: str, number: "Number") -> None:
        """Keep a number written by hand: the return is begun with it, or filled anew."""
        self._filled_with({row: {column: number}})

    def comment(self, key: tuple[str, str], named: str) -> None:
        """A comment on a figure; printed below the table."""
        from db.figures.returns import comment

        if self._open("批注"):
            asked = AskWords(self._page, "批注", f"{named}　（印在表下）")
            if asked.exec() == QDialog.DialogCode.Accepted:
                self._run("批注", lambda _p: comment(self._database, self._id, *key, asked.words))

    def explain(self, finding: "Finding") -> None:
        """What the office says to a warning."""
        from db.figures.returns import explain

        answer = self._answer
        if answer is None or not self._open("写说明"):
            return
        about = f"{finding.sentence}。写明情况属实的理由，就可以核对和签发。"
        code = finding.rule.code
        asked = AskWords(self._page, "说明", about, words=answer.said.get(code, ""))
        if asked.exec() == QDialog.DialogCode.Accepted:
            self._run("说明", lambda _p: explain(self._database, self._id, code, asked.words))

    def give_reason(self, one: "ReturnCorrection") -> None:
        """Why a figure is corrected."""
        from db.figures.returns import give_reason

        about = f"{one.place}：{one.old} → {one.new}"
        asked = AskWords(self._page, "更正的原因", about, words=one.why)
        key = (one.row_key, one.column_key)
        if asked.exec() == QDialog.DialogCode.Accepted:
            self._run("原因", lambda _p: give_reason(self._database, self._id, *key, asked.words))

    # the acts by name

    def _fill(self) -> None:
        self._filled_with(None)

    def _filled_with(self, typed: "dict[str, dict[str, Number]] | None") -> None:
        """Begin the return if there is none, then fill it; what was typed before stays."""
        from db.figures.frozen import content_of
        from db.figures.returns import fill_in, open_return
        from db.figures.returns.counting import typed_in

        answer, database = self._answer, self._database
        if answer is None:
            return
        question = answer.question

        def work(progress: "Progress") -> "Return":
            made = answer.made
            if made is None:
                code, period = question.table, question.period
                to_date, basis = question.cumulative, question.basis or None
                made = open_return(database, code, period, cumulative=to_date, basis=basis)
            if typed is None:
                return fill_in(database, made.id, progress=progress)
            with database.read() as session:
                held = session.get_one(type(made), made.id)
                known = typed_in(content_of(held)) if held.content is not None else {}
            for row, numbers in typed.items():
                known.setdefault(row, {}).update(numbers)
            return fill_in(database, made.id, known, progress=progress)

        self._run("填表", work, "" if typed else "已填表，请核对")

    def _check(self) -> None:
        from db.figures.returns import check_off

        self._run(
            "核对", lambda p: check_off(self._database, self._id, progress=p), "已核对，可以签发"
        )

    def _sign(self) -> None:
        from db.figures.returns import sign_off
        from db.store.clock import clock_doubt
        from desktop.documents.return_seal import office_seal
        from desktop.windows.signing.passphrase import AskPassphrase

        certificate = self._certificate()
        if certificate is None or self._answer is None or self._answer.made is None:
            return
        name, head = self._answer.made.called(), self._answer.head
        token, doubt = certificate.kind == "token", clock_doubt(self._database)
        asked = AskPassphrase(self._page, name, certificate.subject, token=token, doubt=doubt)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        database, phrase = self._database, asked.passphrase

        def work(progress: "Progress") -> "Return":
            with database.read() as session, office_seal(session, phrase) as seal:
                return sign_off(database, self._id, head, seal, progress=progress)

        self._run("签发", work, f"已签发：{name}")

    def _send_back(self) -> None:
        from db.figures.returns import send_back

        asked = AskWords(self._page, "退回", "写明要改什么，填表的人会看到。", go="退回")
        if asked.exec() == QDialog.DialogCode.Accepted:
            self._run("退回", lambda _p: send_back(self._database, self._id, asked.words))

    def _discard(self) -> None:
        from db.figures.returns import discard

        self._run("放弃填报", lambda _p: discard(self._database, self._id), undo="已放弃填报")

    def _unlock(self) -> None:
        """The head's act: whoever holds the signing key of the office."""
        from db.figures.returns import unlock
        from desktop.documents.return_seal import office_seal

        certificate, answer = self._certificate(), self._answer
        if certificate is None or answer is None:
            return
        about = (
            f"只有负责人（{answer.head}）可以解锁。签发过的数字照原样保留，"
            "解锁后做更正：新的一版列明改了哪几格、为什么。"
        )
        secret = "PIN 码" if certificate.kind == "token" else "签名口令"
        kept = self._whys.get(self._id, "")  # a wrong PIN does not ask for the reason again
        asked = AskWords(self._page, "解锁的原因", about, go="解锁", words=kept, secret=secret)
        if asked.exec() != QDialog.DialogCode.Accepted:
            return
        database, head, phrase, why = self._database, answer.head, asked.secret, asked.words
        self._whys[self._id] = why

        def work(_progress: "Progress") -> "Return":
            with database.read() as session, office_seal(session, phrase):
                return unlock(database, self._id, head, why)

        self._run("解锁", work, "已解锁，可以做更正")

    def _lock(self) -> None:
        from db.figures.returns import lock_again

        self._run("重新锁定", lambda _p: lock_again(self._database, self._id))

    def _revise(self) -> None:
        from db.figures.returns import discard, fill_in, revise

        database, number = self._database, self._id

        def work(progress: "Progress") -> "Return":
            made = revise(database, number)
            try:
                return fill_in(database, made.id, progress=progress)
            except Trouble:
                discard(database, made.id)  # nothing to correct
                raise

        self._run("做更正", work, "更正已填好，请看“改动”里的每一格")

    def _entry(self) -> None:
        self.entry_asked.emit(self._id)

    # how they are made

    @property
    def _id(self) -> int:
        made = self._answer.made if self._answer is not None else None
        if made is None:
            raise RuntimeError(self._answer)
        return int(made.id)

    def _open(self, act: str) -> bool:
        """Whether words can be added now; says why not."""
        stage = self._answer.stage if self._answer is not None else ""
        if stage in ("filled", "checked"):
            return True
        why = "已经签发，不能再加" if stage not in ("", "filling") else "请先填表"
        say(self._page, f"{why}：{act}随填好的报表一起签发", "info")
        return False

    def _certificate(self) -> Any:
        from desktop.documents.seals import signing_certificate

        try:
            with self._database.read() as session:
                return signing_certificate(session)
        except Trouble as trouble:
            say(self._page, trouble.sentence, "problem")
            return None

    def _run(self, title: str, work: "Work", good: str = "", undo: str = "") -> None:
        hush(self._page)
        self.running = True

        def done(_made: object) -> None:
            self.running = False
            if undo:
                say(self._page, undo, "done", ("撤销", self._undo))
            elif good:
                say(self._page, good)
            self.done.emit()

        def failed(trouble: Trouble) -> None:
            self.running = False
            cancelled = isinstance(trouble, Cancelled)
            say(self._page, trouble.sentence, "info" if cancelled else "problem")
            self.done.emit()

        tasks.run(self._page, f"正在{title}", work, done, failed)

    def _undo(self) -> None:
        try:
            say(self._page, self._database.undo())
        except Trouble as trouble:
            say(self._page, trouble.sentence, "problem")
