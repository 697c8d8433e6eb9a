"""The program as a process on a real X screen: started, unlocked by keys, seen by its title."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.network import open_ends
from tests.offices import PASSWORD, new_store, settle

TOOLS = ("Xvfb", "xdotool")
missing = [tool for tool in TOOLS if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


@pytest.fixture
def screen() -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as number:
            yield f":{number.readline().strip()}"
        server.terminate()


def titles(environment: dict[str, str]) -> set[str]:
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "枫桥"],
        env=environment, capture_output=True, text=True, check=False,
    ).stdout.split()  # fmt: skip
    return {
        subprocess.run(
            ["xdotool", "getwindowname", window],
            env=environment, capture_output=True, encoding="utf-8", check=False,
        ).stdout.strip()
        for window in found
    }  # fmt: skip


def until(question, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.2)


def test_start_unlock_and_stand_before_the_office(screen, tmp_path):
    with new_store(tmp_path) as database:
        settle(database)
        database.keyring.set_password(database.user, "simple-2024", database.key)
        database.keyring.save()
    environment = {
        **{k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"},
        "DISPLAY": screen,
        "FENGQIAO_DATA": str(tmp_path / "data"),
        "LANG": "C.UTF-8",
    }
    command = [sys.executable, "main.py", "--store", str(tmp_path / "store.db")]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as program:
        try:
            until(lambda: "枫桥" in titles(environment))
            time.sleep(0.5)

            def keys(*words: str) -> None:
                subprocess.run(["xdotool", *words], env=environment, check=True)

            keys("search", "--onlyvisible", "--name", "枫桥", "windowfocus", "--sync")
            keys("type", "--delay", "30", "simple-2024")
            keys("key", "Return")
            until(lambda: "测试镇司法所 · 枫桥" in titles(environment))
            assert sys.platform != "linux" or open_ends(program.pid) == []
        finally:
            program.terminate()
            said = program.stderr.read().decode() if program.stderr else ""
    assert "Traceback" not in said
    assert PASSWORD not in said
