"""The passphrase of the lock: kept as what tells it, never as itself.

scrypt with a salt of its own (RFC 7914). It keeps hands off a window; it encrypts nothing,
and whoever may write the settings file can take it out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import unicodedata

LEAST, MOST = 6, 200
"""How many characters a passphrase may have."""
_N, _R, _P, _SIZE, _SALT = 2**14, 8, 1, 32, 16
"""16 MiB and some 40 ms: short enough for the thread of the window, where it must work even
when no lane does. Guessing is slowed by the window; against whoever has the file, a longer
one would help little."""
_FREE_TRIES, _LONGEST_WAIT_S = 3, 60


def sealed(phrase: str) -> str:
    """Return what tells this passphrase later: `scrypt$<salt>$<hash>`, both base64."""
    salt = os.urandom(_SALT)
    return "$".join(("scrypt", _text(salt), _text(_hash(phrase, salt))))


def opens(phrase: str, kept: str) -> bool:
    """Return whether this is the passphrase of which `sealed` returned `kept`."""
    parts = _parts(kept)
    return parts is not None and hmac.compare_digest(_hash(phrase, parts[0]), parts[1])


def is_whole(kept: str) -> bool:
    """Return whether `kept` tells a passphrase; a damaged one would let nobody in."""
    return _parts(kept) is not None


def wait_s(wrong: int) -> int:
    """Return how long the next try has to wait after so many wrong ones, in seconds."""
    over = wrong - _FREE_TRIES
    return 0 if over < 0 else min(2 ** min(over + 1, 10), _LONGEST_WAIT_S)


def _hash(phrase: str, salt: bytes) -> bytes:
    # The same letters are the same passphrase, whichever keyboard composed them.
    typed = unicodedata.normalize("NFKC", phrase).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(typed, salt=salt, n=_N, r=_R, p=_P, dklen=_SIZE)


def _parts(kept: str) -> tuple[bytes, bytes] | None:
    match kept.split("$"):
        case ["scrypt", salt, told]:
            try:
                parts = base64.b64decode(salt, validate=True), base64.b64decode(told, validate=True)
            except (ValueError, binascii.Error):
                return None
            return parts if (len(parts[0]), len(parts[1])) == (_SALT, _SIZE) else None
    return None


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
