from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from tramites.camino.views import (
    cerrado,
    confirmar,
    correo,
    expediente,
    incidencia,
    manifestacion,
    puerta,
    resultado,
    sesion,
    solicitud,
)
from tramites.procedimientos.clinica.views import clinica
from tramites.procedimientos.todos import PROCEDIMIENTOS

urlpatterns: list[URLPattern | URLResolver] = [
    # A procedure has a first page that describes the procedure. The expediente has no such page, so this URL redirects
    # to the page «Mi expediente».
    path("tramites/expediente/", RedirectView.as_view(pattern_name="expediente"), name="tramite_expediente"),
    path("tramites/expediente/empezar/", puerta.entrar, name="entrar"),
    path("tramites/<slug:tipo>/", puerta.tramite, name="tramite"),
    path("tramites/<slug:tipo>/empezar/", puerta.empezar, name="empezar"),
    path("tramites/<slug:tipo>/continuar/", puerta.continuar, name="continuar"),
    path("tramites/<slug:tipo>/<uuid:uuid>/", solicitud.solicitud, name="solicitud"),
    path("tramites/<slug:tipo>/<uuid:uuid>/correo/", correo.correo, name="correo"),
    path("tramites/<slug:tipo>/<uuid:uuid>/correo/codigo/", correo.codigo, name="codigo"),
    path("tramites/<slug:tipo>/<uuid:uuid>/correo/reenviar/", correo.reenviar, name="reenviar"),
    path("tramites/<slug:tipo>/<uuid:uuid>/reportar/", resultado.reportar, name="reportar"),
    path("tramites/<slug:tipo>/<uuid:uuid>/avisame/", resultado.avisame, name="avisame"),
    path("tramites/<slug:tipo>/<uuid:uuid>/impedimento/", solicitud.impedimento, name="impedimento"),
    path("tramites/<slug:tipo>/<uuid:uuid>/espera/", solicitud.espera, name="espera"),
    path("tramites/<slug:tipo>/<uuid:uuid>/estado.json", solicitud.estado, name="estado"),
    path("tramites/<slug:tipo>/<uuid:uuid>/resultado/", solicitud.resultado, name="resultado"),
    path("tramites/<slug:tipo>/<uuid:uuid>/documentos.pdf", resultado.documentos, name="documentos"),
    path("tramites/<slug:tipo>/<uuid:uuid>/documentos/enviar/", resultado.enviar_todo, name="enviar_todo"),
    path("tramites/<slug:tipo>/<uuid:uuid>/fechas.ics", resultado.calendario, name="calendario"),
    path("tramites/<slug:tipo>/<uuid:uuid>/paso/<slug:step>/", solicitud.paso, name="paso"),
    path("tramites/<slug:tipo>/<uuid:uuid>/en-espera/", solicitud.en_espera, name="en_espera"),
    path("tramites/<slug:tipo>/<uuid:uuid>/cerrado/", cerrado.cerrado, name="cerrado"),
    path("tramites/<slug:tipo>/<uuid:uuid>/cerrado/clave/", cerrado.clave, name="clave"),
    path("tramites/<slug:tipo>/<uuid:uuid>/cerrado/avisar/", cerrado.avisar_plantel, name="avisar_plantel"),
    path("tramites/<slug:tipo>/<uuid:uuid>/incidencia/", incidencia.incidencia, name="incidencia"),
    path("tramites/<slug:tipo>/<uuid:uuid>/incidencia/<slug:folio>/", incidencia.caso, name="caso"),
    path("tramites/<slug:tipo>/<uuid:uuid>/no-son-mis-datos/", incidencia.no_son_mis_datos, name="no_son_mis_datos"),
    path("tramites/<slug:tipo>/<uuid:uuid>/me-equivoque/", incidencia.me_equivoque, name="me_equivoque"),
    path("clinicas/<slug:clave>/", clinica, name="clinica"),
    path("confirmar/", confirmar.confirmar, name="confirmar"),
    path("confirmar/<str:token>/", confirmar.liga, name="liga"),
    path("documentos/<slug:folio>/enviar/", resultado.enviar, name="enviar_documento"),
    path("tramites/<slug:tipo>/<uuid:uuid>/correo/corregir/", correo.corregir, name="corregir"),
    path("expediente/", expediente.expediente, name="expediente"),
    path("expediente/documentos.pdf", expediente.documentos, name="expediente_documentos"),
    path("expediente/manifestacion/", manifestacion.manifestacion, name="manifestacion"),
    path("expediente/manifestacion/retirar/", manifestacion.retirar, name="retirar_manifestacion"),
    path("sesion/mantener/", sesion.mantener, name="mantener"),
    path("salir/", sesion.salir, name="salir"),
]

# The URLs that only one procedure has. The views of these URLs also receive `tipo` and `uuid`.
urlpatterns += [
    path(f"tramites/{procedimiento.tipo}/<uuid:uuid>/", include(list(procedimiento.urls)), {"tipo": procedimiento.tipo})
    for procedimiento in PROCEDIMIENTOS.values()
]
