"""What Qt makes before the first window is painted: people wait for it at every start."""

import os
import subprocess
import sys
from pathlib import Path

from tests.offices import new_store

ROOT = Path(__file__).parents[2]
PAINTED = """
import os
import sys
from pathlib import Path
from PySide6 import QtCore, QtGui, QtWidgets
import desktop.windows.app as program
from desktop.windows.opening import tall
program._AFTER_PAINT = tall._AFTER_PAINT = 1_000_000  # what comes behind the paint
app = program.application()
desk = program.Desk(Path(sys.argv[1]))
desk.begin()
for _ in range(5):
    app.processEvents()
assert desk.window.isVisible() and desk.window.field.isVisible()
print([name for module, name in (
    (QtCore, "Qt"), (QtGui, "QWheelEvent"), (QtWidgets, "QWizard"), (QtWidgets, "QLabel")
) if name in vars(module)])
sys.stdout.flush()
os._exit(0)
"""


def test_neither_all_names_nor_all_events_nor_all_widgets(tmp_path):
    """Each of them is 25 to 40 ms: made by naming ``Qt``, by listening, by asking for a widget."""
    with new_store(tmp_path) as database:
        store = database.path
    done = subprocess.run(
        [sys.executable, "-c", PAINTED, str(store)],
        cwd=ROOT,
        env={**os.environ, "FENGQIAO_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "['QLabel']"
