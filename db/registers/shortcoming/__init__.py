"""Problems of a year, each with its one measure, and what became of them."""

from db.registers.shortcoming.moves import IMPROVED, SAME, SOLVED
from db.registers.shortcoming.rows import Evidence, MeasureStep
from db.registers.shortcoming.shortcoming import Shortcoming

__all__ = ["IMPROVED", "SAME", "SOLVED", "Evidence", "MeasureStep", "Shortcoming"]
