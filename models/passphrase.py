"""Passphrases and recovery codes as people type them: one form, how much is enough, a code to print."""

from __future__ import annotations

import secrets
import unicodedata

from models.errors import KnownError, Place

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def plain(passphrase: str) -> str:
    """One form of what was typed: full-width letters and composed accents open the same slot."""
    return unicodedata.normalize("NFKC", passphrase).strip()


def is_strong(passphrase: str) -> bool:
    """12 characters (5 different) or 4 different words of 2 or more: enough without a keystore."""
    text = plain(passphrase)
    words = {w.casefold() for w in text.split() if len(w) >= 2}
    return (len(text) >= 12 and len(set(text)) >= 5) or len(words) >= 4


def check_passphrase(passphrase: str, keystore: object | None) -> None:
    """Raise KnownError("passphrase_weak") when it alone, or with the device's secret, is too little."""
    if keystore is None and not is_strong(passphrase):
        raise KnownError("passphrase_weak", where=Place(field="passphrase"))
    if len(plain(passphrase)) < 6:
        raise KnownError("passphrase_short", where=Place(field="passphrase"))


def new_recovery_code() -> str:
    """20 random characters (100 bits) in four groups, without letters that are easily confused."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(20))
    return "-".join(letters[i : i + 5] for i in range(0, 20, 5))


def typed_code(code: str) -> str:
    """A recovery code as it was made, whatever the case, dashes and look-alike letters it was typed with."""
    cleaned = plain(code).upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return "".join(c for c in cleaned if c in CODE_LETTERS)
