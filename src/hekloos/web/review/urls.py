from django.urls import path

from hekloos.web.review import agreed_views, guessing_views, judging_views, views

urlpatterns = [
    path("hoe-goed/", guessing_views.guessing, name="guessing"),
    path("hoe-goed/leer/", guessing_views.use_learned, name="use_learned"),
    path("hoe-goed/terug/", guessing_views.go_back, name="go_back"),
    path("<int:pk>/paren/", views.pairs, name="pairs"),
    path("<int:pk>/paren/<int:match>/", views.pair, name="pair"),
    path("<int:pk>/paren/<int:match>/oordeel/", views.judge, name="judge"),
    path("<int:pk>/paren/<int:match>/terug/", views.take_back, name="take_back"),
    path("<int:pk>/onderdeel/<int:item>/", views.item, name="item"),
    path("<int:pk>/oordelen/", judging_views.queue, name="queue"),
    path("<int:pk>/oordelen/<int:match>/", judging_views.turn, name="turn"),
    path("<int:pk>/oordelen/<int:match>/bewaar/", judging_views.turn_judge, name="turn_judge"),
    path("<int:pk>/oordelen/<int:match>/terug/", judging_views.turn_undo, name="turn_undo"),
    path("<int:pk>/afspraken/", agreed_views.agreed, name="agreed"),
    path("<int:pk>/afspraken.<slug:form>", agreed_views.agreed_file, name="agreed_file"),
    path("<int:pk>/afspraken/case/", agreed_views.agreed_case, name="agreed_case"),
]
