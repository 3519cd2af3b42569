"""What a pasted text says of somebody: a signature, a business card, a chat, a number. Nothing is guessed twice."""

import re
from dataclasses import dataclass, field

from tuicrm.plain.clean import line, note
from tuicrm.plain.emails import email_key
from tuicrm.plain.names import name_key
from tuicrm.plain.phones import phone_key, phone_keys, phone_text

_EMAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>，。；、|]+", re.IGNORECASE)
_DIGITS = re.compile(r"[+(（]?\d[\d\s()（）./+-]{3,}\d(?:\s*(?:ext\.?|x|转|分机)\s*\d{1,6})?", re.IGNORECASE)
_LABEL = re.compile(r"^\s*([^\W\d_][^:：]{0,18}?)\s*[:：]\s*(.+)$")
_LABELS = {
    "company": "name", "organisation": "name", "organization": "name", "firm": "name", "公司": "name", "单位": "name",
    "公司名称": "name", "客户": "name", "客户名称": "name", "企业": "name",
    "name": "contact", "contact": "contact", "person": "contact", "姓名": "contact", "联系人": "contact",
    "称呼": "contact", "名字": "contact",
    "title": "title", "position": "title", "job": "title", "role": "title", "职位": "title", "职务": "title",
    "岗位": "title", "部门": "title",
    "address": "address", "addr": "address", "地址": "address",
    "city": "city", "城市": "city",
    "web": "website", "website": "website", "url": "website", "网址": "website", "网站": "website", "官网": "website",
    "fax": "fax", "传真": "fax", "f": "fax",
    "wechat": "messenger", "微信": "messenger", "qq": "messenger", "whatsapp": "messenger", "微信号": "messenger",
    "message": "message", "留言": "message", "需求": "message", "咨询内容": "message", "内容": "message",
    "phone": "phone", "tel": "phone", "telephone": "phone", "mobile": "phone", "cell": "phone", "m": "phone",
    "t": "phone", "p": "phone", "direct": "phone", "电话": "phone", "手机": "phone", "座机": "phone",
    "联系电话": "phone", "手机号": "phone", "tel.": "phone",
    "email": "email", "e-mail": "email", "mail": "email", "e": "email", "邮箱": "email", "邮件": "email",
    "电子邮箱": "email",
}  # fmt: skip
_TITLES = re.compile(
    r"\b(?:director|manager|head|chief|officer|ceo|cto|cfo|coo|president|owner|founder|buyer|purchas\w*|engineer|sales|"
    r"consultant|partner|assistant|lead|procurement|geschäftsführer\w*|einkauf\w*|leiter\w*)\b|"
    r"(?:总经理|副总|经理|总监|主任|工程师|采购|总裁|董事长|董事|主管|助理|专员|老板|厂长|科长|部长|顾问)",
    re.IGNORECASE,
)
_COMPANY = re.compile(r"(?:公司|集团|研究院|研究所|大学|学院|医院|工厂|厂|中心|银行|事务所|工作室|合作社|协会)$")
_HAN = re.compile("[\u4e00-\u9fff]")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_LATIN_NAME = re.compile(r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau)\.?\s+)?[A-ZÀ-Þ][\w.'’-]*(?:\s+[A-ZÀ-Þ][\w.'’-]*){1,3}")
_SAYS = (
    re.compile(r"我是(?P<name>[^,，。；\s]{2,30}?(?:公司|集团|厂|中心|大学|医院|银行))的?(?P<contact>[\u4e00-\u9fff]{2,4})?"),
    re.compile(r"我(?:叫|是)(?P<contact>[\u4e00-\u9fff]{2,4})(?=[,，。；\s]|$)"),
    re.compile(r"(?i:I am|I'm|I’m|this is|my name is)\s+(?P<contact>[A-ZÀ-Þ][\w.'-]*(?:\s+[A-ZÀ-Þ][\w.'-]*){0,2})"
               r"(?:,?\s+(?:from|of|at|with)\s+(?P<name>[A-ZÀ-Þ0-9][^,.;:!?\n]{1,40}))?"),
)  # fmt: skip
_GREETING = re.compile(
    r"^(?:(?:best|kind|warm|many)?\s*(?:regards|wishes|thanks)|sincerely|cheers|thank you|yours.*|"
    r"mit freundlichen grüßen|"
    r"此致|敬礼|祝好|顺颂商祺|谢谢|你好|您好|hi|hello|dear .*)[\s,.!，。！]*$",
    re.IGNORECASE,
)


