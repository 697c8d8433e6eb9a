"""Retention: what is past its term, and that destruction leaves proof but no word."""

from datetime import date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from db.registers import Consultation, Destruction, Person, Printing, RetentionRule
from db.registers.retention import DestructionItem
from db.registers.retention.past import kept_to, past
from db.store.attachments import NewFile, attach, remove
from db.store.blobs import BLOB
from db.store.check import check
from db.store.database import Database
from db.store.engine import connect
from db.store.history import CHANGE
from db.store.trouble import Trouble
from tests.filled import filled

WORD = "青石桥头那口老井"
OLD = date(2001, 5, 6)
PAGE, RESERVED = 4096, 80


@pytest.fixture
def database(tmp_path):
    made, _ = Database.create(tmp_path / "store.db", "张所长", "一二三四五六七八")
    with made:
        yield made


def consulted(database, day=OLD, words=WORD):
    """A consultation of a day, edited once."""
    with database.step("登记咨询") as session:
        record = filled(Consultation, session, content=f"{words}的归属")
        for spec in Consultation.fields.values():
            if spec.kind.code == "date" and getattr(record, spec.name) is not None:
                setattr(record, spec.name, day)
        session.add(record)
    with database.step("修改咨询") as session:
        session.get(Consultation, record.id).content = f"{words}与其东侧水沟"
    return record


def planned(database, **values):
    """A protocol that took in what is past its term."""
    people = {"reason": "没有保存价值", "appraised_by": "张三", "witness": "李四"}
    with database.step("登记销毁") as session:
        protocol = Destruction.fresh(name="到期咨询", **(people | values))
        session.add(protocol)
        session.flush()
        move(protocol, "take_in").make(protocol, session)
    return protocol


def move(record, code):
    return next(one for one in record.moves if one.code == code)


def destroyed(database, protocol):
    with database.step("销毁到期记录") as session:
        record = session.get(Destruction, protocol.id)
        move(record, "destroy").make(record, session)


def pages(database):
    """Every page of the file decrypted as it lies there, free room included (SQLCipher 4)."""
    data = database.path.read_bytes()
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        vector, sealed = page[-RESERVED : 16 - RESERVED], page[16 * (start == 0) : -RESERVED]
        opened = Cipher(algorithms.AES(database.key), modes.CBC(vector)).decryptor()
        yield opened.update(sealed)


def words_in(database):
    """In how many pages of the file the word stands, or nearly all of it."""
    raw = connect(database.path, database.key)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    raw.close()
    return sum(WORD.encode()[:9] in page for page in pages(database))


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(["10", "30"]))
def test_a_term_ends_with_a_year_and_is_never_short(day, term):
    end = kept_to(day, term)
    assert (end.month, end.day) == (12, 31)
    assert int(term) * 365 < (end - day).days <= (int(term) + 1) * 366
    assert kept_to(day, "permanent") is None


def test_a_record_is_past_its_term_from_the_first_of_january_on(database):
    consulted(database)
    with database.read() as session:
        assert [one.table for one in past(session, date(2011, 12, 31))] == []
        (found,) = past(session, date(2012, 1, 1))
        assert (found.table, found.kept_to) == ("consultation", date(2011, 12, 31))


def test_the_office_sets_its_own_term(database):
    consulted(database)
    with database.step("设定") as session:
        session.add(RetentionRule.fresh(register="consultation", term="30", basis="本镇期限表"))
    with database.read() as session:
        assert list(past(session, date(2031, 12, 31), "consultation")) == []
        assert len(list(past(session, date(2032, 1, 1), "consultation"))) == 1


