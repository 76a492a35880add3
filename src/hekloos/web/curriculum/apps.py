from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "hekloos.web.curriculum"
    label = "curriculum"
