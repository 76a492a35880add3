from django.urls import path

from hekloos.web.labs import views

urlpatterns = [
    path("", views.home, name="home"),
    path("lab/nieuw/", views.new_lab, name="new_lab"),
    path("uitnodiging/<str:secret>/", views.invitation, name="invitation"),
    path("lab/<slug:lab>/", views.lab, name="lab"),
    path("lab/<slug:lab>/gegevens/", views.edit_lab, name="edit_lab"),
    path("lab/<slug:lab>/mensen/", views.people, name="people"),
    path("lab/<slug:lab>/mensen/<int:pk>/rol/", views.change_role, name="change_role"),
    path("lab/<slug:lab>/mensen/<int:pk>/weg/", views.end_membership, name="end_membership"),
    path("lab/<slug:lab>/uitnodigingen/", views.invite, name="invite"),
    path("lab/<slug:lab>/uitnodigingen/<int:pk>/intrekken/", views.withdraw_invitation, name="withdraw_invitation"),
    path("lab/<slug:lab>/partners/", views.add_partner, name="add_partner"),
    path("lab/<slug:lab>/partners/<int:pk>/weg/", views.remove_partner, name="remove_partner"),
    path("lab/<slug:lab>/logboek/", views.log, name="log"),
    path("lab/<slug:lab>/logboek.csv", views.export_log, name="export_log"),
]
