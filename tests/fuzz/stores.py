"""Foreign data that goes into a store: records, definitions, key files, copies to restore."""

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.store.kinds import RowsKind
from tests.offices import PASSWORD, agreed_case, new_store, settle
from tests.own_made import definition


def _store(folder: Path) -> Any:
    database = new_store(folder)
    settle(database)
    return database


def _as_json(record: Any) -> bytes:
    from desktop.exchange.json_records import to_json

    with tempfile.TemporaryDirectory() as folder, _store(Path(folder)) as database:
        with database.step("登记") as session:
            session.add(record)
        with database.read() as session:
            said = _typed(type(record), to_json(session, session.get(type(record), record.id)))
    for gone in ("id", "uid", "number_no"):
        said.pop(gone, None)
    return json.dumps([said], ensure_ascii=False).encode()


def _typed(cls: Any, said: dict[str, Any]) -> dict[str, Any]:
    """What people write: neither what the program reckons nor a person whom it finds itself."""
    return {
        name: [_typed(cls.fields[name].kind.row, row) for row in value]
        if isinstance(cls.fields[name].kind, RowsKind)
        else value
        for name, value in said.items()
        if name in cls.fields and name != "person_id" and cls.fields[name].computed is None
    }


def records() -> list[bytes]:
    from db.registers import Mediator

    return [_as_json(agreed_case(1)), _as_json(Mediator.fresh(name="丙调解员"))]


def definitions() -> list[bytes]:
    return [_as_json(definition())]


def keyrings() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        _store(Path(folder)).close()
        return [(Path(folder) / "store.db.keys").read_bytes()]


def copies() -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        _store(Path(folder)).close()
        return [(Path(folder) / "store.db").read_bytes()]


def _adding(folder: Path, tables: tuple[str, ...]) -> Callable[[bytes], None]:
    """Into one store; what is refused must leave no trace in it."""
    from db.store.history import chain_head
    from db.store.record import register
    from db.store.trouble import Trouble
    from desktop.exchange.json_records import add_records, json_of

    database = _store(folder)

    def head() -> str | None:
        with database.read() as session:
            return chain_head(session)

    def read(data: bytes) -> None:
        before, refused = head(), []
        for table in tables:
            try:
                with database.step("登记") as session:
                    add_records(session, register(table), json_of(data, "a.json"))
            except Trouble as trouble:
                refused.append(trouble)
            else:
                database.undo()
                before = head()
            assert head() == before, "half written"
        if len(refused) == len(tables):
            raise refused[0]

    return read


def add_records_of(folder: Path) -> Callable[[bytes], None]:
    return _adding(folder, ("mediation", "mediator"))


def add_definitions(folder: Path) -> Callable[[bytes], None]:
    return _adding(folder, ("own_register",))


def read_keyring(folder: Path) -> Callable[[bytes], None]:
    from db.store.keys import Keyring

    path = folder / "a.keys"

    def read(data: bytes) -> None:
        path.write_bytes(data)
        Keyring.load(path).open(PASSWORD)

    return read


def restore_copy(folder: Path) -> Callable[[bytes], None]:
    """Refused, the store stays as it was; taken, what was restored opens and holds the office."""
    from db.registers import Office
    from db.store.backup import restore
    from db.store.database import Database
    from db.store.trouble import Trouble

    _store(folder).close()
    store, copy = folder / "store.db", folder / "枫桥备份-20240101-000000.db"
    shutil.copyfile(f"{store}.keys", f"{copy}.keys")

    def read(data: bytes) -> None:
        copy.write_bytes(data)
        before = store.read_bytes()
        try:
            restore(copy, store, PASSWORD)
        except Trouble:
            assert store.read_bytes() == before, "half written"
            raise
        with Database.open(store, PASSWORD) as database, database.read() as session:
            assert session.scalars(select(Office)).one().short_name == "测"
        for aside in folder.glob("store.db.*.前*"):
            aside.unlink()

    return read
