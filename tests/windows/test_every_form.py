"""Every register's form and list: they show what a record holds, and give it back unchanged."""

from collections.abc import Iterator

import pytest

from db.registers import ALL
from db.store.database import Database
from db.store.history_values import whole_row
from db.store.kinds import RowsKind
from desktop.windows.lists.register_page import RegisterPage
from desktop.windows.record.form import Form
from tests.filled import filled
from tests.offices import new_store, settle


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with new_store(tmp_path_factory.mktemp("forms")) as database:
        settle(database)
        for cls in ALL:
            if not cls.single:
                with database.step(f"登记{cls.title}") as session:
                    session.add(filled(cls, session))
        yield database


def newest(store, cls):
    with store.read() as session:
        return session.query(cls).order_by(cls.id.desc()).first()


def told(record):
    """Everything a record holds, child rows included."""
    cls = type(record)
    rows = [getattr(record, f.name) for f in cls.fields.values() if isinstance(f.kind, RowsKind)]
    parts = [record, *(row for part in rows for row in part)]
    return [
        whole_row(type(p).__table__, {c.key: getattr(p, c.key) for c in type(p).__table__.columns})
        for p in parts
    ]


each_register = pytest.mark.parametrize("cls", ALL, ids=lambda cls: cls.__tablename__)


@each_register
def test_a_form_gives_back_what_it_was_shown(qtbot, store, cls):
    record = newest(store, cls)
    before = told(record)
    form = Form(store, cls)
    qtbot.addWidget(form)
    form.show_record(record)
    for _, part in form._parts:
        for card in getattr(part, "cards", ()):
            card.open()
    edits = []
    form.edited.connect(lambda: edits.append(1))
    assert form.take_all()
    assert told(record) == before
    assert not edits


@each_register
def test_a_blank_form_stands_and_says_what_is_needed(qtbot, store, cls):
    form = Form(store, cls)
    qtbot.addWidget(form)
    form.resize(700, 600)
    form.show_record(cls.fresh())
    form.show()
    assert form.take_all()
    needed = {f.name for f in cls.fields.values() if f.required and f.fresh() is None}
    said = {problem.path for problem in form.stopping()}
    assert {n for n in needed if cls.fields[n].computed is None} - said == set()


@each_register
def test_a_page_lists_and_opens(qtbot, store, cls):
    page = RegisterPage(store, cls)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    record = newest(store, cls)
    page.open_record(record.id)
    assert page.pane.record_id == record.id
    assert not page.pane.dirty
    assert page.pane._title.text() == record.called()
    row = page.model.place_of(record.id)
    shown = [page.model.index(row, c).data() for c in range(page.model.columnCount())]
    for spec, text in zip(page.model.listing.columns, shown, strict=True):
        if spec.kind.code != "link" and not spec.sensitive:
            assert text == spec.shown(getattr(record, spec.name))
