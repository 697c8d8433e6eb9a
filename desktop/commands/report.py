"""The command that writes the annual report, compares it with another, reconciles its figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.store.trouble import Trouble
from desktop.commands.command import (
    Command,
    open_store,
    password,
    pin,
    pin_argument,
    show_json,
    watched,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db.figures.annual_report.comparing import Line
    from db.figures.annual_report.composed import Composed
    from db.figures.annual_report.draft import Draft
    from db.figures.annual_report.findings import Finding
    from db.registers import AnnualReport
    from db.store.database import Database

_KINDS = (".pdf", ".docx", ".txt")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, required=True, metavar="年份", help="如 2024")
    parser.add_argument("--out", metavar="文件", help="写成 .pdf、.docx 或 .txt（网站用的文本）")
    parser.add_argument(
        "--template", metavar="模板", help="full（分领域）或 five_parts（五项必备内容）"
    )
    parser.add_argument("--compare", metavar="文件", help="对照一份已有的报告（txt、docx、pdf）")
    parser.add_argument("--reconcile", metavar="文件.txt", help="写出数字核对表")
    parser.add_argument("--upward", action="store_true", help="上行文：带文号、签发人、主送机关")
    parser.add_argument("--sign", action="store_true", help="用本所证书电子签名并登记签发（pdf）")
    pin_argument(parser)


def _report(args: argparse.Namespace) -> int:
    _refuse(args)
    theirs = _their_words(args.compare)
    with open_store(args) as database:
        with database.read() as session:
            kept = _kept(session, args)
            drafted, found = _drafted(session, kept, args)
            lines = None if theirs is None else _compared(session, drafted, theirs)
            if args.reconcile:
                _reconcile(session, drafted, found, lines, args)
        stopped = bool(drafted.composed.problems) and args.sign
        if args.out and not stopped:
            _write(database, kept, drafted.composed, args)
    _tell(drafted, found, lines, args)
    if stopped:
        print("有错误没有改正，没有签发") if not args.json else None
        return 1
    return 0


def _refuse(args: argparse.Namespace) -> None:
    """Calls that cannot be meant.

    Raises:
        Trouble: nothing asked for, an ending that we do not write, a signature on no PDF.
    """
    ending = Path(args.out).suffix.lower() if args.out else ""
    if not (args.out or args.compare or args.reconcile or args.json):
        raise Trouble("请写 --out 文件，或用 --compare、--reconcile、--json", wrong_input=True)
    if args.out and ending not in _KINDS:
        raise Trouble(f"报告可以写成 {'、'.join(_KINDS)}，不能写成“{args.out}”", wrong_input=True)
    if args.sign and ending != ".pdf":
        raise Trouble("电子签名签在 PDF 上，请写 --out 文件.pdf", wrong_input=True)


def _their_words(name: str | None) -> str | None:
    from desktop.exchange.report_text import read_report

    return read_report(Path(name)) if name else None


def _kept(session: Session, args: argparse.Namespace) -> AnnualReport | None:
    """The report that the office keeps for that year.

    Raises:
        Trouble: it is wanted signed or with a letterhead, and there is none.
    """
    from db.figures.annual_report.reports import report_of
    from db.figures.annual_report.template import template

    code = template(args.template).code if args.template else None
    found = report_of(session, args.year, code)
    if found is None and not args.sign:
        found = report_of(session, args.year)
    if found is None and (args.sign or args.upward):
        word = f"还没有登记{args.year}年的年度报告；文号、签发人和落款在那里填写"
        raise Trouble(word, wrong_input=True)
    if args.upward and found is not None:
        blank = [
            name
            for name, value in (
                ("发文机关标志", found.mark),
                ("发文字号", found.number),
                ("签发人", found.signer),
                ("主送机关", found.addressee),
            )
            if not value
        ]
        if blank:
            raise Trouble(f"上行文还缺{'、'.join(blank)}，请在年度报告里填写")
    return found


def _drafted(
    session: Session, kept: AnnualReport | None, args: argparse.Namespace
) -> tuple[Draft, list[Finding]]:
    from db.figures.annual_report.reports import draft, draft_of
    from db.figures.annual_report.template import SHIPPED, template

    if kept is not None:
        return draft_of(session, kept, args.template and template(args.template).code)
    return draft(session, args.year, template(args.template or SHIPPED[0]))


def _compared(session: Session, drafted: Draft, theirs: str) -> list[Line]:
    from db.figures.annual_report.comparing import compare
    from db.figures.asking import values
    from db.figures.catalogue import in_force
    from db.figures.period import Period

    period = Period.year(drafted.year)
    return compare(drafted.composed, theirs, lambda: values(session, in_force(period), period))


def _reconcile(
    session: Session,
    drafted: Draft,
    found: Sequence[Finding],
    lines: Sequence[Line] | None,
    args: argparse.Namespace,
) -> None:
    from db.figures.annual_report.reconciling import reconciliation
    from db.store.whole_file import write_whole

    name = Path(args.compare).name if args.compare else ""
    text = reconciliation(session, drafted, found, lines, compared=name, progress=watched)
    write_whole(Path(args.reconcile), text.encode())


def _write(
    database: Database, kept: AnnualReport | None, composed: Composed, args: argparse.Namespace
) -> None:
    """The report in the form that the file's ending says."""
    from db.figures.annual_report.plain import text_of
    from db.store.whole_file import write_whole
    from desktop.documents.annual_report.docx_out import docx_of
    from desktop.documents.annual_report.paper import sheet_of
    from desktop.documents.annual_report.papers import published
    from desktop.documents.forms import form
    from desktop.documents.issue import issue

    path = Path(args.out)
    shown = composed if args.upward else published(composed)
    match path.suffix.lower():
        case ".txt":
            content = text_of(composed).encode()
        case ".docx":
            content = docx_of(shown)
        case _ if args.sign and kept is not None:
            code = "annual_report" if args.upward else "annual_report_public"
            content = issue(database, form(code), kept.id, pin(args, password(args))).pdf
        case _:
            content = sheet_of(shown).pdf
    write_whole(path, content)


