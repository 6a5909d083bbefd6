"""A request to talk once a service has it in its caseload, and the words about who has somebody now."""

import pytest

from callpoint.actions.caseload import take_request
from callpoint.actions.caseload_file import note_contact
from callpoint.actions.support_requests import InCaseloadError, NewCall, note_support_call
from callpoint.actions.support_words import passed_on_words, waits_words
from callpoint.records.knowledge import knowledge
from callpoint.records.models import ReferralEntry, SupportRequest
from callpoint.records.opened_requests import own_request
from callpoint.rules.support_requests import CallOutcome, RequestState
from tests.actions.caseload import a_contact
from tests.actions.support import FAR, a_request, a_supporter
from tests.makers import all_kept, at

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_what_is_in_a_caseload_is_noted_there_and_nowhere_else() -> None:
    request, by = a_request().request_id, a_supporter()
    take_request(request_id=request, by=by, at=at())
    before = all_kept()
    with pytest.raises(InCaseloadError):
        note_support_call(
            request_id=request,
            new=NewCall(outcome=CallOutcome.CLOSED, note="x", send_key="1"),
            by=by,
            at=at(),
        )
    assert all_kept() == before


def test_a_try_is_kept_where_the_request_itself_was_closed() -> None:
    request, by = a_request().request_id, a_supporter()
    entry = take_request(request_id=request, by=by, at=at())
    SupportRequest.objects.filter(id=request).update(state=RequestState.CLOSED)
    note_contact(referral_id=entry, new=a_contact(note="Rang."), by=by, at=at(minutes=1))
    (kept,) = ReferralEntry.objects.all()
    assert (kept.outcome, own_request(request).state) == ("reached", RequestState.CLOSED)


def test_a_day_that_is_not_known_is_not_told_to_who_is_passed_on() -> None:
    service = knowledge().content.services[FAR]
    assert passed_on_words(service, due_at=None) == "You are passed on to Victim Support, as you agreed."


def test_a_service_without_a_number_only_says_that_it_waits() -> None:
    assert waits_words("") == "They do not contact you. They wait for you."