_DIALLED = 9
"""So many digits behind a firm are a number to dial, not a year, a postcode or a number in a register."""
LONGEST_OF_A_CARD = 8
"""Words of a line that may stand on a card; a longer one is a sentence."""


@dataclass(frozen=True)
class Pasted:
    """What was understood; what was not is the message."""

    name: str = ""
    contact: str = ""
    title: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    website: str = ""
    address: str = ""
    city: str = ""
    message: str = ""


@dataclass
class _Found:
    texts: dict[str, str] = field(default_factory=dict)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    message: list[str] = field(default_factory=list)

    def put(self, name: str, text: str) -> bool:
        """Keep the first text of a kind; say whether it was the first."""
        if not text or name in self.texts:
            return False
        self.texts[name] = text
        return True


def understand(text: str, region: str) -> Pasted:
    """Read a pasted text.

    Args:
        region: where a number without country code is dialled, such as "CN".
    """
    lines = [line(part) for part in note(text).split("\n")]
    lines = [part for part in lines if part]
    found = _Found()
    for nth, part in enumerate(lines):
        _read_line(found, part, region, is_only=len(lines) == 1, is_short_text=len(lines) <= 8, nth=nth)
    texts = found.texts
    return Pasted(
        texts.get("name", ""), texts.get("contact", ""), texts.get("title", ""), tuple(dict.fromkeys(found.phones)),
        tuple(dict.fromkeys(found.emails)), texts.get("website", ""), texts.get("address", ""), texts.get("city", ""),
        "\n".join(found.message),
    )  # fmt: skip


def _read_line(found: _Found, part: str, region: str, *, is_only: bool, is_short_text: bool, nth: int) -> None:
    label = _LABEL.match(part)
    kind = _LABELS.get(label[1].casefold().strip(), "") if label else ""
    if label and kind:
        _labelled(found, kind, label[2], part, region)
        return
    rest = _take_points(found, part, region)
    rest = rest.strip(" ,;|·•-–—/，；、:：")
    if not rest or _GREETING.match(rest):
        return
    if rest != part.strip() and len(rest) <= 3 and rest.casefold().rstrip(".") in _LABELS:
        return
    if _says(found, part) or len(rest.split()) > LONGEST_OF_A_CARD or part.endswith(("?", "!", "。", "？", "！")):
        found.message.append(part)  # a sentence is kept whole, with its numbers
        return
    company, rest = _company_apart(rest)
    if company and not found.put("name", company):
        found.message.append(company)
    if not rest:
        return
    if is_company(rest):
        if not found.put("name", rest):
            found.message.append(rest)
    elif not _person(found, rest) and not (is_only and len(rest) <= 40 and found.put("name", rest)):
        is_title = is_short_text and nth <= 3 and len(rest) <= 50 and _TITLES.search(rest) is not None
        if not (is_title and found.put("title", rest)):
            found.message.append(rest)


def _company_apart(text: str) -> tuple[str, str]:
    """Part a Chinese company from the person who stands beside it: `北京联成公司 王芳`, `王芳 北京联成公司`."""
    parts = text.split(maxsplit=1)
    if len(parts) == 2 and _COMPANY.search(parts[0]) and _HAN_NAME.match(parts[1]) and not _COMPANY.search(parts[1]):
        return parts[0], parts[1]
    parts = text.rsplit(maxsplit=1)
    if len(parts) == 2 and _COMPANY.search(parts[1]) and _HAN_NAME.fullmatch(parts[0].split()[0]) and "我" not in text:
        return parts[1], parts[0]
    return "", text


