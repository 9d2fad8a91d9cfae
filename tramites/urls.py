from django.urls import path

from tramites.views import confirmar, correo, puerta, sesion, solicitud

urlpatterns = [
    path("tramites/<slug:tipo>/", puerta.tramite, name="tramite"),
    path("tramites/<slug:tipo>/empezar/", puerta.empezar, name="empezar"),
    path("tramites/<slug:tipo>/<uuid:uuid>/", solicitud.solicitud, name="solicitud"),
    path("tramites/<slug:tipo>/<uuid:uuid>/correo/", correo.correo, name="correo"),
    path("tramites/<slug:tipo>/<uuid:uuid>/correo/codigo/", correo.codigo, name="codigo"),
    path("tramites/<slug:tipo>/<uuid:uuid>/correo/reenviar/", correo.reenviar, name="reenviar"),
    path("tramites/<slug:tipo>/<uuid:uuid>/espera/", solicitud.espera, name="espera"),
    path("tramites/<slug:tipo>/<uuid:uuid>/estado.json", solicitud.estado, name="estado"),
    path("tramites/<slug:tipo>/<uuid:uuid>/resultado/", solicitud.resultado, name="resultado"),
    path("tramites/<slug:tipo>/<uuid:uuid>/cerrado/", solicitud.cerrado, name="cerrado"),
    path("tramites/<slug:tipo>/<uuid:uuid>/incidencia/", solicitud.incidencia, name="incidencia"),
    path("confirmar/", confirmar.confirmar, name="confirmar"),
    path("confirmar/<str:token>/", confirmar.liga, name="liga"),
    path("salir/", sesion.salir, name="salir"),
]
