"""Legal forms as they stand in a name's key: words without punctuation, "sp z oo spk", "ltd şti", "ооо"."""

_BEHIND = """
aktiengesellschaft aktiebolag aktieselskab pty incorporated unipersonale
gesellschaftmitbeschränkterhaftung gesellschaftmbh gesmbh gmbh gmbhandcokg gmbhandcokgaa gmbhundcokg gmbhcokg
agandcokg seandcokg seandcokgaa ug ughaftungsbeschränkt haftungsbeschränkt ek eu ohg
sociedadlimitada sociedadanónima sociedadanonima sociedadanónimadecapitalvariable sociedadanonimadecapitalvariable
sadecv saddecv sderl sderlde sderldecv sapidecv sapide sabdecv sabde spa srl sàrl sarl sro doo sa ltdame ltdaepp
ltdaeireli eireli limitada
spzoo spzoospk spzoospj spółkazoo spolkazoo spółkazograniczonąodpowiedzialnością spj spk spółkajawna spółkaakcyjna
spółkakomandytowa spółkazoospk
aş anonimşirketi limitedşirketi limitedsirketi ltdşti ltdsti şti sanvetic sanayiveticaret santic ticsan ticvesan
ticaretvesanayi
jsc jointstock jointstockcompany pltd pvtltd privatelimited wll
обществосограниченнойответственностью акционерноеобщество публичноеакционерноеобщество
закрытоеакционерноеобщество открытоеакционерноеобщество ооо оао зао пао нао ао ип тоо
"""
_OF_VIETNAM = "côngtytnhh côngtycổphần côngtycp côngtytnhhmtv ctytnhh ctycp côngtytráchnhiệmhữuhạn ctcp"
_OF_RUSSIA = [form for form in _BEHIND.split() if "а" <= form[0] <= "я"]
_BEFORE = frozenset((*_OF_RUSSIA, *_OF_VIETNAM.split()))
_ENDS = frozenset((*_BEHIND.split(), *_OF_VIETNAM.split()))
_MOST_WORDS = 6
_SHORT = {"establishment": "est", "nig": "nigeria"}
"""The last word of a name, as it is written short: no form that could be left out, an East or a country."""


def without_forms(key: str) -> str:
    """Take the longest legal form off each end of a key, again and again, as long as something is left."""
    words = key.split()
    while shorter := _shorter(words):
        words = shorter
    return " ".join([*words[:-1], *(_SHORT.get(one, one) for one in words[-1:])])


def _shorter(words: list[str]) -> list[str]:
    for many in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        if "".join(words[-many:]) in _ENDS:
            return words[:-many]
        if "".join(words[:many]) in _BEFORE:
            return words[many:]
    return []
