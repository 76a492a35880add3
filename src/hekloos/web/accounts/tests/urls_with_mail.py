"""The addresses of a site that has a mail server."""

from django.urls import include, path

from hekloos.web.config import urls

urlpatterns = [path("", include("hekloos.web.accounts.mail_urls")), *urls.urlpatterns]
handler404 = urls.handler404
