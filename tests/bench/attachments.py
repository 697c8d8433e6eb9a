"""Attachments: opening a record with 50 against one with none; adding scans against bare bytes."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from sqlalchemy import text

from db.store.blobs import NewFile
from db.store.database import Database
from desktop.exchange.attaching import inspect, take_in
from tests.offices import agreed_case, new_store, settle

MANY, SCANS, ROUNDS = 50, 20, 40


def run() -> list[tuple[str, float, str]]:
    """Medians of interleaved rounds, as ratios to the floor."""
    with tempfile.TemporaryDirectory() as folder, new_store(Path(folder)) as database:
        committee = settle(database)
        with database.step("登记纠纷") as session:
            session.add_all([agreed_case(committee) for _ in range(2 + 2 * ROUNDS)])
        scans = [_scan(number) for number in range(SCANS)]
        return [_opening(database, scans), *_adding(database, scans)]


def _opening(database: Database, scans: list[tuple[str, bytes]]) -> tuple[str, float, str]:
    """The open record in its pane, the panel of attachments shown; 1 MB each."""
    from db.registers import Case
    from desktop.windows.app import application
    from desktop.windows.parts import tasks
    from desktop.windows.record.pane import RecordPane

    app = application()
    content = scans[0][1]
    small = inspect(scans[0]).thumbnail
    files = [
        NewFile(f"{number}.jpg", "image/jpeg", content + bytes([number]), small, 1)
        for number in range(MANY)
    ]
    from db.store.attachments import attach

    with database.step(f"附上 {MANY} 个文件") as session:
        attach(session, "mediation", 1, files)
    pane = RecordPane(database, Case)
    pane.resize(700, 800)
    pane.show()
    pane.head.attachments.setChecked(True)
    pane.attachments.show()

    def opened(record_id: int) -> float:
        pane.close_record()
        tasks.wait()
        app.processEvents()
        start = time.perf_counter()
        pane.open_record(record_id)
        app.processEvents()
        return time.perf_counter() - start

    opened(1), opened(2)
    full, none = [], []
    for _ in range(ROUNDS):
        full.append(opened(1))
        none.append(opened(2))
    tasks.wait()
    pane.close()
    note = f"{_ms(full)} ms, with none {_ms(none)} ms"
    return f"open a record with {MANY} attachments", _ratio(full, none), note


def _adding(database: Database, scans: list[tuple[str, bytes]]) -> list[tuple[str, float, str]]:
    """Looked at, thumbnails made, kept with their history, against the bytes alone."""
    contents = [content for _, content in scans]
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE bare (id INTEGER PRIMARY KEY, content BLOB)"))

    def bare(start: bytes) -> None:
        with database.engine.begin() as connection:
            rows = [{"content": start + content} for content in contents]
            connection.execute(text("INSERT INTO bare (content) VALUES (:content)"), rows)

    floor, whole, kept = [], [], []
    for number in range(7):
        fresh = [(name, content + bytes([200, number])) for name, content in scans]
        floor.append(_timed(lambda n=number: bare(bytes([n]))))
        whole.append(_timed(lambda n=number, f=fresh: take_in(database, "mediation", 3 + n, f)))
        again = [(name, content + bytes([201, number])) for name, content in scans]
        looked = [inspect(one) for one in again]
        kept.append(_timed(lambda n=number, f=looked: _keep(database, 50 + n, f)))
    size = sum(map(len, contents)) / 2**20
    note = f"{size:.0f} MB, floor {_ms(floor)} ms"
    return [
        (f"keep {SCANS} scans that were looked at", _ratio(kept, floor), f"{_ms(kept)} ms, {note}"),
        (f"add {SCANS} scans of 1 MB", _ratio(whole, floor), f"{_ms(whole)} ms, {note}"),
    ]


def _keep(database: Database, record_id: int, files: list[NewFile]) -> None:
    from db.store.attachments import attach

    with database.step(f"附上 {len(files)} 个文件") as session:
        attach(session, "mediation", record_id, files)


def _scan(number: int) -> tuple[str, bytes]:
    """An A4 page at 200 dpi with a scanner's noise, as JPEG of about 1 MB."""
    random.seed(number)
    noise = Image.effect_noise((1654, 2339), 22)
    page = Image.merge("RGB", [noise.point(lambda v, k=k: min(255, v + 90 + k)) for k in range(3)])
    out = BytesIO()
    page.save(out, "JPEG", quality=75)
    return f"扫描{number}.jpg", out.getvalue() + bytes([number])


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _ms(times: list[float]) -> str:
    return f"{statistics.median(times) * 1000:.1f}"


def _ratio(times: list[float], floor: list[float]) -> float:
    return statistics.median(times) / statistics.median(floor)
