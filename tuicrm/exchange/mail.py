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
from tuicrm.exchange.mail_text import PASSED_ON, forwarded, split
from tuicrm.plain.clean import line, note
from tuicrm.sales.mailing import Mail

_AUTOMATIC = ("mailerdaemon", "postmaster", "noreply", "donotreply", "bounce", "notification")
_OF_LISTS, _OF_REPLIES = ("list-id", "list-unsubscribe"), ("x-autoreply", "x-autorespond")
_ABSENT = re.compile(
    r"(?:auto(?:matic)?[ -]?repl(?:y|ies)|out of (?:the )?office|automatische antwort|abwesen(?:d|heit)|"
    r"réponse automatique|absen(?:ce|t) du bureau|message d.absence|respuesta automática|fuera de la oficina|"
    r"risposta automatica|resposta automática|automatisch antwoord|autosvar|автоответ|不在通知|"
    r"自動応答|자동 ?회신|부재중|"
    r"undeliverable|undelivered mail|mail delivery (?:failed|failure)|delivery status notification|unzustellbar|"
    r"自动回复|自動回覆|外出|系统退信|退信)",
    re.IGNORECASE,
)
_CHINESE = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "hz-gb-2312"}
_BLOCKS = {"p", "br", "div", "tr", "li", "h1", "h2", "h3", "blockquote", "table", "hr"}
LONGEST = 20_000


def read(data: bytes) -> Mail:
    """Read one message, however broken; what cannot be read is left out."""
    message = message_from_bytes(_legible(data), policy=policy.default)
    text = note(_text(message))[: 4 * LONGEST]
    name, address = _sender(message)
    is_passed_on = PASSED_ON.match(_header(message, "subject")) is not None
    passed_on = forwarded(text, is_passed_on=is_passed_on) or (_attached(message, text) if is_passed_on else None)
    new, signature = split(text if passed_on is None else passed_on[1])
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
        forwarded_from="" if passed_on is None else passed_on[0],
        above="" if passed_on is None else split(passed_on[2])[0][:LONGEST],
    )


def _legible(data: bytes) -> bytes:
    """Write a head in UTF-8 that has bytes of another encoding as they are: the library would not read them."""
    head, blank, body = data.partition(b"\r\n\r\n") if b"\r\n\r\n" in data else data.partition(b"\n\n")
    try:
        head.decode("utf-8")
    except UnicodeDecodeError:
        encoding = decode(data)[1]
        return head.decode(encoding, "replace").encode() + blank + body
    return data


def _attached(message: EmailMessage, text: str) -> tuple[str, str, str] | None:
    """Give the sender and the text of a message that is passed on as a file."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            inner = cast(EmailMessage, cast(list[Message], part.get_payload())[0])
            name, address = _sender(inner)
            if address:
                return f"{name} <{address}>", note(_text(inner))[: 4 * LONGEST], text
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
    return re.sub("[._-]", "", address.partition("@")[0].casefold()).startswith(_AUTOMATIC)


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
    if not found and message.get_content_maintype() == "multipart" and not message.is_multipart():
        lines = _decoded(message).split("\n")  # its parts are not where they are said to be
        found = ["\n".join(one for one in lines if not re.match(r"--\S|content-", one, re.IGNORECASE))]
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
