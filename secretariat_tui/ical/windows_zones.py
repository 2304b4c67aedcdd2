"""What Windows and Outlook call time zones, in the languages of a Dutch office's correspondents.

Outlook writes the name of a zone in the language of the Windows that it runs on, or the list of cities under which
Windows shows the zone. Names that it writes in English are in the table of Unicode that icalendar has.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_NAMES: Final = MappingProxyType(
    {
        "Europe/London": (
            "GMT (standaardtijd)",
            *("Westeuropäische Zeit", "GMT-Zeit", "GMT Normalzeit", "Mittlere Greenwich-Zeit"),
            *("GMT (heure standard)", "Heure GMT", "Royaume-Uni", "GMT, heure d’hiver"),
        ),
        "Europe/Amsterdam": (
            *("West-Europa (standaardtijd)", "W. Europa (standaardtijd)", "W. Europe (standaardtijd)"),
            *("West-Europese standaardtijd", "Midden-Europa (standaardtijd)", "Midden-Europese standaardtijd"),
            *("Mitteleuropäische Zeit", "Mitteleuropaeische Zeit", "Westeuropa Normalzeit", "W. Europa Normalzeit"),
            *("Europe de l’Ouest", "Europe de l’Ouest (heure standard)", "Europe de l’Ouest, heure standard"),
            *("W. Europe", "Western Europe Standard Time", "Western/Central Europe"),
        ),
        "Europe/Budapest": (
            *("Centraal-Europa (standaardtijd)", "Centraal Europa (standaardtijd)", "Europa Centraal (standaardtijd)"),
            *("Zentraleuropäische Zeit", "Zentraleuropa Normalzeit"),
            *("Europe centrale", "Europe centrale (heure standard)"),
        ),
        "Europe/Paris": (
            *("Romance (standaardtijd)", "Romaans (standaardtijd)"),
            *("Romanische Zeit", "Romance Normalzeit"),
            *("Paris, Madrid", "Paris, Madrid (heure standard)", "Romance", "Romance (heure standard)"),
        ),
        "Europe/Warsaw": (*("Centraal-Europese standaardtijd", "Zentraleuropäische Standardzeit"),),
        "Europe/Athens": (
            *("GTB (standaardtijd)", "GTB Normalzeit", "Athènes, Bucarest, Istanbul", "GTB (heure standard)"),
        ),
        "Europe/Chisinau": (
            *("Oost-Europa (standaardtijd)", "E. Europa (standaardtijd)", "Osteuropäische Zeit"),
            *("Europe de l’Est", "Europe de l’Est (heure standard)"),
        ),
        "Europe/Helsinki": (
            *("FLE (standaardtijd)", "FLE Normalzeit", "FLE (heure standard)", "Finlande, Lituanie, Estonie"),
        ),
        "Europe/Moscow": ("Rusland (standaardtijd)", "Russische Zeit", "Russie", "Russie (heure standard)"),
        "Europe/Istanbul": ("Turkije (standaardtijd)", "Türkei Normalzeit", "Turquie", "Turquie (heure standard)"),
        "Atlantic/Azores": ("Azoren (standaardtijd)", "Azoren Normalzeit", "Açores", "Açores (heure standard)"),
        "America/New_York": (
            *("Eastern (standaardtijd)", "Eastern Normalzeit", "Eastern Zeit", "Est (heure standard)"),
        ),
        "America/Chicago": ("Central (standaardtijd)", "Central Normalzeit", "Centre (heure standard)"),
        "America/Denver": ("Mountain (standaardtijd)", "Mountain Normalzeit", "Montagnes Rocheuses (heure standard)"),
        "America/Los_Angeles": ("Pacific (standaardtijd)", "Pacific Normalzeit", "Pacifique (heure standard)"),
        "Asia/Tokyo": ("Tokio (standaardtijd)", "Tokio Normalzeit", "Tokyo (heure standard)"),
        "Asia/Shanghai": ("China (standaardtijd)", "China Normalzeit", "Chine (heure standard)"),
        "Asia/Kolkata": ("India (standaardtijd)", "Indien Normalzeit", "Inde (heure standard)"),
        "Africa/Johannesburg": (
            *("Zuid-Afrika (standaardtijd)", "Südafrika Normalzeit", "Afrique du Sud (heure standard)"),
        ),
        "Australia/Sydney": ("Australië - oost (standaardtijd)", "AUS Ost Normalzeit", "AUS Est (heure standard)"),
        "UTC": (
            *("tzone://Microsoft/Utc", "Coordinated Universal Time", "Gecoördineerde wereldtijd"),
            *("Koordinierte Weltzeit", "Temps universel coordonné", "(UTC)", "Z", "Zulu", "GMT+0000", "UTC+00:00"),
        ),
    }
)
"""Standard names. The zones from Paris to Budapest have had the same time since 1980."""

_CITIES: Final = MappingProxyType(
    {
        "Europe/London": (
            *("Dublin, Edinburgh, Lisbon, London", "Dublin, Edinburgh, Lissabon, Londen"),
            *("Dublin, Edinburgh, Lissabon, London", "Dublin, Édimbourg, Lisbonne, Londres"),
            "Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London",
        ),
        "Europe/Amsterdam": (
            *("Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Amsterdam, Berlijn, Bern, Rome, Stockholm, Wenen"),
            *("Amsterdam, Berlin, Bern, Rom, Stockholm, Wien", "Amsterdam, Berlin, Berne, Rome, Stockholm, Vienne"),
            "Amsterdam, Berlijn, Bern, Rome, Stockholm en Wenen",
        ),
        "Europe/Budapest": (
            *("Belgrade, Bratislava, Budapest, Ljubljana, Prague", "Belgrado, Bratislava, Boedapest, Ljubljana, Praag"),
            "Belgrad, Bratislava (Pressburg), Budapest, Ljubljana, Prag (Praha)",
            "Belgrad, Bratislava, Budapest, Ljubljana, Prag",
        ),
        "Europe/Paris": (
            *("Brussels, Copenhagen, Madrid, Paris", "Brussel, Kopenhagen, Madrid, Parijs"),
            *("Brüssel, Kopenhagen, Madrid, Paris", "Bruxelles, Copenhague, Madrid, Paris"),
        ),
        "Europe/Warsaw": (
            *("Sarajevo, Skopje, Warsaw, Zagreb", "Sarajevo, Skopje, Warschau, Zagreb"),
            "Sarajevo, Skopje, Varsovie, Zagreb",
        ),
        "Europe/Athens": (
            *("Athens, Bucharest", "Athene, Boekarest", "Athen, Bukarest", "Athènes, Bucarest"),
            *("Athens, Bucharest, Istanbul", "Athene, Boekarest, Istanbul"),
        ),
        "Europe/Helsinki": (
            *("Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius", "Helsinki, Kiev, Riga, Sofia, Tallinn, Vilnius"),
            "Helsinki, Kiew, Riga, Sofia, Tallinn, Wilna",
        ),
        "Europe/Moscow": (
            *("Moscow, St. Petersburg", "Moskou, Sint-Petersburg", "Moskau, St. Petersburg"),
            "Moscou, Saint-Pétersbourg",
        ),
        "America/New_York": (
            "Eastern Time (US & Canada)",
            "Eastern Time (V.S. en Canada)",
            "Eastern Time (VS & Canada)",
        ),
        "America/Chicago": ("Central Time (US & Canada)", "Central Time (V.S. en Canada)"),
        "America/Denver": ("Mountain Time (US & Canada)", "Mountain Time (V.S. en Canada)"),
        "America/Los_Angeles": ("Pacific Time (US & Canada)", "Pacific Time (V.S. en Canada)"),
    }
)
"""The cities under which Windows shows a zone, without the "(UTC+01:00)" before them."""


def plain_name(name: str) -> str:
    """A name in the form in which two spellings of it are equal."""
    text = name.replace("\\,", ",").replace("’", "'").replace("\u00a0", " ").strip(" \"'")
    return " ".join(text.casefold().split())


def windows_zone(name: str) -> str | None:
    """The IANA zone of a name of Windows or Outlook, None for one that is not known.

    Outlook adds a number to a name of which a file has several; Windows puts the distance to UTC before the cities.
    """
    known = _table()
    text = plain_name(name)
    cities = re.sub(r"^\((?:utc|gmt) ?(?:[+-]\d\d:\d\d)?\) ", "", text)
    for tried in (text, re.sub(r" \d{1,2}$", "", text), cities):
        if tried in known:
            return known[tried]
    return None


@lru_cache
def _table() -> dict[str, str]:
    found = {plain_name(name): zone for name, zone in WINDOWS_TO_OLSON.items()}
    for table in (_NAMES, _CITIES):
        found |= {plain_name(name): zone for zone, names in table.items() for name in names}
    return found
