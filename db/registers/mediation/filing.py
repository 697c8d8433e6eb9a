"""What stands against filing a case: a dossier that is not whole, a self-check that is not done."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from db.registers.mediation.dossier import Standing, dossier_of
from db.store.codes import codes
from db.store.problems import Problem

if TYPE_CHECKING:
    from db.registers.mediation.case import Case

PASSED, FAILED, NONE_SUCH = "1", "2", "3"
"""What a point of the self-check may come to: 符合, 不符合, 不适用."""
WHOLE = "2"
"""The point 文书齐全 of the code table dossier_point."""


def file_in_order(case: "Case") -> Iterator[Problem]:
    """Dates in their order, and the seven points of the self-check, each with its result."""
    if case.archived_on and case.closed_on and case.archived_on < case.closed_on:
        yield Problem("archived_on", "归档日期早于结案日期，请核对")
    open_points = unchecked(case)
    if open_points:
        names = "、".join(open_points)
        yield Problem("checks", f"归档之前请先完成归档自查（还没有结果：{names}）")
    for place, check in enumerate(case.checks):
        if check.result == FAILED and not check.note:
            name = codes("dossier_point").name(check.point)
            yield Problem(f"checks[{place}].note", f"归档自查“{name}”不符合，请写明情况")


def dossier_whole(case: "Case", session: Session) -> Iterator[Problem]:
    """Every row that must be filled is, or the reason is written down.

    The reason is printed in 卷宗情况说明. 人民调解法 art. 27: the committee files what it recorded.
    A self-check that names as lacking what has been added since is not filed as it is.
    """
    found = dossier_of(session, case)
    if found.lacking and not case.gaps_reason:
        names = "、".join(f"“{row}”" for row in found.lacking)
        yield Problem("gaps_reason", f"卷宗还缺{names}：请补齐，确实补不齐的写明理由")
    said = lacking_note(found)
    known = [entry.row.name for entry in found.entries]
    for place, check in enumerate(case.checks):
        note = check.note or ""
        names_rows = note.startswith("缺") and set(note[1:].split("、")) <= set(known)
        if check.point == WHOLE and names_rows and note != said:
            sentence = f"归档自查“文书齐全”写着“{check.note}”，与卷宗现在的样子不符，请改过来"
            yield Problem(f"checks[{place}].result", sentence)


def lacking_note(found: Standing) -> str | None:
    """What the self-check's second point says of a dossier that is not whole."""
    return f"缺{'、'.join(found.lacking)}" if found.lacking else None


def unchecked(case: "Case") -> list[str]:
    """The points of the self-check that have no result yet, by name."""
    done = {check.point for check in case.checks if check.result}
    return [entry.name for entry in codes("dossier_point").leaves() if entry.code not in done]
