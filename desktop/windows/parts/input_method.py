"""Which input method Qt asks on Linux, where the wheels of PySide6 know ibus alone.

fcitx5 answers in its place (its ibus front end), but only by the portal's name on the session bus:
the other way Qt looks for a program ``ibus-daemon``, which a machine with fcitx5 need not have.
"""

import os
import shutil
import sys
from collections.abc import MutableMapping
from pathlib import Path

_ASKED = ("QT_IM_MODULES", "QT_IM_MODULE")
_TOLD = ("XMODIFIERS", "GTK_IM_MODULE", "INPUT_METHOD")
"""What the desktop says when it says nothing to Qt."""


def settle(plugins: Path, surroundings: MutableMapping[str, str] = os.environ) -> None:
    """Before the application object is made: ask for a plugin that is there.

    Whoever put a plugin for fcitx into ``plugins`` (or QT_PLUGIN_PATH) keeps it.
    """
    if sys.platform != "linux":
        return
    asked = next((surroundings[name] for name in _ASKED if surroundings.get(name)), "")
    known = asked or " ".join(surroundings.get(name, "") for name in _TOLD)
    fcitx, ibus = "fcitx" in known, "ibus" in known
    if not (fcitx or ibus) or (fcitx and _has_fcitx(plugins, surroundings)):
        return
    if fcitx or not asked:
        surroundings["QT_IM_MODULES"] = "ibus;wayland;compose"  # the first that answers
    if fcitx or not shutil.which("ibus-daemon", path=surroundings.get("PATH", "")):
        surroundings.setdefault("IBUS_USE_PORTAL", "1")


def _has_fcitx(plugins: Path, surroundings: MutableMapping[str, str]) -> bool:
    places = [plugins, *map(Path, filter(None, surroundings.get("QT_PLUGIN_PATH", "").split(":")))]
    return any(list((place / "platforminputcontexts").glob("*fcitx*")) for place in places)
