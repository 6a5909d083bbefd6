"""The one address of the second host name."""

from django.urls import path

from callpoint.pages.staff.handing_out import file_for_pass

urlpatterns = [path("file/<str:token>/", file_for_pass, name="file_for_pass")]
handler404 = "callpoint.pages.staff.handing_out.no_such_file"
