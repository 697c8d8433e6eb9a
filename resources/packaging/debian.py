"""The Debian package: /opt/fengqiao, a word on PATH, a menu entry; data stay when it goes."""

import os
import platform
import shutil
import subprocess
from pathlib import Path

from desktop.exchange.updating.installed import BY_PACKAGE
from resources.packaging import look_through

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
_MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
_NICE_TO_HAVE = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
"""What only Qt's plugin for Wayland asks for; without it the window opens by X."""
_CONTROL = """Package: fengqiao
Version: {version}
Architecture: {machine}
Section: misc
Priority: optional
Maintainer: Fengqiao <fengqiao@localhost>
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Description: register, printing and reporting desk for township judicial offices
 枫桥：乡镇司法所的登记、文书和统计。单机使用，从不联网。
 卸载本软件包不会删除任何仓库和备份。
"""


def make(program: Path, version: str, glibc: str, when: int, work: Path = ROOT) -> Path:
    """Build the .deb from the frozen program in ``build`` and ``dist`` of ``work``; its path."""
    machine = _MACHINES.get(platform.machine(), platform.machine())
    tree = work / "build/deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(program, tree / "opt/fengqiao", symlinks=True)
    (tree / "opt/fengqiao" / BY_PACKAGE).write_text("由软件包安装；请用软件包管理器更新和卸载。\n")
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/fengqiao").symlink_to("/opt/fengqiao/fengqiao")
    share = tree / "usr/share"
    _put(RESOURCES / "packaging/fengqiao.desktop", share / "applications/fengqiao.desktop")
    icons = {"scalable": "app.svg", "64x64": "app-64.png", "256x256": "app-256.png"}
    for size, name in icons.items():
        ending = Path(name).suffix
        _put(RESOURCES / "icons" / name, share / f"icons/hicolor/{size}/apps/fengqiao{ending}")
    _put(ROOT / "LICENSE", share / "doc/fengqiao/copyright")
    control = _CONTROL.format(
        version=version,
        machine=machine,
        size=look_through.size(tree) // 1024,
        depends=", ".join(depends(program, glibc)),
        recommends=", ".join(_NICE_TO_HAVE.values()),
    )
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(control, encoding="utf-8")
    _made_plain(tree, when)
    target = work / f"dist/fengqiao_{version}_{machine}.deb"
    # xz: the dpkg of Kylin V10 and UOS 20 knows no zstd
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", str(tree), str(target)]
    surroundings = os.environ | {"SOURCE_DATE_EPOCH": str(when)}
    subprocess.run(command, env=surroundings, stdout=subprocess.DEVNULL, check=True)
    shutil.rmtree(tree)
    return target


def depends(program: Path, glibc: str) -> list[str]:
    """The packages that hold what the program asks of the system, by this machine's own dpkg.

    Raises:
        FileNotFoundError: a library is not on the build machine, so nobody can name its package.
    """
    places = _places()
    asked = (one for one in look_through.asked_of_the_system(program) if one not in _NICE_TO_HAVE)
    names = {_package(places.get(library, library)) for library in asked}
    names.discard("libc6")
    return [f"libc6 (>= {glibc})", *sorted(names)]


def _places() -> dict[str, str]:
    """Where the system's linker finds each library."""
    told = subprocess.run(["ldconfig", "-p"], capture_output=True, encoding="utf-8", check=True)
    lines = (line.split(" => ") for line in told.stdout.splitlines() if " => " in line)
    return {left.split()[0]: path for left, path in lines}


def _package(path: str) -> str:
    """The package that owns a file; since /usr was merged dpkg may know it by either path."""
    for known in (path, path.removeprefix("/usr"), f"/usr{path}"):
        command = ["dpkg", "-S", known]
        told = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if told.returncode == 0:
            return told.stdout.split(":")[0]
    raise FileNotFoundError(path)


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _made_plain(tree: Path, when: int) -> None:
    """Rights and times that do not depend on whose machine this is, or on the hour."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (when, when), follow_symlinks=False)
