"""How soon the window is there: first paint and usable list, against a bare window of the same Qt.

Each start is a process of its own, taken in turn; time counts from the start of the process, or
from Enter. The modules are compiled beforehand, as pip and PyInstaller leave them. The last rows
start what people start, ``main.py`` and the frozen program (``FENGQIAO_FROZEN`` names it, else
dist/fengqiao/fengqiao, where there is one), and wait for Qt to say that it painted.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import many

ROOT = Path(__file__).parents[2]
ROUNDS = 5

_HEAD = """
import os, sys, time
sys.path.insert(0, {root!r})
"""
_CLOCK = """
def since_start():
    ticks = int(open("/proc/self/stat").read().rsplit(")", 1)[1].split()[19])
    boot = time.clock_gettime(time.CLOCK_BOOTTIME)
    return boot - ticks / os.sysconf("SC_CLK_TCK")
def tell(start=0.0):
    print(since_start() - start, flush=True)
    os._exit(0)
from PySide6.QtCore import QEvent, QObject, QTimer
class Painted(QObject):
    def __init__(self, then):
        super().__init__()
        self.then = then
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.then:
            then, self.then = self.then, None
            QTimer.singleShot(0, then)
        return False
"""
_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
painted = Painted(tell)
window.installEventFilter(painted)
window.resize(640, 480)
window.show()
app.exec()
"""
_OURS = """
from pathlib import Path
from desktop.windows.app import Desk, application, settle
from desktop.windows.opening.ahead import _WINDOWS
app = application()
desk = Desk(Path({store!r}))
desk.settle = settle
start = 0.0
def type_password():
    desk.window.field.setText({password!r})
    desk.window.open()
    wait = QTimer(app)
    wait.timeout.connect(look)
    wait.start(5)
def type_later():
    ready.timeout.connect(type_when_ready)
    ready.start(50)
ready = QTimer(app)
def type_when_ready():
    global start
    if not set(_WINDOWS) <= set(sys.modules):
        return
    ready.stop()
    start = since_start()
    type_password()
def look():
    if desk.database is None:
        return
    pages = desk.window.pages
    if pages.name != "mediation":
        pages.turn_to("mediation")
    if pages.register_page("mediation").table.model().rowCount() > 0:
        QTimer.singleShot(0, lambda: tell(start))
painted = Painted({then})
desk.begin()
desk.window.installEventFilter(painted)
app.exec()
"""
_UNLOCK = "unlock window painted"
_BARE_SEEN = "bare window, seen painting"
_WAYS = {
    "Enter, list shown": "type_later",
    "start, password at once, list": "type_password",
    "the same, store not in memory": "type_password",
}


def run() -> Iterator[tuple[str, float, str]]:
    """Ratios against the bare window, for each size of the store."""
    with tempfile.TemporaryDirectory() as folder:
        for cases in many.SIZES:
            with many.store_of(cases) as database:
                store = database.path
                database.close()  # the programs open it
                yield from _compared(store, cases, folder)


def _compared(store: Path, cases: int, folder: str) -> list[tuple[str, float, str]]:
    head = _HEAD.format(root=str(ROOT))
    programs = {"": head + _CLOCK + _BARE}
    for name, then in ((_UNLOCK, "tell"), *_WAYS.items()):
        ours = _OURS.format(store=str(store), password=many.PASSWORD, then=then)
        programs[name] = head + "import desktop.windows" + _CLOCK + ours
    for program in programs.values():
        _seconds(program, folder)  # writes the bytecode
    taken: dict[str, list[float]] = {name: [] for name in programs}
    started = _started(store)
    for _ in range(ROUNDS):
        for name, program in programs.items():
            if name == list(_WAYS)[-1]:
                _forget(store)
            taken[name].append(_seconds(program, folder))
        for name, call in started.items():
            taken.setdefault(name, []).append(_until_painted(call, folder))
    least = {name: min(times) for name, times in taken.items()}  # other work only adds
    floors = {name: least.pop(name) for name in ("", _BARE_SEEN)}
    return [
        (f"{cases:,} cases: {name} / bare window", *_row(seconds, floors[_floor_of(name, started)]))
        for name, seconds in least.items()
    ]


def _floor_of(name: str, started: dict[str, list[str]]) -> str:
    return _BARE_SEEN if name in started else ""


def _started(store: Path) -> dict[str, list[str]]:
    """The calls that people make, and the bare window seen in the same way."""
    calls = {
        _BARE_SEEN: [sys.executable, "-c", _HEAD.format(root=str(ROOT)) + _CLOCK + _BARE],
        f"main.py, {_UNLOCK}": [sys.executable, "main.py", "--store", str(store)],
    }
    frozen = Path(os.environ.get("FENGQIAO_FROZEN", ROOT / "dist/fengqiao/fengqiao"))
    if frozen.is_file():
        calls[f"frozen program, {_UNLOCK}"] = [str(frozen), "--store", str(store)]
    return calls


def _until_painted(call: list[str], data: str) -> float:
    """Seconds from the call to the line in which Qt says that it gave a window to the screen."""
    start = time.monotonic()
    with subprocess.Popen(
        call,
        cwd=ROOT,
        env={**_environment(data), "QT_LOGGING_RULES": "qt.widgets.painting.debug=true"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as started:
        try:
            for line in started.stderr or ():
                if b"Flushing" in line:
                    return time.monotonic() - start
        finally:
            started.kill()
    raise RuntimeError(f"painted nothing: {call}")


def _forget(store: Path) -> None:
    """Ask the system to drop the store's pages from its memory, where it can be asked."""
    if hasattr(os, "posix_fadvise"):
        with store.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _row(seconds: float, floor: float) -> tuple[float, str]:
    return seconds / floor, f"{seconds * 1000:.0f} ms, bare {floor * 1000:.0f} ms"


def _seconds(program: str, data: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=_environment(data),
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    return float(done.stdout)


def _environment(data: str) -> dict[str, str]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "FENGQIAO_DATA": data,
        "PYTHONPYCACHEPREFIX": f"{data}/bytecode",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment
