"""The latest signed checkpoint of the journal and the keys that check it, as text for programs."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from callpoint.pages.access import Audience, opens_to
from callpoint.records.keys import keyring
from callpoint.sealing.signing import verifier_keys
from callpoint.vault.checkpoints import latest_checkpoint

TEXT = "text/plain; charset=utf-8"


@opens_to(Audience.ANYONE)
@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """Give the latest checkpoint to the last byte (C2SP tlog-checkpoint); 404 and no text before the first."""
    del request
    latest = latest_checkpoint()
    if latest is None:
        return HttpResponse(status=404, content_type=TEXT)
    return HttpResponse(bytes(latest.note), content_type=TEXT)


@opens_to(Audience.ANYONE)
@require_safe
def checkpoint_key(request: HttpRequest) -> HttpResponse:
    """Give the public keys, one a line, that of today first (C2SP signed-note, verifier keys)."""
    del request
    keys = verifier_keys(keyring(), origin=settings.CALLPOINT.journal_origin)
    return HttpResponse("".join(f"{key.line()}\n" for key in keys), content_type=TEXT)
