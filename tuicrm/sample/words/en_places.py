"""Cities of the English sample with their weight, and how companies and people are called there."""

from random import Random

from tuicrm.sample.words.shape import City, Named

UK_MOBILE, DE_MOBILE = "+44 7700 900xxx", "+49 171 39200 xx"
_OTHER = "+44 7700 900xxx"  # for countries without a range for fiction: their people travel

CITIES = (
    (9, City("Leeds", "United Kingdom", "North England", "en", "+44 113 496 0xxx", UK_MOBILE)),
    (8, City("Bristol", "United Kingdom", "South England", "en", "+44 117 496 0xxx", UK_MOBILE)),
    (8, City("Sheffield", "United Kingdom", "North England", "en", "+44 114 496 0xxx", UK_MOBILE)),
    (8, City("London", "United Kingdom", "South England", "en", "+44 20 7946 0xxx", UK_MOBILE)),
    (6, City("Birmingham", "United Kingdom", "Midlands", "en", "+44 121 496 0xxx", UK_MOBILE)),
    (12, City("Hamburg", "Germany", "North Germany", "de", "+49 40 66969 xxx", DE_MOBILE)),
    (11, City("Berlin", "Germany", "East Germany", "de", "+49 30 23125 xxx", DE_MOBILE)),
    (10, City("Munich", "Germany", "South Germany", "de", "+49 89 99998 xxx", DE_MOBILE)),
    (9, City("Frankfurt", "Germany", "West Germany", "de", "+49 69 90009 xxx", DE_MOBILE)),
    (9, City("Cologne", "Germany", "West Germany", "de", "+49 221 4710 xxx", DE_MOBILE)),
    (7, City("Stockholm", "Sweden", "Scandinavia", "sv", "+46 8 465 004 xx", "+46 70 174 06 xx")),
    (7, City("Gothenburg", "Sweden", "Scandinavia", "sv", "+46 31 390 06 xx", "+46 70 174 06 xx")),
    (5, City("Malmo", "Sweden", "Scandinavia", "sv", "+46 40 628 04 xx", "+46 70 174 06 xx")),
    (5, City("Bergen", "Norway", "Scandinavia", "no", "", _OTHER)),
    (5, City("Aarhus", "Denmark", "Scandinavia", "da", "", _OTHER)),
    (7, City("Lyon", "France", "France", "fr", "+33 4 65 71 xx xx", "+33 6 39 98 xx xx")),
    (6, City("Lille", "France", "France", "fr", "+33 3 53 01 xx xx", "+33 6 39 98 xx xx")),
    (5, City("Torino", "Italy", "South Europe", "it", "", _OTHER)),
    (4, City("Girona", "Spain", "South Europe", "es", "", _OTHER)),
    (5, City("Eindhoven", "Netherlands", "Benelux", "nl", "", _OTHER)),
    (4, City("Ostrava", "Czechia", "Central Europe", "cs", "", _OTHER)),
    (4, City("Basel", "Switzerland", "Central Europe", "de", "", DE_MOBILE)),
    (3, City("Cleveland", "United States", "North America", "en", "+1 216 555 01xx", "+1 216 555 01xx")),
)

