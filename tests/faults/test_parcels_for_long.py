"""Many altered bytes and cuts of a parcel; the suite takes fewer (``test_parcel_forged``)."""

import random

import pytest

from db.store.trouble import Trouble
from desktop.exchange.parcel.opening import open_parcel
from tests import parcels
from tests.sealing import county_key


def refused(data: bytes) -> None:
    with pytest.raises(Trouble):
        open_parcel(data, parcels.believed(), keys=[county_key()])


def test_3000_altered_bytes_and_500_cuts(capfd):
    whole, dice = parcels.parcel(), random.Random()
    ends = [*range(600), *range(len(whole) - 600, len(whole))]
    for at in (*ends, *dice.choices(range(len(whole)), k=1800)):
        refused(whole[:at] + bytes([whole[at] ^ dice.randrange(1, 256)]) + whole[at + 1 :])
    for length in dice.choices(range(len(whole)), k=500):
        refused(whole[:length])
    with capfd.disabled():
        print(
            f"\n  a parcel of {len(whole)} bytes: 3,000 altered, 500 cut, all refused", flush=True
        )
