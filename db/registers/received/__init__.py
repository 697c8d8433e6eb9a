"""What other offices handed in: their tables and their records, apart from our own registers."""

from db.registers.received.record import ReceivedRecord
from db.registers.received.table import ReceivedCorrection, ReceivedTable

__all__ = ["ReceivedCorrection", "ReceivedRecord", "ReceivedTable"]
