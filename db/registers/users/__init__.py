"""Who works with the store, with which rights, and the log of it."""

from db.registers.users.access_log import AccessLog
from db.registers.users.account import UserAccount

__all__ = ["AccessLog", "UserAccount"]
