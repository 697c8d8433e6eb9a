"""人民调解结案报告表: the case on one sheet, once it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.mediation.case_paper import NO_DAY, CasePaper, called, mediators_of
from desktop.documents.office_form import day_of, finished, said, unfilled
from desktop.documents.page import Cell, Signer, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db.registers import Case
    from desktop.documents.form import Sheet
    from desktop.documents.page import Text

TITLE = "人民调解结案报告表"
_HIGH = 30.0
_BODY = Style(size=12)
_COLUMNS = 12
_PARTY = (("当事人", 3), ("单位或住址", 6), ("联系方式", 3))


def closing_report(session: Session, case: Case) -> Sheet:
    """The report on a closed case; its day is that of the dossier.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    names = "、".join(mediators_of(session, case))
    missing = unfilled(case, "number", "accepted_on", "closed_on", "source", "summary")
    missing += [] if names else ["调解员未填"]
    missing += [f"{party.name}的单位或住址未填" for party in case.parties if not party.address]
    day = case.filed_on or case.closed_on
    paper = CasePaper(session, TITLE, case, missing=missing, made=day)
    paper.head(numbered=False)
    _rows(
        paper,
        [
            _label("卷号"), _value(case.written_number()),
            _label("填表时间"), _value(said(case, "filed_on")),
        ],
        [_label("承办单位"), _value(paper.office), _label("承办人"), _value(names)],
        [
            _label("受案时间"), _value(said(case, "accepted_on")),
            _label("结案时间"), _value(said(case, "closed_on")),
        ],
        [
            _label("案件来源"), _value(said(case, "source")),
            _label("纠纷类型"), _value(said(case, "dispute_type")),
        ],
    )  # fmt: skip
    _parties(paper, case)
    _rows(paper, [_label("纠纷简要\n事实"), _wide(case.summary)], high=120)
    _rows(paper, [_label("调解结果"), _wide(_outcome(case))], high=60)
    if case.closing_note:
        _rows(paper, [_label("结案说明"), _wide(case.closing_note)], high=60)
    paper.gap(12)
    paper.signatures(
        [Signer("承办人（签名）：", "mediator"), Signer("负责人（签名）：", "head")],
        columns=2,
        office=paper.office,
        day=day_of(day) if day else NO_DAY,
    )
    return finished(paper, missing)


def _parties(paper: CasePaper, case: Case) -> None:
    _rows(
        paper,
        [Cell(words, span, align="center") for words, span in _PARTY],
        *(
            [
                Cell(text or "", span)
                for text, (_, span) in zip(
                    (called(party), party.address, party.phone), _PARTY, strict=True
                )
            ]
            for party in case.parties
        ),
    )


def _outcome(case: Case) -> str:
    """How it ended: the agreement and what was done of it, or why there is none."""
    if case.ended_on is not None or case.agreed_on is None:
        reason = said(case, "ending_reason")
        how = f"终止调解（{reason}）" if reason else "调解不成"
        return f"{day_of(case.ended_on) if case.ended_on else ''}{how}。"
    amount = f"，涉及金额{said(case, 'amount')}元" if case.amount is not None else ""
    done = f"，{day_of(case.performed_on)}履行完毕" if case.performed_on else ""
    if not done and case.performance_state:
        done = f"，履行情况：{said(case, 'performance_state')}"
    return f"{day_of(case.agreed_on)}达成{said(case, 'agreement_form')}{amount}{done}。"


def _rows(paper: CasePaper, *rows: Sequence[Text | Cell], high: float = _HIGH) -> None:
    paper.table(rows, widths=[1] * _COLUMNS, style=_BODY, pitch=18.0, least=high)


def _label(words: str) -> Cell:
    return Cell(words, 2, align="center")


def _value(words: str | None) -> Cell:
    return Cell(words or "", 4)


def _wide(words: str | None) -> Cell:
    return Cell(words or "", _COLUMNS - 2)
