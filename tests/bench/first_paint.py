"""How soon the window is there: first paint and usable list, against a bare window of the same Qt.

Each start is a process of its own, taken in turn; time counts from the start of the process, or
from Enter. The modules are compiled beforehand, as pip and PyInstaller leave them.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import many

ROOT = Path(__file__).parents[2]
ROUNDS = 5

_CLOCK = """
import os, sys, time
sys.path.insert(0, {root!r})
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
from desktop.windows.app import Desk, application
app = application()
desk = Desk(Path({store!r}))
start = 0.0
def type_password():
    desk.window.field.setText({password!r})
    desk.window.open()
    wait = QTimer(app)
    wait.timeout.connect(look)
    wait.start(5)
def type_later():
    QTimer.singleShot(3000, type_when_ready)
def type_when_ready():
    global start
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
_WAYS = {
    "Enter, list shown": "type_later",
    "start, password at once, list": "type_password",
    "the same, store not in memory": "type_password",
}


def run() -> list[tuple[str, float, str]]:
    """Ratios against the bare window, for each size of the store."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for cases in many.SIZES:
            with many.store_of(cases) as database:
                store = database.path
                database.close()  # the programs open it
                found += _compared(store, cases, folder)
    return found


def _compared(store: Path, cases: int, folder: str) -> list[tuple[str, float, str]]:
    clock = _CLOCK.format(root=str(ROOT))
    programs = {"": clock + _BARE}
    for name, then in ((_UNLOCK, "tell"), *_WAYS.items()):
        ours = _OURS.format(store=str(store), password=many.PASSWORD, then=then)
        programs[name] = clock + ours
    for program in programs.values():
        _seconds(program, folder)  # writes the bytecode
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, program in programs.items():
            if name == list(_WAYS)[-1]:
                _forget(store)
            taken[name].append(_seconds(program, folder))
    least = {name: min(times) for name, times in taken.items()}  # other work only adds
    floor = least.pop("")
    return [
        (f"{cases:,} cases: {name} / bare window", *_row(seconds, floor))
        for name, seconds in least.items()
    ]


def _forget(store: Path) -> None:
    """Ask the system to drop the store's pages from its memory, where it can be asked."""
    if hasattr(os, "posix_fadvise"):
        with store.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _row(seconds: float, floor: float) -> tuple[float, str]:
    return seconds / floor, f"{seconds * 1000:.0f} ms, bare {floor * 1000:.0f} ms"


def _seconds(program: str, data: str) -> float:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "FENGQIAO_DATA": data,
        "PYTHONPYCACHEPREFIX": f"{data}/bytecode",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    return float(done.stdout)
