"""A small team as tables in CSV, read as they are or instead of some of them."""

from __future__ import annotations

import pytest

from secretariat_tui.domain.errors import BadInput
from secretariat_tui.domain.team import Team
from secretariat_tui.exchange.team_tables import parse_tables

SMALL = {
    "team.csv": "id,name,weights.spread\nso,Secretariaat,7\n",
    "shifts.csv": "id,name,start,end,break\ndag,Dag,8:30,17:00:00,30\n",
    "member.csv": (
        "id,name,grade,hours,works,works_odd,knows,qualifications,from,balance\n"
        "anna,Anna de Vries,7,31.5,mon tue-am,[],dir mt,events mandaat:30-06-2027,1-1-2026,-2.25\n"
        "zoe,Zoë,8,8,mon,,,,,'-1\n"
    ),
    "account.csv": "id,name,level,primary\ndir,Directeur,MT,anna\nmt,Managementteam,,\n",
    "support.csv": (
        "account,days,from,to,on_site\ndir,mon tue,08:30,12:00,x\ndir,mon,13:00,17:00,nee\nmt,fri,09:00,10:00,\n"
    ),
    "backup.csv": "account,member,accepted\ndir,zoe,ja\n",
    "meeting.csv": "id,name,days,from,to,who\noverleg,'=Overleg,tue,10:00,11:00,anna zoe\n",
}

MEMBERS = "id,name,grade,hours,works\n"
ANNA = "anna,Anna,7,8,mon\n"


def small(**instead: str) -> dict[str, bytes]:
    texts = SMALL | {f"{name}.csv": text for name, text in instead.items()}
    return {name: text.encode() for name, text in texts.items()}


def read(contents: dict[str, bytes], into: Team | None = None, *, remove: bool = False) -> Team:
    return parse_tables(contents, into, remove=remove).team


def said(contents: dict[str, bytes], into: Team | None = None) -> list[tuple[object, ...]]:
    with pytest.raises(BadInput) as refused:
        parse_tables(contents, into)
    assert refused.value.exit_code == 3
    return [(item.file, item.line, item.table, item.key, item.kind) for item in refused.value.faults]
