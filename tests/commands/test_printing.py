"""Printing several records, and blanks, from the command line."""

from dataclasses import replace
from pathlib import Path

import pytest

import main as program
from db.registers import BlankForm, Printing
from db.store.database import Database
from desktop.documents.forms import FORMS
from desktop.windows.paper.pdf_pages import page_count
from tests.documents.test_joined import blank
from tests.offices import PASSWORD, agreed, agreed_case, new_store, walk


@pytest.fixture
def store(tmp_path: Path, monkeypatch):
    """Two agreed cases and one that is only registered; the agreement has a blank."""
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSWORD)
    known = [replace(one, blank=blank if one.code == "agreement" else None) for one in FORMS]
    monkeypatch.setattr("desktop.documents.forms.FORMS", tuple(known))
    with new_store(tmp_path) as database:
        agreed(database)
        for _ in range(2):
            with database.step("登记") as session:
                session.add(agreed_case(1))
        walk(database, 2, "accept", "agree")
        return database.path


@pytest.fixture
def run(capsys, store, tmp_path):
    def call(*words):
        out = ("--out", str(tmp_path / "出.pdf"), "--store", str(store))
        code = program.main(["print", "agreement", *words, *out])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def kept(store, cls):
    with Database.open(store, PASSWORD) as database, database.read() as session:
        return session.query(cls).order_by(cls.id).all()


@pytest.mark.parametrize(("duplex", "pages"), [((), 2), (("--duplex",), 3)])
def test_what_the_conditions_choose_is_one_file(run, store, tmp_path, duplex, pages):
    code, said, _ = run("--where", "登记日期=2024-06-03", *duplex)
    assert code == 0
    assert "略过 张三与李四邻里纠纷：尚未达成协议" in said
    assert "2 件可以打印" in said
    assert page_count((tmp_path / "出.pdf").read_bytes()) == pages
    assert [one.about_id for one in kept(store, Printing)] == [2, 1]


def test_where_nothing_is_ready_nothing_is_written(run, tmp_path):
    code, said, _ = run("--where", "状态=登记")
    assert (code, "没有可以打印的文书" in said) == (1, True)
    assert not (tmp_path / "出.pdf").exists()


def test_one_paper_is_noted_too(run, store):
    assert run("第1号")[0] == run("第1号")[0] == 0
    assert [(one.times, one.changed) for one in kept(store, Printing)] == [(1, False), (2, False)]


def test_blanks_are_numbered_on_paper(run, store, tmp_path):
    assert run("--blank", "3")[0] == 0
    assert page_count((tmp_path / "出.pdf").read_bytes()) == 6
    assert [one.number[-4:] for one in kept(store, BlankForm)] == ["0001", "0002", "0003"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "请写明"),
        (("第1号", "--where", "状态=登记"), "请写明"),
        (("--blank", "0"), "1 到"),
        (("--where", "状态=登记", "--sign"), "不能这样"),
        (("--where", "没有=1"), "没有“没有”"),
    ],
)
def test_a_wrong_call_is_a_sentence(run, tmp_path, words, sentence):
    code, _, said = run(*words)
    assert (code, sentence in said) == (2, True)
    assert not (tmp_path / "出.pdf").exists()
