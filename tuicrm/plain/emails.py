"""E-mail addresses: one key to compare by, and the domain that may tell the company."""

import unicodedata

from tuicrm.plain.clean import line, show
from tuicrm.plain.language import _

FREE_MAIL = frozenset(
    """
    163.com 126.com yeah.net 188.com vip.163.com qq.com vip.qq.com foxmail.com sina.com sina.cn vip.sina.com
    sohu.com tom.com 21cn.com 139.com 189.cn wo.cn aliyun.com 263.net gmail.com googlemail.com outlook.com
    hotmail.com hotmail.co.uk live.com live.cn msn.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.co.jp
    yahoo.com.cn yahoo.cn ymail.com aol.com icloud.com me.com mac.com proton.me protonmail.com gmx.de gmx.net
    gmx.com gmx.at gmx.ch web.de t-online.de freenet.de mail.com mail.ru yandex.ru yandex.com zoho.com
    naver.com daum.net hanmail.net orange.fr wanadoo.fr free.fr laposte.net libero.it virgilio.it
    tutanota.com fastmail.com rediffmail.com uol.com.br bol.com.br comcast.net verizon.net att.net
    btinternet.com bluewin.ch seznam.cz wp.pl o2.pl interia.pl
    """.split()  # noqa: SIM905 - one a line would be a page
)
"""Domains where anybody has a mailbox: two people there are not of one company."""


def email_key(text: str) -> str:
    """Return the address in one spelling: `Li Wei <Li@Acme.COM>` is `li@acme.com`. No network is asked.

    Raises:
        ValueError: a sentence that names it, if it is no address.
    """
    from email.utils import parseaddr

    from email_validator import EmailNotValidError, validate_email

    plain = unicodedata.normalize("NFKC", line(text)).removeprefix("mailto:")
    address = parseaddr(plain)[1] if "<" in plain else plain
    try:
        # test_environment: the domain .test is for trying things out, and people do try this program out.
        found = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise ValueError(_("“{text}” is not an e-mail address").format(text=show(plain[:60]))) from error
    if "." not in found.domain:
        raise ValueError(_("“{text}” is not an e-mail address").format(text=show(plain[:60])))
    return found.normalized.casefold()


def domain_of(key: str) -> str:
    """Return the domain of an address's key, "" if everybody may have a mailbox there."""
    domain = key.rpartition("@")[2] if "@" in key else ""
    return "" if domain in FREE_MAIL else domain
