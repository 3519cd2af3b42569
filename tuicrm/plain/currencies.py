"""Currencies: their codes, their minor units, the ways people write them."""

import unicodedata

_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL
HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD
MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG
QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD
TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"

CODES = frozenset(_CODES.split())
"""The currencies of ISO 4217 that money is kept in."""

_DIGITS = dict.fromkeys(_NO_DIGITS.split(), 0) | dict.fromkeys(_THREE_DIGITS.split(), 3)

_SHARED_BY = {
    "EUR": "AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM "
    "TF VA YT",
    "USD": "AS BQ EC FM GU IO MH MP PA PR PW SV TC TL UM VG VI ZW",
    "AUD": "CC CX KI NF NR TV", "NZD": "CK NU PN TK", "GBP": "GG GS IM JE", "DKK": "FO GL", "NOK": "BV SJ",
    "CHF": "LI", "ILS": "PS", "MAD": "EH", "XOF": "BF BJ CI GW ML NE SN TG", "XAF": "CF CG CM GA GQ TD",
    "XCD": "AG AI DM GD KN LC MS VC", "XPF": "NC PF WF",
}  # fmt: skip
_OF_COUNTRY = {country: code for code, several in _SHARED_BY.items() for country in several.split()}
_OWN = {code[:2]: code for code in sorted(CODES)}  # ISO 4217 begins the code of one's own with that of the country

SAID_CHINESE = {
    "CNY": "元", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元", "HKD": "港元", "TWD": "新台币",
    "SGD": "新加坡元", "AUD": "澳元", "CAD": "加元", "KRW": "韩元", "CHF": "瑞士法郎", "THB": "泰铢", "RUB": "卢布",
}  # fmt: skip
"""How a Chinese sentence says a currency, behind the amount."""
SIGNS = {
    "CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "JP¥", "KRW": "₩", "INR": "₹", "RUB": "₽",
    "HKD": "HK$", "TWD": "NT$", "SGD": "S$", "AUD": "A$", "CAD": "C$", "NZD": "NZ$",
    "THB": "฿", "VND": "₫", "TRY": "₺", "UAH": "₴", "ILS": "₪",
}  # fmt: skip
"""What stands before an amount; a currency that has none here is written by its code."""

WRITTEN = {
    "元": "CNY", "圆": "CNY", "元整": "CNY", "圆整": "CNY", "块": "CNY", "块钱": "CNY", "rmb": "CNY",
    "人民币": "CNY", "人民币元": "CNY", "元人民币": "CNY", "cn¥": "CNY", "rmb¥": "CNY", "人民币¥": "CNY",
    "$us": "USD", "us$": "USD", "usd$": "USD", "美元": "USD", "美金": "USD", "€": "EUR", "euro": "EUR",
    "euros": "EUR", "欧元": "EUR", "£": "GBP", "英镑": "GBP", "jp¥": "JPY", "円": "JPY", "日元": "JPY",
    "hk$": "HKD", "港元": "HKD", "港币": "HKD", "nt$": "TWD", "台币": "TWD", "新台币": "TWD", "s$": "SGD",
    "新加坡元": "SGD", "a$": "AUD", "澳元": "AUD", "c$": "CAD", "加元": "CAD", "nz$": "NZD", "₩": "KRW",
    "韩元": "KRW", "₹": "INR", "₽": "RUB", "卢布": "RUB", "฿": "THB", "泰铢": "THB", "₫": "VND", "₺": "TRY",
    "₴": "UAH", "₪": "ILS", "zł": "PLN", "kč": "CZK", "瑞士法郎": "CHF",
}  # fmt: skip
"""Words and signs that name one currency (casefolded, width folded)."""

SHARED = {
    "¥": ("CNY", "JPY"),
    "$": ("USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
}
"""Signs of several currencies: the default's where it is one of them, else nobody can say."""


def code_of(text: str) -> str:
    """Return the code of the currency that a text names: 美元, usd and "USD - US dollar" are USD.

    What names none comes back in capitals.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    code = plain[:3].upper()
    if code in CODES and not plain[3:4].isalnum():
        return code
    return WRITTEN.get(plain.casefold(), plain.upper())


def digits(currency: str) -> int:
    """Return how many decimal digits the minor unit has: 2, but 0 for JPY and 3 for KWD."""
    return _DIGITS.get(currency, 2)


def currency_of(country: str) -> str:
    """Return the currency of a country (two letters): GBP of GB, EUR of DE; USD where none is known."""
    return _OF_COUNTRY.get(country) or _OWN.get(country, "USD")
