"""Enforcement-risk warnings, computed from the registers and tracked until they are closed.

The kinds are resources/warnings.toml (``rules``), over it the register 预警规则; each source finds
the risks of some kinds, ``warnings`` lists them beside what is done about them, ``feed_back`` makes
the record that tracks one.
"""

from db.figures.warnings.rules import Rule, in_use, shipped
from db.figures.warnings.tracking import Listed, feed_back, found, warnings

__all__ = ["Listed", "Rule", "feed_back", "found", "in_use", "shipped", "warnings"]
