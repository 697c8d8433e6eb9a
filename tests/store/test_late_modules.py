"""What others import at our start and nobody uses comes late, and then whole."""

import subprocess
import sys

import pytest

BEGIN = """
import sys
import db.store
import sqlalchemy.orm, stdnum.cn.ric
names = ("asyncio.events", "email.message", "_ssl", "urllib.request")
print(*[name for name in names if name in sys.modules])
"""
ALL_OF_IT = """
import asyncio, importlib.metadata
from importlib import metadata
from sqlalchemy.util import concurrency
async def three(): return 3
assert concurrency.iscoroutine(one := three())
assert asyncio.run(one) == 3
assert asyncio is not sys.modules["asyncio"]  # who has the other one is handed on
import asyncio.events, ssl, pydoc
from ssl import SSLContext
assert asyncio.Lock and ssl.SSLContext is SSLContext
assert metadata.version("sqlalchemy") == importlib.metadata.version("sqlalchemy")
assert pydoc.splitdoc("a\\n\\nb") == ("a", "b")
print("whole")
"""


@pytest.fixture(scope="module")
def told() -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + ALL_OF_IT],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_the_start_brings_no_network_and_no_mail_along(told):
    assert told[0] == ""


def test_who_asks_for_a_late_module_has_all_of_it(told):
    assert told[1] == "whole"
