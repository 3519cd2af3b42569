"""The text of a mail: what is new in it, what is quoted, whose signature stands below, what somebody passed on."""

import re

from tuicrm.plain.clean import line
from tuicrm.plain.pasted import LONGEST_OF_A_CARD
from tuicrm.plain.pasted_firm import is_company

_WROTE = (
    r"wrote|a écrit|escribió|escreveu|ha scritto|schreef|skrev|kirjoitti|napisał\(?a?\)?|napsal\(?a?\)?|yazdı|"
    r"пишет|написала?|написал\(а\)"
)
QUOTED = re.compile(
    r"^(?:>|-{2,}\s*(?:original|forwarded|ursprüngliche|原始邮件|邮件原件|转发|回复的原邮件)|_{10,}|"
    rf"\S.{{4,120}}\b(?:{_WROTE})\b.{{0,80}}[:：]\s*$|am .{{5,120}} schrieb.{{0,80}}:\s*$|"
    r"在.{5,80}写道[:：]|.{0,80}于.{5,60}写道[:：]|(?:\|\s*)?(?:from|von|发件人|寄件者)\s*[:：|].+)",
    re.IGNORECASE,
)
_SAYS_WHO = re.compile(rf"(?:{_WROTE}|schrieb|写道).{{0,80}}[:：]\s*$", re.IGNORECASE)
_IN_TWO_LINES = ("on ", "am ", "le ", "el ", "em ", "il ", "op ")
_FORWARDED = re.compile(
    r"^(?:-{2,}\s*(?:forwarded message|weitergeleitete nachricht|转发的?(?:原)?邮件).*|"
    r"(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message transféré|开始转发的邮件)"
    r"\s*[:：])$",
    re.IGNORECASE,
)
PASSED_ON = re.compile(r"^\s*(?:fwd?|wg|tr|rv|enc|i|转发|轉寄|转寄)\s*[:：]", re.IGNORECASE)
"""The subject of what is passed on: then what stands as quoted is what the customer wrote."""
_FROM = re.compile(r"^\s*>?\s*(?:\|\s*)?\*?(?:from|von|de|da|发件人|寄件者)\*?\s*[:：|]\s*(.+?)\s*\|?$", re.IGNORECASE)
_SIGNATURE = re.compile(r"^--\s*$")
_BY_MACHINE = re.compile(
    r"^(?:sent from (?:my|the|yahoo|outlook|mail for).{0,60}|get outlook for .{2,20}|sent (?:with|via) .{2,40}|"
    r"von meinem .{2,40} gesendet|gesendet (?:mit|von) .{2,60}|diese nachricht wurde von .{2,40} gesendet|"
    r"envoyé (?:de|depuis) .{2,40}|enviado (?:desde|do meu|de meu) .{2,40}|inviato da .{2,40}|verzonden vanaf .{2,40}|"
    r"отправлено (?:с|из) .{2,40}|(?:发自|发送自|来自)(?:我的)?\s*.{1,20}|"
    r"获取 ?outlook.{0,20}|iphone ?から送信|나의 .{2,20}에서 보냄)\.?$",
    re.IGNORECASE,
)
"""What a phone puts below each mail."""
_CLOSING = re.compile(
    r"^(?:(?:with )?(?:my |our )?(?:best|kind|kindest|warm|many)?\s*(?:regards|wishes|thanks)|best|"
    r"sincerely(?: yours)?|"
    r"yours(?: (?:sincerely|faithfully|truly))?|cheers|thank you(?: (?:very much|in advance))?|thanks(?: in advance)?|"
    r"(?:mit )?(?:freundliche[nm]?|viele[n]?|liebe[n]?|beste[n]?|schöne[n]?|herzliche[n]?) "
    r"gr(?:ü|ue)(?:ß|ss)en?.{0,20}|"
    r"mfg|lg|hochachtungsvoll|(?:bien )?cordialement|bien à vous|salutations.{0,20}|(?:un )?(?:cordial )?saludos?|"
    r"atentamente|atenciosamente|(?:distinti|cordiali) saluti|med vänlig(?:a)? hälsning(?:ar)?|med venlig hilsen|"
    r"met vriendelijke groet(?:en)?|z poważaniem|pozdrawiam|с уважением|saygılarımla|"
    r"此致|敬礼|此致\s*敬礼|祝好|祝商祺|商祺|顺颂商祺|顺祝商祺|谢谢|多谢|谢谢您?|以上、?よろしくお願い.{0,8}|よろしくお願い.{0,10}|敬具)"
    r"[\s,.!，。！]*$",
    re.IGNORECASE,
)
_REACHED = re.compile(r"(?:\d[\s()./-]?){7,}|@|www\.|https?://", re.IGNORECASE)
SIGNATURE_LINES, LONGEST_CARD = 8, 14
_WIDEST = 90


