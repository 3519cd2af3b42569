"""E-mail addresses: one key to compare by, and the domain that may tell the company."""

import re
import unicodedata

from tuicrm.plain.clean import line, show
from tuicrm.plain.language import _

FREE_MAIL = frozenset(
    """
    163.com 126.com yeah.net 188.com vip.163.com vip.126.com qq.com vip.qq.com foxmail.com sina.com sina.cn
    vip.sina.com sina.com.cn sohu.com vip.sohu.com tom.com 21cn.com 139.com 189.cn wo.cn wo.com.cn aliyun.com 263.net
    eyou.com chinaren.com netease.com 2980.com
    seed.net.tw hinet.net msa.hinet.net ms1.hinet.net pchome.com.tw kimo.com netvigator.com biznetvigator.com
    hkbn.net hknet.com i-cable.com ctimail.com macau.ctm.net
    docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp
    plala.or.jp dion.ne.jp excite.co.jp goo.jp goo.ne.jp
    naver.com daum.net hanmail.net kakao.com nate.com hanafos.com korea.com dreamwiz.com
    gmail.com googlemail.com msn.com passport.com ymail.com rocketmail.com aol.com aim.com icloud.com me.com mac.com
    proton.me protonmail.com protonmail.ch pm.me mail.com email.com usa.com zoho.com zohomail.com fastmail.com
    fastmail.fm hushmail.com tutanota.com tutanota.de tuta.io tuta.com keemail.me inbox.com mailbox.org posteo.de
    posteo.net riseup.net duck.com hey.com runbox.com
    comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com
    optonline.net frontier.com frontiernet.net windstream.net roadrunner.com mindspring.com netzero.net
    shaw.ca rogers.com telus.net sympatico.ca bell.net videotron.ca
    web.de t-online.de freenet.de arcor.de online.de vodafone.de vodafonemail.de unitybox.de kabelmail.de 1und1.de
    o2online.de email.de magenta.de aon.at chello.at a1.net inode.at utanet.at bluewin.ch sunrise.ch hispeed.ch
    swissonline.ch bluemail.ch
    orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr club-internet.fr aliceadsl.fr
    skynet.be telenet.be proximus.be ziggo.nl kpnmail.nl xs4all.nl planet.nl hetnet.nl home.nl upcmail.nl
    libero.it virgilio.it tin.it alice.it tiscali.it tiscalinet.it fastwebnet.it inwind.it iol.it poste.it
    telefonica.net terra.es ya.com ono.com movistar.es sapo.pt mail.telepac.pt iol.pt clix.pt
    btinternet.com btopenworld.com ntlworld.com virginmedia.com sky.com talktalk.net tiscali.co.uk blueyonder.co.uk
    tesco.net plusnet.com eircom.net
    telia.com spray.se bredband.net comhem.se tele2.se online.no start.no broadpark.no mail.dk jubii.dk stofanet.dk
    kolumbus.fi elisanet.fi saunalahti.fi suomi24.fi
    seznam.cz centrum.cz volny.cz atlas.cz email.cz post.cz azet.sk zoznam.sk centrum.sk post.sk
    wp.pl o2.pl interia.pl interia.eu onet.pl onet.eu poczta.onet.pl op.pl vp.pl gazeta.pl tlen.pl poczta.fm
    freemail.hu citromail.hu t-online.hu indamail.hu abv.bg mail.bg dir.bg inbox.lv inbox.lt one.lt mail.ee hot.ee
    otenet.gr in.gr freemail.gr windowslive.com
    mail.ru bk.ru list.ru inbox.ru internet.ru rambler.ru lenta.ru ya.ru narod.ru ukr.net i.ua meta.ua bigmir.net
    tut.by mail.by
    mynet.com superonline.com ttmail.com turk.net walla.co.il walla.com netvision.net.il 012.net.il bezeqint.net
    emirates.net.ae eim.ae saudi.net.sa
    rediffmail.com rediff.com sify.com vsnl.net vsnl.com indiatimes.com in.com airtelmail.com bsnl.in
    vnn.vn fpt.vn singnet.com.sg starhub.net.sg pacific.net.sg streamyx.com tm.net.my telkom.net plasa.com loxinfo.co.th
    pldtdsl.net bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au internode.on.net ozemail.com.au
    xtra.co.nz slingshot.co.nz
    telkomsa.net mweb.co.za webmail.co.za vodamail.co.za iafrica.com
    uol.com.br bol.com.br terra.com.br ig.com.br globo.com globomail.com oi.com.br r7.com zipmail.com.br
    prodigy.net.mx prodigy.net telmexmail.com fibertel.com.ar arnet.com.ar speedy.com.ar ciudad.com.ar vtr.net
    mailinator.com yopmail.com guerrillamail.com sharklasers.com 10minutemail.com temp-mail.org trashmail.com
    """.split()  # noqa: SIM905 - one a line would be a page
)
"""Domains where anybody has a mailbox: two people there are not of one company."""
_EVERYWHERE = re.compile(
    r"(?:yahoo|ymail|hotmail|outlook|live|gmx|yandex|tiscali|windowslive|myyahoo)(?:\.(?:com?|net))?\.[a-z]{2,3}"
)
"""The same in every country: yahoo.com.tw, hotmail.fr, gmx.at."""


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
    return "" if domain in FREE_MAIL or _EVERYWHERE.fullmatch(domain) else domain
