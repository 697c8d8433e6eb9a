"""Who may do what: a role's default, what the head granted, and the one rule that refuses."""

from datetime import date

import pytest
from sqlalchemy import func, select

from db.registers import AccessLog, Case, Committee, Training, UserAccount
from db.registers.users import account as accounts
from db.registers.users.access_log import note_shown
from db.registers.users.acts import give_start_code, hand_over, shut_out, standing
from db.store.attachments import Attachment, NewFile, attach
from db.store.check import check
from db.store.database import Database
from db.store.history import STEP
from db.store.keys import FirstTime, WrongPassword
from db.store.trouble import Trouble
from tests.offices import agreed_case
from tests.store.conftest import PASSWORD

OWN = "自己想的一句话 77"
NAME = "李干事"


def account(database, role="staff", name=NAME, **values):
    with database.step("登记使用人") as session:
        record = UserAccount.fresh(name=name, role=role, **values)
        session.add(record)
    return record


def opened(store, database, role="staff", **values):
    """The store, opened by another person who was just added."""
    code = give_start_code(database, account(database, role, **values))
    database.close()
    return Database.open_first(store, code, OWN)


def right(table, level):
    return accounts.RegisterRight.fresh(register=table, level=level)


def new_training():
    return Training.fresh(name="执法培训", starts_on=date(2024, 5, 1), hours=8)


def enter_training(database):
    with database.step("登记执法培训") as session:
        session.add(new_training())


def test_a_person_chooses_the_password_with_a_code_that_opens_once(store, database):
    person = account(database)
    assert "打不开" in standing(database, person)
    code = give_start_code(database, person)
    assert "等本人" in standing(database, person)
    database.close()
    with pytest.raises(FirstTime):
        Database.open(store, code.lower())
    with Database.open_first(store, code, OWN) as theirs:
        assert theirs.user == NAME
        assert theirs.rights.role == "staff"
    for typed in (code, code.replace("-", "")):
        with pytest.raises(WrongPassword):
            Database.open(store, typed)
    with Database.open(store, OWN, NAME) as theirs:
        assert standing(theirs, person) == "已启用"


def test_the_head_resets_and_shuts_out_and_the_log_tells(store, database):
    opened(store, database).close()
    with Database.open(store, PASSWORD) as head:
        with head.read() as session:
            person = UserAccount.of(session, NAME)
        code = give_start_code(head, person)
        head.close()
    with pytest.raises(WrongPassword):
        Database.open(store, OWN)
    Database.open_first(store, code, OWN).close()
    with Database.open(store, PASSWORD) as head:
        shut_out(head, person)
        with head.read() as session:
            kinds = session.scalars(select(AccessLog.kind).order_by(AccessLog.id)).all()
        assert kinds == ["1", "1", "2"]
        assert check(head).sound
    with pytest.raises(WrongPassword):
        Database.open(store, OWN)


def test_nobody_shuts_out_the_first_user_or_himself(store, database):
    first = account(database, "head", name=database.user)
    with pytest.raises(Trouble, match="不能停用自己"):
        shut_out(database, first)
    with opened(store, database, "head") as other, pytest.raises(Trouble, match="请他本人先移交"):
        shut_out(other, first)


def test_who_leaves_hands_the_recovery_code_over_and_is_shut_out(store, database, code):
    leaving = account(database, "head", name=database.user)
    next_one = account(database, "head")
    with pytest.raises(Trouble, match="还没有自己的密码"):
        hand_over(database, next_one)
    start = give_start_code(database, next_one)
    database.close()
    refused = pytest.raises(Trouble, match=f"只有{leaving.name}本人能移交恢复码")
    with Database.open_first(store, start, OWN) as theirs, refused:
        hand_over(theirs, next_one)
    with Database.open(store, PASSWORD) as head:
        fresh = hand_over(head, next_one)
    with pytest.raises(WrongPassword, match="不属于这个仓库"):
        Database.open_with_code(store, code, "又一句好记的话 9")
    with Database.open_with_code(store, fresh, "又一句好记的话 9") as theirs:
        assert theirs.user == NAME
        assert theirs.rights.head
        shut_out(theirs, leaving)
        assert check(theirs).sound
    with pytest.raises(WrongPassword):
        Database.open(store, PASSWORD)


