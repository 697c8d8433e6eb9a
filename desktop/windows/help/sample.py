"""先看看示例: a store of invented cases in a temporary folder, deleted when people leave it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.windows.parts import look

if TYPE_CHECKING:
    from db.store.database import Database
    from db.store.progress import Progress
    from db.store.trouble import Trouble
    from desktop.windows.app import Desk
    from desktop.windows.main_window import MainWindow

_PREFIX = "fengqiao-sample-"
_OLD = 24 * 60 * 60
"""Seconds after which a folder is of a program that was killed: nobody can open what it holds."""


class Sample:
    """The folder of the sample that is open, and the store that people come back to."""

    def __init__(self, folder: Path, own: Path) -> None:
        self.folder, self.own = folder, own

    def delete(self) -> None:
        """Delete the sample, once its store is closed."""
        import shutil

        shutil.rmtree(self.folder, ignore_errors=True)

    def end_behind(self, window: QWidget, database: "Database") -> None:
        """Close its store and delete it in the worker, after what still reads there."""
        from desktop.windows.parts import tasks

        def work(_progress: "Progress") -> None:
            database.close()
            self.delete()

        tasks.run(window, "正在删除示例", work, lambda _none: None)


def sample_button(desk: "Desk") -> QPushButton:
    """The button of the first windows; hidden where nothing can make a sample."""
    button = look.mark(QPushButton("先看看示例(&T)"), "link")
    button.setToolTip("打开一个编出来的仓库随便试；不动自己的数据，关掉就删除")
    button.setObjectName("sample")
    button.setHidden(desk.make_sample is None)
    button.clicked.connect(lambda: open_sample(desk, button))
    return button


def open_sample(desk: "Desk", near: QWidget) -> None:
    """Make a sample behind the window and go on to it, with the tour."""
    from desktop.windows.parts import tasks
    from desktop.windows.parts.notices import Notices, say  # not before the first window is painted

    make = desk.make_sample
    if make is None:
        return

    def work(progress: "Progress") -> "tuple[Path, Database]":
        import shutil
        import tempfile

        import db.registers  # noqa: F401 - the store must know every register before it opens

        _sweep()
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        try:
            return folder, make(folder, progress)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def enter(made: "tuple[Path, Database]") -> None:
        from desktop.windows.help.tour import begin_tour
        from desktop.windows.main_window import MainWindow

        desk.sample = Sample(made[0], desk.store)
        desk.enter(made[1])
        if isinstance(desk.window, MainWindow):
            begin_tour(desk.window)

    window = near.window()
    resting = [part for part in window.children() if isinstance(part, QWidget)]
    resting = [part for part in resting if part.isEnabled() and not isinstance(part, Notices)]

    def wake(trouble: "Trouble") -> None:
        for part in resting:
            part.setEnabled(True)
        say(window, trouble.sentence, "info")

    for part in resting:  # nothing else is opened meanwhile; the bar can cancel
        part.setEnabled(False)
    tasks.run(window, "正在准备示例", work, enter, wake)


def banner(window: "MainWindow") -> QFrame:
    """Says above everything that these data are invented, and leads out of them."""
    strip = look.tell(look.mark(QFrame(), "notice"), "warning")
    row = QHBoxLayout(strip)
    row.setContentsMargins(look.GAP_WIDE, 4, look.GAP_WIDE, 4)
    row.addWidget(look.mark(QLabel("示例数据"), "warning"))
    words = QLabel("这里的人和事都是编的，可以随便试；离开就删除，不动自己的数据。")
    words.setWordWrap(True)
    row.addWidget(words, 1)
    leave = QPushButton("离开示例")
    leave.clicked.connect(window.lock)
    row.addWidget(leave)
    return strip


def _sweep() -> None:
    """Delete the samples of programs that were killed."""
    import shutil
    import tempfile
    import time

    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            if time.time() - folder.stat().st_mtime > _OLD:
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:  # another's, or gone by now
            continue
