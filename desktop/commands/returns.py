"""The command that takes a table of a period to its signature, and corrects what was signed."""

import argparse
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
from desktop.commands.periods import asked_period, period_arguments

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from db.registers import Return
    from db.store.database import Database
    from desktop.documents.return_seal import Judgement


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=tuple(_ACTS), metavar="动作", help="、".join(_ACTS))
    parser.add_argument("--table", required=True, metavar="统计表", help="代码见 tables")
    period_arguments(parser)
    parser.add_argument("--who", default="", metavar="姓名", help="填报人、审核人，默认是登录的人")
    parser.add_argument("--reason", default="", metavar="原因", help="退回、解锁的原因")
    pin_argument(parser)


def _return(args: argparse.Namespace) -> int:
    period = asked_period(args)
    with open_store(args) as database:
        with database.read() as session:
            from db.figures.returns import latest
            from db.figures.tables import find_table

            code = find_table(session, args.table).code
            made = latest(session, code, period, cumulative=args.cumulative)
        if made is None and args.act == "fill":
            from db.figures.returns import open_return

            made = open_return(database, code, period, cumulative=args.cumulative)
        if made is None:
            raise Trouble(f"{period.name}的这张表还没有填报，请先 fill", wrong_input=True)
        return _ACTS[args.act](database, made, args)


def _show(database: "Database", made: "Return", args: argparse.Namespace) -> int:
    """How it stands; 1 while anything speaks against it: a rule, the registers, its signature."""
    from db.figures.returns import against, as_signed, differences, filled_of, held, revisions

    with database.read() as session:
        live = filled_of(session, made)
        filled = held(live, made) if made.content else as_signed(session, live)
        wrong = [one.sentence for one in against(session, made, filled)]
        changed = differences(session, made, watched) if made.content else ()
        chain = revisions(session, made)
        judged = _judged(session, made)
    said = {
        "name": made.called(),
        "stage": type(made).fields["stage"].kind.format(made.stage),
        "filled_by": made.filled_by,
        "checked_by": made.checked_by,
        "head": made.head,
        "signed_at": made.signed_at,
        "digest": made.digest,
        "signature": judged and {"sound": judged.sound, "sentence": judged.sentence},
        "revisions": len(chain),
        "against": wrong,
        "differences": [one.sentence for one in changed],
        "corrections": [f"{one.place}：{one.old} → {one.new}" for one in made.corrections],
    }
    if args.json:
        show_json(said)
    else:
        for name, words in _WORDS.items():
            told: Any = said[name]
            told = told["sentence"] if isinstance(told, dict) else told
            for one in told if isinstance(told, list) else filter(None, [told]):
                print(f"{words}\t{one}")
    return int(bool(wrong or changed or (judged and not judged.sound)))


def _judged(session: "Session", made: "Return") -> "Judgement | None":
    """The verdict on what was signed; None while nothing is."""
    if not made.frozen:
        return None
    from desktop.documents.return_seal import judge_return

    return judge_return(session, made)


_WORDS = {
    "name": "报表",
    "stage": "状态",
    "filled_by": "填报",
    "checked_by": "审核",
    "head": "负责人",
    "signed_at": "签发",
    "digest": "数据摘要",
    "signature": "签名核验",
    "corrections": "更正",
    "against": "核对不符",
    "differences": "改动",
}


def _fill(database: "Database", made: "Return", args: argparse.Namespace) -> int:
    from db.figures.returns import fill_in

    return _told(fill_in(database, made.id, who=args.who, progress=watched))


def _check(database: "Database", made: "Return", args: argparse.Namespace) -> int:
    from db.figures.returns import check_off

    return _told(check_off(database, made.id, args.who, watched))


def _sign(database: "Database", made: "Return", args: argparse.Namespace) -> int:
    from db.figures.returns import sign_off
    from desktop.documents.office_form import office_of
    from desktop.documents.return_seal import office_seal

    with database.read() as session, office_seal(session, pin(args, password(args))) as seal:
        head = office_of(session).head or ""
        return _told(sign_off(database, made.id, head, seal, progress=watched))


def _send_back(database: "Database", made: "Return", args: argparse.Namespace) -> int:
    from db.figures.returns import send_back

    return _told(send_back(database, made.id, args.reason))


def _unlock(database: "Database", made: "Return", args: argparse.Namespace) -> int:
    """Whoever opens the office's signing key is taken for its head."""
    from db.figures.returns import unlock
    from desktop.documents.office_form import office_of
    from desktop.documents.return_seal import office_seal

    with database.read() as session, office_seal(session, pin(args, password(args))):
        return _told(unlock(database, made.id, office_of(session).head or "", args.reason))


def _revise(database: "Database", made: "Return", args: argparse.Namespace) -> int:
    from db.figures.returns import fill_in, revise

    following = revise(database, made.id)
    return _told(fill_in(database, following.id, who=args.who, progress=watched))


def _told(made: "Return") -> int:
    print(f"{made.called()}\t{type(made).fields['stage'].kind.format(made.stage)}")
    return 0


_ACTS: "dict[str, Callable[[Database, Return, argparse.Namespace], int]]" = {
    "show": _show,
    "fill": _fill,
    "check": _check,
    "sign": _sign,
    "send-back": _send_back,
    "unlock": _unlock,
    "revise": _revise,
}

COMMANDS = (Command("return", "一张统计表的填报、核对、签发和更正", _return, _arguments),)
