"""Addresses of the public pages."""

from django.urls import path

from callpoint.pages.public import asking, copying, directory, guidance, returning, sending, start

urlpatterns = [
    path("", start.start, name="start"),
    path("now/<slug:situation>/", start.help_now, name="now"),
    path("report/", asking.begin, name="begin"),
    path("report/about/<slug:situation>/", asking.begin_with, name="begin_with"),
    path("report/question/<slug:step>/", asking.question, name="question"),
    path("report/help/", sending.help_for_report, name="help"),
    path("report/kind/", sending.kind, name="kind"),
    path("report/check/", sending.check, name="check"),
    path("report/done/", sending.done, name="done"),
    path("report/copy/", copying.ready_copy, name="copy"),
    path("report/delete/", sending.discard, name="discard"),
    path("return/", returning.return_with_code, name="return"),
    path("return/report/", returning.own_report_page, name="own_report"),
    path("leave/", sending.leave, name="leave"),
    path("exit/", returning.exit_now, name="exit"),
    path("who-can-help/", directory.directory, name="directory"),
    path("who-can-help/<slug:situation>/", directory.directory, name="directory_situation"),
    path("who-can-help/service/<slug:name>/", directory.service, name="service"),
    path("guidance/", guidance.guidance_list, name="guidance_list"),
    path("guidance/<slug:name>/", guidance.guidance, name="guidance"),
]
