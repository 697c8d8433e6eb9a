"""What everybody tries first is refused; length is asked for, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.store.common_passwords import against


@pytest.mark.parametrize(
    "password",
    ["12345678", "87654321", "qwertyui", "1qaz2wsx", "Password123", "ｐassword１", "admin888",
     "sifasuo123", "司法所123456", "人民调解委员会", "fengqiao2024", "19850607", "07061985",
     "88888888", "11223344", "woaini520", "啊啊啊啊啊啊啊啊"],
)  # fmt: skip
def test_what_everybody_tries_is_refused(password):
    assert against(password) != ""


def test_the_own_name_with_numbers_is_no_secret():
    assert "太常见" in against("李干事20240101", "李干事")
    assert against("李干事20240101", "王干事") == ""


def test_too_short_says_how_long():
    assert "至少 8" in against("abc")


@given(st.text("abcdefghijklmnopqrstuvwxyz枫桥溪水", min_size=20, max_size=64))
def test_nothing_but_length_is_demanded(password):
    """No capitals, digits or symbols: only one letter again and again is refused."""
    assert (against(password) == "") == (len(set(password)) > 1)


@pytest.mark.parametrize("word", ["一句好记的话", "correct horse battery", "大槐树下第三口井"])
def test_a_sentence_is_good(word):
    assert against(f"{word}再加几个字") == ""
