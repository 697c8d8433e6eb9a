"""The schema: migrations make what the registers say; older stores come up whole or stay."""

import shutil

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from db.store import schema
from db.store.check import check
from db.store.database import Database
from db.store.record import Row
from db.store.trouble import Trouble
from tests.offices import agreed_case
from tests.store.conftest import PASSWORD
from tests.store.test_steps import contents

REDRAFT = (
    "the registers have changed: draft a migration with `python -m tests.draft_migration TEXT`"
)

NEXT = '''
"""The next shape."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "9999", "{head}"
branch_labels = depends_on = None


def upgrade():
    with op.batch_alter_table("mediation") as batch:
        batch.alter_column("summary", new_column_name="told")
    op.add_column("place", sa.Column("postcode", sa.String(), nullable=True))
    op.execute("UPDATE place SET postcode = '561100'")
    {more}
'''


@pytest.fixture
def migrations(tmp_path, monkeypatch):
    """A program one revision further; call it with what else the revision does."""
    folder = tmp_path / "program" / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))

    def ready(more=""):
        text = NEXT.format(more=more, head=schema.HEAD)
        (folder / "versions" / "9999_next.py").write_text(text, "utf-8")
        monkeypatch.setattr(schema, "MIGRATIONS", folder)
        monkeypatch.setattr(schema, "HEAD", "9999")

    return ready


@pytest.fixture
def older(store):
    """A closed store of the present shape, with a case."""
    with Database.open(store, PASSWORD) as database, database.step("登记纠纷") as session:
        session.add(agreed_case(1))
    return store


def columns(database, table):
    with database.read() as session:
        return [row["name"] for row in inspect(session.connection()).get_columns(table)]


def backups(store):
    return sorted(path.name for path in (store.parent / "backups").glob("*.db"))


def is_ours(name, kind, _parents):
    """The search index is made when a store is opened, from the records."""
    return not (kind == "table" and name.startswith("search_"))


def test_the_migrations_make_what_the_registers_say(database):
    with database.engine.connect() as connection:
        options = {"compare_type": True, "include_name": is_ours}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Row.metadata) == [], REDRAFT


def test_the_newest_revision_is_the_one_that_stores_are_brought_to():
    files = sorted(path.name for path in (schema.MIGRATIONS / "versions").glob("0*.py"))
    assert files[-1].startswith(schema.HEAD)


def test_a_store_of_today_is_opened_without_a_backup(older):
    Database.open(older, PASSWORD).close()
    assert backups(older) == []


def test_an_older_store_comes_up_after_a_backup(older, migrations):
    with Database.open(older, PASSWORD) as database:
        before = contents(database)
    migrations()
    with Database.open(older, PASSWORD) as database:
        assert "postcode" in columns(database, "place")
        assert "told" in columns(database, "mediation")
        with database.read() as session:
            assert session.scalar(text("SELECT told FROM mediation")) == "通道堆放杂物影响通行。"
            assert session.scalar(text("PRAGMA foreign_keys")) == 1
    (name,) = backups(older)
    assert name.endswith("-升级前.db")
    Database.open(older, PASSWORD).close()
    assert backups(older) == [name]
    assert before


@pytest.mark.parametrize(
    "more",
    [
        "raise ZeroDivisionError",
        "op.execute('SELECT * FROM nothing')",
        "op.execute('DELETE FROM committee')",  # leaves cases that point nowhere
    ],
)
def test_a_failed_migration_leaves_the_store_as_it_was(older, migrations, monkeypatch, more):
    with Database.open(older, PASSWORD) as database:
        before = contents(database)
    with monkeypatch.context():
        migrations(more)
        with pytest.raises(Exception, match=r".*") as caught:
            Database.open(older, PASSWORD)
        assert not isinstance(caught.value, Trouble)
    assert len(backups(older)) == 1
    monkeypatch.undo()
    with Database.open(older, PASSWORD) as database:
        assert contents(database) == before
        assert check(database).sound
    with Database.open(older.parent / "backups" / backups(older)[0], PASSWORD) as copy:
        assert contents(copy) == before


def test_no_room_for_the_backup_means_no_migration(older, migrations, monkeypatch):
    from db.store import backup

    usage = shutil.disk_usage(older)
    migrations()
    with monkeypatch.context() as patch:
        patch.setattr(backup.shutil, "disk_usage", lambda _path: usage._replace(free=1000))
        with pytest.raises(Trouble, match="空间不足"):
            Database.open(older, PASSWORD)
    monkeypatch.undo()
    with Database.open(older, PASSWORD) as database:
        assert "postcode" not in columns(database, "place")
