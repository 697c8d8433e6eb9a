"""Where files go: the ending is there before Qt asks to overwrite, the folder is remembered."""

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.windows.parts.where import ask_where


def test_a_name_gets_its_ending_and_the_next_one_begins_beside_it(qtbot, monkeypatch, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    begun = []

    def typed(dialog):
        begun.append((dialog.directory().path(), dialog.selectedFiles()))
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile("我的名字")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "exec", typed)
    for _ in range(2):
        path = ask_where(parent, "存到", "协议书", ".pdf", "try/folder")
        assert path == tmp_path / "我的名字.pdf"
    assert begun[1] == (str(tmp_path), [str(tmp_path / "协议书.pdf")])
    monkeypatch.setattr(QFileDialog, "exec", lambda _dialog: QDialog.DialogCode.Rejected)
    assert ask_where(parent, "存到", "协议", ".pdf", "try/folder") is None
