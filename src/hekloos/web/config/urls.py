"""Which page stands where. What belongs to a lab stands below its name."""

from django.conf import settings
from django.urls import include, path

from hekloos.web.api.api import api

urlpatterns = [
    path("", include("hekloos.web.accounts.urls")),
    path("account/beveiliging/", include("allauth.mfa.urls")),
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("api/v1/", api.urls),
    path("", include("hekloos.web.labs.urls")),
    path("lab/<slug:lab>/programmas/", include("hekloos.web.curriculum.urls")),
    path("lab/<slug:lab>/vergelijkingen/", include("hekloos.web.overlap.urls")),
    path("lab/<slug:lab>/vergelijkingen/", include("hekloos.web.review.urls")),
    path("lab/<slug:lab>/bijeenkomsten/", include("hekloos.web.review.meeting_urls")),
    path("lab/<slug:lab>/leerroutes/", include("hekloos.web.route.plan_urls")),
    path("lab/<slug:lab>/route/", include("hekloos.web.route.urls")),
]
if settings.EMAIL_HOST:
    urlpatterns.append(path("", include("hekloos.web.accounts.mail_urls")))
handler400 = "hekloos.web.api.errors.bad_request"
handler404 = "hekloos.web.ui.errors.not_found"
handler500 = "hekloos.web.ui.errors.server_error"
