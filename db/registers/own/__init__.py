"""What the office makes itself: registers, and figures over any register."""

from db.registers.own.field import OwnField
from db.registers.own.figure import OwnCondition, OwnFigure, OwnPart
from db.registers.own.register import OwnRegister

__all__ = ["OwnCondition", "OwnField", "OwnFigure", "OwnPart", "OwnRegister"]
