"""The program with windows: which window is open, and the way from one to the next.

Nothing heavy is imported before the first window is painted: no SQLAlchemy, no registers, no
cryptography, and none of Qt's large enumerations (``Qt`` alone costs 28 ms). They come behind it
while the person types the password (opening/ahead.py). Measured by tests/bench/first_paint.py.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from db.store.places import default_store
from desktop.windows.crash import Crashes
from desktop.windows.parts import input_method, look, memory
from desktop.windows.parts.garbage import Sweeper, settle
from desktop.windows.parts.later import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.store.database import Database
    from db.store.progress import Progress
    from desktop.windows.help.sample import Sample
    from desktop.windows.main_window import MainWindow

_AFTER_PAINT = 60  # ms: no import competes with the first paint
_AT_REST = 1500  # ms: nor with the first look at the store


def start(
    store: Path | str | None, make_sample: "Callable[[Path, Progress], Database] | None" = None
) -> int:
    """Open the window on a store (None: the user's own); gives the exit code.

    ``make_sample`` makes a store of invented cases in a folder, for looking around.
    """
    app = application()
    desk = Desk(Path(store) if store else default_store(), make_sample)
    desk.crashes.install()
    desk.settle = settle
    desk.begin()
    code = app.exec()
    desk.leave()
    return desk.end(code)


def application() -> QApplication:
    """The one application object, with name, language and look."""
    there = QApplication.instance()
    if there is None:
        input_method.settle(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
    call = [*sys.argv[:1], "-style", "fusion"]  # setStyle() would cost 6 ms before the first paint

    app = there if isinstance(there, QApplication) else QApplication(call)
    app.setApplicationName("fengqiao")
    app.setApplicationDisplayName("枫桥")
    app.setDesktopFileName("fengqiao")
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
    look.dress(app, memory.word("theme"), memory.word("text", "standard"))
    if app.findChild(Sweeper) is None:
        Sweeper(app)
    return app


class Desk(QObject):
    """Holds the one window that is open, and the store behind it."""

    def __init__(
        self, store: Path, make_sample: "Callable[[Path, Progress], Database] | None" = None
    ) -> None:
        super().__init__()
        from desktop.windows.opening.delay import Delay

        self.store, self.make_sample = store, make_sample
        self.sample: Sample | None = None
        self.window: QWidget | None = None
        self.database: Database | None = None
        self.settle: Callable[[], None] | None = None
        """Before the first store of this process is open, and never again."""
        self.delay = Delay()
        self.at_end: list[Callable[[], None]] = []
        self.crashes = Crashes()
        self.crashes.before_stop += [self._keep_draft, self.leave]

    def begin(self) -> None:
        """Ask for the password, or set up a store where there is none yet."""
        waiting = self.store.with_name(self.store.name + ".restored")
        if self.store.exists() or waiting.exists():
            self.ask_password()
        else:
            self.set_up()
        if self.window:  # with whom the timer goes
            later(self.window, _AFTER_PAINT, self._warm)

    def ask_password(self) -> None:
        """Show the unlock window."""
        from desktop.windows.opening.unlock import UnlockWindow

        self.show_window(UnlockWindow(self))

    def set_up(self) -> None:
        """Show the set-up wizard."""
        from desktop.windows.opening.setup_wizard import SetupWizard

        self.show_window(SetupWizard(self))

    def enter(self, database: "Database", *, whole: bool = True, told: str = "") -> None:
        """Show the main window on an open store; ``whole=False``: once it was made in turns.

        ``told`` is what people are to know of how it came to be open.
        """
        from desktop.windows.main_window import MainWindow
        from desktop.windows.parts.in_turns import InTurns

        self.database, self.store, self.settle = database, database.path, None
        window = MainWindow(self, database, whole=False)
        self._coming = InTurns(window)
        self._coming.begin(self._enter_in_turns(window, database, told))
        if whole:
            self._coming.finish()

    def _enter_in_turns(
        self, window: "MainWindow", database: "Database", told: str
    ) -> "Iterator[None]":
        """Says in the end when the clock is in doubt."""
        from db.store.clock import clock_doubt
        from desktop.windows.parts.notices import say

        yield from window.make_in_turns()
        yield
        self.show_window(window)
        if told:
            say(window, told, "info")
        yield
        if doubt := clock_doubt(database):
            say(window, doubt, "warning")
        later(window, _AT_REST, lambda: self._import_last(window))  # who typed at once has it not

    def choose(self, store: Path) -> None:
        """Go on with another store."""
        self.store = store
        self.begin()

    def lock(self) -> None:
        """Close the store, wipe its pages and ask for the password; a sample is left for good."""
        from desktop.windows.store.backing_up import close_behind

        database, self.database = self.database, None
        sample, self.sample = self.sample, None
        if sample is not None:
            self.choose(sample.own)
        else:
            self.ask_password()
        if database and self.window:
            if sample is not None:
                sample.end_behind(self.window, database)
            else:
                close_behind(self.window, database)

    def rebuild(self) -> None:
        """The same store in a new main window, after a change of look."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            look.dress(app, memory.word("theme"), memory.word("text", "standard"))
        if self.database:
            self.enter(self.database)

    def _keep_draft(self) -> None:
        from desktop.windows.main_window import MainWindow

        if isinstance(self.window, MainWindow):
            self.window.keep_draft()

    def leave(self) -> None:
        """Let go of the store; a sample is deleted."""
        database, self.database = self.database, None
        if database:
            database.close()
        if self.sample is not None:
            self.sample.delete()

    def end(self, code: int) -> int:
        """Do what had to wait until nothing of the program is used any more; the exit code."""
        for act in self.at_end:
            act()
        return code

    def show_window(self, window: QWidget) -> None:
        """Show a window in the place of the one that is open; one without room takes the screen."""
        old, self.window = self.window, window
        if getattr(window, "cramped", False):
            window.showMaximized()
        else:
            window.show()
        if old:
            from desktop.windows.parts.going import give_way

            give_way(old, window)

    def _warm(self) -> None:
        from PySide6.QtCore import QLocale  # 5 ms, for its hundreds of names

        from desktop.windows.opening.ahead import import_windows, make_ready
        from desktop.windows.parts import tasks
        from desktop.windows.parts.icons import app_icon

        QLocale.setDefault(QLocale("zh_CN"))
        QApplication.setWindowIcon(app_icon())
        here = self.window
        if here is None or tasks.busy(here):  # who types at once waits for nothing else
            return
        settle = self.settle

        def ready() -> None:
            self._settle()
            self._import_last(here)

        tasks.run(
            here,
            "正在准备",
            lambda _progress: make_ready(settle),
            lambda _none: import_windows(here, ready),
        ).keep_quiet()  # nobody asked for it

    def _import_last(self, here: QWidget) -> None:
        from desktop.windows.opening.ahead import import_last
        from desktop.windows.parts import tasks

        if tasks.busy(here):  # once it is at rest
            later(here, _AT_REST, lambda: self._import_last(here))
        else:
            tasks.run(here, "正在准备", import_last, lambda _none: None).keep_quiet()

    def _settle(self) -> None:
        from desktop.windows.parts import tasks

        if self.settle and self.window and not tasks.busy(self.window):
            self.settle()
