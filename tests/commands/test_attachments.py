"""The commands about attachments: what they print, what they write, and their exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

import main as program
from tests.offices import PASSWORD, agreed, new_store
from tests.pictures import PLACE, located, pdf


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setenv("FENGQIAO_PASSWORD", PASSWORD)
    with new_store(tmp_path) as database:
        agreed(database)

    def call(*words: object) -> tuple[int, str, str]:
        code = program.main([*(str(word) for word in words), "--store", str(database.path)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_files_go_in_are_listed_and_come_out_without_their_place(run: Any, tmp_path: Path) -> None:
    photo, scan = tmp_path / "现场.jpg", tmp_path / "协议.pdf"
    photo.write_bytes(located())
    scan.write_bytes(pdf(4))
    code, out, err = run("attach", "人民调解", "测人调", photo, scan)
    told = "“现场.jpg”里记着拍摄地点：库里原样保存，存出时去掉"
    assert (code, err) == (0, "")
    assert out.splitlines() == ["现场.jpg", "协议.pdf", told, "已附上 2 个文件"]
    code, out, _ = run("attachments", "mediation", "测人调", "--json")
    listed = json.loads(out)
    assert [(one["name"], one["pages"]) for one in listed] == [("现场.jpg", 1), ("协议.pdf", 4)]
    assert listed[0]["taken_on"] == "2024-03-15"
    code, out, _ = run("attachments", "mediation", "测人调")
    assert (code, out.splitlines()[-1]) == (0, "人民调解：共 2 个附件")
    folder = tmp_path / "out"
    code, out, _ = run("attachments", "mediation", "测人调", "--out", folder)
    assert (code, "离开加密仓库" in out) == (0, True)
    assert sorted(path.name for path in folder.iterdir()) == ["协议.pdf", "现场.jpg"]
    assert PLACE not in (folder / "现场.jpg").read_bytes()
    run("attachments", "mediation", "测人调", "--out", folder, "--original")
    assert (folder / "现场 (2).jpg").read_bytes() == located()
    assert run("check")[0] == 0


def test_some_refused_is_1_all_refused_is_2(run: Any, tmp_path: Path) -> None:
    (tmp_path / "好.pdf").write_bytes(pdf())
    (tmp_path / "坏.pdf").write_bytes(b"no")
    code, _, err = run("attach", "mediation", "测人调", tmp_path / "坏.pdf")
    assert (code, "“坏.pdf”" in err) == (2, True)
    both = run("attach", "mediation", "测人调", tmp_path / "坏.pdf", tmp_path / "好.pdf")
    assert (both[0], "已附上 1 个文件" in both[1], "“坏.pdf”" in both[2]) == (1, True, True)
    again = run("attach", "mediation", "测人调", tmp_path / "好.pdf")
    assert (again[0], "已经附在这条记录上" in again[1]) == (0, True)
    code, _, err = run("attachments", "mediation", "没有这件")
    assert (code, err) == (2, "人民调解里没有“没有这件”，请先登记它\n")
