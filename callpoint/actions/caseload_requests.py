"""What a deed of a support service changes on the request to talk that an entry came from; a building block."""

from datetime import datetime

from django.utils import translation

from callpoint.actions.acting import Actor
from callpoint.actions.support_words import passed_on_words
from callpoint.records.knowledge import knowledge
from callpoint.records.models import Referral, StaffMember, SupportRequest
from callpoint.records.sealed_requests import Call, SupportSeal
from callpoint.rules.chance import Chance
from callpoint.rules.support_requests import CallOutcome, RequestState


def pass_request_on(
    request: SupportRequest, new: Referral, *, by: Actor, at: datetime, chance: Chance
) -> SupportRequest:
    """Give a request to the service and unit of its new entry, and tell its person who has it and by when."""
    held = SupportRequest.objects.select_for_update().get(id=request.id)
    service, seal = knowledge().content.services[new.service], SupportSeal.of(held)
    with translation.override(held.language):
        line = passed_on_words(service, due_at=new.due_at)
    name = StaffMember.objects.get(pk=by.id).display_name
    # They were reached, because they agreed to it; whoever has them now has yet to reach them.
    call = Call(outcome=CallOutcome.REACHED, at=at, by=name, note="", answer=line, send_key=str(new.id))
    held.calls = seal.seal_calls(held.id, (*seal.calls(held), call), chance)
    held.service, held.unit, held.due_at = new.service, new.unit, new.due_at
    held.state, held.changed_at = RequestState.WAITING, at
    held.save(update_fields=["calls", "service", "unit", "due_at", "state", "changed_at"])
    return held
