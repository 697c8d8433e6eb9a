"""The year's report of the demo: the office's own words, a frozen version, files to look at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db.figures.annual_report.freezing import freeze
from db.figures.annual_report.own_text import write
from db.figures.annual_report.plain import text_of
from db.figures.annual_report.reconciling import reconciliation
from db.figures.annual_report.reports import as_it_stands, draft_of, report_of
from db.figures.annual_report.template import DROPPED, REWRITTEN
from db.registers import AnnualReport
from db.store.moves import way_to
from db.store.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from db.store.database import Database
    from desktop.commands.demo.run import Print

_YEAR = 2024
_DUTY = (
    "镇党委、政府主要负责人把法治建设摆在全局工作的重要位置，带头学法用法，"
    "听取法治政府建设情况汇报，对重点任务亲自部署、对难点问题亲自协调。"
)
_NEXT = (
    "一是围绕查摆出的问题逐项落实改进措施，按季度检查进度；"
    "二是持续提高执法人员办案能力，让合法性审核更早介入；"
    "三是把普法做到群众身边，用身边案例讲清楚法律。"
)


def fill(database: Database) -> list[Print]:
    """The report of 2024 as it was handed in, a month after the year's end."""
    with database.step("起草年度报告") as session:
        report = AnnualReport.fresh(
            year=_YEAR,
            signed_by="天龙镇人民政府",
            dated=date(2025, 2, 5),
            mark="天龙镇人民政府文件",
            number="天府报〔2025〕5号",
            signer="陈明远",
            addressee="平坝区人民政府",
            note="此件公开发布",
            copied_to="平坝区委全面依法治区委员会办公室",
            printed_by="天龙镇党政办公室",
            printed_on=date(2025, 2, 5),
        )
        session.add(report)
        session.flush()
        write(session, report, "heads.duty", REWRITTEN, _DUTY)
        drafted, _ = draft_of(session, report)
        arranged = bool(drafted.facts.rows["arrangements"])
        write(session, report, "next.own", DROPPED if arranged else REWRITTEN, _NEXT)
        number = report.id
    with database.step("定稿并报送年度报告") as session:
        report = session.get_one(AnnualReport, number)
        drafted, found = draft_of(session, report)
        freeze(session, report, drafted, found, by="陈所长")
        session.flush()
        report.reported_on, report.reported_to = date(2025, 2, 10), "平坝区人民政府"
        for move in way_to(report, "reported"):
            move.make(report, session)
    return [("annual_report", number, True), ("annual_report_public", number, True)]


def write_files(database: Database, folder: Path) -> list[tuple[str, str]]:
    """The text for the website, a file for WPS, and the reconciliation."""
    from desktop.documents.annual_report.docx_out import docx_of
    from desktop.documents.annual_report.papers import published

    folder.mkdir(exist_ok=True)
    with database.read() as session:
        report = report_of(session, _YEAR)
        if report is None:
            return []
        composed = as_it_stands(session, report)
        drafted, found = draft_of(session, report)
        reconciled = reconciliation(session, drafted, found)
    files = (
        (f"{composed.title}.txt", text_of(composed).encode(), "网站用的文本"),
        (f"{composed.title}.docx", docx_of(published(composed)), "可在 WPS 里修改"),
        (f"{composed.title}（数字核对表）.txt", reconciled.encode(), "每个数字的口径和记录"),
    )
    for name, content, _ in files:
        write_whole(folder / name, content)
    return [(f"{folder.name}/{name}", said) for name, _, said in files]
