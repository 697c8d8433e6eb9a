"""The yearly report as an official document: PDF and DOCX after GB/T 9704-2012."""

from __future__ import annotations

from db.registers import AnnualReport
from desktop.documents.form import Form, Papers, at_first_use


def _papers() -> Papers:
    from desktop.documents.annual_report.papers import PAPERS

    return PAPERS


FORMS = (
    Form("annual_report", "年度报告公文", AnnualReport, at_first_use(_papers, "annual_report")),
    Form(
        "annual_report_public",
        "年度报告公开文本",
        AnnualReport,
        at_first_use(_papers, "annual_report_public"),
    ),
)
