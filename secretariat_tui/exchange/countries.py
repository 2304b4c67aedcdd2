"""Countries and regions, as the holidays package names them."""

from __future__ import annotations

from collections.abc import Iterator

from secretariat_tui.domain.errors import Fault
from secretariat_tui.domain.finding import N_
from secretariat_tui.domain.invariants import did_you_mean, fault_at, nearest, shown


def country_faults(country: str, region: str) -> Iterator[Fault]:
    """Whether the public holidays of a country and its region are known."""
    if (country, region) == ("NL", ""):  # known, and the package takes a tenth of a second to import
        return
    from holidays import list_supported_countries

    regions = list_supported_countries()
    if country not in regions:
        near = {name.lower(): name for name in regions}
        guess = nearest(country, near)
        yield fault_at(
            "country",
            "unknown-country",
            N_("The public holidays of {value} are not known."),
            value=shown(country),
            **did_you_mean(None if guess is None else near[guess], N_("Write it as NL or BE, for instance.")),
        )
    elif region and region not in regions[country]:
        near = {name.lower(): name for name in regions[country]}
        guess = nearest(region, near)
        yield fault_at(
            "region",
            "unknown-region",
            N_("{country} has no region {value} with public holidays of its own."),
            country=country,
            value=shown(region),
            words=", ".join(regions[country]),
            **did_you_mean(None if guess is None else near[guess], N_("Known here are: {words}.") if near else ""),
        )
