"""Signing in and out: allauth's addresses under /accounts/."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
