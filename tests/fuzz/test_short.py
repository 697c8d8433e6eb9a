"""A few hundred broken files in every run of the suite; many thousands by ``./run fuzz``."""

import sys

import pytest

from tests.fuzz.run import fuzz

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and alarms are POSIX")


@pytest.mark.parametrize("name", ["csv", "attachment", "keyring", "report"])
def test_broken_files_are_read_or_refused(name):
    count = fuzz(name, 60, seed=4)
    assert count.found == []
    assert count.read
    assert count.refused