def split(text: str) -> tuple[str, str]:
    """Give the new part of a text and its signature: what is quoted is old, what stands below "-- " is no text."""
    kept = _new_lines(text.split("\n"))
    while kept and (not kept[-1].strip() or _BY_MACHINE.match(kept[-1].strip())):
        kept.pop()
    for nth, part in enumerate(kept):
        if _SIGNATURE.match(part):
            return _without_closing(kept[:nth]), "\n".join(kept[nth + 1 :]).strip()
    if (begins := _card_begins(kept)) is not None:
        return _without_closing(kept[:begins]), "\n".join(kept[begins:]).strip()
    body = "\n".join(kept).strip()
    return body, _last_block(body)


def forwarded(text: str, *, is_passed_on: bool) -> tuple[str, str, str] | None:
    """Give the sender and the text of what was forwarded, and what stands above it, if somebody forwarded it."""
    lines = text.split("\n")
    for nth, part in enumerate(lines):
        begins = is_passed_on and QUOTED.match(part.strip()) and not part.startswith(">")
        if not (_FORWARDED.match(part.strip()) or begins):
            continue
        for further in range(nth, min(nth + 8, len(lines))):
            if match := _FROM.match(lines[further]):
                rest = lines[further + 1 :]
                body = next((place for place, one in enumerate(rest) if not one.strip()), 0)
                above = "\n".join(lines[:nth]).strip()
                return line(match[1]), "\n".join(rest[body:]).strip(), above
    return None


def _new_lines(lines: list[str]) -> list[str]:
    """Give the lines that are not quoted. Who answers below, or in between, wrote at most a greeting above it."""
    kept: list[str] = []
    skipped, is_between = -1, False
    for nth, part in enumerate(lines):
        plain = part.strip()
        following = f"{plain} {lines[nth + 1].strip()}" if nth + 1 < len(lines) else plain  # "On ... \n wrote:"
        in_two = not QUOTED.match(plain) and plain[:3].casefold() in _IN_TWO_LINES and QUOTED.match(following)
        if nth == skipped:
            continue
        if not (QUOTED.match(plain) or in_two):
            kept.append(part)
            continue
        is_between = is_between or len([one for one in kept if one.strip()]) <= 1
        rest = [one.strip() for one in lines[nth + 1 + bool(in_two) :] if one.strip()]
        says_who = _SAYS_WHO.search(plain) or _SAYS_WHO.search(following)
        is_marked = plain.startswith(">") or (says_who and rest and rest[0].startswith(">"))
        if not (is_between and is_marked):
            break
        skipped = nth + 1 if in_two else -1
    return kept


def _card_begins(lines: list[str]) -> int | None:
    """Give where a card begins: below a greeting at the end, or with the last lines if they are one."""
    for nth in range(len(lines) - 1, max(0, len(lines) - LONGEST_CARD - 1), -1):
        if _CLOSING.match(lines[nth].strip()) and "\n".join(lines[nth + 1 :]).strip():
            return nth + 1 if all(_is_short(one) for one in lines[nth + 1 :]) else None
    starts = [nth + 1 for nth, one in enumerate(lines[:-1]) if not one.strip()]
    if not starts or not 2 <= len(block := lines[starts[-1] :]) <= SIGNATURE_LINES:
        return None
    is_card = all(_is_short(one) for one in block) and any(_REACHED.search(one) or is_company(one) for one in block)
    return starts[-1] if is_card and any(_REACHED.search(one) for one in block) else None


def _is_short(text: str) -> bool:
    plain = text.strip()
    is_sentence = plain.endswith(("?", "!", "？", "！", "。")) or (plain.endswith(".") and len(plain.split()) > 4)
    return len(plain) <= _WIDEST and len(plain.split()) <= 2 * LONGEST_OF_A_CARD and not is_sentence


def _without_closing(lines: list[str]) -> str:
    while lines and (not lines[-1].strip() or _CLOSING.match(lines[-1].strip())):
        lines = lines[:-1]
    return "\n".join(lines).strip()


def _last_block(body: str) -> str:
    """Take the last lines for the signature where nothing divides them: they hold a phone, or follow a greeting."""
    parts = [part for part in re.split(r"\n\s*\n", body) if part.strip()]
    if len(parts) == 1 and 0 < body.count("\n") < SIGNATURE_LINES:
        return body  # all in one: a contact form's mail, or two lines from a phone
    return "\n".join(parts[-1].split("\n")[-SIGNATURE_LINES:]) if len(parts) > 1 else ""
