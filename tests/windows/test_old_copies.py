"""At the foot of a destruction the old backups stand, and go once a fresh one is proven."""

from db.registers import Destruction
from db.store.backup import back_up, copies_of
from desktop.windows import tasks
from desktop.windows.notices import Toast
from tests.offices import new_store
from tests.registers.test_retention import consulted, destroyed, planned
from tests.windows.pages import opened


def test_old_backups_are_deleted_after_a_fresh_one(qtbot, tmp_path, data_folder):
    data_folder.mkdir()
    with new_store(tmp_path) as store:
        consulted(store)
        old = back_up(store, store.backup_folder, "旧")
        protocol = planned(store, only="consultation")
        destroyed(store, protocol)
        page = opened(qtbot, store, Destruction, protocol.id)
        copies = page.pane.form._copies
        assert copies.isVisibleTo(page)
        assert [one.file for one in copies.here] == [old.name]
        copies.delete()
        tasks.wait()
        qtbot.waitUntil(lambda: not copies.here, timeout=10_000)
        (fresh,) = copies_of(store.backup_folder, store.keyring.store_id)
        assert fresh.name != old.name
        said = [toast.sentence for toast in page.window().findChildren(Toast)]
        assert any(one.startswith("已删除 1 份") for one in said)
