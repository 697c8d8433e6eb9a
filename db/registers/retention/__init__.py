"""Retention: how long records are kept, which are past their term, and how they are destroyed."""

from db.registers.retention.destruction import Destruction, DestructionItem
from db.registers.retention.rule import RetentionRule

__all__ = ["Destruction", "DestructionItem", "RetentionRule"]
