"""One field of a register that the office makes."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from db.registers.own import headings, options
from db.store.codes import CodeTable
from db.store.fields import Ahead, Field, LongText, choice, field, never
from db.store.kinds import (
    ChoiceKind,
    DateKind,
    Kind,
    LinkKind,
    LongTextKind,
    MoneyKind,
    TextKind,
    WholeKind,
    YesNoKind,
)
from db.store.problems import Problem
from db.store.record import Child

SECTION = "登记内容"
CODE = re.compile(r"f_[1-9]\d{0,3}")
"""The permanent name of a column."""
_NUMBERS, _TEXTS, _CHOSEN = ("3", "4"), ("1", "2"), ("6", "7", "8", "9")
_MOST_OPTIONS = 200
_STORED = {"1": "text", "2": "text", "3": "number", "4": "fen", "5": "date", "6": "code",
           "7": "yes_no", "8": "place", "9": "person"}  # fmt: skip
_DATE, _CHOICE = "5", "6"


def stored_as(kind: str | None) -> str:
    """How a kind's values lie in the file; kinds that store alike can follow one another."""
    return _STORED.get(kind or "", "")


class OwnField(Child):
    """One field 栏目. What it is for follows from its kind unless people say otherwise."""

    __tablename__ = "own_field"
    owner: ClassVar = "own_register"
    name_field: ClassVar = "label"

    label: Mapped[str] = field("栏目名称", listed=True)
    kind: Mapped[str] = choice("类型", "own_field_kind", listed=True, default="1")
    options: Mapped[LongText | None] = field(
        "选项",
        listed=True,
        shown_when=lambda row: row.kind == _CHOICE,
        help="一行一个，或用顿号隔开；改名写成 旧名→新名；删去的不再可选，已登记的不变",
    )
    unit: Mapped[str | None] = field(
        "单位",
        listed=True,
        shown_when=lambda row: row.kind == "3",
        help="如 次、人次、户",
    )
    required: Mapped[bool] = field("必填", listed=True, default=False)
    listed: Mapped[bool] = field("列在列表上", default=True)
    searched: Mapped[bool] = field(
        "可查找",
        default=True,
        shown_when=lambda row: row.kind in (*_TEXTS, _CHOICE),
        help="后来才勾选的，已登记的记录再保存一次才查得到",
    )
    filtered: Mapped[bool] = field(
        "可筛选、可分项", default=True, shown_when=lambda row: row.kind in (*_CHOSEN, _DATE)
    )
    summed: Mapped[bool] = field(
        "合计", default=True, shown_when=lambda row: row.kind in _NUMBERS, help="指标可以累加这一栏"
    )
    dated: Mapped[bool] = field(
        "按此日期统计", default=True, shown_when=lambda row: row.kind == _DATE
    )
    help: Mapped[str | None] = field("填写说明")
    dropped: Mapped[bool] = field(
        "停用", listed=True, default=False, help="不再显示和填写；已登记的内容仍在，随时可以恢复"
    )
    code: Mapped[str | None] = field("栏目代码", shown_when=never, help="由程序编，改名不变")
    entries: Mapped[LongText | None] = field(
        "选项代码", shown_when=never, help="由程序编，选项改名不变"
    )

    @classmethod
    def of_headings(
        cls, heads: Sequence[Any], below: Sequence[Sequence[Any]]
    ) -> list[dict[str, Any]]:
        """The headings of a sheet that people keep already, unless it lists fields itself."""
        listing = cls.fields["label"].label in heads
        return [] if listing else list(headings.drafted(heads, below))

    def rules(self) -> Iterator[Problem]:
        """A choice has entries; codes are the program's."""
        if self.kind == _CHOICE:
            written = options.names_of(self.options)
            names = [after for _, after in written]
            if not names:
                yield Problem("options", "请写出选项，一行一个")
            elif len(names) > _MOST_OPTIONS:
                yield Problem("options", f"选项不能超过 {_MOST_OPTIONS} 个")
            elif len(set(names)) < len(names):
                yield Problem("options", "选项有重复的，请改一下")
            elif "" in names:
                yield Problem("options", "“→”后面请写新的名称")
        if self.code is not None and not CODE.fullmatch(self.code):
            yield Problem("code", "栏目代码应为 f_ 加数字，新的栏目请留空")

    @property
    def is_whole(self) -> bool:
        """Whether it says what a column needs; another program may have written it otherwise."""
        return bool(CODE.fullmatch(self.code or "") and self.kind in _STORED and self.label)

    def settle_options(self) -> None:
        """Codes for the entries; the text shows those offered."""
        if self.kind != _CHOICE:
            return
        now = options.followed(options.read(self.entries), self.options)
        for name, value in (("entries", options.kept(now)), ("options", options.written(now))):
            if getattr(self, name) != value:
                setattr(self, name, value)

    def code_table(self, table: str) -> CodeTable | None:
        """The code table of a choice in the register of that table."""
        if self.kind != _CHOICE:
            return None
        source = "本所自建"
        return CodeTable(
            f"{table}.{self.code}", self.label, source, tuple(options.entries(self.entries))
        )

    def spec(self, table: str) -> Field:
        """The field as registers have it."""
        kind = self.kind
        return Field(
            label=self.label,
            name=self.code or "",
            kind=self._kind(table),
            required=self.required and not self.dropped,
            section=SECTION,
            help=self.help or "",
            unit=(self.unit or "" if kind == "3" else "元" if kind == "4" else ""),
            listed=self.listed,
            searched=self.searched and kind in (*_TEXTS, _CHOICE),
            filtered=self.filtered and kind in (*_CHOSEN, _DATE),
            counted=self.filtered and kind in _CHOSEN,
            summed=self.summed and kind in _NUMBERS,
            dated=self.dated and kind == _DATE,
            ahead=Ahead.MAY,  # nobody but the office knows what its days mean
            sensitive=kind == "9",
            default=date.today if kind == _DATE and self.required else None,
        )

    def _kind(self, table: str) -> Kind:
        kinds: dict[str, Any] = {
            "1": TextKind(),
            "2": LongTextKind(),
            "3": WholeKind(),
            "4": MoneyKind(),
            "5": DateKind(),
            "6": ChoiceKind(f"{table}.{self.code}"),
            "7": YesNoKind(),
            "8": LinkKind("place"),
            "9": LinkKind("person"),
        }
        found: Kind = kinds[self.kind]
        return found
