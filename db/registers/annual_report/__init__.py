"""Annual reports: one file for the report, one for its moves, one for its rows."""

from db.registers.annual_report.report import AnnualReport
from db.registers.annual_report.rows import ReportText, ReportVersion

__all__ = ["AnnualReport", "ReportText", "ReportVersion"]
