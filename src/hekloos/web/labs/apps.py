from django.apps import AppConfig


class LabsConfig(AppConfig):
    name = "hekloos.web.labs"
    label = "labs"
