"""A name mended in 人员: the records that still have the old one are named, and a click away."""

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from db.registers import Case, Person
from db.registers.mediation import Party
from desktop.windows.record.old_names import OLD_NAMES
from tests.windows.desks import desk, empty_desk, quits, unlocked

__all__ = ["desk", "empty_desk", "quits"]
ID = "520403198001010017"


@pytest.fixture
def window(qtbot, desk):
    """Two cases of 张山, whose name is 张珊 indeed."""
    shown = unlocked(qtbot, desk)
    shown.resize(1366, 768)
    with shown.database.step("登记") as session:
        for number in (1, 2):
            case = Case.fresh(registered_on=date(2024, 6, number))
            case.parties = [
                Party.fresh(name="张山", id_number=ID),
                Party.fresh(name="李四", role="2"),
            ]
            session.add(case)
    return shown


def test_what_still_has_the_old_name_is_told_and_opened(qtbot, window):
    with window.database.read() as session:
        number = session.scalar(select(Person.id).where(Person.id_number == ID))
    window.pages.open_record("person", number)
    pane = window.pages.register_page("person").pane
    names = pane.form.below.names
    assert names.isHidden()
    assert OLD_NAMES not in pane.form._sections.shown()
    pane.record.name = "张珊"
    pane.form.refresh()
    assert pane.save()
    pane.form.finish()
    assert not names.isHidden()
    qtbot.waitUntil(lambda: OLD_NAMES in pane.form._sections.shown())
    assert [line.accessibleName().split("，")[0] for line in names.lines] == ["写作“张山”"] * 2
    pane.form._sections._buttons[OLD_NAMES].click()
    assert window.focusWidget() is names.lines[0]
    (advice,) = (one for one in names.findChildren(QLabel) if "当时写错的" in one.text())
    assert advice.minimumSizeHint().width() < 300, "it is parted, not cut, in a narrow form"
    names.lines[0].click()
    assert window.pages.name == "mediation"
    opened = window.pages.register_page("mediation").pane
    assert opened.record.registered_on == date(2024, 6, 2)
    opened.record.parties[0].name = "张珊"
    opened.form.refresh()
    assert opened.save()
    window.pages.open_record("person", number)
    qtbot.waitUntil(lambda: len(names.lines) == 1)
    names.lines[0].click()
    opened.record.parties[0].name = "张珊"
    opened.form.refresh()
    assert opened.save()
    window.pages.open_record("person", number)
    qtbot.waitUntil(names.isHidden)
    qtbot.waitUntil(lambda: OLD_NAMES not in pane.form._sections.shown())
