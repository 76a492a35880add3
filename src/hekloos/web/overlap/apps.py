from django.apps import AppConfig


class OverlapConfig(AppConfig):
    name = "hekloos.web.overlap"
    label = "overlap"
