"""Who may know whom, proved by importing: contracts, rooms without Qt, a light start."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_imports_go_one_way():
    """The contracts in pyproject.toml."""
    lint = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
    report = python("-c", lint)
    assert report.returncode == 0, report.stdout + report.stderr


IMPORT_ALL = """
import importlib, pkgutil, sys
blocked, *rooms = sys.argv[1:]
for name in blocked.split(","):
    sys.modules[name] = None
for room in rooms:
    package = importlib.import_module(room)
    for module in pkgutil.walk_packages(package.__path__, room + "."):
        if not module.name.startswith("db.store.migrations."):  # these only Alembic can run
            importlib.import_module(module.name)
"""


def test_only_windows_need_qt():
    rooms = ("db", "desktop.documents", "desktop.exchange", "desktop.commands")
    done = python("-c", IMPORT_ALL, "PySide6", *rooms)
    assert done.returncode == 0, done.stderr


def test_db_needs_no_pdf_library():
    done = python("-c", IMPORT_ALL, "PySide6,reportlab,pyhanko,pikepdf,pypdfium2", "db")
    assert done.returncode == 0, done.stderr


HEAVY = "PySide6 sqlalchemy alembic reportlab pyhanko pikepdf pypdfium2 cryptography"
LOADED = f"print(*[name for name in '{HEAVY}'.split() if name in sys.modules], file=sys.stderr)"


def test_importing_main_is_light():
    done = python("-c", f"import main, sys; {LOADED}")
    assert (done.returncode, done.stderr.split()) == (0, []), done.stderr


def test_help_is_light():
    call = "import runpy, sys; sys.argv = ['main.py', '--help']"
    run = "runpy.run_path('main.py', run_name='__main__')"
    done = python("-c", f"{call}\ntry: {run}\nfinally: {LOADED}")
    assert (done.returncode, done.stderr.split()) == (0, []), done.stderr
    assert "demo" in done.stdout
