"""Marks of state secrets: doubted in every free text, told of every file that leaves."""

import pytest

from db.registers import Consultation, Place
from db.store.listing import Listing
from db.store.problems import Level
from db.store.secrecy import marked
from desktop.exchange.exporting import export
from desktop.exchange.rows_out import Wish
from desktop.exchange.secret_marks import Marked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("机密★10年", "机密"),
        ("关于某事的通知（秘密）", "秘密"),
        ("秘密★5年", "秘密"),
        ("密级：绝密", "绝密"),
        ("调解员应当保守秘密，不泄露当事人的个人隐私", ""),
        ("来往密切，分不清地界", ""),
        ("", ""),
    ],
)
def test_a_mark_is_told_from_the_everyday_word(text, found):
    assert marked(text) == found


def test_a_record_with_a_mark_can_be_saved_but_is_doubted():
    record = Consultation.fresh(content="来人出示的文件上写着\n机密★10年")
    (told,) = [one for one in record.problems() if one.path == "content"]
    assert told.level is Level.WARN
    assert "国家秘密标志“机密”" in told.sentence


def test_an_export_waits_until_people_have_read_the_marks_in_it(database, tmp_path):
    with database.step("登记") as session:
        session.add_all([Place.fresh(name=name, kind="1") for name in ("绝密村", "天龙村")])
    path = tmp_path / "村.csv"
    with pytest.raises(Marked):
        export(database, Wish(Listing(Place)), path)
    assert not path.exists()
    export(database, Wish(Listing(Place)), path, marks_read=True)
    with database.step("改名") as session:
        session.get(Place, 1).name = "绝壁村"
    assert export(database, Wish(Listing(Place)), path).notes == ()
