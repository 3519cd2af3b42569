"""A mail message as bytes -> who wrote, about what, and only the new part of the text. Nothing in it is trusted."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser
from typing import cast

from tuicrm.exchange.encoding import decode
from tuicrm.plain.clean import line, note
from tuicrm.sales.mailing import Mail

_QUOTED = re.compile(
    r"^(?:>|-{2,}\s*(?:original|forwarded|ursprüngliche|原始邮件|邮件原件|转发)|_{10,}|"
    r"on .{5,120} wrote:\s*$|am .{5,120} schrieb.{0,80}:\s*$|"
    r"le .{5,120} a écrit\s*:\s*$|在.{5,80}写道[:：]|.{0,80}于.{5,60}写道[:：]|(?:from|von|发件人|寄件者)\s*[:：].+)",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"^(?:-{2,}\s*(?:forwarded message|weitergeleitete nachricht|转发的?邮件).*|"
    r"(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message transféré|开始转发的邮件)"
    r"\s*[:：])$",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(r"^\s*(?:fwd?|wg|tr|转发|轉寄|转寄)\s*[:：]", re.IGNORECASE)
"""The subject of what is passed on: then what stands as quoted is what the customer wrote."""
_FROM = re.compile(r"^\s*>?\s*(?:from|von|发件人)\s*[:：]\s*(.+)$", re.IGNORECASE)
_SIGNATURE = re.compile(r"^--\s*$")
_AUTOMATIC = ("mailer-daemon", "postmaster", "no-reply", "noreply", "donotreply", "do-not-reply", "bounce")
_OF_LISTS, _OF_REPLIES = ("list-id", "list-unsubscribe"), ("x-autoreply", "x-autorespond")
_ABSENT = re.compile(
    r"(?:auto(?:matic)?[ -]?repl(?:y|ies)|out of (?:the )?office|automatische antwort|abwesenheit|réponse automatique|"
    r"undeliverable|undelivered mail|mail delivery (?:failed|failure)|delivery status notification|unzustellbar|"
    r"自动回复|自動回覆|外出|系统退信|退信)",
    re.IGNORECASE,
)
_CHINESE = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "hz-gb-2312"}
_BLOCKS = {"p", "br", "div", "tr", "li", "h1", "h2", "h3", "blockquote", "table", "hr"}
LONGEST = 20_000
SIGNATURE_LINES = 8


def read(data: bytes) -> Mail:
    """Read one message, however broken; what cannot be read is left out."""
    message = message_from_bytes(data, policy=policy.default)
    text = note(_text(message))[: 4 * LONGEST]
    name, address = _sender(message)
    forwarded = _forwarded(text, is_passed_on=_PASSED_ON.match(_header(message, "subject")) is not None)
    new, signature = split(text if forwarded is None else forwarded[1])
    return Mail(
        name=name,
        address=address,
        subject=line(_header(message, "subject"))[:300],
        text=new[:LONGEST],
        signature=signature,
        message_id=line(_header(message, "message-id"))[:190],
        sent_at=_sent(message),
        is_automatic=_is_automatic(message, address),
        is_list=_is_list(message),
        forwarded_from="" if forwarded is None else forwarded[0],
    )


def split(text: str) -> tuple[str, str]:
    """Give the new part of a text and its signature: what is quoted is old, what stands below "-- " is no text."""
    kept: list[str] = []
    lines = text.split("\n")
    for nth, part in enumerate(lines):
        following = part + " " + lines[nth + 1] if nth + 1 < len(lines) else part  # "On ... \n wrote:"
        if _QUOTED.match(part.strip()) or (
            _QUOTED.match(following.strip()) and part.strip()[:3].casefold() in ("on ", "am ", "le ")
        ):
            break
        kept.append(part)
    for nth, part in enumerate(kept):
        if _SIGNATURE.match(part):
            return "\n".join(kept[:nth]).strip(), "\n".join(kept[nth + 1 :]).strip()
    body = "\n".join(kept).strip()
    return body, _last_block(body)


def _last_block(body: str) -> str:
    """Take the last lines for the signature where nothing divides them: they hold a phone, or follow a greeting."""
    parts = [part for part in re.split(r"\n\s*\n", body) if part.strip()]
    if len(parts) == 1 and 0 < body.count("\n") < SIGNATURE_LINES:
        return body  # all in one: a contact form's mail, or two lines from a phone
    return "\n".join(parts[-1].split("\n")[-SIGNATURE_LINES:]) if len(parts) > 1 else ""


def _forwarded(text: str, *, is_passed_on: bool) -> tuple[str, str] | None:
    """Give the sender and the text of what was forwarded, if somebody forwarded it."""
    lines = text.split("\n")
    for nth, part in enumerate(lines):
        begins = is_passed_on and _QUOTED.match(part.strip()) and not part.startswith(">")
        if not (_FORWARDED.match(part.strip()) or begins):
            continue
        for further in range(nth, min(nth + 8, len(lines))):
            if match := _FROM.match(lines[further]):
                rest = lines[further + 1 :]
                body = next((place for place, one in enumerate(rest) if not one.strip()), 0)
                return line(match[1]), "\n".join(rest[body:]).strip()
    return None


def _header(message: Message, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except Exception:  # noqa: BLE001 - the parser of headers raises what it likes on broken ones
        return next((str(value) for key, value in message.raw_items() if key.casefold() == name), "")


def _sender(message: EmailMessage) -> tuple[str, str]:
    """Give who wrote; answers go to Reply-To, which a web form sets to the person who filled it in."""
    for name in ("reply-to", "from", "sender"):
        for shown, address in getaddresses([_header(message, name)]):
            if "@" in address:
                return line(shown)[:120], line(address)
        header = message.get(name)
        for one in getattr(header, "addresses", ()):
            if isinstance(one, Address) and one.username and one.domain:
                return line(one.display_name)[:120], f"{one.username}@{one.domain}"
    return "", ""


def _sent(message: Message) -> datetime | None:
    try:
        sent = parsedate_to_datetime(_header(message, "date"))
    except (TypeError, ValueError, OverflowError):
        return None
    return (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).astimezone(UTC)


def _is_automatic(message: Message, address: str) -> bool:
    """Say whether a program wrote it: nobody waits for an answer, and answering it could go on for ever."""
    if _header(message, "auto-submitted").casefold().strip() not in ("", "no"):
        return True
    if message.get_content_type() == "multipart/report" or any(name in message for name in _OF_REPLIES):
        return True
    if _header(message, "return-path").strip() == "<>" or _ABSENT.match(_header(message, "subject").strip()):
        return True
    return address.partition("@")[0].casefold().startswith(_AUTOMATIC)


def _is_list(message: Message) -> bool:
    """Say whether a list sent it to many: a newsletter, or a group that passes on what came to it."""
    sent_to_many = _header(message, "precedence").casefold().strip() in ("bulk", "junk", "list")
    return sent_to_many or any(name in message for name in _OF_LISTS)


def _text(message: EmailMessage) -> str:
    """Give the text of a message: the plain part, else the HTML without its tags."""
    plain, html = [], []
    for part in _leaves(message):
        kind = part.get_content_type()
        if part.get_filename() or part.get_content_disposition() == "attachment":
            continue
        if kind == "text/plain":
            plain.append(_decoded(part))
        elif kind == "text/html":
            html.append(_without_tags(_decoded(part)))
    found = [text for text in plain if text.strip()] or html
    return "\n\n".join(found)


def _leaves(message: Message) -> Iterator[Message]:
    """Walk through the parts, but not into a message that is attached."""
    if message.get_content_type() == "message/rfc822":
        return
    if message.is_multipart():
        for part in cast(list[Message], message.get_payload()):
            yield from _leaves(part)
    else:
        yield message


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(part.get_payload() or "").encode("utf-8", "surrogateescape")
    charset = (part.get_content_charset() or "").strip("'\" ").casefold()
    named = "gb18030" if charset in _CHINESE else charset
    try:
        return data.decode(named or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return decode(data)[0]  # what is declared is wrong, or nothing we know


class _Tagless(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "head", "title"):
            self._hidden += 1
        elif tag == "blockquote" or (tag == "div" and "gmail_quote" in dict(attrs).get("class", "")):  # type: ignore[operator]
            self._quoted += 1
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "head", "title"):
            self._hidden = max(0, self._hidden - 1)
        elif tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        if tag in _BLOCKS and tag != "br":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden and not self._quoted:
            self.parts.append(re.sub(r"\s+", " ", data))


def _without_tags(html: str) -> str:
    reader = _Tagless()
    reader.feed(html)
    reader.close()
    lines = [part.strip() for part in "".join(reader.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
