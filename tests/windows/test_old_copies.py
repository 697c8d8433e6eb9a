"""At the foot of a destruction the old backups stand, and go once a fresh one is proven."""

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
