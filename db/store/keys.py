"""The keyring: one random data key, wrapped by each password and by the printed recovery code.

It lies beside the store as ``<store>.keys``. It holds no secret in the clear: without a password
or the code it opens nothing, and without it a store cannot be opened, so both travel together.
"""

import base64
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.store import slowness
from db.store.common_passwords import against
from db.store.paper_code import (
    is_recovery_code,
    new_recovery_code,
    new_start_code,
    plain_code,
)
from db.store.trouble import Trouble
from db.store.whole_file import write_whole

_NO_KEY = base64.b64encode(bytes(48)).decode()


class WrongPassword(Trouble):
    """The password or the recovery code opens no slot."""


class FirstTime(Trouble):
    """A start code was given where a password is asked: its person chooses a password now."""


@dataclass(frozen=True)
class Slot:
    """One way in: a user's password (Argon2id, RFC 9106), the recovery code, or a start code.

    ``kind`` is password, recovery or start; a start code opens once, to choose a password. How many
    passes it takes is chosen when it is made (``slowness.py``) and read from here ever after.
    """

    kind: str
    user: str
    role: str
    salt: str
    nonce: str
    wrapped: str
    passes: int = slowness.FEWEST
    memory_kib: int = 64 * 1024
    lanes: int = 4

    def __post_init__(self) -> None:
        """Refuse what would fail, or take for ever, only when somebody types a password.

        Raises:
            ValueError, TypeError: the slot cannot have been written by us.
        """
        wrapped = _NO_KEY if self.wrapped == "" else self.wrapped  # not yet wrapped
        for text, length in ((self.salt, 16), (self.nonce, 12), (wrapped, 48)):
            if len(base64.b64decode(text, validate=True)) != length:
                raise ValueError(text)
        f"{self.kind}/{self.user}/{self.role}".encode()  # half a character opens nothing
        for amount, most in ((self.passes, 64), (self.memory_kib >> 10, 1024), (self.lanes, 64)):
            if amount not in range(1, most + 1):
                raise ValueError(amount)

    def wrapping_key(self, secret: str) -> bytes:
        """The key that unwraps the data key. A code of 120 random bits needs no slow hash."""
        salt = base64.b64decode(self.salt)
        if self.kind == "recovery":
            return hmac.digest(salt, b"fengqiao recovery\0" + secret.encode(), sha256)
        typed = secret.encode("utf-8", "surrogatepass")  # the environment may hold any bytes
        return hash_secret_raw(typed, salt, self.passes, self.memory_kib, self.lanes, 32, Type.ID)

    def open(self, secret: str, store_id: str) -> bytes | None:
        """The data key, None when the secret is wrong."""
        try:
            return AESGCM(self.wrapping_key(secret)).decrypt(
                base64.b64decode(self.nonce),
                base64.b64decode(self.wrapped),
                f"{store_id}/{self.kind}/{self.user}/{self.role}".encode(),
            )
        except InvalidTag:
            return None


