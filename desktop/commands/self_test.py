"""What this installed program can really do: tried on a store that is made for it and thrown away.

``--self-test`` is for whoever installs the program, and for the build: what was forgotten while
freezing shows only where it is used. Nothing of the user's is read or changed.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from db.store.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PIL.Image import Image

    from db.store.database import Database


class _Bench(NamedTuple):
    """What the trials share: an open store with cases, a folder, the ids of the cases."""

    database: Database
    folder: Path
    cases: list[int]


def run() -> int:
    """Try everything, a line each; 0 when all of it works, else 1."""
    from db.store.program import OURS, version_of

    print(f"枫桥 {version_of(OURS)} 自检（用临时仓库，不碰您的数据）")
    with _elsewhere() as folder:
        good = [_told(title, trial) for title, trial in _BARE]
        bench: list[_Bench] = []
        good.append(_told("加密仓库", partial(_settle, folder, bench)))
        for title, settled_trial in _SETTLED if bench else ():
            good.append(_told(title, partial(settled_trial, bench[0])))
        for one in bench:
            one.database.close()
    failed = good.count(False)
    print(f"有 {failed} 项不正常，请把以上内容交给技术支持" if failed else "全部正常")
    return 1 if failed else 0


def _told(title: str, trial: Callable[[], str]) -> bool:
    """One trial and its line; whatever is wrong is told, and the next one is tried all the same."""
    try:
        said, good = trial(), True
    except Trouble as trouble:
        said, good = trouble.sentence, False
    except Exception as error:  # noqa: BLE001 - a fault is what we look for; the data are invented
        said, good = f"{type(error).__name__}: {error}", False
    print(f"{'正常' if good else '失败'}  {title}：{said}", flush=True)
    return good


@contextmanager
def _elsewhere() -> Iterator[Path]:
    """A folder to be the user's data folder meanwhile."""
    kept = os.environ.get("FENGQIAO_DATA")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["FENGQIAO_DATA"] = folder
        try:
            yield Path(folder)
        finally:
            os.environ.pop("FENGQIAO_DATA")
            if kept is not None:
                os.environ["FENGQIAO_DATA"] = kept


def _fonts() -> str:
    from desktop.documents.fonts import FONTS, Face, width

    files = {name for face in Face for name in face.value}
    missing = sorted(name for name in files if not (FONTS / f"{name}.ttf").is_file())
    if missing:
        raise Trouble(f"缺少字体 {'、'.join(missing)}")
    for face in Face:
        width(
            "枫桥㐂𠮷☑", face, 12
        )  # common, Extension A, Extension B, a ticked box; parses the files
    return f"{len(files)} 个字体文件，{len(Face)} 种字体都能排字"


def _templates() -> str:
    import tomllib

    from db.registers import ALL
    from db.store.places import RESOURCES
    from db.store.schema import HEAD, MIGRATIONS
    from desktop.documents.forms import FORMS

    read = [tomllib.loads(path.read_text(encoding="utf-8")) for path in RESOURCES.rglob("*.toml")]
    if not all((read, ALL, FORMS)):
        raise Trouble("程序的资源文件夹是空的")
    if not list((MIGRATIONS / "versions").glob(f"{HEAD}*.py")):
        raise Trouble(f"缺少仓库升级文件 {HEAD}")
    return f"{len(read)} 个数据文件，{len(FORMS)} 种文书，仓库版本 {HEAD}"


def _settle(folder: Path, bench: list[_Bench]) -> str:
    from random import Random

    from db.store.check import check
    from db.store.database import Database
    from desktop.commands.demo.people import People
    from desktop.commands.demo.run import PASSWORD, fill_cases
    from desktop.commands.demo.showpieces import SHOWPIECES

    path = folder / "自检 store.db"
    made, _code = Database.create(path, "自检员", PASSWORD)
    with made:
        random = Random(1)  # noqa: S311 - invented people, no secret
        cases = fill_cases(made, len(SHOWPIECES), random, People(random))
    if b"SQLite format" in path.read_bytes()[:100]:
        raise Trouble("仓库没有加密")
    database = Database.open(path, PASSWORD)
    bench.append(_Bench(database, folder, cases))
    report = check(database)
    if not report.sound:
        raise Trouble("；".join(report.findings[:3]))
    return f"新建、登记 {len(cases)} 件、关闭、再打开，核对 {report.changes} 处改动"


def _registers(bench: _Bench) -> str:
    from db.registers import in_force
    from db.store.listing import Listing

    with bench.database.read() as session:
        known = in_force(session)
        shown = sum(len(Listing(cls).page(session, 0, 50)) for cls in known)
    return f"{len(known)} 种台账都能列出，共 {shown} 条"


def _agreement(bench: _Bench) -> str:
    from desktop.commands.demo.run import PASSWORD
    from desktop.documents.forms import form
    from desktop.documents.issue import examine, issue
    from desktop.documents.pdf_look import first_page
    from desktop.documents.seals import trust_of
    from desktop.documents.signing.verdict import Kind

    paper = issue(bench.database, form("agreement"), bench.cases[0], PASSWORD)
    altered = bytearray(paper.pdf)
    altered[len(altered) // 3] ^= 1
    with bench.database.read() as session:
        trust = trust_of(session, "自检")
        verdict = examine(paper.pdf, trust, session)
        caught = examine(bytes(altered), trust, session)
    if verdict.kind is not Kind.INTACT or caught.kind is Kind.INTACT:
        raise Trouble(f"核验不对：{verdict.sentence}")
    if _blank(first_page(paper.pdf, 400)[1]):
        raise Trouble("协议书画出来是空白的")
    return f"{paper.pages} 页，已签名，核验完好；改动一处即被发现"


def _blank(image: Image) -> bool:
    return len(image.convert("L").getcolors() or ()) < 8  # greys


def _workbook(bench: _Bench) -> str:
    from db.registers import Case
    from db.store.listing import Listing
    from desktop.exchange.exporting import export
    from desktop.exchange.importing.reading import read
    from desktop.exchange.rows_out import Wish

    path = bench.folder / "人民调解.xlsx"
    done = export(bench.database, Wish(Listing(Case), masked=False), path, purpose="自检")
    back = len(read(path).sheets[0].lines) - 1  # below the headings
    if back != done.records:
        raise Trouble(f"写出 {done.records} 条，读回 {back} 条")
    return f"写出 {done.records} 条，读回 {back} 条"


def _report(bench: _Bench) -> str:
    from db.figures.annual_report.reports import draft
    from db.figures.annual_report.template import SHIPPED, template
    from desktop.commands.demo.run import YEAR
    from desktop.documents.annual_report.docx_out import docx_of
    from desktop.exchange.report_text import read_report

    with bench.database.read() as session:
        composed = draft(session, YEAR, template(SHIPPED[0]))[0].composed
    path = bench.folder / "年度报告.docx"
    path.write_bytes(docx_of(composed))
    back = read_report(path)
    if composed.title not in back:
        raise Trouble("写出的 Word 文档读回来不对")
    return f"写成 Word 文档再读回，{len(back)} 字"


def _window(bench: _Bench) -> str:
    from desktop.windows.gallery.trial import show_once

    return show_once(bench.database)


_BARE: tuple[tuple[str, Callable[[], str]], ...] = (("字体", _fonts), ("模板", _templates))
_SETTLED: tuple[tuple[str, Callable[[_Bench], str]], ...] = (
    ("台账", _registers),
    ("调解协议书", _agreement),
    ("表格", _workbook),
    ("年度报告", _report),
    ("窗口", _window),
)
