"""A record registered on the way, because a link wants it and it is not there yet."""

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.store.sole import begun
from db.store.trouble import Trouble
from desktop.windows.parts import look
from desktop.windows.parts.notices import Notices, say
from desktop.windows.parts.tab_order import pass_by
from desktop.windows.record.form import Form

if TYPE_CHECKING:
    from db.store.database import Database


def may_be_new(cls: Any) -> bool:
    """Whether people may register such a record by its name alone."""
    named = cls.fields[cls.name_field].computed is None
    return named and not (cls.single or cls.written_by_program)


class NewLinked(QDialog):
    """The form of the other register; ``record_id`` once it was saved."""

    def __init__(self, database: "Database", cls: Any, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._database, self._cls = database, cls
        self.record_id: int | None = None
        self.setWindowTitle(f"新登记：{cls.title}")
        self.record = begun(database, cls.fresh())
        try:
            value = cls.fields[cls.name_field].kind.parse(name)
        except Trouble:
            value = None
        setattr(self.record, cls.name_field, value)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(Notices())
        self.form = look.mark(Form(database, cls), "surface")
        rows.addWidget(self.form, 1)
        rows.addWidget(look.line())
        foot = QHBoxLayout()
        foot.setContentsMargins(look.GAP_WIDE, look.GAP, look.GAP_WIDE, look.GAP)
        foot.setSpacing(look.GAP)
        foot.addStretch(1)
        cancel, keep = QPushButton("取消"), look.mark(QPushButton("保存(&S)"), "primary")
        cancel.clicked.connect(self.reject)
        keep.clicked.connect(self.save)
        for button in (cancel, keep):
            button.setAutoDefault(False)
            foot.addWidget(button)
        rows.addLayout(foot)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        em = self.fontMetrics().horizontalAdvance("枫")
        self.resize(46 * em, 36 * em)
        self.form.show_record(self.record)
        self.form.enter()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab comes past every part, whenever its widgets were made."""
        return pass_by(forward=forward) or super().focusNextPrevChild(forward)

    def save(self) -> None:
        """Keep the record and close."""
        if not self.form.take_all():
            return
        stopping = self.form.stopping()
        self.form.show_summary(stopping)
        if stopping:
            self.form.enter(stopping[0].path)
            return
        try:
            with self._database.step(f"登记{self._cls.title}") as session:
                kept = session.merge(self.record)
                session.flush()
                self.record_id = kept.id
        except Trouble as trouble:
            say(self, trouble.sentence, "problem")
        else:
            self.accept()
