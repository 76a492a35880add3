from django.apps import AppConfig

from hekloos.web.ui.panels import register


class RouteConfig(AppConfig):
    name = "hekloos.web.route"
    label = "route"

    def ready(self) -> None:
        from hekloos.web.route import panels

        register("lab", order=-1, template="route/awaited.html", context_of=panels.awaited_panel)
        register("lab", order=1, template="route/standing.html", context_of=panels.routes_panel)
        register("lab", order=0, template="route/panel.html", context_of=panels.scope_panel)
