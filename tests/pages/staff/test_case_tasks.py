"""Who does a task of a case from now on: nobody whom nobody chose."""

import html5lib
import pytest
from django.urls import reverse

from callpoint.records.models import CaseTask, StaffMember
from callpoint.rules.access import Role
from tests.makers import DESK, a_staff_member
from tests.pages.public.browsing import text_of
from tests.pages.staff.test_cases import a_told_report, an_officer, begun, done, shown

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_task_that_nobody_has_is_given_out_on_the_page() -> None:
    client, report_id = an_officer(), a_told_report()
    case, me = begun(client, report_id), StaffMember.objects.get().pk
    done(client, case, do="add-task", task="Ring them", task_who=me, task_due="2099-01-01")
    CaseTask.objects.update(assignee=None)
    nobodys = shown(client, "staff_case", case.id)
    task, ann = CaseTask.objects.get(), a_staff_member(unit=DESK, role=Role.INVESTIGATOR, name="Ann Hale")[0]
    given = [done(client, case, do="give", task_id=task.id, give_to=to) for to in (ann.pk, 0, "x")]
    assert ("Nobody yet" in nobodys, given, CaseTask.objects.get().assignee_id) == (
        True,
        [302, 422, 422],
        ann.pk,
    )
    refused = client.post(
        reverse("staff_case", args=[case.id]), {"do": "give", "task-id": task.id, "give-to": "0"}
    )
    assert refused.content.decode().count("Choose somebody who may work on this case.") == 2


def chosen_to_give(page: str, task: CaseTask) -> str:
    """The words of the person who stands chosen to do a task from now on."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    options = next(each for each in tree.iter("select") if each.get("id") == f"give-{task.id}")
    chosen = [text_of(each) for each in options if each.get("selected") is not None]
    return (chosen or [text_of(options[0])])[0]


def test_nobody_stands_chosen_for_a_task_but_who_has_it_and_on_an_error_who_was_chosen() -> None:
    client, report_id = an_officer(), a_told_report()
    case = begun(client, report_id)
    names = ("Ann Hale", "Bo Roe", "Cy Moss")
    _ann, bo, cy = (a_staff_member(unit=DESK, role=Role.INVESTIGATOR, name=name)[0] for name in names)
    for who in (bo, cy):
        told = {"task": "Ring them", "task_who": who.pk, "task_due": "2099-01-01", "send_key": who.pk}
        done(client, case, do="add-task", **told)
    nobodys, cys = CaseTask.objects.order_by("assignee__display_name")
    CaseTask.objects.filter(pk=nobodys.pk).update(assignee=None)
    page = shown(client, "staff_case", case.id)
    seen = [chosen_to_give(page, task) for task in (nobodys, cys)]
    told = {"do": "give", "task-id": cys.id, "give-to": ""}
    refused = client.post(reverse("staff_case", args=[case.id]), told)
    seen.append(chosen_to_give(refused.content.decode(), cys))
    StaffMember.objects.filter(pk=cy.pk).update(is_active=False)
    seen.append(chosen_to_give(shown(client, "staff_case", case.id), cys))
    assert (refused.status_code, seen) == (422, ["Choose", "Cy Moss", "Choose", "Choose"])
