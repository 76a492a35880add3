from django.urls import path

from hekloos.web.overlap import views

urlpatterns = [
    path("", views.comparisons, name="comparisons"),
    path("nieuw/", views.ask, name="ask"),
    path("<int:pk>/", views.comparison, name="comparison"),
    path("<int:pk>/opnieuw/", views.ask_again, name="ask_again"),
    path("<int:pk>/weg/", views.remove, name="remove_comparison"),
]
