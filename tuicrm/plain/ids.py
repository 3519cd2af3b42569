"""Identifiers that two databases cannot both give out."""

import secrets
import time
from uuid import UUID


def uuid7() -> UUID:
    """Make a UUID whose order is the order of making, to the millisecond.

    Source: RFC 9562, 5.7. The standard library has it only from Python 3.14 on.
    """
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76
    value |= secrets.randbits(12) << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return UUID(int=value)
