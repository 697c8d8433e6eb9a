"""Offices as they stand before and after the signature of a quarter, each made once in a run."""

import pytest

from db.registers import Return
from tests.offices import settle, store_of
from tests.returns import signed_quarter


@pytest.fixture
def bare(tmp_path):
    """An office without cases."""
    database, _ = store_of(tmp_path, settle)
    with database:
        yield database


@pytest.fixture
def after(tmp_path):
    """After the signature: the store, the return, the ids of its three cases."""
    database, (number, cases) = store_of(tmp_path, signed_quarter)
    with database:
        with database.read() as session:
            made = session.get_one(Return, number)
        yield database, made, cases
