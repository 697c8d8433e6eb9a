"""What happens on a fault of our own: a report without personal data, one dialog, then stop."""

import os
import platform
import re
import sys
import threading
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QApplication, QMessageBox

from db.store.places import RESOURCES, data_folder
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

_OURS = RESOURCES.parent
# Their messages speak of code; all others may quote what people typed, so only the type is kept.
_ABOUT_CODE = (AttributeError, NameError, ImportError)


class Crashes(QObject):
    """Hears of every exception that nobody caught, in any thread; installed once by the app."""

    _heard = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.before_stop: list[Callable[[], None]] = []
        """Called before the program stops: keep drafts, close the store."""
        self._stopping = False
        self._heard.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the hook for uncaught exceptions in all threads."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._hook(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(1)
            return
        self._heard.emit(error.with_traceback(trace))

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, Trouble):
            from desktop.windows.notices import say

            for window in QApplication.topLevelWidgets():
                if window.isVisible() and window.isWindow():
                    say(window, error.sentence, "problem")
                    break
            return
        if self._stopping:  # a fault on the way out is not told twice
            return
        self._stopping = True
        sentence = _sentence(write_report(error))
        for prepare in self.before_stop:
            try:
                prepare()
            except Exception as second:  # noqa: BLE001 - the first fault is the one to be told
                write_report(second)
        show(sentence)
        stop()


def show(sentence: str) -> None:
    """Tell the person at the desk, once."""
    box = QMessageBox(QMessageBox.Icon.Critical, "枫桥", sentence)
    box.addButton("退出", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def stop() -> None:
    """End the program at once: after a fault nothing it still holds can be trusted."""
    sys.stdout.flush()
    os._exit(70)  # EX_SOFTWARE


def write_report(error: BaseException) -> Path | None:
    """Write the report; gives its place, None when even that was not possible."""
    folder = data_folder() / "crashes"
    path = folder / f"{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(report(error), encoding="utf-8")
    except OSError:
        return None
    return path


def report(error: BaseException) -> str:
    """Versions, types, and where it happened: files, lines and functions, no value at all."""
    lines = [
        f"Fengqiao {_version()}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        f"At {datetime.now().isoformat(timespec='seconds')}",
        "",
    ]
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(_said(link))
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(lines) + "\n"


def _said(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    if not isinstance(error, _ABOUT_CODE):
        return name
    words = re.sub(r"[^\x20-\x7e]+", "…", str(error))
    return f"{name}: {re.sub(r'[0-9]+', '#', words)}"


def _place(file: str) -> str:
    """A path without the folders that may carry a person's name."""
    path = Path(file)
    if path.is_relative_to(_OURS) and "site-packages" not in path.parts:
        return path.relative_to(_OURS).as_posix()
    return "/".join(path.parts[-3:])


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("fengqiao")
    except PackageNotFoundError:
        return "from source"


def _sentence(path: Path | None) -> str:
    kept = "已经保存的记录不受影响。程序现在退出，请重新打开后继续。"
    if path is None:
        return f"枫桥出了一个程序错误。{kept}"
    return (
        f"枫桥出了一个程序错误。{kept}\n\n错误报告（不含任何登记内容）在：\n{path}\n"
        "方便时请把它交给维护人员。"
    )
