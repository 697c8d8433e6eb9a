"""A store on a stick is opened in the window only on insistence, and that is asked once."""

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.exchange.drives import resting
from desktop.windows.store.ask_anywhere import lies_well


def test_a_store_on_a_stick_is_asked_about_once(qtbot, tmp_path, data_folder, monkeypatch):
    data_folder.mkdir()
    parent, store, asked = QWidget(), tmp_path / "store.db", []
    qtbot.addWidget(parent)
    monkeypatch.setattr(resting, "unfit_place", lambda _store: "那里是优盘")

    def answering(role):
        def answer(box):
            asked.append(box.informativeText())
            chosen = next(one for one in box.buttons() if box.buttonRole(one) == role)
            monkeypatch.setattr(QMessageBox, "clickedButton", lambda _box: chosen)

        monkeypatch.setattr(QMessageBox, "exec", answer)

    answering(QMessageBox.ButtonRole.RejectRole)
    assert not lies_well(parent, store)
    answering(QMessageBox.ButtonRole.DestructiveRole)
    assert lies_well(parent, store)
    assert lies_well(parent, store)
    assert len(asked) == 2
    assert "那里是优盘" in asked[0]
