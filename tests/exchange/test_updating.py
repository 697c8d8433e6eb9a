"""Updates from a stick: what is taken, what is refused, and that the old program always starts."""

import errno
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.store.trouble import Trouble
from desktop.exchange.updating import installed as places
from desktop.exchange.updating import replacing
from desktop.exchange.updating.installed import BY_PACKAGE, Installed, installed
from desktop.exchange.updating.manifest import Manifest, Part, read_manifest
from desktop.exchange.updating.offer import judge
from desktop.exchange.updating.replacing import back, switch
from tests.updates import KEY, TRUSTED, lay, packed, prepared, said, state

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake programs are shell")


@pytest.fixture
def here(tmp_path: Path) -> Installed:
    return lay(tmp_path / "枫 桥", "0.1.0")


def refusal(package: Path, here: Installed, trusted: Any = TRUSTED) -> str:
    """Why a package is refused; the program's folder stays as it was."""
    before = state(here.folder)
    with pytest.raises(Trouble) as caught:
        replacing.prepare(judge(package, here, trusted), here)
    assert state(here.folder) == before
    assert said(here.starter) == "我是 0.1.0"
    return caught.value.sentence


@pytest.mark.parametrize("atomic", [True, False], ids=["POSIX", "Windows"])
def test_the_new_program_takes_the_name_and_one_step_leads_back(here, tmp_path, atomic):
    version = prepared(packed(tmp_path, "0.2.0"), here)
    assert said(here.starter) == "我是 0.1.0"
    switch(here, version, atomic=atomic)
    assert (said(here.starter), said(here.kept("0.1.0"))) == ("我是 0.2.0", "我是 0.1.0")
    assert (here.folder / "program-0.2.0/library.so").read_text() == "我是 0.2.0"
    now = Installed(here.folder, "0.2.0")
    assert back(now) == "0.1.0"
    assert (said(here.starter), said(here.kept("0.2.0"))) == ("我是 0.1.0", "我是 0.2.0")
    with pytest.raises(Trouble, match="没有保留的上一版"):
        back(here)


def test_only_the_version_before_is_kept(here, tmp_path):
    for version in ("0.2.0", "0.3.0", "0.10.0"):
        now = Installed(here.folder, next(iter(here.versions()[-1:])))
        (here.folder / "program-0.0.9.part").mkdir()
        switch(now, prepared(packed(tmp_path, version), now))
    assert Installed(here.folder, "0.10.0").versions() == ["0.2.0", "0.3.0", "0.10.0"]
    now = Installed(here.folder, "0.10.0")
    replacing._tidy(now)
    assert (now.versions(), now.older()) == (["0.3.0", "0.10.0"], "0.3.0")
    assert not list(here.folder.glob("*.part"))


class Case(NamedTuple):
    make: Callable[[Path], Path]
    sentence: str


def changed(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], Path]:
    """A signed package in which one file was changed afterwards, or one more put in."""

    def make(folder: Path) -> Path:
        package = packed(folder, "0.2.0")
        with zipfile.ZipFile(package) as old:
            parts = {entry: old.read(entry) for entry in old.infolist()}
        with zipfile.ZipFile(folder / "changed.zip", "w") as new:
            for entry, content in parts.items():
                mine = entry.filename == f"fengqiao/{name}"
                new.writestr(entry, change(content) if mine else content)
            if not any(entry.filename == f"fengqiao/{name}" for entry in parts):
                new.writestr(f"fengqiao/{name}", change(b""))
        return folder / "changed.zip"

    return make


def version_raised(text: bytes) -> bytes:
    told = json.loads(text)
    return json.dumps(told | {"version": "0.3.0"}).encode()


def torn(folder: Path) -> Path:
    package = packed(folder, "0.2.0")
    package.write_bytes(package.read_bytes()[:-600])
    return package


def text(folder: Path) -> Path:
    (folder / "不是.zip").write_text("没有压缩包")
    return folder / "不是.zip"