def _labelled(found: _Found, kind: str, text: str, part: str, region: str) -> None:
    if kind in ("phone", "email"):
        rest = _take_points(found, text, region)
        if kind == "phone" and (keys := phone_keys(rest, region)):
            found.phones += keys
    elif kind == "messenger":
        found.message.append(part)
    elif kind == "message":
        found.message.append(text)
    elif kind == "contact" and (match := re.fullmatch(r"(.+?)[\s(（](.+?)[)）]?", text)) and _TITLES.search(match[2]):
        found.put("contact", match[1].strip())
        found.put("title", match[2].strip())
    elif kind != "fax":
        found.put(kind, text)


def _take_points(found: _Found, part: str, region: str) -> str:
    """Take e-mails, pages and phones out of a line; give what is left."""
    for address in _EMAIL.findall(part):
        try:
            found.emails.append(email_key(address))
        except ValueError:
            continue
        part = part.replace(address, " ")
    for url in _URL.findall(part):
        if found.put("website", url):
            part = part.replace(url, " ")
    is_fax = re.search(r"\bfax\b|传真", part, re.IGNORECASE)
    for match in _DIGITS.finditer(part):
        digits = re.sub(r"\D", "", match[0])
        keys = phone_keys(match[0], region)
        said = match[0].strip()
        if keys and not (any(key.startswith("+") for key in keys) or said == part.strip()):
            said = _from_elsewhere(part, match)
        if not keys or not said:
            continue
        if not is_fax and len(digits) >= 5:
            found.phones.append(said)
        part = part.replace(match[0], " ")
    if not found.phones and re.fullmatch(r"[\d\s-]{3,8}", part) and phone_keys(part, region):
        found.phones.append(part.strip())
        return ""
    return re.sub(r"\b(?:tel|mobile|phone|fax|mail|e-?mail|web|cell|[tmpfe])\b\.?\s*[:：]?\s*(?=[\s|,]|$)|"
                  r"(?:电话|手机|邮箱|传真|网址)[:：]?", " ", part, flags=re.IGNORECASE)  # fmt: skip


def _from_elsewhere(part: str, match: "re.Match[str]") -> str:
    """Read a number that is none where we are: a Chinese one in a Chinese line, or one at the end behind a firm."""
    if _HAN.search(part) and (key := phone_key(match[0], "CN")).startswith("+"):
        return phone_text(key)
    before = part[: match.start()].rstrip(" ,;|·•-–—/，；、:：")
    at_the_end = not part[match.end() :].strip()
    is_long = len(re.sub(r"\D", "", match[0])) >= _DIALLED
    return match[0].strip() if at_the_end and is_long and is_company(before) else ""


def _says(found: _Found, text: str) -> bool:
    """Read "I'm Ann Lee from Acme" and its like; the sentence itself stays in the message."""
    for pattern in _SAYS:
        if match := pattern.search(text):
            for name, value in match.groupdict().items():
                if value:
                    found.put(name, value.strip())
            return True
    return False


def is_company(text: str) -> bool:
    """Say whether a short text is a company's name: by its legal form, or by what it calls itself."""
    if len(text) > 80 or (text.endswith((".", "?", "!", "。", "？", "！")) and len(text.split()) > 6):
        return False
    if _COMPANY.search(text) and "我" not in text:
        return True
    words = text.split()
    without = name_key(text)
    return 2 <= len(words) <= 8 and len(without.split()) < len(name_key(f"x {text} x").split()) - 2


def _person(found: _Found, text: str) -> bool:
    """Read a line that is a person's name, perhaps with what they are: "王芳 采购经理", "Ann Lee, Buyer"."""
    parts = re.split(r"\s*[,|/，、]\s*|\s{2,}|\s[-–]\s", text, maxsplit=1)
    head, tail = (parts[0].strip(), parts[1].strip()) if len(parts) == 2 else (text, "")
    if not tail and (match := re.fullmatch(r"([\u4e00-\u9fff·]{2,4})\s+(.+)", text)) and _TITLES.search(match[2]):
        head, tail = match[1], match[2]
    if tail and not _TITLES.search(tail):
        return False
    is_name = _HAN_NAME.fullmatch(head) or _LATIN_NAME.fullmatch(head)
    if not is_name or (_TITLES.search(head) and not tail):
        return False
    if not found.put("contact", head):
        return False
    if tail:
        found.put("title", tail)
    return True
