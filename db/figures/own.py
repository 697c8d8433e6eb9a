"""The office's own figures, of the register 自建指标: made into figures like all others.

One that cannot be counted (its register was deleted, it goes round in a circle) gives no number and
says in one sentence why; nothing else is kept from being counted.
"""

from collections.abc import Mapping
from typing import Any

from db.figures.figure import Basis, Condition, Figure, Measure
from db.figures.measures import COUNT, Distinct, Nothing, Ratio, Sum, Total, why_nothing
from db.figures.words import Style
from db.registers import OwnFigure
from db.registers.own.choosing import counted
from db.registers.own.figure import DISTINCT, RATIO, SUM, TOTAL, OwnCondition
from db.store.defining import OwnRegisters
from db.store.fields import Field
from db.store.kinds import LinkKind
from db.store.listing import Filter
from db.store.trouble import Trouble

_STYLES = {"1": Style.EXACT, "2": Style.OVER, "3": Style.NEAR, "4": Style.AT_LEAST}
_SAID = {"=": "为", "!=": "不为", ">=": "不小于", "<=": "不大于", "~": "含有"}


def own_figures(own: OwnRegisters, catalogue: Mapping[str, Figure]) -> dict[str, Figure]:
    """The figures that a store defines, by code.

    Args:
        own: what the store defines.
        catalogue: the program's, of which they may be made.
    """
    made = _Making(own, catalogue)
    return {code: made.figure(code) for code in made.defined}


def binned_figures(own: OwnRegisters) -> dict[str, Figure]:
    """Those in the recycle bin, by code: tables and sentences may still name them."""
    gone = (one for one in own.binned if isinstance(one, OwnFigure))
    return {one.code or "": _broken(one, _in_bin(one)) for one in gone}


def figure_of(definition: OwnFigure, own: OwnRegisters, catalogue: Mapping[str, Figure]) -> Figure:
    """The figure of a definition as it stands, saved or not."""
    made = _Making(own, catalogue)
    made.defined[definition.code or ""] = definition
    return made.figure(definition.code or "")


class _Making:
    """Figures from definitions, each once, with the way that led to it."""

    def __init__(self, own: OwnRegisters, catalogue: Mapping[str, Figure]) -> None:
        self.defined = {
            one.code or "": one for one in own.definitions if isinstance(one, OwnFigure)
        }
        self._registers: dict[str, Any] = {cls.__tablename__: cls for cls in counted(own)}
        self._deleted = {cls.__tablename__: cls.title for cls in own.every}
        binned = (one for one in own.binned if isinstance(one, OwnFigure))
        self._binned = {one.code or "": _in_bin(one) for one in binned}
        self._catalogue = catalogue
        self._made: dict[str, Figure] = {}

    def figure(self, code: str, way: tuple[str, ...] = ()) -> Figure:
        """A figure of the office, or of the catalogue.

        Raises:
            Trouble: there is none of that code.
        """
        if code in self._catalogue:
            return self._catalogue[code]
        if code not in self._made:
            definition = self.defined.get(code)
            if definition is None:
                raise Trouble(self._binned.get(code, f"指标“{code}”已经不在"))
            try:
                self._made[code] = self._of(definition, way)
            except Trouble as trouble:
                if way:
                    raise
                self._made[code] = _broken(definition, trouble.sentence)
        return self._made[code]

    def _of(self, own: OwnFigure, way: tuple[str, ...]) -> Figure:
        code = own.code or ""
        if code in way:
            names = [self.defined[one].name for one in (*way[way.index(code) :], code)]
            raise Trouble(f"指标绕了一圈又用到自己：{'→'.join(names)}，请改其中一项")
        if own.measure in (TOTAL, RATIO):
            return self._of_figures(own, (*way, code))
        return self._of_register(own)

    def _of_figures(self, own: OwnFigure, way: tuple[str, ...]) -> Figure:
        parts = tuple(self.figure(row.figure, way) for row in own.parts)
        for part in parts:
            if why_nothing(part):
                raise Trouble(f"其中“{part.name}”没有数：{why_nothing(part)}")
            if len(parts) > 1 and part.measure.in_percent:
                raise Trouble(f"“{part.name}”是百分比，不能再相加或相除")
            if isinstance(part.measure, Total) and own.measure == RATIO:
                raise Trouble(f"“{part.name}”由几项相加，比率请用单独一项的指标")
        if not parts or (own.measure == RATIO and len(parts) != 2):
            raise Trouble("没有选组成的指标" if not parts else "比率由两项指标组成")
        measure: Measure = Ratio(*parts) if own.measure == RATIO else Total(_flat(parts))
        unit = "%" if own.measure == RATIO else own.counted_in or parts[0].unit
        return _figure(own, parts[0].cls, measure, unit, scale=_scale(own, parts))

    def _of_register(self, own: OwnFigure) -> Figure:
        cls = self._registers.get(own.register or "")
        if cls is None:
            title = self._deleted.get(own.register or "")
            said = f"“{title}”在回收站里" if title else "已经不在"
            raise Trouble(f"所统计的登记簿{said}" if own.register else "没有选登记簿")
        measure, unit, scale = COUNT, cls.unit, 1
        if own.measure in (SUM, DISTINCT):
            spec = _field(cls, own.path)
            column = getattr(cls, spec.name)
            unit = spec.unit or cls.unit
            if own.measure == DISTINCT:
                measure = Distinct(column)
            elif spec.kind.code not in ("whole", "money"):
                raise Trouble(f"“{spec.label}”不是数量，不能合计")
            else:
                measure = Sum(column)
                scale = 100 if spec.kind.code == "money" else 1
        tests = tuple(_test(cls, row) for row in own.conditions)
        return _figure(
            own,
            cls,
            measure,
            own.counted_in or unit,
            scale=scale,
            tests=tests,
            bases=_days(cls, own),
        )


