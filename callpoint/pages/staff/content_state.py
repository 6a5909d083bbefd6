"""The page that tells staff which facts to look at again."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from callpoint.clock import now
from callpoint.pages.filters import held_together, short_moment, translated
from callpoint.pages.services_shown import channel_label
from callpoint.pages.staff.frame import signed_in_actor, staff_frame
from callpoint.pages.staff.pages import ContentPage, StaleLine
from callpoint.records.knowledge import knowledge
from callpoint.records.queries.work import stuck_work
from callpoint.rules.access import Deed, may
from callpoint.rules.content.check import Row, check_content
from callpoint.rules.content.publish import publish_blockers


def content_page(request: HttpRequest) -> ContentPage:
    """Make the page from the content as it lies on disk today."""
    overlay = settings.CALLPOINT.service.content_overlay
    today = now().date()
    check = check_content(settings.CALLPOINT_CONTENT, overlay or None, today)
    content = knowledge().content
    return ContentPage(
        heading=_("State of the content"),
        version=content.version,
        blockers=tuple(
            StaleLine(what=translated(blocker.name), why=translated(blocker.template).format(day=blocker.day))
            for blocker in publish_blockers(content, today)
        ),
        unsure=tuple(_line(row) for row in check.unsure),
        stale=tuple(_line(row) for row in check.stale),
        stuck=tuple(
            StaleLine(
                what=work.name, why=f"{short_moment(work.stuck_at)}, {work.error_class}, {work.error_place}"
            )
            for work in stuck_work()
        ),
        may_retry=may(signed_in_actor(request).badge, Deed.RETRY_WORK),
        **staff_frame(request),
    )


def _line(row: Row) -> StaleLine:
    values = dict(row.values)
    if values.keys() >= {"type", "value"}:
        values = {"type": channel_label(values["type"]), "value": held_together(translated(values["value"]))}
    return StaleLine(what=f"{row.file}:{row.line}", why=translated(row.template).format(**values))
