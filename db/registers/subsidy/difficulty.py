"""When a case is suggested to be 疑难复杂: the criteria shipped, and those of the office."""

import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session

from db.registers.subsidy.criteria import Criteria, found_in, in_words, is_open, result_of
from db.registers.subsidy.suggesting import committee_of
from db.store.fields import LongText, Section
from db.store.places import RESOURCES
from db.store.problems import Level, Problem
from db.store.record import Record
from db.store.trouble import Trouble

_rule = Section("条件")
_HARD = "3"
_KEPT = "difficulty rules"


class DifficultyRule(Criteria, Record):
    """One criterion of the office 疑难复杂认定条件; it may take the place of a shipped one.

    No national threshold exists (mediation.md 2.7): criteria suggest, people decide.
    """

    __tablename__ = "difficulty_rule"
    title: ClassVar = "疑难复杂认定条件"
    unit: ClassVar = "条"
    group: ClassVar = "设置"
    icon: ClassVar = "settings"
    name_field: ClassVar = "name"
    sections: ClassVar = ("条件", "适用范围", "认定条件", "依据")

    name: Mapped[str] = _rule.field("条件名称", listed=True, searched=True)
    replaces: Mapped[str | None] = _rule.choice(
        "代替自带的", "difficulty_rule", listed=True, help="不选就是另外增加的一条"
    )
    in_use: Mapped[bool] = _rule.field(
        "使用", listed=True, filtered=True, default=True, help="不勾选：这一条（和它代替的）不用"
    )
    said: Mapped[LongText | None] = _rule.field("条件内容", listed=True, computed=in_words)
    basis: Mapped[str | None] = Section("依据").field("依据", help="县里的文件名称和文号")

    def rules(self) -> Iterator[Problem]:
        """A criterion in use asks something."""
        if self.in_use and is_open(self):
            yield Problem("persons_from", "没有填写条件，每一件都会被认定，请填写")

    @staticmethod
    def reasons(session: Session, case: Any) -> str:
        """What of the case makes it 疑难复杂, in words; empty where nothing does."""
        rules, kind = _in_force(session), None
        if any(rule.committee_kinds for rule in rules):  # else not asked: an import checks 100,000
            committee = committee_of(session, case)
            kind = committee.kind if committee is not None else None
        met = (found_in(rule, case, kind, result_of(case)) for rule in rules)
        return "；".join(dict.fromkeys("，".join(words) for words in met if words))

    @classmethod
    def doubts(cls, session: Session, case: Any) -> Iterator[Problem]:
        """The suggestion under the difficulty of a case, while nobody says 疑难复杂."""
        if case.difficulty != _HARD and (words := cls.reasons(session, case)):
            yield Problem("difficulty", f"建议认定为疑难复杂：{words}", Level.WARN)


def _in_force(session: Session) -> list[DifficultyRule]:
    """The shipped criteria that the office has not replaced, then its own; asked once a session."""
    kept: list[DifficultyRule] | None = session.info.get(_KEPT)
    if kept is None:
        query = select(DifficultyRule).where(DifficultyRule.deleted_at.is_(None))
        own = session.scalars(query.order_by(DifficultyRule.id)).all()
        replaced = {rule.replaces for rule in own}
        kept = [rule for code, rule in shipped().items() if code not in replaced]
        kept += [rule for rule in own if rule.in_use]
        session.info[_KEPT] = kept
    return kept


@cache
def shipped() -> dict[str, DifficultyRule]:
    """The criteria of resources/difficulty.toml by their codes; never saved.

    Raises:
        Trouble: the file is missing or cannot be read.
    """
    try:
        data = tomllib.loads((RESOURCES / "difficulty.toml").read_text(encoding="utf-8"))
        return {code: _shipped(entry) for code, entry in data.items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Trouble("认定条件表 difficulty.toml 读不出来，请重新安装程序") from error


def _shipped(entry: dict[str, Any]) -> DifficultyRule:
    values = dict(entry)
    rule: DifficultyRule = DifficultyRule.fresh(name=values.pop("what"), **values)
    if is_open(rule):
        raise ValueError(rule.name)
    return rule
