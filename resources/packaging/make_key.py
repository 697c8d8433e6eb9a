"""Makes a publisher's key pair: ``python -m resources.packaging.make_key PRIVATE.pem``.

The public half goes into resources/updates/, from where every build takes it; the private half is
locked with a passphrase and belongs on a stick in a safe, never into the repository.
"""

import getpass
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
)

PUBLISHERS = Path(__file__).parents[1] / "updates"
_LEAST = 12  # characters


def make(private: Path, passphrase: str, public: Path) -> None:
    """Write both halves.

    Raises:
        FileExistsError: a key is there already; losing one means installing by hand everywhere.
    """
    key = Ed25519PrivateKey.generate()
    lock = BestAvailableEncryption(passphrase.encode())
    with private.open("xb") as file:
        private.chmod(0o600)
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))
    with public.open("xb") as file:
        file.write(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def main() -> int:
    """Ask for the passphrase twice, and make the pair."""
    private = Path(sys.argv[1]).resolve()
    if PUBLISHERS.parents[1] in private.parents:
        print("私钥不能放在代码仓库里，请写到别处（如U盘）", file=sys.stderr)
        return 2
    passphrase = getpass.getpass("给私钥设一个口令（至少 12 个字符）：")
    if len(passphrase) < _LEAST or passphrase != getpass.getpass("再输入一遍："):
        print("口令太短，或两次不一样", file=sys.stderr)
        return 2
    public = PUBLISHERS / f"{private.stem}.pem"
    make(private, passphrase, public)
    print(f"私钥 {private}（收好，不要入库）；公钥 {public}（提交入库）")
    return 0


if __name__ == "__main__":
    sys.exit(main())
