"""Keeping the open record: it, what it was typed or begun from, and the move, in one step."""

from typing import TYPE_CHECKING, Any

from db.registers.blank_form import enter, typed_from
from db.store.onward import begun_from
from db.store.trouble import Trouble
from desktop.windows.parts.doubts import doubt, goes_on
from desktop.windows.parts.in_turns import InTurns, nowhere
from desktop.windows.parts.notices import say, take_back
from desktop.windows.record.blank_rows import drop_blank
from desktop.windows.store.backing_up import chain_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QMessageBox, QWidget

    from db.store.database import Database
    from db.store.moves import Move
    from desktop.windows.record.pane import RecordPane


class Saving:
    """Takes what was typed, writes it, and shows what the store made of it: each in its turn.

    A key or a click that comes meanwhile finds all of it done.
    """

    def __init__(self, pane: "RecordPane") -> None:
        self._pane, self._turns = pane, InTurns(pane)
        self._kept = False

    @property
    def going(self) -> bool:
        """Whether something is still to be done."""
        return self._turns.busy

    def begin(self) -> None:
        """Save soon."""
        self._begin(None)

    def make(self, move: "Move") -> None:
        """Save soon, and make a move with it; of one that is final people are asked first."""
        pane = self._pane
        if move.final and not goes_on(last_word(pane, move.label, move.final(pane.record))):
            return
        self._begin(move)

    def finish(self) -> bool:
        """Do at once what was begun; whether the record was kept."""
        self._turns.finish()
        return self._kept

    def _begin(self, move: "Move | None") -> None:
        self._kept = False
        self._turns.begin(self._steps(move), ready=nowhere)

    def _takes(self, move: "Move | None") -> bool:
        """Take what was typed; False, and shown, when something must be mended first."""
        pane = self._pane
        if not move:
            pane.panel.cancel()
        if pane.record is None or not pane.form.take_all():
            return False
        drop_blank(pane.form)
        if move:
            return pane.panel.take()
        stopping = pane.form.stopping()
        pane.form.show_summary(stopping)
        if stopping:
            pane.form.enter(stopping[0].path)
        return not stopping

    def _steps(self, move: "Move | None") -> "Iterator[None]":
        pane = self._pane
        if not self._takes(move):
            return
        yield
        done = move.label if move else "登记" if pane.record_id is None else "修改"
        name = f"{pane.cls.title}：{done}" if move else f"{done}{pane.cls.title}"
        before = chain_head(pane.database)
        try:
            record_id = keep(pane.database, pane.record, name, move)
        except Trouble as trouble:
            say(pane, trouble.sentence, "problem")
            return
        self._kept, pane.dirty = True, False
        yield
        pane.load(record_id, again=True)
        yield
        pane.kept.emit(record_id)
        if chain_head(pane.database) == before:  # undo would take back another step
            say(pane, "没有改动，记录还是原来的样子", "done")
            return
        done = f"已办理“{move.label}”" if move else f"已{name}"
        back = None if move and move.final else ("撤销", lambda: take_back(pane, pane.database))
        say(pane, done, "done", back)
        if move:
            pane.moves.lead_on()
            pane.head.print.follow(move)


def last_word(parent: "QWidget", act: str, going: str) -> "QMessageBox":
    """The question before what cannot be taken back, not asked yet."""
    return doubt(parent, f"真的{act}吗？不能撤销，也不能从回收站找回。", "取消", act, reason=going)


def keep(database: "Database", record: Any, name: str, move: "Move | None") -> int:
    """Write a detached record into the store, all or nothing; gives its id.

    Raises:
        Trouble: the store, or the move, does not take it.
    """
    with database.step(name) as session:
        kept = session.merge(record)
        session.flush()
        if sheet := typed_from(record):
            enter(session, sheet, kept)
        if origin := begun_from(record):
            origin.tie(session, kept)
        if move:
            move.make(kept, session)
            session.flush()
        number: int = kept.id
    return number


def is_fixed(database: "Database", cls: Any) -> bool:
    """Whether people only look: the program writes here, or they have no right to."""
    by_program = cls.written_by_program and cls.__tablename__ != "certificate"
    return by_program or not database.rights.may_change(cls)
