"""Figures that the office makes 自建指标: of one register, or of other figures."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Mapped, Session, object_session

from db.registers.own.choosing import DAYS, FIELDS, FIGURES, REGISTERS, figures, tables
from db.store.codes import CodeTable, codes
from db.store.defining import Defining, OwnRegisters
from db.store.fields import LongText, Section, choice, field, never
from db.store.kinds import LinkKind
from db.store.links import meant
from db.store.problems import Level, Problem
from db.store.record import Child, register
from db.store.trouble import Trouble

COUNT, SUM, DISTINCT, TOTAL, RATIO = "1", "2", "3", "4", "5"
_OF_REGISTER, _OF_FIGURES = (COUNT, SUM, DISTINCT), (TOTAL, RATIO)
_SUMMED = ("whole", "money")
_CODE = re.compile(r"own\.[1-9]\d{0,5}")
_figure, _counted, _printed = Section("指标"), Section("怎样统计"), Section("怎样写")


def _of_register(figure: Any) -> bool:
    return figure.measure in _OF_REGISTER


def field_at(path: str | None) -> tuple[Any, Any]:
    """The register and field of a path ``table.field``; None where there is none any more."""
    table, _, name = (path or "").partition(".")
    try:
        cls = register(table)
    except KeyError:
        return None, None
    return cls, cls.fields.get(name)


class OwnCondition(Child):
    """One condition that a record meets."""

    __tablename__ = "own_condition"
    owner: ClassVar = "own_figure"
    name_field: ClassVar = "value"

    path: Mapped[str] = choice("栏目", FIELDS, listed=True)
    test: Mapped[str] = choice("条件", "own_test", listed=True, default="=")
    value: Mapped[str | None] = field("值", listed=True, help="与登记时填的一样；不填表示空着")
    record_id: Mapped[int | None] = field(
        "所指的记录", shown_when=never, help="值是村居、人员等的，由程序记下是哪一条"
    )

    def settle_value(self, session: Session | None) -> None:
        """Note which record a link means, so that its name may change."""
        _, spec = field_at(self.path)
        found = None
        if spec is not None and isinstance(spec.kind, LinkKind) and self.value:
            found = self.record_id
            if session is not None:
                with session.no_autoflush:
                    found = _meant(session, spec.kind.table, self.value) or found
        if self.record_id != found:
            self.record_id = found

    def conflicts(self, session: Session) -> Iterator[Problem]:
        """The value is one that the field can have."""
        _, spec = field_at(self.path)
        if spec is None or not self.value:
            return
        try:
            if isinstance(spec.kind, LinkKind):
                meant(session, spec.kind.table, self.value)
            elif self.test != "~":
                spec.kind.parse(self.value)
        except Trouble as trouble:
            yield Problem("value", trouble.sentence)


class OwnPart(Child):
    """One of the figures that a total or ratio is made of."""

    __tablename__ = "own_part"
    owner: ClassVar = "own_figure"
    name_field: ClassVar = "figure"

    figure: Mapped[str] = choice("指标", FIGURES, listed=True)


class OwnFigure(Defining):
    """A figure of the office's own; its code ``own.1`` stays when it is renamed."""

    __tablename__ = "own_figure"
    title: ClassVar = "自建指标"
    unit: ClassVar = "项"
    group: ClassVar = "设置"
    icon: ClassVar = "figures"
    name_field: ClassVar = "name"

    name: Mapped[str] = _figure.field(
        "指标名称", listed=True, searched=True, unique=True, help="如 交通劝导次数"
    )
    code: Mapped[str | None] = _figure.field(
        "指标代码",
        listed=True,
        unique=True,
        fixed=True,
        locked_when=lambda _figure: True,
        help="由程序编，改名不变；报告里写 {{代码}}",
    )
    measure: Mapped[str] = _counted.choice("统计方法", "own_measure", listed=True, default=COUNT)
    register: Mapped[str | None] = _counted.choice(
        "登记簿", REGISTERS, listed=True, shown_when=_of_register
    )
    path: Mapped[str | None] = _counted.choice(
        "哪一栏", FIELDS, shown_when=lambda figure: figure.measure in (SUM, DISTINCT)
    )
    day: Mapped[str | None] = _counted.choice(
        "按哪个日期", DAYS, shown_when=_of_register, help="不选时按这本登记簿的统计日期"
    )
    split: Mapped[str | None] = _counted.choice(
        "分项",
        FIELDS,
        shown_when=_of_register,
        help="分开数，如 按村居；各分项相加等于总数，没填的另列",
    )
    conditions: Mapped[list[OwnCondition]] = _counted.children(
        "条件", OwnCondition, shown_when=_of_register
    )
    parts: Mapped[list[OwnPart]] = _counted.children(
        "组成的指标",
        OwnPart,
        shown_when=lambda figure: figure.measure in _OF_FIGURES,
    )
    counted_in: Mapped[str | None] = _printed.field(
        "单位", listed=True, help="印在数后面，如 次、人次；不填时按所选栏目或登记簿的单位"
    )
    style: Mapped[str] = _printed.choice("写法", "own_style", default="1")
    step: Mapped[int | None] = _printed.field(
        "取整到",
        shown_when=lambda figure: figure.style != "1",
        help="取到几的整倍数，如 100；不填按首位取整",
    )
    zero_printed: Mapped[bool] = _printed.field(
        "为 0 时也写出来", default=False, help="如 “0 起”是要说的话"
    )
    note: Mapped[LongText | None] = _printed.field("说明", help="口径、依据，给看报告的人")

    def implied(self, name: str) -> dict[str, Any]:
        """A field tells its register."""
        if name in ("path", "day", "split") and getattr(self, name):
            return {"register": str(getattr(self, name)).partition(".")[0]}
        return {}

    def settle(self) -> None:
        """Also gives the code, and notes which records conditions mean."""
        session = object_session(self)
        if not self.code and session is not None:
            with session.no_autoflush:
                last = session.scalar(select(func.max(_number(OwnFigure.code))))
            mates = [one.code for one in session.new if isinstance(one, OwnFigure) and one.code]
            taken = [int(last or 0), *(int(code[4:]) for code in mates)]
            self.code = f"own.{max(taken) + 1}"
        for row in self.conditions:
            row.settle_value(session)
        super().settle()

    def rules(self) -> Iterator[Problem]:
        """What the measure needs, of one register, is there."""
        if self.code and not _CODE.fullmatch(self.code):
            yield Problem("code", "指标代码应为 own. 加数字，新的指标请留空")
        if self.step is not None and self.step < 2:
            yield Problem("step", "取整到应为 2 以上的整数，如 10、100")
        if self.measure in _OF_FIGURES:
            yield from self._parts_rules()
            return
        if not self.register:
            yield Problem("register", "请选登记簿")
        if self.measure in (SUM, DISTINCT) and not self.path:
            yield Problem("path", "请选要统计的一栏")
        for name in ("path", "day", "split"):
            yield from self._at_home(name, getattr(self, name))
        for place, row in enumerate(self.conditions):
            yield from self._at_home(f"conditions[{place}].path", row.path)
        _, spec = field_at(self.path)
        if self.measure == SUM and spec is not None and spec.kind.code not in _SUMMED:
            yield Problem("path", f"“{spec.label}”不是数量，不能合计；可以用去重计数")

    def _at_home(self, where: str, path: str | None) -> Iterator[Problem]:
        if path and self.register and path.partition(".")[0] != self.register:
            name = codes(REGISTERS).name(self.register)
            yield Problem(where, f"不是“{name}”的栏目，请重新选")

    def _parts_rules(self) -> Iterator[Problem]:
        if not self.parts:
            yield Problem("parts", "请添加组成的指标")
        elif self.measure == RATIO and len(self.parts) != 2:
            yield Problem("parts", "比率由两项指标组成：第一项除以第二项")
        named = [row.figure for row in self.parts]
        for place, row in enumerate(self.parts):
            if row.figure and row.figure == self.code:
                yield Problem(f"parts[{place}].figure", "指标不能由自己组成")
            elif self.measure == TOTAL and row.figure and row.figure in named[:place]:
                doubt = "这一项列了两次，会加两次，请核对"
                yield Problem(f"parts[{place}].figure", doubt, Level.WARN)

    @classmethod
    def code_tables(cls, own: OwnRegisters) -> Iterator[CodeTable]:
        """What figures can be made of, and the figures with the office's own among them."""
        yield from tables(own)
        mine = [one for one in own.definitions if isinstance(one, OwnFigure)]
        if mine:
            yield figures([(one.code or "", one.name) for one in mine])


def _number(code: Any) -> Any:
    return cast(func.substr(code, 5), Integer)


def _meant(session: Session, table: str, text: str) -> int | None:
    try:
        return meant(session, table, text)
    except Trouble:
        return None
