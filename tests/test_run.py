"""What `./run` does on a stranger's machine: prepares once, mends itself, says what is missing."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PREPARING, WAITING = "正在准备运行环境（", "另一个窗口正在准备"
PROGRAM = """
import os, sys
print(os.getcwd(), sys.argv[1:], os.environ.get("QT_QPA_PLATFORM"))
sys.exit(7)
"""
TOOLS = ("sh", "cmp", "cp", "env", "flock", "head", "id", "readlink", "rm", "tail", "uname")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="run.cmd is what Windows runs")


def lay(folder: Path) -> Path:
    """A clone with a program of five lines and an empty lock: no network is needed."""
    folder.mkdir()
    shutil.copy(ROOT / "run", folder)
    (folder / "main.py").write_text(PROGRAM)
    (folder / "requirements.lock").touch()
    return folder


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    return lay(tmp_path / "枫 桥")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = lay(tmp_path_factory.mktemp("prepared") / "枫 桥")
    done = start(folder, "list")
    assert done.returncode == 7
    assert PREPARING in done.stderr
    return folder


@pytest.fixture
def copying(prepared: Path, tmp_path: Path) -> str:
    """A PATH whose Python makes environments by copying one: making one takes four seconds."""
    folder = tmp_path / "copying"
    folder.mkdir()
    real = os.path.realpath(sys._base_executable)
    put(
        folder / "python3.11",
        f"""case "$1 $2" in
        '-c '*sys._base_executable*) echo "$0" ;;
        '-m venv') rm -rf "$4"; cp -a "{prepared}/.venv" "$4"; rm "$4"/requirements.lock ;;
        *) exec "{real}" "$@" ;;
        esac""",
    )
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder to be the whole PATH: no Python, no sudo, an apt-get that only notes its call."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in TOOLS:
        if found := shutil.which(tool):
            (folder / tool).symlink_to(found)
    put(folder / "apt-get", f'echo "$*" >>"{tmp_path}/apt-calls"; exit 100')
    return folder


def put(path: Path, script: str) -> None:
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def surroundings(**more: str) -> dict[str, str]:
    away = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {name: value for name, value in os.environ.items() if name not in away} | more


def start(clone: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [str(clone / "run"), *arguments]
    away = clone.parent  # relative paths are the caller's
    return subprocess.run(
        command,
        cwd=away,
        env=surroundings(**more),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_second_start_only_starts(prepared):
    written = (prepared / ".venv/requirements.lock").stat().st_mtime_ns
    done = start(prepared, "print", "a b", "")
    assert done.returncode == 7
    assert done.stdout.strip() == f"{prepared.parent} ['print', 'a b', ''] offscreen"
    assert done.stderr == ""
    assert (prepared / ".venv/requirements.lock").stat().st_mtime_ns == written


def test_a_link_to_run_finds_the_clone(prepared, tmp_path):
    (tmp_path / "fengqiao").symlink_to(prepared / "run")
    command = [str(tmp_path / "fengqiao"), "list"]
    assert (
        subprocess.run(command, env=surroundings(), capture_output=True, check=False).returncode
        == 7
    )


def test_a_changed_lock_is_installed_once(prepared, tmp_path):
    clone = shutil.copytree(prepared, tmp_path / "枫 桥", symlinks=True)
    (clone / "requirements.lock").write_text("# nothing more\n")
    assert PREPARING in start(clone, "list").stderr
    assert start(clone, "list").stderr == ""


def test_a_python_that_went_away_is_replaced(prepared, tmp_path, copying):
    clone = shutil.copytree(prepared, tmp_path / "枫 桥", symlinks=True)
    python = clone / ".venv/bin/python"
    python.unlink()
    python.symlink_to("python9.9")
    assert start(clone, "list", PATH=copying).returncode == 7
    assert python.resolve() == (prepared / ".venv/bin/python").resolve()


def test_a_killed_set_up_is_mended(clone):
    command = [str(clone / "run"), "list"]
    with subprocess.Popen(
        command, env=surroundings(), start_new_session=True, stderr=subprocess.DEVNULL
    ) as process:
        while not (clone / ".venv/bin/python").exists():
            assert process.poll() is None
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
    assert not (clone / ".venv/requirements.lock").exists()
    done = start(clone, "list")
    assert (done.returncode, PREPARING in done.stderr) == (7, True)
    assert (
        subprocess.run([clone / ".venv/bin/python", "-m", "pip", "check"], check=False).returncode
        == 0
    )


@pytest.mark.skipif(not shutil.which("flock"), reason="flock is not installed")
def test_two_starts_at_once_prepare_once(clone, copying):
    command, around = [str(clone / "run"), "list"], surroundings(PATH=copying)
    both = [
        subprocess.Popen(command, env=around, stderr=subprocess.PIPE, encoding="utf-8")
        for _ in range(2)
    ]
    said = "".join(process.communicate()[1] for process in both)
    assert [process.returncode for process in both] == [7, 7]
    assert said.count(PREPARING) == 1
    assert said.count(WAITING) <= 1


def test_the_window_needs_a_display(clone):
    done = start(clone)
    assert done.returncode == 1
    assert "./run demo --out demo" in done.stderr
    assert not (clone / ".venv").exists()


def test_a_display_leaves_the_choice_to_qt(prepared):
    assert start(prepared, "list", DISPLAY=":9").stdout.endswith("['list'] None\n")


def test_what_cannot_be_installed_is_said_and_tried_again(prepared, tmp_path, copying):
    clone = shutil.copytree(prepared, tmp_path / "枫 桥", symlinks=True)
    (clone / "requirements.lock").write_text(f"nowhere==1 --hash=sha256:{'0' * 64}\n")
    for _ in range(2):
        done = start(clone, "list", PIP_NO_INDEX="1", PATH=copying)
        assert (done.returncode, done.stdout) == (1, "")
        assert "请检查网络" in done.stderr
    (clone / "requirements.lock").write_text("")
    assert start(clone, "list", PATH=copying).returncode == 7


def test_an_old_python_is_refused_in_one_sentence(clone, tools):
    put(tools / "python3", '[ "$1" = --version ] && echo "Python 3.8.10" && exit; exit 1')
    done = start(clone, "list", PATH=str(tools))
    assert done.returncode == 1
    assert "Python 3.11" in done.stderr
    assert "Python 3.8.10" in done.stderr


@pytest.fixture
def lacking(tools: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Debian's python3 without python3-venv; gives the name of the package that is missing."""
    (tools / "python3").symlink_to(os.path.realpath(sys._base_executable))
    (tools.parent / "ensurepip.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tools.parent))
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def test_without_rights_the_one_command_is_shown(clone, tools, lacking):
    put(tools / "id", "echo 1000")
    done = start(clone, "list", PATH=str(tools))
    assert done.returncode == 1
    commands = [line for line in done.stderr.splitlines() if "apt-get install" in line]
    assert len(commands) == 1
    assert commands[0].startswith("  su -l -c 'apt-get update && apt-get install")
    assert lacking in commands[0]
    assert not (clone / ".venv").exists()
    assert not (tools.parent / "apt-calls").exists()


def test_with_rights_the_packages_are_installed(clone, tools, lacking):
    put(tools / "id", "echo 0")
    done = start(clone, "list", PATH=str(tools))
    calls = (tools.parent / "apt-calls").read_text().splitlines()
    assert calls[0].endswith("update")
    assert lacking in calls[1].split()
    assert done.returncode == 1  # this apt-get installs nothing, and that is said
    assert "apt-get install" in done.stderr
