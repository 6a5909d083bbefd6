"""A file to take along: sent as an attachment under a neutral name."""

from django.http import HttpResponse


def attachment(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """Send a file; `kind` is its media type."""
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
