"""The customers of the first five minutes, in English."""

from tuicrm.sample.words.shape import SceneName

# key | name | city | country | region | domain | people | trade | contacts: name, part, telephone
_TABLE = """
kordel | Kordel GmbH | Hamburg | Germany | North Germany | kordel | 85 | 0 | Sabine Kordel, decides, +49 40 66969 811
brandt | Brandt & Sohn | Frankfurt | Germany | West Germany | brandt-sohn | 45 | 0 |\
    H. Brandt, decides, +49 69 90009 302
osprey | Osprey Labs | Bristol | United Kingdom | South England | osprey-labs | 30 | 5 |\
    D. Ellis, uses, +44 117 496 0655
fjord | Fjord Marine AS | Bergen | Norway | Scandinavia | fjord-marine | 260 | 4 |\
    P. Dahl, influences, +44 7700 900214
nordwerk | Nordwerk AG | Kiel | Germany | North Germany | nordwerk | 410 | 0 | U. Petersen, decides, +49 40 66969 427
alpine | Alpine Optics | Basel | Switzerland | Central Europe | alpine-optics | 70 | 5 |\
    R. Gerber, uses, +49 89 99998 120
quist | Quist BV | Eindhoven | Netherlands | Benelux | quist | 25 | 0 | J. Quist, decides, +44 7700 900377
vela | Vela Foods SpA | Torino | Italy | South Europe | vela-foods | 190 | 7 | G. Conti, buys, +44 7700 900521
meridian | Meridian Labs | Bristol | United Kingdom | South England | meridian-labs | 120 | 3 |\
    J. Novak, decides, +44 117 496 0142; L. Kral, uses, +44 7700 900431
tarn | Tarn Hydro | Leeds | United Kingdom | North England | tarn-hydro | 150 | 4 |\
    A. Sykes, decides, +44 113 496 0733
becker | Becker Pumpen | Cologne | Germany | West Germany | becker-pumpen | 55 | 0 |\
    K. Becker, decides, +49 221 4710 556
sato | Sato Europe | Berlin | Germany | East Germany | sato-europe | 95 | 9 | M. Sato, decides, +49 30 23125 640
halden | Halden Energi | Bergen | Norway | Scandinavia | halden-energi | 520 | 4 | S. Moe, decides, +44 7700 900688
corvo | Corvo SRL | Torino | Italy | South Europe | corvo | 40 | 8 | E. Galli, decides, +44 7700 900745
rhein | Rhein Stahl | Cologne | Germany | West Germany | rhein-stahl | 640 | 0 | D. Engel, decides, +49 221 4710 201
lund | Lund Bio | Malmo | Sweden | Scandinavia | lund-bio | 65 | 3 | K. Berg, decides, +46 40 628 04 12
rasmussen | Rasmussen Tools | Aarhus | Denmark | Scandinavia | rasmussen-tools | 80 | 8 |\
    B. Rasmussen, decides, +44 7700 900809
vantage | Vantage Tooling Ltd | Leeds | United Kingdom | North England | vantage-tooling | 140 | 0 |\
    Sarah Whitcombe, buys, +44 113 496 0287
marlow | Marlow Springs Ltd | Sheffield | United Kingdom | North England | marlow-springs | 60 | 0 |\
    N. Firth, uses, +44 114 496 0318
osterhof | Osterhof KG | Bremen | Germany | North Germany | osterhof | 35 | 0 | W. Osterhof, buys, +49 40 66969 902
hydra | Hydra Pumps SpA | Torino | Italy | South Europe | hydra-pumps | 90 | 0 | P. Ricci, buys, +44 7700 900866
lindqvist | Lindqvist Mek AB | Malmo | Sweden | Scandinavia | lindqvist-mek | 50 | 0 |\
    E. Lindqvist, decides, +46 40 628 04 77
castell | Castell Quimica SL | Girona | Spain | South Europe | castell-quimica | 230 | 0 |\
    N. Casals, buys, +44 7700 900903
norrland | Norrland Kraft AB | Umea | Sweden | Scandinavia | norrland-kraft | 170 | 4 |\
    M. Hedman, influences, +46 8 465 004 31
baumeister | Baumeister & Cie | Basel | Switzerland | Central Europe | baumeister | 115 | 0 |\
    T. Baumeister, decides, +49 89 99998 455
pelagic | Pelagic Systems Ltd | Cork | Ireland | Ireland | pelagic-systems | 45 | 4 | C. Doyle, uses, +44 7700 900957
zwickau | Zwickau Getriebe GmbH | Zwickau | Germany | East Germany | zwickau-getriebe | 75 | 0 |\
    J. Uhlig, uses, +49 30 23125 718
ostrava | Ostrava Metal s.r.o. | Ostrava | Czechia | Central Europe | ostrava-metal | 210 | 0 |\
    T. Dusek, buys, +44 7700 900992
"""


def _read(line: str) -> tuple[str, SceneName]:
    key, name, city, country, region, domain, staff, trade, people = (part.strip() for part in line.split("|"))
    contacts = []
    for person in people.split(";"):
        who, part, phone = (piece.strip() for piece in person.split(","))
        contacts.append((who, part, phone))
    return key, SceneName(name, city, country, region, domain, tuple(contacts), int(staff), int(trade))


SCENES = dict(_read(line) for line in _TABLE.strip().splitlines())
