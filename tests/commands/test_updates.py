"""The command ``update``: the store is copied first, and only what was prepared takes over."""

import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.exchange.updating import installed as places
from desktop.exchange.updating import offer
from tests.offices import new_store
from tests.updates import TRUSTED, lay, packed, said

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake programs are shell")


def test_update_copies_the_store_then_switches_and_back_returns(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = lay(tmp_path / "枫桥", "0.1.0")
    monkeypatch.setattr(places, "installed", lambda: here)
    monkeypatch.setattr(offer, "publishers", lambda: TRUSTED)
    new_store(tmp_path).close()
    store = tmp_path / "store.db"
    package = packed(tmp_path, "0.2.0")
    code, out, _ = run("update", package, "--check", "--store", store)
    assert (code, "0.2.0 版，2026-11-26 制作" in out) == (0, True)
    assert not list(here.folder.glob("*0.2.0*"))
    code, out, _ = run("update", package, "--store", store)
    assert (code, said(here.starter)) == (0, "我是 0.2.0")
    assert len(list((tmp_path / "backups").glob("*更新前.db"))) == 1
    here = places.Installed(here.folder, "0.2.0")
    code, out, _ = run("update", "--back")
    assert (code, said(here.starter)) == (0, "我是 0.1.0")
    assert "restore" in out


def test_a_call_that_means_nothing_is_2_and_from_source_it_is_no(run: Any, tmp_path: Path) -> None:
    assert run("update")[0] == 2
    assert run("update", "x.zip", "--back")[0] == 2
    code, _, err = run("update", tmp_path / "x.zip")
    assert (code, "从源代码运行" in err) == (1, True)
