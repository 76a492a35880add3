from allauth.account import views as allauth_views
from django.urls import path

from hekloos.web.accounts import views

urlpatterns = [
    path("eerste-keer/", views.first_run, name="first_run"),
    path("account/", views.account, name="account"),
    path("account/tokens/", views.add_token, name="add_token"),
    path("account/tokens/<int:pk>/weg/", views.remove_token, name="remove_token"),
    path("account/inloggen/", allauth_views.login, name="account_login"),
    path("account/uitloggen/", allauth_views.logout, name="account_logout"),
    path("account/opnieuw-inloggen/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("account/wachtwoord/", allauth_views.password_change, name="account_change_password"),
    path("account/wachtwoord/kiezen/", allauth_views.password_set, name="account_set_password"),
    path("account/gesloten/", allauth_views.account_inactive, name="account_inactive"),
]
