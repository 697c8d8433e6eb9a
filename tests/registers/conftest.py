"""A store of each test's own, with an office; made once and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store.database import Database
from tests.offices import PASSWORD, new_store, settle


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with an office, a committee and two mediators."""
    with new_store(tmp_path_factory.mktemp("office")) as database:
        settle(database)
    return database.path


@pytest.fixture
def database(office: Path, tmp_path: Path) -> Iterator[Database]:
    """An open copy of it."""
    path = tmp_path / "store.db"
    for ending in ("", ".keys"):
        shutil.copyfile(f"{office}{ending}", f"{path}{ending}")
    with Database.open(path, PASSWORD) as opened:
        yield opened
