"""Workbooks from above: cells mapped to figures and fields, filled in place, else untouched."""
