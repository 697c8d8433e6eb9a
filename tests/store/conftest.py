"""A store made once and copied for each test: making one costs half a second, copying nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.registers import ALL
from db.store.database import Database
from tests.offices import settle

PASSWORD = "天龙镇司法所 2024"
assert ALL  # imported for their tables


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A closed store with an office, a committee and two mediators, and its recovery code."""
    path = tmp_path_factory.mktemp("template") / "store.db"
    database, code = Database.create(path, "张所长", PASSWORD)
    with database:
        settle(database)
    return path, code


@pytest.fixture
def store(template: tuple[Path, str], tmp_path: Path) -> Path:
    """A closed store of the test's own."""
    path = tmp_path / "store.db"
    for ending in ("", ".keys"):
        shutil.copyfile(f"{template[0]}{ending}", f"{path}{ending}")
    return path


@pytest.fixture
def code(template: tuple[Path, str]) -> str:
    """The recovery code of every store here."""
    return template[1]


@pytest.fixture
def database(store: Path) -> Iterator[Database]:
    """An open store of the test's own."""
    with Database.open(store, PASSWORD) as opened:
        yield opened
