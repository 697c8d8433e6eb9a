"""The chapter of a register, made from its declaration: fields, moves, papers, periods, figures."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from db.figures.deadlines import rules
from db.figures.using import counting
from db.store.hints import hint
from db.store.kinds import ChoiceKind, ChoicesKind, LinkKind, RowsKind, StateKind
from db.store.record import register
from desktop.documents.forms import forms_for, rolls_for
from desktop.documents.help.fields import choosing, needed, shown
from desktop.documents.help.markdown import PAGE, escaped
from desktop.documents.help.purposes import basis_of, purposes

if TYPE_CHECKING:
    from db.store.defining import OwnRegisters
    from db.store.fields import Field

_SHORT = {
    "text": "文字",
    "long_text": "多行文字",
    "date": "日期",
    "time": "日期和时间",
    "whole": "整数",
    "money": "金额",
    "yes_no": "是或否",
    "id_number": "身份证号",
    "credit_code": "统一社会信用代码",
    "phone": "电话",
    "file": "文件",
    "state": "状态，由办理按钮改变",
}
_ENTRIES = 8
"""Of a code table that are named; the form offers them all."""
_MADE_WHEN_ASKED = {
    "certificate": "按列表上方的“新登记”制作或导入；证书本身不能改，不再用的可以停用。",
    "receiving_key": "按列表上方的“新登记”制作；做好以后只能查看，不能改动。",
}
"""Written by the program, but when people ask for one."""
_OVER = {
    "record": "每条记录一份",
    "day": "按某一天的情况出一份",
    "year": "按年度出一份",
    "period": "按期间出一份",
}


def written_of(cls: Any, own: "OwnRegisters | None" = None) -> str:
    """The chapter as Markdown.

    Args:
        cls: a register, of the program or of the office's own.
        own: what a store defines; without it, the store that is open.
    """
    parts = [
        f"# {escaped(cls.title)}",
        *_opening(cls),
        *_headed("栏目", _fields(cls)),
        *_headed("办理", _moves(cls)),
        *_headed("文书", _papers(cls)),
        *_headed("期限", _periods(cls)),
        *_headed("数字", _figures(cls, own)),
        *_headed("导入和导出", _columns(cls)),
    ]
    return "\n\n".join(parts) + "\n"


def _headed(title: str, parts: Iterator[str]) -> list[str]:
    """The parts under their heading; no heading over nothing."""
    found = list(parts)
    return [f"## {title}", *found] if found else []


def _opening(cls: Any) -> Iterator[str]:
    known = purposes().get(cls.__tablename__)
    yield escaped(known["purpose"] if known else "本所自建的台账；栏目由本所在“自建台账”里定。")
    where = f"在左栏“{escaped(cls.group)}”下面。"
    if made := _MADE_WHEN_ASKED.get(cls.__tablename__):
        where += made
    elif cls.written_by_program:
        where += "由程序写入，只能查看，不能改动。"
    elif cls.single:
        where += "全所只有一份，打开就是。"
    else:
        where += f"一条记录为一{escaped(cls.unit)}；按“新建”或 Ctrl+N 登记。"
    yield f"{where}[打开这一页]({PAGE}{cls.__tablename__})"
    if basis := basis_of(cls):
        yield f"依据：{escaped(basis)}。"


def _fields(cls: Any) -> Iterator[str]:
    order: dict[str, list[Field]] = {}
    for spec in shown(cls):
        order.setdefault(spec.section, []).append(spec)
    for section, specs in order.items():
        if section:
            yield f"### {escaped(section)}"
        yield "\n".join(_field(cls, spec) for spec in specs)
        for spec in specs:
            if isinstance(spec.kind, RowsKind) and spec.kind.row is not None:
                row = spec.kind.row
                yield f"### {escaped(spec.label)}的每一行"
                yield "\n".join(_field(row, inner) for inner in shown(row))


def _field(cls: Any, spec: "Field") -> str:
    written = hint(cls, spec.name)
    example = f"如：{written.example}" if written.example else ""
    rule = f"依据：{written.rule}" if written.rule else ""
    secret = "敏感信息，列表和导出里遮住" if spec.sensitive else ""
    parts = (written.write, example, rule, needed(cls, spec), secret)
    said = "".join(f"{part.rstrip('。')}。" for part in (_kind(spec), *parts) if part)
    return f"- **{escaped(spec.label)}**：{escaped(said)}"


def _kind(spec: "Field") -> str:
    kind: Any = spec.kind
    if spec.computed is not None:
        return "由程序算出"
    if isinstance(kind, LinkKind):
        return f"从“{register(kind.table).title}”里选"
    if isinstance(kind, RowsKind):
        return "一行一项，见下"
    if isinstance(kind, ChoiceKind | ChoicesKind):
        return choosing(kind.table, several=isinstance(kind, ChoicesKind), most=_ENTRIES)
    unit = f"（{spec.unit}）" if spec.unit else ""
    return _SHORT[kind.code] + unit


def _moves(cls: Any) -> Iterator[str]:
    state = next((s for s in cls.fields.values() if isinstance(s.kind, StateKind)), None)
    if state is None or not isinstance(state.kind, StateKind):
        return
    names = dict(state.kind.names)
    yield f"状态有：{escaped('、'.join(names.values()))}。用表单上方的按钮办理："
    yield "\n".join(_move(cls, move, names) for move in cls.moves)


def _move(cls: Any, move: Any, names: dict[str, str]) -> str:
    before = "、".join(names[code] for code in move.before)
    after = f"，之后为“{names[move.after]}”" if move.after else "，状态不变"
    said = f"在“{before}”时可以办{after}。"
    if move.needs:
        said += f"要先有：{_labels(cls, move.needs)}。"
    if asked := [name for name in move.asks if name not in move.needs]:
        said += f"办理时还问：{_labels(cls, asked)}。"
    return f"- **{escaped(move.label)}**：{escaped(said)}"


def _labels(cls: Any, names: Any) -> str:
    labels = [cls.fields[name].label for name in names]
    return ("；" if any("、" in label for label in labels) else "、").join(labels)


def _papers(cls: Any) -> Iterator[str]:
    forms = [] if cls.__tablename__ == "blank_form" else [*forms_for(cls), *rolls_for(cls)]
    lines = []
    for form in forms:
        blank = "；可以印空白的，带编号" if form.blank else ""
        lines.append(f"- **{escaped(form.title)}**：{_OVER[form.over]}{blank}。")
    if lines:
        yield "打开记录后按“打印”（Ctrl+P）先看后印；全册的在列表上方。"
        yield "\n".join(lines)


def _periods(cls: Any) -> Iterator[str]:
    codes = purposes().get(cls.__tablename__, {}).get("periods", [])
    if codes:
        yield "到期的列在“到期事项”里；本地规则可以在“期限规则”里改："
        lines = ((rules()[code].what, rules()[code].sentence) for code in codes)
        yield "\n".join(f"- **{escaped(what)}**：{escaped(said)}。" for what, said in lines)


def _figures(cls: Any, own: "OwnRegisters | None") -> Iterator[str]:
    names = [figure.name for figure in counting(cls, own)]
    if names:
        said = (
            "；".join(_folded(names)) if any("：" in name for name in names) else "、".join(names)
        )
        yield f"统计里有 {len(names)} 项数字从这里来：{escaped(said)}。"


def _folded(names: list[str]) -> Iterator[str]:
    """Figures that differ behind the colon alone, as one: 审查决定（应办、按时、逾期）."""
    kinds: dict[str, list[str]] = {}
    for name in names:
        whole, _, part = name.partition("：")
        kinds.setdefault(whole, []).extend([part] if part else [])
    for whole, parts in kinds.items():
        yield f"{whole}（{'、'.join(parts)}）" if parts else whole


def _columns(cls: Any) -> Iterator[str]:
    if cls.written_by_program:
        yield "列表可以导出为 Excel（Ctrl+Shift+E）；这里的内容由程序写入，不能导入。"
        return
    rows = [spec.label for spec in cls.fields.values() if isinstance(spec.kind, RowsKind)]
    yield "用上面各栏的名称作表头的 Excel 可以直接导入，由程序算出的栏不用写。"
    if rows:
        yield f"下面这些各有一张附表，用“所属记录”一栏连到记录：{escaped('、'.join(rows))}。"
