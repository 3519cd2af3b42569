"""A chat that was copied: the names and times over its messages are who asks, and no part of what is asked."""

import re
from collections.abc import Iterator, Sequence

_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?"
_DAY = r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?"
_AT = rf"(?:{_DAY}[,\s]*{_CLOCK}|{_CLOCK}[,\s]*{_DAY}|{_CLOCK})"
_SAID = re.compile(rf"^(?:\[{_AT}\]|{_AT}\s+-)\s*(?P<who>[^:：]{{1,40}})[:：]\s*(?P<what>.*)$")
_TIME = re.compile(_AT)
_HEAD = re.compile(rf"^(?P<who>\S(?:.{{0,38}}?\S)?)\s+{_AT}$")


def without_times(lines: Sequence[str]) -> Iterator[str]:
    """Give the lines of a chat without its times; the first who speaks is who asks, the others are named."""
    first, speaks = "", ""
    for one in lines:
        text = one.strip()
        if _TIME.fullmatch(text):
            continue
        if said := _SAID.match(text):
            who, what = said["who"].strip(), said["what"]
        elif head := _HEAD.match(text):
            who, what = head["who"], ""
        else:
            yield f"{speaks}: {one}" if speaks and text else one
            speaks = "" if text else speaks
            continue
        speaks = ""
        if not first:
            first = who
            yield f"contact: {who}"
        elif who != first:
            what, speaks = (f"{who}: {what}", "") if what else ("", who)
        if what:
            yield what
