from django.urls import path

from hekloos.web.route import scope_views as views

urlpatterns = [
    path("", views.scope, name="scope"),
    path("naast-elkaar/", views.beside, name="scope_beside"),
    path("antwoord/", views.answer, {"step": "extent"}, name="scope_extent"),
    path("antwoord/waarom/", views.answer, {"step": "why"}, name="scope_why"),
    path("antwoord/voor-wie/", views.answer, {"step": "for_whom"}, name="scope_for_whom"),
    path("antwoord/vanaf/", views.answer, {"step": "from_year"}, name="scope_from_year"),
    path("overnemen/<row:pk>/", views.take_over, name="scope_take_over"),
    path("bevestigen/", views.confirm, name="scope_confirm"),
    path("regels/", views.rules, name="rules"),
]
