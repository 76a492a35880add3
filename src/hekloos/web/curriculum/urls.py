from django.urls import path

from hekloos.web.curriculum import views

urlpatterns = [
    path("", views.programmes, name="programmes"),
    path("inlezen/", views.bring, name="bring"),
    path("inlezen/<int:pk>/", views.upload, name="upload"),
    path("inlezen/<int:pk>/overnemen/", views.adopt, name="adopt"),
    path("inlezen/<int:pk>/weg/", views.discard, name="discard"),
    path("<int:pk>/", views.programme, name="programme"),
    path("<int:pk>/naam/", views.rename, name="rename_programme"),
    path("<int:pk>/versie/<int:number>/gebruik/", views.use_again, name="use_again"),
    path("<int:pk>/weg/", views.remove, name="remove_programme"),
    path("<int:pk>/versie/<int:number>/", views.changes, name="changes"),
]
