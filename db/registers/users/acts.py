"""What the head does with somebody's way in: a start code, shutting out, handing over."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.registers.users.access_log import CODE_GIVEN, HANDED_OVER, SHUT_OUT, entry
from db.registers.users.account import UserAccount
from db.store.rights import HEAD
from db.store.trouble import Trouble

if TYPE_CHECKING:
    from db.store.database import Database


def give_start_code(database: "Database", account: UserAccount) -> str:
    """A code for a new person, or for one who forgot the password; it opens once.

    Raises:
        Trouble: somebody else than the head asks, or for the own account.
    """
    if account.name == database.user:
        raise Trouble("自己的密码请用“修改密码”，忘记了用恢复码", wrong_input=True)
    ring = database.keyring
    return _done(
        database,
        f"发启用码：{account.name}",
        CODE_GIVEN,
        account,
        lambda: ring.give_start_code(account.name, account.role, database.key),
    )


def shut_out(database: "Database", account: UserAccount) -> None:
    """Nothing opens the store for the person any more; the record stays.

    Raises:
        Trouble: somebody else than the head asks, or for the own account.
    """
    if account.name == database.user:
        raise Trouble("不能停用自己", wrong_input=True)

    def out() -> str:
        database.keyring.shut_out(account.name)
        return ""

    _done(database, f"停用使用人：{account.name}", SHUT_OUT, account, out)


def may_hand_over(database: "Database", account: UserAccount) -> None:
    """Asked before people are asked whether they are sure.

    Raises:
        Trouble: somebody else asks than the one whom the recovery code resets today; the other is
            no head.
    """
    now = database.keyring.users()[0]
    if now != database.user:
        raise Trouble(
            f"只有{now}本人能移交恢复码；他不在的，在解锁窗口选“忘记密码”，"
            f"用恢复码给他设一个新密码，以他的名义打开，再移交",
            wrong_input=True,
        )
    if account.name != now and account.role != HEAD:
        raise Trouble(f"{account.name}不是所长：请先把他的角色改为所长", wrong_input=True)


def hand_over(database: "Database", account: UserAccount) -> str:
    """Whom the recovery code resets from now on, e.g. a successor; gives the new code.

    Raises:
        Trouble: see ``may_hand_over``; or the other has no password yet.
    """
    may_hand_over(database, account)
    ring = database.keyring
    now = ring.users()[0]
    return _done(
        database,
        f"换恢复码：{account.name}",
        HANDED_OVER,
        account,
        lambda: ring.hand_over(account.name, database.key),
        beside=lambda session: _list(session, now),
    )


def _list(session: Session, name: str) -> None:
    """The first user was never entered as one; who follows finds the name in the list."""
    found = session.scalar(select(UserAccount).where(UserAccount.name == name))
    if found is None:
        session.add(UserAccount.fresh(name=name, role=HEAD))
    else:
        found.deleted_at = None


def standing(database: "Database", account: UserAccount) -> str:
    """How the person comes in, in words."""
    if account.name not in database.keyring.users():
        return "还没有启用码，打不开仓库"
    return "已发启用码，等本人设置密码" if database.keyring.waits_for(account.name) else "已启用"


def _done(
    database: "Database",
    name: str,
    kind: str,
    account: UserAccount,
    act: Callable[[], str],
    *,
    beside: Callable[[Session], None] = lambda _session: None,
) -> str:
    """All or nothing: the keyring is written last, within the step that tells of it."""
    database.rights.refuse_others()
    ring = database.keyring
    before = list(ring.slots)
    try:
        with database.step(name, lasting=True) as session:
            number = account.id
            beside(session)
            session.add(entry(database, kind, account.name, UserAccount.__tablename__, number))
            session.flush()
            said = act()
            ring.save()
    except BaseException:
        ring.slots = before
        raise
    return said
