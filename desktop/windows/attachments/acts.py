"""What people do with attachments: add, remove, save out; each says what became of it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from db.store.progress import Progress
from db.store.trouble import Trouble
from desktop.windows.exporting.ask_marks import run_once_read
from desktop.windows.parts import look, memory, tasks
from desktop.windows.parts.file_drop import paths_of
from desktop.windows.parts.foot import Foot
from desktop.windows.parts.notices import say, take_back
from desktop.windows.parts.where import ask_where, last_folder

if TYPE_CHECKING:
    from db.store.attachments import Attachment
    from db.store.database import Database
    from desktop.exchange.attaching import Outcome, Source

_FOLDER = "attachments/out"
_LINES = 8


def add(
    parent: QWidget,
    database: "Database",
    table: str,
    record_id: int,
    sources: "Sequence[Source]",
    *,
    done: "Callable[[Outcome], None]",
    purpose: str | None = None,
) -> None:
    """Attach files behind the window; undo is offered, what was refused is said and stays.

    Args:
        parent: the widget that wants it.
        database: the open store.
        table: the register's.
        record_id: the record.
        sources: the files.
        done: gets what became of them.
        purpose: what they all are.
    """
    from desktop.exchange.attaching import take_in

    def say_it(outcome: "Outcome") -> None:
        done(outcome)
        for sentences, tone in (
            (outcome.refused, "problem"),
            ([*outcome.notes, *outcome.known], "info"),
        ):
            if sentences:
                say(parent, _lines(sentences), tone)
        if outcome.added:
            undo = ("撤销", lambda: take_back(parent, database))
            say(parent, f"已附上 {len(outcome.added)} 个文件", "done", undo)

    tasks.run(
        parent,
        f"正在附上 {len(sources)} 个文件",
        lambda progress: take_in(database, table, record_id, sources, progress, purpose=purpose),
        say_it,
    )


def _lines(sentences: list[str]) -> str:
    """A line each, as many as leave the record in sight."""
    rest = len(sentences) - _LINES
    more = [f"……另有 {rest} 个没有列出"] if rest > 0 else []
    return "\n".join([*sentences[:_LINES], *more])


def on_clipboard() -> "list[Source]":
    """Files or a picture that were copied elsewhere; empty when there are none."""
    held = QApplication.clipboard().mimeData()
    if held.hasUrls():
        return list(paths_of(held.urls()))
    image = held.imageData() if held.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return []
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    at = datetime.now().strftime("%Y-%m-%d %H%M%S")
    return [(f"粘贴的图片 {at}.png", bytes(buffer.data().data()))]


def remove(parent: QWidget, database: "Database", ids: Sequence[int]) -> None:
    """Take attachments off the record; undo is offered instead of a question."""
    from db.store.attachments import remove as take_off

    try:
        with database.step(f"移除 {len(ids)} 个附件") as session:
            gone = take_off(session, ids)
    except Trouble as trouble:
        say(parent, trouble.sentence, "problem")
        return
    words = f"“{gone[0]}”" if len(gone) == 1 else f" {len(gone)} 个附件"
    say(parent, f"已移除{words}", "done", ("撤销", lambda: take_back(parent, database)))


def save_out(parent: QWidget, database: "Database", files: "Sequence[Attachment]") -> None:
    """Ask where to, say what that means, and write the files behind the window."""
    from desktop.exchange import saving_out

    asked = AskToLeave(parent, files)
    if not files or asked.exec() != QDialog.DialogCode.Accepted:
        return
    original = asked.original.isChecked()
    alone = files[0] if len(files) == 1 else None
    if alone:
        proposed = Path(saving_out.clean_name(alone.name))
        place = ask_where(parent, "存出附件", proposed.stem, proposed.suffix, _FOLDER)
    else:
        folder = str(last_folder(_FOLDER))
        name = QFileDialog.getExistingDirectory(parent, "存出附件到文件夹", folder)
        place = Path(name) if name else None
    if place is None:
        return
    memory.keep(_FOLDER, str(place.parent if alone else place))

    def work(progress: Progress, read: bool) -> None:
        if not read:
            saving_out.refuse_marked(database, files, progress)
        if alone:
            saving_out.save_as(database, alone, place, original=original)
        else:
            saving_out.save_out(
                database,
                files,
                place,
                original=original,
                progress=progress,
                marks_read=True,
            )

    bare = not original and any(one.is_picture for one in files)
    said = f"已存出 {len(files)} 个附件到 {place}" + "；照片已去掉拍摄地点、时间和设备" * bare
    run_once_read(parent, "正在存出附件", work, lambda _none: say(parent, said))


class AskToLeave(QDialog):
    """That files leave the encrypted store, and whether photos keep what they tell."""

    def __init__(self, parent: QWidget, files: "Sequence[Attachment]") -> None:
        super().__init__(parent)
        from desktop.exchange.saving_out import LEAVES

        self.setWindowTitle("存出附件")
        names = "、".join(f"“{one.name}”" for one in files[:3])
        more = f"等 {len(files)} 个文件" if len(files) > 3 else ""
        title = look.mark(QLabel(f"存出{names}{more}"), "heading")
        words = QLabel(LEAVES)
        self.original = QCheckBox("照片原样存出，连同拍摄地点、时间和设备（不勾选则去掉）")
        self.original.setVisible(any(one.is_picture for one in files))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(look.GAP_LARGE, look.GAP_LARGE, look.GAP_LARGE, look.GAP_WIDE)
        rows.setSpacing(look.GAP_WIDE)
        for part in (title, words, self.original):
            rows.addWidget(part)
        for label in (title, words):
            label.setWordWrap(True)
        rows.addWidget(Foot(self, "选择位置…", self.accept))
        title.setMinimumWidth(30 * self.fontMetrics().horizontalAdvance("枫"))
