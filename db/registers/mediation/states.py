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

_WRITTEN = {
    "accepted": "正在调解 在调 未结 未办结 办理中 有待继续调解 继续调解 待继续调解",
    "agreed": "调解成功 成功 已成功 达成 已达成 已达成协议 达成调解协议 已达成调解协议 签订协议",
    "performed": "已履行 已履行完毕 全部履行",
    "closed": "结案 办结 已办结",
    "filed": "归档",
    "refused": "不受理 未受理",
    "failed": "调解不成功 调解失败 调解未成功 调解未成 不成功 未成功 失败 不成 未达成 未达成协议",
    "ended": "终止 调解终止 已终止",
    "void": "作废",
}
WORDS = tuple((code, word) for code, words in _WRITTEN.items() for word in words.split())
"""What ledgers write under 状态 and 调解结果."""

SETTLED = ("agreed", "performed", "closed", "filed")
"""Where a case stands after an agreement; one that failed may be closed and filed, too."""

TAKEN_BACK = "7"
"""Of the table refusal_reason: the applicant took the application back before acceptance."""