_STEMS = {
    "en": "Ashby Barrow Calder Denholm Elland Farrow Garside Hadley Ingram Kelby Langdale Marston Netherby Oakham "
    "Pelham Quarry Radley Selby Thorne Ulverton Wardle Yarrow Holbrook Beacon Summit Harrow Kestrel Anvil Crown",
    "de": "Adler Bachmann Dreher Eberle Falkner Gerlach Hartung Isar Jansen Kessler Lindau Mertens Nagel Oberland "
    "Pfeifer Quandt Reinhold Steiner Thalheim Uhlig Vogler Wieland Zwickau Altmark Brandt Harz Lausitz Weser Rhein",
    "sv": "Almgren Bergvall Dalarna Ekholm Fagersta Gustafs Hallberg Lindqvist Malmberg Norrland Oskars Rosendal "
    "Sandvik Tornberg Vastra Wallin Ystad Angerman",
    "no": "Aasen Bergland Dovre Fjell Grieg Hauge Hordaland Lofoten Nordfjord Rogaland Solberg Tind Voss",
    "da": "Bjerre Dalgaard Fyn Holst Kolding Limfjord Mols Nissum Odder Randers Skagen Vejle",
    "fr": "Arnaud Beaumont Chalon Delmas Etoile Fontaine Garnier Lacroix Marchal Perrin Roussel Savoie Vallon",
    "it": "Alpina Bassano Carrara Dora Este Ferrero Garda Hydra Lario Monviso Novara Piave Sesia Ticino",
    "es": "Aranda Besos Castell Duero Empuria Fluvia Gironella Llobregat Montseny Navarro Ter Urgell",
    "nl": "Aalst Brabant Dommel Geldrop Heeze Kempen Maas Nuenen Peel Quist Veldhoven Waal Zeeland",
    "cs": "Beskydy Dvorak Haviran Karvina Moravia Odra Opava Silesia Tatra Vitkov",
}
_TRADES = {
    "en": "Tooling Castings Robotics Optics Pumps Bearings Gears Turbines Sensors Valves Motion Precision Springs "
    "Aero Medical Plastics Packaging Instruments",
    "de": "Getriebe Pumpen Werkzeugbau Optik Antriebe Feinwerk Maschinenbau Messtechnik Guss Federn Ventile "
    "Formenbau Hydraulik Medizintechnik Kunststoff Stahl",
    "sv": "Mekaniska Kraft Stal Verktyg Pump Teknik Industri Precision Hydraulik",
    "no": "Energi Marine Verft Mekanikk Offshore Teknikk Stal",
    "da": "Maskiner Vind Pumper Teknik Staal Industri Marine",
    "fr": "Mecanique Optique Moulage Usinage Pompes Aero Outillage Precision",
    "it": "Pumps Meccanica Stampi Ottica Motori Valvole Food Precisione",
    "es": "Quimica Mecanica Moldes Bombas Alimentaria Motor Precision",
    "nl": "Techniek Optics Machines Lucht Pompen Precisie Food",
    "cs": "Metal Strojirny Optika Kovo Nastroje",
}
_FORMS = {
    "en": ("Ltd", "Ltd", "Ltd", "PLC", "& Sons Ltd"),
    "de": ("GmbH", "GmbH", "GmbH", "KG", "AG", "GmbH & Co. KG"),
    "sv": ("AB",),
    "no": ("AS",),
    "da": ("A/S", "ApS"),
    "fr": ("SARL", "SAS", "SA"),
    "it": ("SpA", "Srl"),
    "es": ("SL", "SA"),
    "nl": ("BV",),
    "cs": ("s.r.o.", "a.s."),
}
_FIRST = {
    "en": "Sarah James Emma Oliver Grace Thomas Lucy Daniel Helen Andrew Rachel Peter Claire Simon Nina Mark",
    "de": "Anna Stefan Katrin Jens Sabine Markus Birgit Uwe Heike Frank Petra Lars Monika Dirk Julia Bernd",
    "sv": "Karin Erik Astrid Lars Ingrid Mats Elin Johan",
    "no": "Kari Ole Silje Bjorn Marit Tor",
    "da": "Mette Soren Lone Jens Pernille Kim",
    "fr": "Claire Luc Sophie Marc Julie Henri Camille Paul",
    "it": "Giulia Marco Elena Paolo Chiara Luca",
    "es": "Marta Jordi Laura Pau Nuria Carles",
    "nl": "Anke Joost Sanne Pieter Lotte Bram",
    "cs": "Jana Petr Lenka Tomas Eva Milan",
}
_LAST = {
    "en": "Whitcombe Aldous Barker Croft Dunning Ellwood Firth Goodall Hurst Ibbotson Jowett Kershaw Lister",
    "de": "Albers Brandes Claussen Dietz Engel Fuchs Greiner Hollmann Jahn Kranz Lorenz Menzel Neumann Petzold",
    "sv": "Andersson Blom Dahlin Eklund Forsberg Hedman Nyberg Sund",
    "no": "Moe Dahl Berg Haugen Lie Strand",
    "da": "Holm Krogh Lund Bech Toft Vang",
    "fr": "Bonnet Caron Dupuis Faure Girard Lambert Moulin Renard",
    "it": "Bianchi Conti Galli Marino Ricci Sala",
    "es": "Casals Ferrer Mas Puig Roca Soler",
    "nl": "Bakker Dekker Jacobs Mulder Smit Visser",
    "cs": "Novak Cerny Dusek Kral Pospisil Vesely",
}


def company_name(rng: Random, city: City) -> Named:
    """Make up a company that could stand in this city."""
    stem = rng.choice(_STEMS[city.tongue].split())
    trade = rng.choice(_TRADES[city.tongue].split())
    if rng.random() < 0.3:
        second = rng.choice(_STEMS[city.tongue].split())
        stem = stem if second == stem else f"{stem} {second}"
    name = f"{stem} {trade} {rng.choice(_FORMS[city.tongue])}"
    return Named(name, f"{stem} {trade}".lower().replace(" ", "-"))


def person_name(rng: Random, city: City) -> str:
    """Make up a person who could work there."""
    return f"{rng.choice(_FIRST[city.tongue].split())} {rng.choice(_LAST[city.tongue].split())}"