def _tell(
    drafted: Draft,
    found: Sequence[Finding],
    lines: Sequence[Line] | None,
    args: argparse.Namespace,
) -> None:
    from db.figures.annual_report.comparing import Verdict, counted
    from db.figures.annual_report.reconciling import told

    if args.json:
        show_json(_data(drafted, found, lines))
        return
    for one in found:
        if one.rule != "typed":
            print(f"{one.level.value}：{one.sentence}" + (f"（{one.key}）" if one.key else ""))
    typed = sum(one.rule == "typed" for one in found)
    if typed:
        print(f"手打的数字 {typed} 处，见核对表")
    if lines is not None:
        counts = "，".join(f"{verdict.value} {number}" for verdict, number in counted(lines))
        print(f"与 {Path(args.compare).name} 对照：{counts}")
        for line in lines:
            if line.verdict in (Verdict.DIFFERS, Verdict.ONLY_THEIRS):
                print(told(line))


def _data(drafted: Draft, found: Sequence[Finding], lines: Sequence[Line] | None) -> dict[str, Any]:
    """The report for machines."""
    composed = drafted.composed
    data: dict[str, Any] = {
        "year": composed.year,
        "title": composed.title,
        "template": drafted.template.code,
        "figures": [
            {"code": code, "name": one.figure.name, "words": one.words, "value": _plain(one.shown)}
            for code, one in composed.figures.items()
        ],
        "findings": [
            {"rule": one.rule, "level": one.level.name, "key": one.key, "sentence": one.sentence}
            for one in found
        ],
        "left_out": [{"key": one.key, "reason": one.reason} for one in composed.left_out],
    }
    if lines is not None:
        data["comparison"] = [
            {
                "verdict": one.verdict.name,
                "theirs": one.theirs,
                "clause": one.clause,
                "ours": one.ours,
                "code": one.code,
                "exact": one.exact,
            }
            for one in lines
        ]
    return data


def _plain(number: Any) -> Any:
    return number if isinstance(number, int) or number is None else str(number)


COMMANDS = (Command("report", "年度报告：写出、对照、核对", _report, _arguments),)
