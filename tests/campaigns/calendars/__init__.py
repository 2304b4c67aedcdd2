"""Calendars, as programs that have nothing in common with this one read and keep them.

    pytest -m campaign tests/campaigns/calendars

Installs its parsers in a directory of its own (`SECRETARIAT_CAMPAIGN` names one to keep them in): ical.js and
node-ical with npm, khal, vobject and Radicale in a virtual environment, libical from Debian's package, unpacked and not
installed. What cannot be installed is skipped, and says why.
"""
