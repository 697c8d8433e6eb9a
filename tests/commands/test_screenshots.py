"""Pictures of the pages, taken by the command line, in the look and at the scale that is asked."""

import os
import subprocess
import sys

from PySide6.QtGui import QColor, QImage

from db.store.places import RESOURCES
from desktop.windows.parts.look import PALETTES, TEXT_FACTORS
from tests.offices import PASSWORD, agreed, new_store


def test_a_page_in_the_dark_at_one_and_a_half(tmp_path):
    """A program of its own: the scale is chosen before Qt begins."""
    with new_store(tmp_path) as database:
        agreed(database)
    call = [sys.executable, "main.py", "screenshots", "--store", tmp_path / "store.db"]
    call += ["--out", tmp_path / "shots", "--look", "dark", "--size", "large", "--scale", "1.5"]
    call += ["--only", "人民调解", "--sheets"]
    done = subprocess.run(
        [str(word) for word in call],
        cwd=RESOURCES.parent,
        env={**os.environ, "FENGQIAO_PASSWORD": PASSWORD},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "共 3 张，没有放不下的文字")
    sheet = QImage(str(tmp_path / "shots" / "总览-1.jpg"))
    assert (sheet.width(), sheet.height()) == (3 * 648 + 8, 396 + 8)
    for name in ("人民调解", "人民调解 记录", "人民调解 办理"):
        picture = QImage(str(tmp_path / "shots" / f"{name}.png"))
        assert (picture.width(), picture.height()) == (1366 * 1.5, 768 * 1.5)
        assert picture.pixelColor(3, 3) == QColor(PALETTES["dark"].ground)


def test_the_words_of_the_call_are_those_of_the_look(run, tmp_path):
    for option, words in (("--look", PALETTES), ("--size", TEXT_FACTORS)):
        for word in words:
            code, _, said = run("screenshots", "--out", tmp_path, "--scale", 9, option, word)
            assert (code, said) == (2, "缩放倍数请写 1 到 3\n")


def test_a_page_that_is_not_there_is_refused_before_the_first_picture(run, tmp_path):
    with new_store(tmp_path) as database:
        path = database.path
    for title, hint in (("民调解", "相近的有：人民调解"), ("核验签名", "没有“核验签名”这一页")):
        call = ("screenshots", "--out", tmp_path / "shots", "--only", "首页", title)
        code, out, said = run(*call, "--store", path)
        assert (code, out, hint in said) == (2, "", True)
    assert not list((tmp_path / "shots").iterdir())


def test_pictures_mask_people_unless_it_is_said(run, tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "desktop.windows.gallery.pictures.take_every_picture",
        lambda database, *_: iter(seen.append(database.rights.full) or ()),
    )
    with new_store(tmp_path) as database:
        path = database.path
    for words in ((), ("--unmasked",)):
        code, _, _ = run("screenshots", "--out", tmp_path / "shots", *words, "--store", path)
        assert code == 0
    assert seen == [False, True]
