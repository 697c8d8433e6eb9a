"""What the program itself knows to say of a field: its kind, when it is needed, who sees it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from db.store.codes import codes
from db.store.fields import never
from db.store.hints import hint
from db.store.kinds import ChoiceKind, ChoicesKind, LinkKind, RowsKind
from db.store.record import register
from desktop.documents.help.purposes import basis_of

if TYPE_CHECKING:
    from db.store.defining import OwnRegisters
    from db.store.fields import Field

Told = tuple[str, str]
"""A heading and what stands under it: 怎么写, 例, 依据, 必填, 填法, 遮住, 统计."""

_FIGURES = 6
"""That are named of those which look at a field."""

_ONLY_SEEN = "这里只能看，不能改。"
_WAYS = {
    "text": "一行文字。",
    "long_text": "文字，可以分行。",
    "date": "日期，如 2024-06-05、2024年6月5日；按 今 或 t 填今天，按 Alt+↓ 打开日历。年写在前面。",
    "time": "日期和时间。",
    "whole": "整数，填数字；后面带着这一栏自己的单位也认。",
    "money": "金额，以元为单位，最多两位小数；程序换算成大写。",
    "yes_no": "打勾为“是”，按空格键切换。",
    "id_number": "18 位身份证号；程序核对校验码，并带出性别和出生日期。",
    "credit_code": "18 位统一社会信用代码；程序核对校验码。",
    "phone": "手机或固定电话。",
    "file": "文件。",
    "state": "办理到哪一步；用表单上方的按钮改变，不能直接改。",
}


def told(cls: Any, spec: "Field", *, locked: bool = False) -> list[Told]:
    """All that is said of a field at once, without the figures, which take a moment.

    Args:
        cls: the register or the class of the child row.
        spec: one of its fields.
        locked: nothing can be typed or chosen where people are.
    """
    told_otherwise = spec.computed is not None or spec.kind.code == "state"
    only_seen = locked and not told_otherwise
    written, basis = hint(cls, spec.name), basis_of(cls)
    parts = [
        ("怎么写", written.write),
        ("例", written.example),
        ("依据", written.rule or (f"本登记簿依据：{basis}" if basis else "")),
        ("填法", _ONLY_SEEN if only_seen else way(spec)),
        ("必填", "" if only_seen else needed(cls, spec)),
        ("遮住", masked(spec)),
    ]
    return [(name, words) for name, words in parts if words]


def way(spec: "Field") -> str:
    """How a value of that kind is typed or chosen."""
    kind: Any = spec.kind
    if spec.computed is not None:
        return "由程序算出，不用填。"
    if isinstance(kind, ChoiceKind | ChoicesKind):
        return choosing(kind.table, several=isinstance(kind, ChoicesKind)) + "。"
    if isinstance(kind, LinkKind):
        title = register(kind.table).title
        return f"从“{title}”里选：输入名称的一部分即可；按 Ctrl+Enter 打开选中的那条记录。"
    if isinstance(kind, RowsKind):
        return "一行一项：按“添加”或 Ctrl+Shift+A 加一行。"
    unit = f"单位：{spec.unit}。" if spec.unit else ""
    return _WAYS.get(kind.code, "") + unit


def choosing(table: str, *, several: bool, most: int = 12) -> str:
    """选一项：甲、乙……: what a code table offers, the first ``most`` of it."""
    names = [entry.name for entry in codes(table).leaves()]
    shown = "、".join(names[:most]) + ("……" if names[most:] else "")
    what = "可以选几项" if several else "选一项"
    return f"{what}：{shown}" if names else what


def needed(cls: Any, spec: "Field") -> str:
    """When the field must be filled."""
    if spec.computed is not None or spec.kind.code == "state":
        return ""
    if spec.required and spec.kind.code != "yes_no":
        return "必填，不填不能保存。"
    written = hint(cls, spec.name).when
    moves = _moves(cls, spec.name)
    named = "、".join(f"“{label}”" for label in moves)
    before = f"办理{named}之前要填。" if named else ""
    if written:
        return f"{written.rstrip('。')}。{before}"
    if spec.needed_when is not None:
        return f"有的情形下要填：需要而没填时，栏目下面提示待补。{before}"
    return before


def _moves(cls: Any, name: str) -> list[str]:
    found = (move.label for move in getattr(cls, "moves", ()) if name in move.needs)
    return list(dict.fromkeys(found))


def masked(spec: "Field") -> str:
    """Who sees the field masked."""
    if not spec.sensitive:
        return ""
    return (
        "敏感信息：列表、搜索结果和遮蔽的导出里只露一部分或全是星号；查阅人打开记录也是这样，"
        "按“显示敏感信息”才看得到，并记入使用日志。"
    )


def counted(cls: Any, spec: "Field", own: "OwnRegisters | None" = None) -> str:
    """In which figures the field counts; reading the catalogue takes half a second at first."""
    return "".join(_counted(cls, spec, own))


def _counted(cls: Any, spec: "Field", own: "OwnRegisters | None") -> Iterator[str]:
    from db.figures.using import figures_of

    names = [figure.name for figure in figures_of(cls, spec.name, own)]
    if names:
        shown = "、".join(names[:_FIGURES])
        rest = f"等 {len(names)} 项" if names[_FIGURES:] else ""
        yield f"下列数字看这一栏：{shown}{rest}。"
    if spec.dated:
        yield "统计时可以按这个日期归入期间。"
    if spec.counted:
        yield "统计可以按它分项。"
    if spec.summed:
        yield "统计可以对它求和。"


def shown(cls: Any) -> "list[Field]":
    """The fields that people ever see in a form."""
    return [spec for spec in cls.fields.values() if spec.shown_when is not never]
