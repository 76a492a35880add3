from django.apps import AppConfig

from hekloos.web.ui.panels import register


class OverlapConfig(AppConfig):
    name = "hekloos.web.overlap"
    label = "overlap"

    def ready(self) -> None:
        from hekloos.web.overlap import panels

        register("programme", order=1, template="overlap/next_step.html", context_of=panels.next_step)
