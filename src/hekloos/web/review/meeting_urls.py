from django.urls import path

from hekloos.web.review import meeting_views as views
from hekloos.web.review import table_views

urlpatterns = [
    path("", views.all_meetings, name="meetings"),
    path("nieuw/<int:comparison>/", views.plan, name="plan_meeting"),
    path("<int:pk>/", views.meeting, name="meeting"),
    path("<int:pk>/veranderen/", views.change_meeting, name="change_meeting"),
    path("<int:pk>/weghalen/", views.remove_meeting, name="remove_meeting"),
    path("<int:pk>/kaarten/", views.cards, name="cards"),
    path("<int:pk>/kaarten/overnemen/", views.enter_cards, name="enter_cards"),
    path("<int:pk>/tafel/", table_views.table, name="table"),
]