def _figure(own: OwnFigure, cls: Any, measure: Measure, unit: str, **further: Any) -> Figure:
    return Figure(
        code=own.code or "",
        name=own.name or "",
        unit=unit,
        cls=cls,
        measure=measure,
        style=_STYLES.get(own.style, Style.EXACT),
        step=own.step or 0,
        zero_printed=own.zero_printed,
        note=own.note or "",
        **further,
    )


def _broken(own: OwnFigure, why: str) -> Figure:
    return _figure(own, OwnFigure, Nothing(why), own.counted_in or "")


def _in_bin(own: OwnFigure) -> str:
    return f"自建指标“{own.name}”在回收站里"


def _flat(parts: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Totals of totals, down to what is counted."""
    found: list[Figure] = []
    for part in parts:
        found += part.measure.of if isinstance(part.measure, Total) else (part,)
    return tuple(found)


def _scale(own: OwnFigure, parts: tuple[Figure, ...]) -> int:
    if own.measure == RATIO:
        return 1
    scales = {part.scale for part in parts}
    if len(scales) > 1:
        raise Trouble("几项指标的单位不同（如 元和次），不能相加")
    return scales.pop()


def _field(cls: Any, path: str | None) -> Field:
    """A field that a figure names.

    Raises:
        Trouble: it is not there any more.
    """
    table, _, name = (path or "").partition(".")
    spec: Field | None = cls.fields.get(name) if table == cls.__tablename__ else None
    if spec is None:
        raise Trouble(f"{cls.title}里要统计的栏目已停用或不在了，请重新选")
    return spec


def _days(cls: Any, own: OwnFigure) -> tuple[Basis, ...]:
    """The day that people chose, else the register's own; without one all records count."""
    dated = [spec.name for spec in cls.fields.values() if spec.dated]
    usual = cls.newest_first if cls.newest_first in dated else next(iter(dated), None)
    name = _field(cls, own.day).name if own.day else usual
    if name is None:
        return ()
    return (Basis(name, cls.fields[name].label, (getattr(cls, name),)),)


def _test(cls: Any, row: OwnCondition) -> Condition:
    spec = _field(cls, row.path)
    words = f"{spec.label}{_SAID.get(row.test, row.test)}{row.value or '空'}"
    if row.test not in _SAID:
        raise Trouble(f"条件“{words}”看不懂，请重新选")
    value: Any = None
    if row.value and isinstance(spec.kind, LinkKind):
        value = row.record_id
        if value is None:
            raise Trouble(f"条件“{words}”所指的记录找不到了，请重新选")
    elif row.value:
        value = row.value if row.test == "~" else spec.kind.parse(row.value)
    return Condition(words, Filter(spec.name, row.test, value).clause(cls))
