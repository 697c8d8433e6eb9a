"""A receiving certificate from the window: made, given away, and what stands in its way is said."""

import pytest
from PySide6.QtWidgets import QApplication

from db.registers import ReceivingKey
from db.store.certificates import certificates_in, fingerprint
from desktop.documents import seals
from desktop.documents.signing.receiving import open_receiving
from desktop.windows.lists.register_page import RegisterPage
from desktop.windows.parts import tasks
from desktop.windows.parts.notices import notices_of
from desktop.windows.signing import give_receiving, new_receiving
from desktop.windows.signing.give_receiving import GiveReceiving
from desktop.windows.signing.new_receiving import NewReceiving
from desktop.windows.stick.window import StickWindow
from tests.offices import PASSWORD, settle


@pytest.fixture
def office(store):
    settle(store)
    return store


def keys(database):
    with database.read() as session:
        return seals.receiving_records(session)


@pytest.fixture
def held(qtbot):
    """Keeps a window to the end: Qt deletes what nobody holds, with what it still has to do."""
    there = []

    def hold(window):
        qtbot.addWidget(window)
        there.append(window)
        return window

    yield hold
    tasks.wait()


def test_from_the_empty_list_to_a_file_that_others_encrypt_for(
    qtbot, held, office, tmp_path, monkeypatch
):
    def typed(dialog):
        """What people do with the first dialog."""
        for field in (dialog.first, dialog.again):
            field.setText(PASSWORD)
        qtbot.waitUntil(dialog.go.isEnabled)
        with qtbot.waitSignal(dialog.accepted, timeout=20_000):
            dialog.go.click()
        return 1

    given = []

    def shown(dialog):
        given.append(dialog)

    monkeypatch.setattr(new_receiving.NewReceiving, "exec", typed)
    monkeypatch.setattr(give_receiving.GiveReceiving, "exec", shown)
    page = held(RegisterPage(office, ReceivingKey))
    page.show()
    qtbot.waitUntil(page._nothing.begin.isVisible, timeout=10_000)
    page._nothing.begin.click()
    (made,) = keys(office)
    assert "测试镇司法所" in made.subject
    qtbot.waitUntil(lambda: page.model.total == 1, timeout=10_000)
    page.findChild(give_receiving.QPushButton, "give").click()
    first, again = given
    assert first._record.id == again._record.id == made.id
    path = tmp_path / first.name
    first.write(path)
    (public,) = certificates_in(path.read_bytes())
    assert fingerprint(public) == first.fingerprint.text().replace(" ", "").replace("\n", "")
    assert b"PRIVATE" not in path.read_bytes()
    assert open_receiving(made.certificate, made.key, PASSWORD)


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [("", "", "请填写接收口令"), (PASSWORD, "x", "不一样"), ("短", "短", "至少要 8 个字符")],
)
def test_what_is_wrong_with_the_pass_phrase_is_said(  # noqa: PLR0917 - fixtures
    qtbot, held, office, first, again, said
):
    dialog = held(NewReceiving(office))
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.first.setText(first)
    dialog.again.setText(again)
    dialog.work()
    qtbot.waitUntil(lambda: said in dialog.said.text(), timeout=20_000)
    assert dialog.go.isEnabled()
    assert not keys(office)


def test_an_office_without_a_name_has_none_made(qtbot, held, store):
    dialog = held(NewReceiving(store))
    qtbot.waitUntil(lambda: "本所资料" in dialog.said.text())
    assert not dialog.go.isEnabled()


def test_it_goes_onto_a_stick_without_its_key_and_to_a_full_disk_in_a_sentence(
    held, office, tmp_path
):
    with office.step("制作") as session:
        made = seals.make_receiving(session, "测试镇司法所", PASSWORD)
    giving = held(GiveReceiving(None, office, made))
    giving.copy.click()
    assert QApplication.clipboard().text() == made.fingerprint
    giving.write(tmp_path / "没有这个文件夹" / "x.pem")
    assert "没有文件夹" in "".join(notices_of(giving).sentences())
    giving.stick.click()
    (stick,) = giving.findChildren(StickWindow)
    assert [one.content for one in stick._files] == [made.certificate]
    stick.reject()


def test_who_may_not_change_the_register_is_offered_nothing(held, office, monkeypatch):
    monkeypatch.setattr(office, "rights", type(office.rights)(user="李干事", role="reader"))
    page = held(RegisterPage(office, ReceivingKey))
    page.show()
    assert not page._nothing.begin.isVisible()
    page.new_record()
    assert "没有修改“接收证书”的权限" in "".join(notices_of(page).sentences())
    assert not keys(office)
