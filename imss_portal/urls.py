from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from imss_portal import paginas, salud
from plataforma.correo import views as correo

urlpatterns: list[URLPattern | URLResolver] = [
    path("", paginas.inicio, name="inicio"),
    path("ayuda/", paginas.texto("ayuda.html"), name="ayuda"),
    path("privacidad/", paginas.privacidad, name="privacidad"),
    path("accesibilidad/", paginas.texto("accesibilidad.html"), name="accesibilidad"),
    path("acerca/", paginas.acerca, name="acerca"),
    path("salud/vivo", salud.vivo, name="vivo"),
    path("salud/listo", salud.listo, name="listo"),
    path("", include("plataforma.captcha.urls")),
    path("", include("tramites.urls")),
    path("", include("documentos.urls")),
]

if settings.MODO_DEMOSTRACION:
    urlpatterns += [
        path("buzon/", correo.buzon, name="buzon"),
        path("buzon/<str:archivo>/", correo.buzon_html, name="buzon_html"),
    ]
