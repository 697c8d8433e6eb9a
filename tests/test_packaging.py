"""What people install: the Debian package of a program, and what Windows shows of the other."""

import ast
import configparser
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from resources.packaging import debian, look_through
from resources.packaging.windows_version import version_text
from tests.updates import lay

ROOT = Path(__file__).parents[1]


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="Debian's own tool makes the package")
def test_the_debian_package_brings_a_menu_entry_and_touches_no_data(tmp_path: Path) -> None:
    program = lay(tmp_path / "fengqiao", "0.1.0").folder
    made = []
    for name in ("a", "b"):
        (tmp_path / name / "dist").mkdir(parents=True)
        made.append(debian.make(program, "0.1.0", "2.28", 1_800_000_000, tmp_path / name))
    assert made[0].read_bytes() == made[1].read_bytes()

    def told(option: str) -> str:
        command = ["dpkg-deb", option, str(made[0])]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout

    assert "Depends: libc6 (>= 2.28)\n" in told("--field")
    listed = {line.split()[5][1:]: line.split() for line in told("--contents").splitlines()}
    assert listed["/opt/fengqiao/fengqiao"][:2] == ["-rwxr-xr-x", "root/root"]
    assert listed["/usr/bin/fengqiao"][-1] == "/opt/fengqiao/fengqiao"
    assert "/opt/fengqiao/installed-by-package" in listed
    assert "/usr/share/icons/hicolor/scalable/apps/fengqiao.svg" in listed
    outside = {name for name in listed if not name.startswith(("/opt/fengqiao", "/usr/"))}
    assert outside <= {"/", "/opt/"}
    subprocess.run(["dpkg-deb", "--control", str(made[0]), str(tmp_path / "control")], check=True)
    scripts = {path.name for path in (tmp_path / "control").iterdir()}
    assert scripts <= {"control", "md5sums"}  # none that could remove anything


def test_the_menu_entry_names_the_program_and_an_icon_that_is_there() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(ROOT / "resources/packaging/fengqiao.desktop", encoding="utf-8")
    told = entry["Desktop Entry"]
    assert (told["Name"], told["Exec"], told["Icon"]) == ("枫桥", "fengqiao", "fengqiao")
    assert (ROOT / "resources/icons/fengqiao.ico").read_bytes()[:4] == b"\0\0\1\0"


def test_windows_shows_the_name_and_the_version() -> None:
    found: dict[str, str] = {}

    def record(*_parts: object, **numbers: object) -> object:
        return SimpleNamespace(**numbers)

    names = {
        node.id for node in ast.walk(ast.parse(version_text("1.2.3"))) if isinstance(node, ast.Name)
    }
    words = dict.fromkeys(names, record) | {"StringStruct": found.__setitem__}
    made = eval(version_text("1.2.3"), {}, words)  # noqa: S307 - as PyInstaller reads it
    assert made.ffi.filevers == (1, 2, 3, 0)
    assert (found["ProductName"], found["FileVersion"]) == ("枫桥", "1.2.3")


def test_what_the_frozen_program_lacks_is_named(tmp_path: Path) -> None:
    program = lay(tmp_path, "0.1.0").folder
    assert "resources/codes/*.toml" in look_through.missing(program)
    assert look_through.by_glibc(program) == {}
