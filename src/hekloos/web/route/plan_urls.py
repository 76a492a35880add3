from django.urls import path

from hekloos.web.route import document_views, exits_views, plan_views, proof_views, unit_views, whatif_views

urlpatterns = [
    path("", plan_views.routes, name="routes"),
    path("nieuw/<int:comparison>/", plan_views.start, name="start_route"),
    path("<int:pk>/", plan_views.route, name="route"),
    path("<int:pk>/verzetten/", plan_views.move, name="move_unit"),
    path("<int:pk>/perioden/", plan_views.change_frame, name="change_route"),
    path("<int:pk>/bijwerken/", plan_views.refresh, name="refresh_route"),
    path("<int:pk>/geschiedenis/", plan_views.history, name="route_history"),
    path("<int:pk>/geschiedenis/<int:number>/terug/", plan_views.go_back, name="route_back"),
    path("<int:pk>/weghalen/", plan_views.remove, name="remove_route"),
    path("<int:pk>/blokken/", unit_views.units, name="route_units"),
    path("<int:pk>/blokken/nieuw/", unit_views.add_unit, name="add_unit"),
    path("<int:pk>/blokken/inlezen/", unit_views.bring_units, name="bring_units"),
    path("<int:pk>/blokken.<str:kind>", unit_views.unit_table, name="unit_table"),
    path("<int:pk>/blok/<path:unit>/weghalen/", unit_views.remove_unit, name="remove_unit"),
    path("<int:pk>/blok/<path:unit>/anders/", unit_views.deviate, name="deviate_unit"),
    path("<int:pk>/blok/<path:unit>/", unit_views.unit, name="route_unit"),
    path("<int:pk>/bewijs/", proof_views.proof, name="route_proof"),
    path("<int:pk>/bewijs/uitzondering/<path:item>/terug/", proof_views.require_again, name="require_item"),
    path("<int:pk>/bewijs/uitzondering/<path:item>/", proof_views.exempt, name="exempt_item"),
    path("<int:pk>/uren/", proof_views.hours, name="route_hours"),
    path("<int:pk>/wat-als/", whatif_views.what_if, name="route_what_if"),
    path("<int:pk>/uitstappen/", exits_views.exits, name="route_exits"),
    path("<int:pk>/meenemen/", document_views.documents, name="route_documents"),
    path("<int:pk>/meenemen/<slug:form>", document_views.document, name="route_document"),
]
