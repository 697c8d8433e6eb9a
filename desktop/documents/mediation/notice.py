"""人民调解当事人权利义务告知书: what the parties are told before mediation begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.mediation.case_paper import NO_DAY, CasePaper, called
from desktop.documents.office_form import finished
from desktop.documents.page import AGREEMENT, MM, Cell, Style

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import Case
    from desktop.documents.form import Sheet

TITLE = "人民调解当事人权利义务告知书"
_SHEET = AGREEMENT._replace(top=20 * MM, bottom=20 * MM, body=Style(size=12), pitch=17.6)
_EFFECT = (
    "1．口头协议自达成之日起生效（第三十条）；书面协议自各方当事人签名、盖章或者按指印，人民调解员签名"
    "并加盖人民调解委员会印章之日起生效（第二十九条）。"
)
# Articles of 人民调解法, in the order of a case.
_TOLD = (
    (
        "一、人民调解委员会的性质",
        ("人民调解委员会是依法设立的调解民间纠纷的群众性组织（第七条）。",),
    ),
    (
        "二、调解的原则（第三条）",
        (
            "1．在当事人自愿、平等的基础上进行调解；",
            "2．不违背法律、法规和国家政策；",
            "3．尊重当事人的权利，不得因调解而阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利。",
        ),
    ),
    ("三、不收费用（第四条）", ("人民调解委员会调解民间纠纷，不收取任何费用。",)),
    (
        "四、当事人的权利（第二十三条）",
        (
            "1．选择或者接受人民调解员；",
            "2．接受调解、拒绝调解或者要求终止调解；",
            "3．要求调解公开进行或者不公开进行；",
            "4．自主表达意愿、自愿达成调解协议。",
        ),
    ),
    (
        "五、当事人的义务（第二十四条）",
        (
            "1．如实陈述纠纷事实；",
            "2．遵守调解现场秩序，尊重人民调解员；",
            "3．尊重对方当事人行使权利。",
        ),
    ),
    (
        "六、调解协议的效力",
        (
            _EFFECT,
            "2．调解协议有法律约束力，当事人应当按照约定履行（第三十一条）。",
            "3．就协议的履行或者内容发生争议的，可以向人民法院起诉（第三十二条）。",
            "4．双方认为有必要的，可以自协议生效之日起三十日内共同向人民法院申请司法确认（第三十三条）。",
        ),
    ),
)


def notice(session: Session, case: Case, blank: str = "") -> Sheet:
    """The notice of rights and duties; each party signs that it was told.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    missing = [] if blank or case.parties else ["当事人未填"]
    paper = CasePaper(
        session,
        TITLE,
        case,
        missing=missing,
        made=case.accepted_on or case.registered_on if not blank else None,
        blank=blank,
        sheet=_SHEET,
    )
    paper.head()
    paper.paragraph("根据人民调解法，现将有关事项告知如下（括号内是该法的条文）：")
    for heading, points in _TOLD:
        paper.heading(heading)
        paper.paragraph(*points)
    paper.gap(8)
    paper.paragraph(f"以上各项，{paper.office}已经告知我，我已知悉。")
    paper.gap(4)
    paper.hold(1)
    paper.table(
        [
            [called(party), Cell("", place=f"party:{number}"), NO_DAY]
            for number, party in enumerate(case.parties, start=1)
        ],
        header=["当事人", "签名", "日期"],
        widths=[3, 3, 2.6],
        align="center",
        least=34,
        pitch=15.0,
    )
    return finished(paper, missing)
