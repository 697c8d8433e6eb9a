"""个人信息保护影响评估: a model for the office to correct and sign.

个人信息保护法 art. 55 and 56 ask for it before sensitive data are handled, and to keep it for three
years at least. What the program does by itself is told; what the office must judge is left open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from db.registers import Case, Consultation, LegalAid, Person
from desktop.documents.office_form import BLANK_DAY, finished, unfilled
from desktop.documents.page import AGREEMENT, Cell, Document, Signer, Style

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.registers import Office
    from desktop.documents.form import Sheet

TITLE = "个人信息保护影响评估报告"
_SHEET = AGREEMENT._replace(body=Style(size=11), pitch=18.0)
_RISKS = (
    ("电脑丢失、被盗", "仓库和附件加密，密码只由使用人掌握；离开时锁定"),
    ("U盘丢失", "导出默认隐去个人信息；每次交出都登记，可以查出U盘上有过什么"),
    ("名单公开时泄露", "身份证号留前二后三位，电话留前三后四位，住址只到乡镇"),
    ("越权查看、改动", "每一次改动都记下经手人，记载不能删改，可以核对"),
    ("登记错误", "身份证号校验，同一人只登记一次，更正留有记录"),
    ("保存过久", "列出保管期满的记录，经鉴定由两人销毁"),
)


def impact(session: Session, office: Office) -> Sheet:
    """The assessment with the office's own data and numbers; the verdict is left to the office.

    Raises:
        MissingGlyph: a character that no font has, with its code.
    """
    missing = unfilled(office, "head")
    paper = Document(
        f"{office.name}{TITLE}",
        author=office.name,
        sheet=_SHEET,
        watermark="草稿" if missing else "",
    )
    paper.title(TITLE)
    paper.paragraph(f"评估单位：{office.name}　　负责人：{office.head or ''}", indent=0)
    paper.heading("一、处理目的和方式是否合法、正当、必要", indent=0)
    paper.paragraph(
        "为履行人民调解、法律援助等法定职责处理个人信息（个人信息保护法第十三条、第三十四条），其中有"
        "健康状况、特定身份、经济困难情况等敏感个人信息，处理前应当评估（第五十五条、第五十六条）。"
        f"现登记{_numbers(session)}。各栏只在文书、审查或者统计需要时填写。"
    )
    paper.heading("二、对个人权益的影响和保护措施", indent=0)
    rows: list[list[str | Cell]] = [[risk, measure, "□低　□中　□高"] for risk, measure in _RISKS]
    paper.table(
        [*rows, ["", "", "□低　□中　□高"]],
        widths=[2.8, 8, 3],
        header=["风险", "已有的措施", "剩余风险"],
        align=["left", "left", "center"],
        style=Style(size=9.5),
        least=21,
    )
    paper.heading("三、措施是否有效、与风险相适应", indent=0)
    paper.paragraph("□是　　□否，还需要采取的措施：", indent=0)
    paper.blank_lines(2)
    paper.heading("四、结论", indent=0)
    paper.paragraph("□可以处理　　□补充措施后可以处理　　□不得处理", indent=0)
    paper.paragraph("本报告和处理情况记录至少保存三年（个人信息保护法第五十六条）。", indent=0)
    paper.signatures(
        [Signer("评估人（签名）：", "assessor"), Signer("负责人（签名）：", "head")],
        columns=2,
        office=office.name,
        day=BLANK_DAY,
    )
    return finished(paper, missing)


def _numbers(session: Session) -> str:
    told = []
    for cls in (Person, Case, LegalAid, Consultation):
        query = select(func.count()).select_from(cls).where(cls.deleted_at.is_(None))
        told.append(f"{cls.title} {session.scalar(query) or 0} {cls.unit}")
    return "、".join(told)
