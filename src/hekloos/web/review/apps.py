from django.apps import AppConfig

from hekloos.web.ui.panels import register, register_links


class ReviewConfig(AppConfig):
    name = "hekloos.web.review"
    label = "review"

    def ready(self) -> None:
        from hekloos.web.overlap.other_maps import register_map
        from hekloos.web.review import panels

        register("lab", order=1, template="review/first_steps.html", context_of=panels.first_steps)
        register("lab", order=2, template="review/standing.html", context_of=panels.standing)
        register("comparison", order=1, template="review/states.html", context_of=panels.states_panel)
        register_links("programme", panels.pairs_of_items)
        register_links("log", panels.things_of_log)
        register_map("afgesproken", panels.agreed_counts)
