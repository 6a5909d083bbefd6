"""The paper in the pack of a case: lines that read the same are all on it."""

from dataclasses import replace

import pytest

from callpoint.actions.case_log import NewTask, add_task
from callpoint.actions.case_told import Pack
from callpoint.actions.cases_shown import read_case
from callpoint.formats.paper import Facts
from callpoint.pages.staff.case_paper import pack_paper
from tests.actions.cases import TOMORROW, a_case_of, an_investigator
from tests.makers import DESK, a_report, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_the_paper_of_a_pack_keeps_tasks_and_identifiers_that_read_the_same() -> None:
    by = an_investigator()
    case_id = a_case_of(a_report(unit=DESK, story="He rang from 07700 900123."), by=by)
    for key in ("1", "2"):
        task = NewTask(words="Ring", assignee=int(by.id), due_on=TOMORROW, send_key=key)
        add_task(case_id=case_id, task=task, by=by, at=at(hours=1))
    opened = read_case(case_id=case_id, by=by, at=at(hours=1))
    twice = replace(opened, identifiers=opened.identifiers * 2)
    pack = Pack(made_at=at(), made_by="x", body="x", purpose="x", case=twice, reports=())
    rows = [row.term for block in pack_paper(pack).blocks if isinstance(block, Facts) for row in block.rows]
    assert (rows.count("Ring"), rows.count("+44 7700 900123")) == (2, 2)
