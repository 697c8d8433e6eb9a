"""Papers of data protection: they name people only for those who may know them."""

import pytest

from db.store.database import Database
from desktop.documents.forms import form
from desktop.documents.issue import draft
from tests.documents.test_every_form import text_of
from tests.offices import settle
from tests.registers.test_retention import consulted, destroyed, planned


@pytest.fixture
def database(tmp_path):
    made, _ = Database.create(tmp_path / "store.db", "张所长", "一二三四五六七八")
    with made:
        settle(made)
        yield made


def test_the_list_names_what_is_appraised_and_no_longer_what_is_gone(database):
    record = consulted(database)
    protocol = planned(database)
    before = text_of(draft(database, form("destruction_list"), protocol.id).pdf)
    destroyed(database, protocol)
    after = text_of(draft(database, form("destruction_list"), protocol.id).pdf)
    assert record.name in before
    assert record.name not in after
    assert record.uid[:12] in before
    assert record.uid[:12] in after
