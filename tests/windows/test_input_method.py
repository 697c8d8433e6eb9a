"""Chinese input on Linux: the plugin is there, and the program asks for it."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from desktop.windows.parts.input_method import settle

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Windows has its own way")
PLUGINS = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))


def settled(plugins: Path, **surroundings: str) -> dict[str, str]:
    settle(plugins, surroundings)
    return surroundings


def test_the_wheel_brings_the_plugin_of_ibus_and_none_of_fcitx():
    there = {path.name for path in (PLUGINS / "platforminputcontexts").iterdir()}
    assert "libibusplatforminputcontextplugin.so" in there
    assert not [name for name in there if "fcitx" in name]


@pytest.mark.parametrize(
    "told",
    [{"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULES": "fcitx5"}, {"XMODIFIERS": "@im=fcitx"}],
    ids=str,
)
def test_fcitx_is_asked_as_ibus_by_the_portal(told: dict[str, str]):
    found = settled(PLUGINS, **told)
    assert found["QT_IM_MODULES"].split(";")[0] == "ibus"
    assert found["IBUS_USE_PORTAL"] == "1"


@pytest.fixture
def daemon(tmp_path: Path) -> str:
    """A PATH on which ibus is installed."""
    (tmp_path / "ibus-daemon").touch(mode=0o755)
    return str(tmp_path)


def test_ibus_of_the_desktop_is_asked_though_nobody_told_qt(daemon: str):
    found = settled(PLUGINS, XMODIFIERS="@im=ibus", GTK_IM_MODULE="ibus", PATH=daemon)
    assert found["QT_IM_MODULES"].split(";")[0] == "ibus"
    assert "IBUS_USE_PORTAL" not in found


def test_ibus_without_ibus_is_fcitx5_behind_its_name():
    told = {"QT_IM_MODULE": "ibus", "PATH": "/nowhere"}
    assert settled(PLUGINS, **told) == told | {"IBUS_USE_PORTAL": "1"}


def test_what_needs_no_help_is_left_alone(daemon: str):
    for told in ({}, {"QT_IM_MODULE": "compose"}, {"LANG": "C"}):
        assert settled(PLUGINS, **told) == told
    told = {"QT_IM_MODULE": "ibus", "PATH": daemon}
    assert settled(PLUGINS, **told) == told


def test_a_plugin_that_somebody_put_there_is_kept(tmp_path: Path):
    (tmp_path / "platforminputcontexts").mkdir()
    (tmp_path / "platforminputcontexts/libfcitx5platforminputcontextplugin.so").touch()
    told = {"QT_IM_MODULE": "fcitx"}
    assert settled(tmp_path, **told) == told
    assert settled(PLUGINS, **told, QT_PLUGIN_PATH=str(tmp_path)) == told | {
        "QT_PLUGIN_PATH": str(tmp_path)
    }
