from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "hekloos.web.review"
    label = "review"
