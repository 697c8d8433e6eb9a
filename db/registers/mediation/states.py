"""Where a mediation case may stand."""

STATES = (
    ("registered", "登记"),
    ("accepted", "调解中"),
    ("agreed", "达成协议"),
    ("performed", "履行完毕"),
    ("closed", "已结案"),
    ("filed", "已归档"),
    ("refused", "不予受理"),
    ("failed", "调解不成"),
    ("ended", "终止调解"),
    ("void", "已作废"),
)

SETTLED = ("agreed", "performed", "closed", "filed")
"""Where a case stands after an agreement; one that failed may be closed and filed, too."""
