from django.urls import path

from hekloos.web.review import views

urlpatterns = [
    path("<int:pk>/paren/", views.pairs, name="pairs"),
    path("<int:pk>/paren/<int:match>/", views.pair, name="pair"),
    path("<int:pk>/paren/<int:match>/oordeel/", views.judge, name="judge"),
    path("<int:pk>/paren/<int:match>/terug/", views.take_back, name="take_back"),
    path("<int:pk>/onderdeel/<int:item>/", views.item, name="item"),
]
