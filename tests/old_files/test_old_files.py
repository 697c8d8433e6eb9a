"""A store of any released revision opens, comes up to the newest, and is sound."""

import shutil

import pytest

from db.registers import Case
from db.store import schema
from db.store.check import check
from db.store.database import Database
from db.store.listing import Listing
from tests.offices import PASSWORD
from tests.old_files.make import HERE, make

OLD = sorted(path.name for path in HERE.glob("*.db"))


def test_every_former_revision_has_its_file():
    """Run ``python -m tests.old_files.make`` before drafting the next migration."""
    revisions = {path.name[:4] for path in (schema.MIGRATIONS / "versions").glob("0*.py")}
    assert {f"{revision}.db" for revision in revisions - {schema.HEAD}} <= set(OLD)


@pytest.mark.parametrize("name", ["today", *OLD])
def test_an_old_store_opens_and_is_sound(name, tmp_path):
    made = make(tmp_path) if name == "today" else HERE / name
    path = tmp_path / "store.db"
    for ending in ("", ".keys"):
        shutil.copyfile(f"{made}{ending}", f"{path}{ending}")
    with Database.open(path, PASSWORD) as database:
        assert check(database).findings == []
        with database.read() as session:
            assert Listing(Case).count(session) >= 1
        database.undo()
        database.redo()
        assert check(database).findings == []
