"""What must hold after a death while importing, exporting, migrating, sealing, merging."""

import csv
import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from python_calamine import CalamineWorkbook
from sqlalchemy import func, select

from db.registers import Case, ExportLog, Parcel
from db.store.check import check
from db.store.database import Database
from db.store.listing import Listing
from tests.faults.rounds import killed
from tests.ledgers import row
from tests.offices import PASSWORD, agreed_case, new_store, settle

ROWS = 40


def with_ledger(folder: Path) -> Path:
    """A store and a ledger of cases beside it."""
    with new_store(folder) as database:
        settle(database)
    with (folder / "ledger.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["序号", "案号", "受理日期", "申请人", "被申请人", "纠纷类别", "简要案情", "承办人"]
        )
        for number in range(1, ROWS + 1):
            cells = row(number)
            writer.writerow([*cells[:4], cells[5], cells[7], cells[8], cells[9]])
    return folder / "store.db"


def after_import(store: Path, said: list[str]) -> None:
    """All of the ledger is there or nothing of it."""
    assert set(said) <= {f"taken {ROWS}", "undone"}
    with Database.open(store, PASSWORD) as database:
        assert check(database).findings == []
        with database.read() as session:
            assert Listing(Case).count(session) in (0, ROWS)


def with_cases(folder: Path) -> Path:
    """A store with cases to export."""
    with new_store(folder) as database:
        committee = settle(database)
        with database.step("登记") as session:
            session.add_all(agreed_case(committee) for _ in range(60))
    return folder / "store.db"


def after_export(store: Path, said: list[str]) -> None:
    """Every named file is whole; each acknowledged one is entered with its very digest."""
    with Database.open(store, PASSWORD) as database:
        assert check(database).findings == []
        with database.read() as session:
            entered = set(session.scalars(select(ExportLog.digest)))
    told = {line.split()[1] for line in said}
    for path in [one for one in (store.parent / "out").iterdir() if one.stem.isdigit()][-4:]:
        assert _records(path) == 60, f"cut short: {path.name}"
        assert path.name not in told or sha256(path.read_bytes()).hexdigest() in entered


def _records(path: Path) -> int:
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(str(path))
        return book.get_sheet_by_index(0).height - 1
    if path.suffix == ".json":
        return len(json.loads(path.read_text(encoding="utf-8")))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def with_old_store(folder: Path) -> Path:
    """A store of the first revision."""
    from tests.old_files.make import HERE

    for ending in ("", ".keys"):
        shutil.copyfile(f"{HERE / '0003.db'}{ending}", folder / f"store.db{ending}")
    return folder / "store.db"


def after_migration(store: Path, _said: list[str]) -> None:
    """The one that was being migrated opens, comes up to the newest and has lost nothing."""
    newest = max((store.parent / "up").iterdir(), key=lambda place: int(place.name))
    if (newest / "new").exists():
        with Database.open(newest / "new" / store.name, PASSWORD) as database:
            assert check(database).findings == []
            with database.read() as session:
                assert Listing(Case).count(session) >= 1


def with_seal(folder: Path) -> Path:
    """A store of an office that can sign and knows a receiver."""
    from tests.parcels import office_store

    office_store(folder).close()
    return folder / "store.db"


def after_sealing(store: Path, said: list[str]) -> None:
    """Numbers run on without a gap or a twin; what was acknowledged lies there as entered."""
    with Database.open(store, PASSWORD) as database:
        assert check(database).findings == []
        with database.read() as session:
            rows = session.execute(select(Parcel.sequence, Parcel.digest).order_by(Parcel.id)).all()
    assert [one.sequence for one in rows] == list(range(1, len(rows) + 1))
    entered = dict(tuple(one) for one in rows)
    for line in said:
        _, number, digest = line.split()
        content = (store.parent / "parcels" / f"{number}.fqp").read_bytes()
        assert entered[int(number)] == digest == sha256(content).hexdigest()


def after_stick(store: Path, said: list[str]) -> None:
    """Every named file is whole, and whatever reached the stick was entered before."""
    with Database.open(store, PASSWORD) as database:
        assert check(database).findings == []
        with database.read() as session:
            rows = session.execute(select(ExportLog.file, ExportLog.digest, ExportLog.verified))
            entered = {one.file: one for one in rows.all()}
    whole = [path for path in (store.parent / "stick").iterdir() if path.suffix == ".bin"]
    for path in whole[-6:]:
        assert sha256(path.read_bytes()).hexdigest() == entered[path.name].digest
    for line in said:
        assert entered[line.split()[1]].verified


def with_parcels(folder: Path) -> Path:
    """A bureau's store, and the parcels of two offices."""
    from tests.townships import NAMES, bureau, on_stick, sent, table_file, township

    towns = [township(folder / name, name) for name in NAMES[:2]]
    bureau(folder, *towns).close()
    for number, town in enumerate(towns):
        content = sent(town, table_file({"total": 10 + number})).content
        on_stick(folder / "come", **{f"p{number}": content})
        town.close()
    return folder / "store.db"


def after_merging(store: Path, _said: list[str]) -> None:
    """Both parcels are in, or none."""
    with Database.open(store, PASSWORD) as database:
        assert check(database).findings == []
        with database.read() as session:
            there = select(func.count()).select_from(Parcel).where(Parcel.deleted_at.is_(None))
            assert session.scalar(there) in (0, 2)


Plan = tuple[str, Callable[[Path], Path], Callable[[Path, list[str]], None], float, int]
PLANS: dict[str, Plan] = {
    "importing": ("take_in", with_ledger, after_import, 1.5, 110),
    "exporting": ("send_out", with_cases, after_export, 0.6, 110),
    "migrating": ("bring_up", with_old_store, after_migration, 2.5, 110),
    "making parcels": ("seal", with_seal, after_sealing, 0.6, 110),
    "writing a stick": ("write_stick", with_cases, after_stick, 0.3, 110),
    "merging": ("merge_in", with_parcels, after_merging, 1.5, 110),
}
"""By what is going on: job, what stands before, what must hold after, least seconds, kills."""


def kill_while(name: str, store: Path, seconds: float) -> int:
    """One round; gives how much had been acknowledged."""
    job, _, after, _, _ = PLANS[name]
    said = killed(job, store, PASSWORD, seconds)
    after(store, said)
    return len(said)