def test_the_code_is_handed_to_a_head_alone_and_renewed_for_oneself(store, database, code):
    with pytest.raises(Trouble, match="不是所长"):
        hand_over(database, account(database))
    fresh = hand_over(database, account(database, "head", name=database.user))
    assert fresh != code
    database.close()
    with Database.open_with_code(store, fresh, PASSWORD) as opened:
        assert opened.user != NAME


def test_a_keyring_that_cannot_be_written_leaves_no_entry_and_no_way_in(database, monkeypatch):
    person = account(database)
    before = list(database.keyring.slots)

    def full(*_):
        raise Trouble("磁盘已满")

    monkeypatch.setattr("db.store.keys.write_whole", full)
    with pytest.raises(Trouble, match="磁盘已满"):
        give_start_code(database, person)
    assert database.keyring.slots == before
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(AccessLog)) == 0


def test_a_reader_changes_nothing_by_no_way(store, database):
    enter_training(database)
    with opened(store, database, "reader") as theirs:
        with pytest.raises(Trouble, match="李干事没有修改“执法培训”的权限"):
            enter_training(theirs)
        with pytest.raises(Trouble, match="没有修改“使用人”"):
            theirs.undo()  # the newest step that can be undone: the account
        with pytest.raises(Trouble, match="没有修改"), theirs.step("附件") as session:
            attach(session, "training", 1, [NewFile("甲.jpg", "image/jpeg", b"1", pages=1)])
        with theirs.read() as session:
            assert session.scalar(select(func.count()).select_from(Training)) == 1
            assert session.scalar(select(func.count()).select_from(Attachment)) == 0


def test_a_right_holds_for_one_register_and_its_files(store, database):
    enter_training(database)
    with database.step("附件") as session:
        attach(session, "training", 1, [NewFile("甲.jpg", "image/jpeg", b"1", pages=1)])
    rights = [right("training", "1"), right("inspection", "0")]
    with opened(store, database, registers=rights) as theirs:
        assert not theirs.rights.may_change(Training)
        assert theirs.rights.may_see(Training)
        with pytest.raises(Trouble, match="执法培训"):
            enter_training(theirs)
        with pytest.raises(Trouble, match="执法培训"), theirs.step("改名") as session:
            session.get(Attachment, 1).name = "乙.jpg"
        with theirs.step("登记纠纷") as session:
            session.add(agreed_case(session.scalar(select(Committee.id))))
        with theirs.read() as session:
            assert session.scalar(select(func.count()).select_from(Case)) == 1
            assert session.scalar(select(STEP.c.who).order_by(STEP.c.id.desc()).limit(1)) == NAME


def test_only_the_head_grants(store, database, code):
    person = account(database, name="王干事")
    with opened(store, database) as theirs:
        with pytest.raises(Trouble, match="只有所长"):
            give_start_code(theirs, person)
        with pytest.raises(Trouble, match="没有修改“使用人”"):
            account(theirs, "head", name="赵")
    with Database.open_with_code(store, code, "再想的一句话 77") as head:
        assert head.rights.head


def test_a_password_change_keeps_the_role(store, database):
    with opened(store, database, "reader") as theirs:
        theirs.keyring.set_password(NAME, "又想的一句话 77", theirs.key)
        theirs.keyring.save()
    with Database.open(store, "又想的一句话 77") as theirs:
        assert theirs.rights.role == "reader"


def test_sensitive_fields_are_shown_by_right_and_it_is_entered(store, database, code):
    enter_training(database)
    with opened(store, database, "reader") as theirs:
        assert not theirs.rights.full
        with theirs.read() as session:
            record = session.get(Training, 1)
        note_shown(theirs, record)
        with theirs.read() as session:
            log = session.scalars(select(AccessLog).order_by(AccessLog.id.desc())).first()
        assert (log.kind, log.by, log.about_table, log.about_id) == ("6", NAME, "training", 1)
        assert "执法培训" in log.about
    with Database.open_with_code(store, code, OWN) as head, head.step("改权限") as session:
        session.scalars(select(UserAccount)).one().sensitive = "3"
    with Database.open(store, OWN, NAME) as theirs, pytest.raises(Trouble, match="没有查看敏感"):
        note_shown(theirs, record)
