"""Enforcement beyond certificates: problems that are to be put right, whoever found them."""

from db.registers.enforcing.finding import Finding
from db.registers.enforcing.finding_moves import OUTWARD

__all__ = ["OUTWARD", "Finding"]
