"""接收报送: files are added, each with its verdict; conflicts decided, then all taken in."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.registers import Parcel
from db.store.trouble import Trouble
from desktop.exchange.merging.deciding import OURS, THEIRS, Decisions
from desktop.exchange.merging.outcome import Fate, Outcome
from desktop.exchange.merging.unsealing import Secrets
from desktop.windows.parts import look, tasks
from desktop.windows.parts.ears import listen
from desktop.windows.parts.empty import Empty
from desktop.windows.parts.entering import Entering
from desktop.windows.parts.notices import hush, say
from desktop.windows.parts.page_head import page_head, page_rows
from desktop.windows.receiving.adding import Adding
from desktop.windows.receiving.answering import Answering
from desktop.windows.receiving.ask_secrets import AskSecrets
from desktop.windows.receiving.tables import (
    CHANGES,
    PARCELS,
    ChangeModel,
    Lines,
    ParcelModel,
    changes_of,
    summary_of,
)

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.exchange.merging.incoming import Incoming

_HINT = "选中一行按空格：在“用新报的”和“留用原数”之间换"


class ReceivingPage(QWidget):
    """Nothing is taken in before people say so; what stands here is only looked at.

    Args:
        database: the store.
        open_record: opens a record of a register.
    """

    def __init__(self, database: "Database", open_record: Callable[[str, int], None]) -> None:
        super().__init__()
        self._database, self._open = database, open_record
        self.incoming: list[Incoming] = []
        self.decisions = Decisions()
        self.outcome = Outcome(())
        self._secrets, self._taking = Secrets(), False
        self.parcels, self.changes = ParcelModel(self), ChangeModel(self)
        self.table = Lines(self.parcels, "报送包", PARCELS)
        self.differing = Lines(self.changes, "与已收不同的数", CHANGES)
        self.said, self.hint = QLabel(), look.mark(QLabel(_HINT), "small")
        self.adding = Adding(self, database)
        self.clear = look.mark(QPushButton("清空"), "quiet")
        self.take = look.mark(QPushButton("收下(&G)"), "primary")
        self.answering = Answering(self, database)
        self._lay_out()
        self._connect()
        self._show()

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Open files, or the parcels of folders, and say what would become of them."""
        database = self._database
        hush(self)  # what was said before they came

        def work(_progress: "Progress") -> "tuple[list[Path], bool, bool]":
            from desktop.exchange.merging.incoming import parcels_in, wanted_for

            found = parcels_in(paths)
            return found, *wanted_for(database, found)

        tasks.run(self, "正在查看报送包", work, lambda told: self._ask(*told))

    def _ask(self, paths: Sequence[Path], key: bool, phrase: bool) -> None:
        """What opens the files is asked for, unless it is known."""
        key = key and not self._secrets.pin
        if key or phrase:
            asked = AskSecrets(self, key=key, phrase=phrase)
            if asked.exec() != QDialog.DialogCode.Accepted:
                return
            self._secrets = self._secrets.and_also(asked.secrets)
        self.open_paths(paths)

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files with the secrets that are known, behind the window."""
        database, secrets = self._database, self._secrets
        before = [] if self.parcels.done else self.incoming

        def work(progress: "Progress") -> "tuple[list[Incoming], Outcome]":
            from desktop.exchange.merging.incoming import open_all

            found = [*before, *open_all(database, paths, secrets, progress)]
            return found, _merged(database, found, self.decisions, keep=False)

        def done(found: "tuple[list[Incoming], Outcome]") -> None:
            self.incoming = found[0]
            self._told(found[1], done=False)

        def failed(trouble: Trouble) -> None:
            self._secrets = Secrets()  # a wrong one is asked for again
            say(self, trouble.sentence, "problem")

        tasks.run(self, "正在打开报送包", work, done, failed)

    def try_again(self) -> None:
        """Look at the files again: decisions, or the store, have changed."""
        database, found, decisions = self._database, list(self.incoming), self.decisions
        if found:
            tasks.run(
                self,
                "正在核对报送包",
                lambda progress: _merged(database, found, decisions, progress, keep=False),
                lambda outcome: self._told(outcome, done=False),
            )

    def take_in(self) -> None:
        """Take in what may be taken in, after a backup, in one step."""
        database, found, decisions = self._database, list(self.incoming), self.decisions
        self._taking = True  # what the store tells meanwhile is our own doing

        def failed(trouble: Trouble) -> None:
            self._taking = False
            say(self, trouble.sentence, "problem")

        tasks.run(
            self,
            "正在收下报送包",
            lambda progress: _merged(database, found, decisions, progress),
            self._taken,
            failed,
        )

    def decide(self, row: int) -> None:
        """Change what counts in a cell."""
        one = self.changes.rows[row]
        if self.parcels.done:
            return
        choice = THEIRS if one.choice == OURS or not one.may_stay else OURS
        key = (one.parcel, one.table, *one.change.key)
        self.decisions = replace(self.decisions, each={**self.decisions.each, key: choice})
        self.try_again()

    def start_anew(self) -> None:
        """Put all files away."""
        self.incoming, self.decisions, self._secrets = [], Decisions(), Secrets()
        self._told(Outcome(()), done=False)

    def _taken(self, outcome: Outcome) -> None:
        self._taking = False
        self._told(outcome, done=True)
        taken, filed = len(outcome.those(Fate.TAKEN)), len(outcome.those(Fate.FILED))
        if taken or filed:
            both = ((taken, f"收下 {taken} 个报送包"), (filed, f"登记 {filed} 份回执"))
            words = "、".join(words for count, words in both if count)
            say(self, f"已{words}", "done", ("撤销", self._undo))

    def _told(self, outcome: Outcome, *, done: bool) -> None:
        place = max(self.table.currentIndex().row(), 0)
        self.outcome, self.parcels.done = outcome, done
        self.parcels.show_rows(outcome.verdicts)
        if outcome.verdicts:
            self.table.setCurrentIndex(self.parcels.index(min(place, len(outcome.verdicts) - 1), 0))
        self._show()

    def _show(self) -> None:
        """What goes with the outcome: buttons, the lower table, the sentence at the foot."""
        done, verdicts = self.parcels.done, self.outcome.verdicts
        self._stack.setCurrentIndex(1 if verdicts else 0)
        self._show_changes()
        good = self.outcome.those(Fate.TAKEN) + self.outcome.those(Fate.FILED)
        self.take.setEnabled(bool(good) and not done)
        self.clear.setEnabled(bool(verdicts))
        taken = [one.parcel_id for one in self.outcome.those(Fate.TAKEN) if done and one.parcel_id]
        self.answering.show_taken(taken)
        self.said.setText(summary_of(self.outcome, done=done))
        self.said.setVisible(bool(self.said.text()))
        waits = self.outcome.those(Fate.WAITS) or self.outcome.missing
        look.mark(self.said, "warning" if waits else "quiet")

    def _show_changes(self) -> None:
        row = self.table.currentIndex().row()
        one = self.outcome.verdicts[row] if 0 <= row < len(self.outcome.verdicts) else None
        rows = changes_of(one, self.decisions) if one else []
        place = min(max(self.differing.currentIndex().row(), 0), len(rows) - 1)
        self.changes.show_rows(rows)
        if rows:
            self.differing.setCurrentIndex(self.changes.index(place, 0))
        self.differing.setVisible(bool(rows))
        self.hint.setVisible(bool(rows) and not self.parcels.done)

    def _changed(self, tables: Any) -> None:
        """The store changed: a trial may end otherwise now, what was taken in may be undone."""
        if self._taking or not {"parcel", "received_table", "sender"} & set(tables):
            return
        if not self.parcels.done:
            self.try_again()
            return
        ids = [one.parcel_id for one in self.outcome.verdicts if one.parcel_id]
        with self._database.read() as session:
            if ids and session.get(Parcel, ids[0]) is None:
                self.try_again()

    def _undo(self) -> None:
        try:
            say(self, f"已{self._database.undo()}")
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")

    def _open_parcel(self, row: int) -> None:
        one = self.outcome.verdicts[row]
        if self.parcels.done and one.parcel_id:
            self._open(Parcel.__tablename__, one.parcel_id)

    def _connect(self) -> None:
        self.adding.chosen.connect(self.add_paths)
        self.clear.clicked.connect(self.start_anew)
        self.take.clicked.connect(self.take_in)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_changes())
        self.table.pressed_on.connect(self._open_parcel)
        self.differing.pressed_on.connect(self.decide)
        listen(self, self._database, self._changed)

    def _lay_out(self) -> None:
        rows, head = page_rows(self), page_head("接收报送")
        head.addWidget(self.clear)
        head.addWidget(self.adding)
        rows.addLayout(head)
        rows.addWidget(look.line())
        empty = Empty("inward", self.adding.words)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(self.differing)
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(both)
        rows.addWidget(self._stack, 1)
        foot = look.mark(QWidget(), "surface")
        column = QVBoxLayout(foot)
        column.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        self.said.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(look.GAP_WIDE)
        line.addWidget(self.answering, 1)
        line.addWidget(self.take)
        column.addWidget(self.hint)
        column.addWidget(self.said)
        column.addLayout(line)
        rows.addWidget(look.line())
        rows.addWidget(foot)
        Entering(self, self.adding.add, empty)


def _merged(database: "Database", *what: Any, **how: Any) -> Outcome:
    """In the worker: what reads parcels takes half a second to import."""
    from desktop.exchange.merging.merge import merge

    return merge(database, *what, **how)
