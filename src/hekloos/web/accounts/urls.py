"""Only what people need of allauth has an address here; its names stay, since allauth looks for them."""

from allauth.account import views as allauth_views
from allauth.socialaccount import views as school_views
from django.urls import path

from hekloos.web.accounts import site_views, views

urlpatterns = [
    path("eerste-keer/", views.first_run, name="first_run"),
    path("account/", views.account, name="account"),
    path("account/", views.account, name="socialaccount_connections"),  # where allauth sends who is logged in already
    path("account/tokens/", views.add_token, name="add_token"),
    path("account/tokens/<int:pk>/weg/", views.remove_token, name="remove_token"),
    path("account/inloggen/", allauth_views.login, name="account_login"),
    path("account/uitloggen/", allauth_views.logout, name="account_logout"),
    path("account/opnieuw-inloggen/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("account/wachtwoord/", allauth_views.password_change, name="account_change_password"),
    path("account/wachtwoord/kiezen/", allauth_views.password_set, name="account_set_password"),
    path("account/gesloten/", allauth_views.account_inactive, name="account_inactive"),
    path("account/school/gestopt/", school_views.login_cancelled, name="socialaccount_login_cancelled"),
    path("account/school/naam/", school_views.signup, name="socialaccount_signup"),
    path("account/nieuw-wachtwoord/<str:secret>/", site_views.use_password_link, name="use_password_link"),
    path("beheer/mensen/", site_views.site_people, name="site_people"),
    path("beheer/mensen/<int:pk>/link/", site_views.make_password_link, name="make_password_link"),
    path("beheer/mensen/<int:pk>/tweede-stap/", site_views.turn_off_second_step, name="turn_off_second_step"),
    path("beheer/mensen/<int:pk>/beheerder/", site_views.change_administrator, name="change_administrator"),
]
