"""All addresses of the service."""

from django.urls import include, path

from callpoint.pages.theme import health, robots, theme

urlpatterns = [
    path("", include("callpoint.pages.public.urls")),
    path("staff/", include("callpoint.pages.staff.urls")),
    path("theme.css", theme, name="theme"),
    path("health/", health, name="health"),
    path("robots.txt", robots, name="robots"),
]

handler400 = "callpoint.pages.public.failures.bad_request"
handler403 = "callpoint.pages.public.failures.not_allowed"
handler404 = "callpoint.pages.public.failures.not_found"
handler500 = "callpoint.pages.public.failures.broken"
