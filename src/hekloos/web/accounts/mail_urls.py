"""A new password by mail, for a site that has a mail server."""

from allauth.account import views
from django.urls import path, re_path

urlpatterns = [
    path("account/wachtwoord/vergeten/", views.password_reset, name="account_reset_password"),
    path("account/wachtwoord/vergeten/verstuurd/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/wachtwoord/vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/wachtwoord/vergeten/klaar/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