@dataclass
class Keyring:
    """All ways into one store."""

    path: Path
    store_id: str
    slots: list[Slot] = field(default_factory=list)

    @classmethod
    def create(cls, path: Path, user: str, password: str) -> tuple["Keyring", bytes, str]:
        """A new keyring in memory; gives also the data key and the recovery code.

        Raises:
            Trouble: the password is too short.
        """
        ring = cls(path, secrets.token_hex(16))
        data_key, code = secrets.token_bytes(32), new_recovery_code()
        ring.set_password(user, password, data_key)
        ring._put("recovery", "", "head", plain_code(code), data_key)
        return ring, data_key, code

    @classmethod
    def load(cls, path: Path) -> "Keyring":
        """Read the keyring.

        Raises:
            Trouble: it is missing or damaged.
        """
        try:
            data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            str.encode(data["store_id"])
            return cls(path, data["store_id"], [Slot(**slot) for slot in data["slots"]])
        except FileNotFoundError:
            raise Trouble(
                f"缺少密钥文件 {path.name}：它必须和仓库放在一起，请从备份中一并取回"
            ) from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Trouble(f"密钥文件 {path.name} 已损坏，请用备份中的同名文件替换") from error

    def save(self) -> None:
        """Write the keyring whole or not at all."""
        data = {
            "format": 1,
            "store_id": self.store_id,
            "slots": [asdict(slot) for slot in self.slots],
        }
        write_whole(self.path, json.dumps(data, indent=1, ensure_ascii=False).encode())

    def users(self) -> list[str]:
        """Who can open the store with a password or a start code."""
        return [slot.user for slot in self.slots if slot.kind != "recovery"]

    def role_of(self, user: str) -> str:
        """The role that is bound to a user's way in; head for one who has none yet."""
        slots = (slot for slot in self.slots if slot.kind != "recovery" and slot.user == user)
        return next((slot.role for slot in slots), "head")

    def waits_for(self, user: str) -> bool:
        """Whether a user has a start code and no password yet."""
        return any(slot.kind == "start" and slot.user == user for slot in self.slots)

    def open(self, password: str, user: str | None = None) -> tuple[bytes, str]:
        """The data key, and who opened.

        Raises:
            FirstTime: it is a start code.
            WrongPassword: no slot opens.
        """
        found = self._opened("password", password, user)
        if found is not None:
            return found
        if self._opened("start", plain_code(password), user) is not None:
            raise FirstTime("这是启用码：请先设置自己的密码")
        raise WrongPassword("密码不对，请检查大小写和输入法后再试")

    def open_first(self, code: str) -> tuple[bytes, str]:
        """The data key, by a start code, and whose it is.

        Raises:
            WrongPassword: nobody has this start code.
        """
        found = self._opened("start", plain_code(code), None)
        if found is None:
            raise WrongPassword("启用码不对，或已经用过；请所长重新发一个")
        return found

    def _opened(self, kind: str, secret: str, user: str | None) -> tuple[bytes, str] | None:
        for slot in self.slots:
            if slot.kind == kind and user in (None, slot.user):
                key = slot.open(secret, self.store_id)
                if key is not None:
                    return key, slot.user
        return None

    def open_with_code(self, code: str) -> bytes:
        """The data key, by the printed recovery code.

        Raises:
            WrongPassword: the code is mistyped or belongs to another store.
        """
        plain = plain_code(code)
        if not is_recovery_code(plain):
            raise WrongPassword("恢复码有误：应为 5 组、每组 5 个字符，请对照打印件逐个核对")
        for slot in self.slots:
            key = slot.open(plain, self.store_id) if slot.kind == "recovery" else None
            if key is not None:
                return key
        raise WrongPassword("这张恢复码不属于这个仓库")

    def set_password(
        self, user: str, password: str, data_key: bytes, role: str | None = None
    ) -> None:
        """Give a user a password, in the place of what opened for him so far.

        Args:
            user: who.
            password: what he types from now on.
            data_key: what it opens.
            role: another role than the one he has; the first of all users is head.

        Raises:
            Trouble: it is too short, or everybody would try it first.
        """
        if sentence := against(password, user):
            raise Trouble(sentence, wrong_input=True)
        self._put("password", user, role or self.role_of(user), password, data_key)

    def give_start_code(self, user: str, role: str, data_key: bytes) -> str:
        """A code that opens once for a user, who then chooses a password; the old one is gone."""
        code = new_start_code()
        self._put("start", user, role, plain_code(code), data_key)
        return code

    def shut_out(self, user: str) -> None:
        """Nothing opens for a user any more.

        Raises:
            Trouble: it is the first user, whom the recovery code resets.
        """
        if user == self.users()[0]:
            raise Trouble(
                f"恢复码在{user}手里，不能停用他；离任的，请他本人先移交", wrong_input=True
            )
        self.slots = [slot for slot in self.slots if slot.kind == "recovery" or slot.user != user]

    def hand_over(self, user: str, data_key: bytes) -> str:
        """A new recovery code, which resets this user from now on; the one before opens nothing.

        Raises:
            Trouble: the user has no password of his own yet.
        """
        own = next((one for one in self.slots if (one.kind, one.user) == ("password", user)), None)
        if own is None:
            raise Trouble(f"{user}还没有自己的密码，请他先用启用码打开一次仓库", wrong_input=True)
        code = new_recovery_code()
        self.slots = [own, *(slot for slot in self.slots if slot is not own)]
        self._put("recovery", "", "head", plain_code(code), data_key)
        return code

    def _put(self, kind: str, user: str, role: str, secret: str, data_key: bytes) -> None:
        salt, nonce = os.urandom(16), os.urandom(12)
        blank = Slot(kind, user, role, _text(salt), _text(nonce), "")
        if kind != "recovery":
            blank = replace(blank, passes=slowness.passes(blank.memory_kib, blank.lanes))
        bound = f"{self.store_id}/{kind}/{user}/{role}".encode()
        wrapped = AESGCM(blank.wrapping_key(secret)).encrypt(nonce, data_key, bound)
        slot = replace(blank, wrapped=_text(wrapped))
        for place, old in enumerate(self.slots):
            if old.user == user and (old.kind == "recovery") == (kind == "recovery"):
                self.slots[place] = slot  # in its place: the first user is the one a code resets
                return
        self.slots.append(slot)


def keyring_path(store: Path) -> Path:
    """Where the keyring of a store lies."""
    return store.with_name(store.name + ".keys")


def derived(data_key: bytes, purpose: str) -> bytes:
    """A key for one purpose alone, from the data key (HMAC-SHA256 as in RFC 5869's expand)."""
    return hmac.digest(data_key, f"fengqiao {purpose}\x01".encode(), sha256)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