def test_what_is_destroyed_is_found_nowhere_and_the_chain_still_proves_the_rest(database):
    record, kept = consulted(database), consulted(database, date.today(), "院墙")
    photo = NewFile("井.jpg", "image/jpeg", WORD.encode() * 3000)
    gone = NewFile("旧井.jpg", "image/jpeg", WORD.encode() * 2000)
    with database.step("附件") as session:
        attach(session, "consultation", record.id, [photo, gone])
        second = attach(session, "consultation", kept.id, [NewFile("留.txt", "text/plain", b"k")])
    with database.step("移除附件") as session:
        remove(session, [second[0].id - 1])
    with database.step("改写") as session:
        session.get(Consultation, kept.id).content = "与井无关"
    assert words_in(database) > 3
    protocol = planned(database)
    assert [(item.register, item.record_id) for item in protocol.items] == [
        ("consultation", record.id)
    ]
    destroyed(database, protocol)
    with database.read() as session:
        assert session.get(Consultation, record.id) is None
        assert session.get(Consultation, kept.id).content == "与井无关"
        assert session.scalar(select(func.count()).select_from(BLOB)) == 1
        said = session.get(Destruction, protocol.id)
        for name in ("items", "reason", "appraised_by", "witness"):  # it stays as it was signed
            assert Destruction.fields[name].locked_when(said)
        assert (said.state, said.destroyed, said.destroyed_on) == ("destroyed", 1, date.today())
    assert check(database).findings == []
    assert database.path.with_name("store.db-wal").stat().st_size == 0
    assert words_in(database) == 0
    assert database.offered("undo") is None
    with database.step("改写") as session:
        session.get(Consultation, kept.id).content = "与井仍然无关"
    database.undo()
    assert database.offered("undo") is None


def test_nothing_goes_before_its_term_nor_by_one_person_alone(database):
    record = consulted(database, date.today() - timedelta(days=400))
    with pytest.raises(Trouble, match="没有保管期满"):
        planned(database)
    people = {"reason": "没有保存价值", "appraised_by": "张三", "witness": "李四"}
    with database.step("登记销毁") as session:
        protocol = Destruction.fresh(name="到期咨询", **people)
        session.add(protocol)
    assert protocol.next_moves()[0].label == "列入到期记录"
    with pytest.raises(Trouble, match="不能销毁"):
        destroyed(database, protocol)
    with database.step("手工列入") as session:
        found = session.get(Destruction, protocol.id)
        item = DestructionItem.fresh(register="consultation", record_id=record.id, mark="x")
        found.items.append(item)
    with pytest.raises(Trouble, match="期满以前不得销毁"):
        destroyed(database, protocol)
    alone = Destruction.fresh(name="一人", appraised_by="张三", witness="张三")
    assert [p.path for p in alone.stopping()] == ["witness"]


def test_who_is_known_by_a_destroyed_record_alone_goes_with_it(database):
    with database.step("登记法律明白人") as session:
        session.add(Person.fresh(name="早就登记的人", phone="13800000001"))
    told = {"way": "1", "matter": "01", "day": OLD}
    with database.step("登记咨询") as session:
        session.add_all(
            Consultation.fresh(name=name, phone=phone, content=WORD, **told)
            for name, phone in (
                ("早就登记的人", "13800000001"),
                ("只来过一次", "13800000002"),
                ("后来又来", "13800000003"),
                ("另作了登记", "13800000004"),
            )
        )
    with database.step("登记咨询") as session:
        again = {**told, "day": date.today()}
        session.add(Consultation.fresh(name="后来又来", phone="13800000003", **again))
    with database.step("修改人员") as session:
        named = select(Person).where(Person.name == "另作了登记")
        session.scalars(named).one().occupation = "村民小组长"
    destroyed(database, planned(database, only="consultation"))
    with database.read() as session:
        left = set(session.scalars(select(Person.name)))
        told = session.scalars(select(CHANGE.c.content).where(CHANGE.c.content.contains("一次")))
        assert told.all() == []
    assert left == {"早就登记的人", "后来又来", "另作了登记"}
    assert check(database).findings == []


def test_what_others_link_to_waits_for_them(database):
    consulted(database, date.today())
    with database.step("早年登记的人") as session:
        for person in session.scalars(select(Person)):
            person.created_at = datetime(2001, 5, 6)
    protocol = planned(database, only="person")
    with pytest.raises(Trouble, match="用到它们"):
        destroyed(database, protocol)


def test_what_was_printed_of_a_record_goes_with_it(database):
    record = consulted(database)
    with database.step("打印") as session:
        tied = {"about_table": "consultation", "about_id": record.id, "about": WORD}
        session.add(filled(Printing, session, **tied))
        other = filled(Printing, session, about_table="consultation", about_id=record.id + 1)
        session.add(other)
    destroyed(database, planned(database, only="consultation"))
    with database.read() as session:
        assert session.scalars(select(Printing.id)).all() == [other.id]
        told = session.scalars(select(CHANGE.c.content).where(CHANGE.c.content.contains(WORD)))
        assert told.all() == []
