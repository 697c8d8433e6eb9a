"""The page of the yearly report: its text on paper, each sentence to be changed, what is wrong."""

from desktop.windows.annual_report.page import AnnualReportPage

__all__ = ["AnnualReportPage"]
