from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "hekloos.web.ui"
    label = "ui"
