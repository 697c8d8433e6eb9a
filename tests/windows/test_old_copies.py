"""At the foot of a destruction the old backups stand, and go once a fresh one is proven."""

from PySide6.QtWidgets import QMessageBox, QPushButton

from db.registers import Destruction
from db.store.backup import back_up, copies_of
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import Toast, notices_of
from desktop.windows.store.acts import StoreActs
from tests.offices import new_store
from tests.registers.test_retention import consulted, destroyed, planned, words_in
from tests.windows.pages import opened


def test_old_backups_are_deleted_after_a_fresh_one(qtbot, tmp_path, data_folder):
    data_folder.mkdir()
    with new_store(tmp_path) as store:
        consulted(store)
        old = back_up(store, store.backup_folder, "旧")
        protocol = planned(store, only="consultation")
        destroyed(store, protocol)
        page = opened(qtbot, store, Destruction, protocol.id)
        copies = page.pane.form.below.copies
        assert copies.isVisibleTo(page)
        assert [one.file for one in copies.here] == [old.name]
        qtbot.wait(1100)  # in the same second a copy may hold what was destroyed
        copies.delete()
        tasks.wait()
        qtbot.waitUntil(lambda: not copies.here, timeout=10_000)
        (fresh,) = copies_of(store.backup_folder, store.keyring.store_id)
        assert fresh.name != old.name
        said = [toast.sentence for toast in page.window().findChildren(Toast)]
        assert any(one.startswith("已删除 1 份") for one in said)


def test_people_see_what_goes_and_are_asked_and_no_undo_is_offered(
    qtbot, tmp_path, data_folder, monkeypatch
):
    data_folder.mkdir()
    asked = []

    def answer(goes):
        def exec_(box):
            asked.append((box.text(), box.informativeText()))
            monkeypatch.setattr(box, "clickedButton", lambda: box.buttons()[goes])

        monkeypatch.setattr(QMessageBox, "exec", exec_)

    with new_store(tmp_path) as store:
        consulted(store)
        page = opened(qtbot, store, Destruction, planned(store, only="consultation").id)
        pane = page.pane
        assert Destruction.fields["items"].quick
        (destroy,) = (one for one in Destruction.moves if one.code == "destroy")
        pane.panel.ask(destroy, pane.record)
        monkeypatch.setattr(pane.head.print, "follow", lambda _move: None)
        answer(False)
        pane._saving.make(destroy)
        assert (pane._saving.going, pane.record.state) == (False, "planned")
        answer(True)
        pane._saving.make(destroy)
        assert pane._saving.finish()
        qtbot.waitUntil(lambda: pane.record.state == "destroyed")
        tasks.wait()
        said = page.window().findChildren(Toast)
        assert not any(isinstance(part, QPushButton) for one in said for part in one.children())
    assert asked == [("真的销毁吗？不能撤销，也不能从回收站找回。", "法律咨询 1 条")] * 2


def test_the_file_is_written_anew_behind_the_window_and_people_are_told(
    qtbot, tmp_path, data_folder
):
    data_folder.mkdir()
    with new_store(tmp_path) as store:
        consulted(store)
        protocol = planned(store, only="consultation")
        page = opened(qtbot, store, Destruction, protocol.id)
        StoreActs(page.window(), store, lambda: True)
        destroyed(store, protocol)
        tasks.wait()
        window = page.window()

        def told():
            said = [toast.sentence for toast in window.findChildren(Toast)]
            return any("痕迹已清除" in one for one in (*said, *notices_of(window).sentences()))

        qtbot.waitUntil(told, timeout=10_000)
        assert words_in(store) == 0