OTHER = Ed25519PrivateKey.from_private_bytes(b"somebody else, also of 32 bytes.")
WORD, SIGNED = "program-0.2.0/parts/word", "program-0.2.0/package.sig"
REFUSED = {
    "unsigned": Case(lambda folder: packed(folder, "0.2.0", key=None), "有效签名"),
    "signed by somebody else": Case(lambda folder: packed(folder, "0.2.0", key=OTHER), "有效签名"),
    "signature spoilt": Case(changed(SIGNED, lambda old: b"AAAA" + old[4:]), "有效签名"),
    "manifest changed": Case(changed("program-0.2.0/package.json", version_raised), "有效签名"),
    "content changed": Case(changed(WORD, lambda _old: "我是 9.9.9".encode()), "没有拷完整"),
    "content longer": Case(changed(WORD, lambda old: old + b"!"), "没有拷完整"),
    "a file more": Case(changed("program-0.2.0/more.so", lambda _old: b"more"), "没有拷完整"),
    "a way out": Case(changed("../../.profile", lambda _old: b"more"), "没有拷完整"),
    "the same version": Case(lambda folder: packed(folder, "0.1.0"), "不用更新"),
    "an older one": Case(lambda folder: packed(folder, "0.0.99"), "不用更新"),
    "Windows": Case(lambda folder: packed(folder, "0.2.0", system="win32-x86_64"), "给 Windows"),
    "glibc": Case(lambda folder: packed(folder, "0.2.0", glibc="9.99"), "需要 glibc 9.99"),
    "torn": Case(torn, "没有拷完整"),
    "no zip": Case(text, "没有拷完整"),
    "gone": Case(lambda folder: folder / "没有.zip", "U盘是否插好"),
    "no self-test": Case(lambda folder: packed(folder, "0.2.0", works=False), "窗口：没有屏幕"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_leaves_no_trace(here, tmp_path, case: Case):
    if sys.platform != "linux" and case.sentence.startswith("需要 glibc"):
        pytest.skip("glibc is of Linux")
    assert case.sentence in refusal(case.make(tmp_path), here)


def test_a_program_without_a_publisher_takes_nothing(here, tmp_path):
    assert "没有内置发布者的公钥" in refusal(packed(tmp_path, "0.2.0"), here, [])


@pytest.mark.parametrize("name", ["/etc/passwd", "a/../../b", "..", "a//b", "C:/x", "a\\b", ""])
def test_a_manifest_cannot_lead_out_of_the_folder(name):
    for part in ({name: Part(1, "0" * 64)}, {"program-1.0/x": Part(link=f"../../{name}")}):
        with pytest.raises(ValueError, match="outside"):
            read_manifest(Manifest("1.0", "x", "x", "", part).text())


def test_a_full_disk_changes_nothing(here, tmp_path, monkeypatch):
    package = packed(tmp_path, "0.2.0")
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(9, 9, 1_000_000))
        assert "磁盘空间不够" in refusal(package, here)
    write = replacing._write

    def full(package: Any, name: str, part: Part, target: Path) -> None:
        write(package, name, part, target)
        if "word" in name:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(replacing, "_write", full)
    assert "原来的程序没有动" in refusal(package, here)


def test_a_stick_pulled_out_while_it_is_read_is_told_as_such(here, tmp_path, monkeypatch):
    package, read = packed(tmp_path, "0.2.0"), zipfile.ZipExtFile.read

    def gone(file: zipfile.ZipExtFile, size: int = -1) -> bytes:
        if "word" in file.name:
            raise OSError(errno.EIO, "Input/output error")
        return read(file, size)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", gone)
    assert "U盘是否插好" in refusal(package, here)


def test_an_update_killed_anywhere_leaves_a_program_that_starts(tmp_path):
    command = [sys.executable, "-m", "tests.killed_updates", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    deaths = dict(line.split() for line in done.stdout.splitlines())
    assert min(map(int, deaths.values())) > 15, deaths


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.floats(0, 1, exclude_max=True), change=st.integers(1, 255))
def test_a_package_with_any_byte_changed_gives_the_same_program_or_none(
    tmp_path_factory, place: float, change: int
):
    folder = tmp_path_factory.mktemp("flipped")
    here, package = lay(folder / "here", "0.1.0"), packed(folder, "0.2.0")
    content = bytearray(package.read_bytes())
    content[int(place * len(content))] ^= change
    package.write_bytes(content)
    before = state(here.folder)
    try:
        prepared(package, here)
    except Trouble:
        assert state(here.folder) == before
    else:
        new = {name: what for name, what in state(here.folder).items() if name not in before}
        made = state(folder / "made-0.2.0")
        assert new.pop("fengqiao-0.2.0") == made["fengqiao"]
        assert {n: w for n, w in new.items() if "/package." not in n} == {
            n: w for n, w in made.items() if "/" in n
        }


def test_the_same_program_packs_to_the_same_bytes(tmp_path):
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        made.append(packed(tmp_path / name, "0.2.0", key=KEY).read_bytes())
    assert made[0] == made[1]


def test_only_a_program_that_may_be_replaced_says_where_it_is(tmp_path, monkeypatch):
    with pytest.raises(Trouble, match="从源代码运行"):
        installed()
    place = lay(tmp_path / "枫桥", "0.1.0")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(place.starter))
    monkeypatch.setattr(places, "version_of", lambda _name: "0.1.0")
    assert installed() == place
    monkeypatch.setattr(sys, "executable", str(place.kept("0.0.9")))
    with pytest.raises(Trouble, match="保留的旧程序"):
        installed()
    (place.folder / BY_PACKAGE).touch()
    with pytest.raises(Trouble, match="软件包"):
        installed()
