"""Addresses of meetings."""

from mentes.meetings.call import urls as call

app_name = "meetings"
urlpatterns = [*call.urlpatterns]
