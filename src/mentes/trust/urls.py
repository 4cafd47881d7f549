"""Addresses of trust: what is kept about me, my copy of it, the way out, and the log of a programme."""

from django.urls import path

from mentes.trust import views

app_name = "trust"
urlpatterns = [
    path("privacy/", views.privacy, name="privacy"),
    path("trust/", views.mine, name="mine"),
    path("trust/export/", views.export, name="export"),
    path("trust/erase/", views.erase, name="erase"),
    path("trust/gone/", views.gone, name="gone"),
    path("trust/log/<slug:slug>/", views.log, name="log"),
]
