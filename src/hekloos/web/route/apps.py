from django.apps import AppConfig


class RouteConfig(AppConfig):
    name = "hekloos.web.route"
    label = "route"
