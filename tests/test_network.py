"""The watch over the network hears what it must; the program brings nothing that speaks."""

import ast
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests import network
from tests.offices import PASSWORD

ROOT = Path(__file__).parents[1]
SPEAKING = {
    "socket", "ssl", "socketserver", "http", "urllib.request", "ftplib", "smtplib", "imaplib",
    "poplib", "telnetlib", "xmlrpc", "requests", "httpx", "aiohttp", "urllib3", "paramiko",
    "PySide6.QtNetwork", "PySide6.QtNetworkAuth", "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets", "PySide6.QtWebSockets", "PySide6.QtRemoteObjects",
    "PySide6.QtHttpServer",
}  # fmt: skip


def tried(act) -> list[str]:
    """What the watch heard of an act that it refused; taken from its book again."""
    before = len(network.heard)
    with pytest.raises(ConnectionRefusedError):
        act()
    said = network.heard[before:]
    del network.heard[before:]
    return said


def test_the_watch_hears_every_step_towards_a_network():
    assert tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM))
    assert tried(lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM))
    assert tried(lambda: socket.create_connection(("192.0.2.1", 80), timeout=0.01))
    assert tried(lambda: socket.getaddrinfo("example.invalid", 80))
    assert tried(lambda: socket.gethostbyname("example.invalid"))


@pytest.mark.skipif(sys.platform == "win32", reason="AF_UNIX")
def test_between_programs_of_one_computer_is_no_network(tmp_path):
    with socket.socket(socket.AF_UNIX) as here:
        here.bind(str(tmp_path / "s"))
    for end in socket.socketpair():
        end.close()
    assert network.open_ends(os.getpid()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_a_socket_that_no_hook_hears_is_seen_at_the_kernel():
    opens = "import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen()"
    waits = f"{opens}\nprint(1, flush=True)\ninput()"
    with subprocess.Popen(
        [sys.executable, "-c", waits], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        assert len(network.open_ends(other.pid)) == 1
        other.communicate(b"\n")


PROGRAM = """
import socket, sys
from pathlib import Path
from db.store import slowness
from main import main
socket.socket(socket.AF_UNIX).close()  # the one that must be seen
slowness.passes = lambda _memory_kib, _lanes: 1
_, store, password = sys.argv
for words in (["init", "--office", "测试镇司法所"], ["backup"], ["check"]):
    assert main(["--store", store, *words]) == 0
from PySide6.QtCore import QTimer
from desktop.windows.app import Desk, application
from desktop.windows.opening.ahead import make_ready
app, desk = application(), Desk(Path(store))
windows = {name for name in sys.modules if name.startswith(("PySide6", "desktop.windows"))}
make_ready()
assert windows.issuperset(name for name in sys.modules if name.startswith(("PySide6", "desktop.w")))
from db.store.database import Database
desk.enter(Database.open(Path(store), password))
QTimer.singleShot(1000, app.quit)
app.exec()
desk.leave()
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="not installed: strace")
def test_no_library_of_the_program_opens_a_socket_either(tmp_path):
    """A whole process as the kernel sees it: commands, and the window with all it loads."""
    calls, store = tmp_path / "calls", str(tmp_path / "store.db")
    done = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=socket,connect,bind",
         "-o", str(calls), sys.executable, "-c", PROGRAM, store, PASSWORD],
        cwd=ROOT, capture_output=True, check=False,
        env={**os.environ, "FENGQIAO_PASSWORD": PASSWORD, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    opened = [line for line in calls.read_text().splitlines() if "socket(" in line]
    assert opened
    assert [line for line in opened if "AF_UNIX" not in line] == []


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_no_module_of_the_program_imports_what_speaks_to_a_network():
    files = [ROOT / "main.py", *(ROOT / "db").rglob("*.py"), *(ROOT / "desktop").rglob("*.py")]
    guilty = {
        str(file.relative_to(ROOT)): names
        for file in files
        if (
            names := {
                n for n in imported(file) if any(n == s or n.startswith(f"{s}.") for s in SPEAKING)
            }
        )
    }
    assert guilty == {}
