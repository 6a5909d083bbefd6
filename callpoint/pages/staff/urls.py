"""Addresses of the staff pages; those of the sign-in carry the names its library asks for."""

from django.urls import path

from callpoint.pages.access import Audience, opens_to
from callpoint.pages.staff import (
    account,
    alerts,
    blacking_out,
    desk_view,
    disclosing,
    exhibit,
    handing_over,
    links,
    lost_codes,
    own_desk,
    people,
    queue,
    requests,
    retention,
    searching,
    series,
    series_warnings,
    sessions,
    trends,
    views,
)

_anyone = opens_to(Audience.ANYONE)
_staff = opens_to(Audience.STAFF)

EXHIBIT = "report/<uuid:report_id>/exhibit/<int:number>/"

urlpatterns = [
    path("", queue.staff_queue, name="staff_queue"),
    path("next/", queue.staff_next, name="staff_next"),
    path("news/", queue.staff_queue_news, name="staff_queue_news"),
    path("report/<uuid:report_id>/peek/", queue.staff_peek, name="staff_peek"),
    path("report/<uuid:report_id>/presence/", desk_view.staff_presence, name="staff_presence"),
    path("report/<uuid:report_id>/", views.staff_report, name="staff_report"),
    path("report/<uuid:report_id>/disclose/", disclosing.staff_disclose, name="staff_disclose"),
    path(
        "report/<uuid:report_id>/disclose/<uuid:disclosure_id>/", disclosing.staff_bundle, name="staff_bundle"
    ),
    path(EXHIBIT, exhibit.staff_exhibit, name="staff_exhibit"),
    path(f"{EXHIBIT}dangerous/", exhibit.staff_dangerous, name="staff_dangerous"),
    path(f"{EXHIBIT}preview/", exhibit.staff_preview, name="staff_preview"),
    path(f"{EXHIBIT}picture/<int:picture>/", exhibit.staff_picture, name="staff_picture"),
    path(f"{EXHIBIT}custody/", exhibit.staff_custody, name="staff_custody"),
    path("report/<uuid:report_id>/links/", links.staff_links, name="staff_links"),
    path("series/", series.staff_series_list, name="staff_series_list"),
    path("series/<uuid:series_id>/", series.staff_series, name="staff_series"),
    path("search/", searching.staff_search, name="staff_search"),
    path(f"{EXHIBIT}black-out/", blacking_out.staff_black_out, name="staff_black_out"),
    path(f"{EXHIBIT}hand-over/", handing_over.staff_hand_over, name="staff_hand_over"),
    path(f"{EXHIBIT}hand-over/<uuid:hand_over_id>/", handing_over.staff_sealed, name="staff_sealed"),
    path("requests/", requests.staff_requests, name="staff_requests"),
    path("request/<uuid:request_id>/", requests.staff_request, name="staff_request"),
    path("lost-codes/", lost_codes.staff_lost_codes, name="staff_lost_codes"),
    path("lost-codes/<uuid:lost_id>/", lost_codes.staff_lost_code, name="staff_lost_code"),
    path("retention/", retention.staff_retention, name="staff_retention"),
    path("trends/", trends.staff_trends, name="staff_trends"),
    path("trends/weeks.csv", trends.staff_trends_csv, name="staff_trends_csv"),
    path("trends/raised/", series_warnings.staff_warnings, name="staff_warnings"),
    path("alerts/", alerts.staff_alerts, name="staff_alerts"),
    path("alerts/new/", alerts.staff_alert_new, name="staff_alert_new"),
    path("alerts/<uuid:alert_id>/", alerts.staff_alert, name="staff_alert"),
    path("alerts/<uuid:alert_id>/words/", alerts.staff_alert_words, name="staff_alert_words"),
    path("desk/", own_desk.staff_desk, name="staff_desk"),
    path("people/", people.staff_people, name="staff_people"),
    path("people/new/", people.staff_person_new, name="staff_person_new"),
    path("people/<int:staff_id>/", people.staff_person, name="staff_person"),
    path("account/sessions/", sessions.staff_sessions, name="staff_sessions"),
    path("content/", views.staff_content, name="staff_content"),
    path("sign-in/", _anyone(account.SignIn.as_view()), name="account_login"),
    path("sign-in/code/", _anyone(account.EnterCode.as_view()), name="mfa_authenticate"),
    path("sign-in/closed/", account.inactive, name="account_inactive"),
    path("sign-in/none/", _anyone(account.to_sign_in), name="account_signup"),
    path("sign-in/no-reset/", _anyone(account.to_sign_in), name="account_reset_password"),
    path("sign-out/", _staff(account.SignOut.as_view()), name="account_logout"),
    path("account/", account.second_factor, name="mfa_index"),
    path("account/confirm/", _staff(account.ConfirmPassword.as_view()), name="account_reauthenticate"),
    path("account/confirm-code/", _staff(account.ConfirmCode.as_view()), name="mfa_reauthenticate"),
    path("account/password/", _staff(account.ChangePassword.as_view()), name="account_change_password"),
    path("account/password/none/", _anyone(account.to_sign_in), name="account_set_password"),
    path("account/app/", _staff(account.SetUpApp.as_view()), name="mfa_activate_totp"),
    path("account/app/kept/", account.second_factor, name="mfa_deactivate_totp"),
    path("account/codes/", _staff(account.RecoveryCodes.as_view()), name="mfa_view_recovery_codes"),
    path(
        "account/codes/new/", _staff(account.MakeRecoveryCodes.as_view()), name="mfa_generate_recovery_codes"
    ),
]
