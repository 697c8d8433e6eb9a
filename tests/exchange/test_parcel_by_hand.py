"""docs/parcel.md is right: openssl opens parcels by the very commands that stand there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from desktop.documents import seals
from desktop.documents.signing import own_key, signer
from desktop.documents.signing.certificate import describe
from desktop.documents.signing.enclosed import sign_enclosing
from desktop.documents.signing.envelope import seal_for, seal_with
from desktop.exchange.parcel import contents
from desktop.exchange.parcel.opening import open_parcel
from desktop.exchange.parcel.senders import Senders
from tests import parcels
from tests.forged.authority import der, issued
from tests.sealing import PASSPHRASE, county_key, signing_key

DOCUMENT = Path(__file__).parents[2] / "docs" / "parcel.md"
COMMANDS = re.findall(r"```sh\n(.+?)\n```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
PIN = "开箱口令 2024"

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")


def curve_key() -> own_key.OwnKey:
    """As some authorities issue them: P-256, digitalSignature, no extended usage."""
    key = ec.generate_private_key(ec.SECP256R1())
    return own_key.OwnKey(describe(der(issued(key, "某镇司法所"))), (), key)


@pytest.mark.parametrize("own", [signing_key, curve_key], ids=["RSA", "P-256"])
def test_openssl_opens_it_by_the_recipe(own, tmp_path):
    key = own()
    packed = contents.pack(parcels.manifest(), parcels.FILES)
    signed = sign_enclosing(packed, signer.from_own_key(key))
    sealed = seal_for(signed, [county_key().certificate.der])
    for name, content in {
        "parcel.p7m": sealed,
        "phrase.p7m": seal_with(signed, PASSPHRASE),
        "office.pem": seals._pem(key.register),
        "county.pem": county_key().pem,
        "county.key": county_key().seal(PIN),
        "pin.txt": PIN.encode(),
        "phrase.txt": PASSPHRASE.encode(),
    }.items():
        (tmp_path / name).write_bytes(content)
    said = []
    for command in COMMANDS:
        done = subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        said.append(done.stdout + done.stderr)
    assert (tmp_path / "contents.zip").read_bytes() == packed
    assert (tmp_path / "phrase.p7s").read_bytes() == signed
    assert "CMS Verification successful" in said[2]
    opened = open_parcel(sealed, Senders(key.register), keys=[county_key()])
    assert said[-1].startswith(opened.digest)


def test_openssl_refuses_what_we_refuse(tmp_path):
    """The recipe's second step is the one that proves anything."""
    packed = contents.pack(parcels.manifest(), parcels.FILES)
    signed = bytearray(parcels.signed(packed))
    signed[len(signed) // 3] ^= 1
    (tmp_path / "signed.p7s").write_bytes(signed)
    (tmp_path / "office.pem").write_bytes(seals._pem(signing_key().register))
    done = subprocess.run(["sh", "-c", COMMANDS[2]], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode != 0


def test_the_document_has_the_commands_it_speaks_of():
    assert len(COMMANDS) == 5
    assert all(command.startswith("openssl ") for command in COMMANDS)
