"""Builds resources/gazetteer.tsv from the names of CLDR and our own additions; needs the package babel.

    python packaging/build_gazetteer.py

CLDR gives the territories with their other English names, the cities that stand for time zones
and the names of languages, of which those that name a people too are in the additions.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "resources" / "gazetteer.tsv"
ADDITIONS = HERE / "gazetteer_additions.txt"
# Regions of CLDR, not territories: "World", "Europe", "Eurozone", "pseudo" test locales.
NO_TERRITORIES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "AQ"})
# Cities of CLDR that are ordinary words or first names far more often.
NO_CITIES = frozenset({"Central", "Easter", "Knox", "Troll", "Center", "Eastern", "Mountain", "Pacific", "Samoa"})
Row = tuple[str, str, str, str]


def main() -> None:
    """Write the table, sorted, each name once per label."""
    rows: dict[tuple[str, str], Row] = {}
    for row in [*_additions(), *_territories(), *_cities()]:
        rows.setdefault((row[0], row[1]), row)
    lines = ["\t".join(row) for row in sorted(rows.values())]
    OUT.write_text("\n".join(["name\tlabel\tcanonical\tsource", *lines]) + "\n", encoding="utf-8")
    sys.stdout.write(f"{OUT.name}: {len(lines)} names\n")


def _additions() -> Iterator[Row]:
    for line in ADDITIONS.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        label, _, names = line.partition(" ")
        if label == "GIVEN":
            yield from ((name, label, name, "own") for name in names.split())
            continue
        for group in names.split(" | "):
            aliases = [alias.strip() for alias in group.split(" = ")]
            yield from ((alias, label, aliases[0], "own") for alias in aliases)


def _territories() -> Iterator[Row]:
    for code, name in sorted(Locale("en").territories.items()):
        if code.isdigit() or code in NO_TERRITORIES:
            continue
        plain = name.split(" (")[0].replace(" & ", " and ").replace("’", "'").replace(" SAR China", "")
        yield (plain.removeprefix("the "), "GPE", plain, "CLDR")


def _cities() -> Iterator[Row]:
    zones = Locale("en").time_zones
    for zone, known in sorted(zones.items()):
        city = known.get("city") or zone.rpartition("/")[2].replace("_", " ")
        if city and "/" in zone and not zone.startswith("Etc/") and city not in NO_CITIES and city[0].isalpha():
            yield (city, "GPE", city, "CLDR")


if __name__ == "__main__":
    main()
