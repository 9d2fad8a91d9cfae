from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from imss_portal import paginas, salud
from imss_portal.estilo import views as estilo
from plataforma.correo import views as correo

urlpatterns: list[URLPattern | URLResolver] = [
    path("", paginas.inicio, name="inicio"),
    path("ayuda/", paginas.ayuda, name="ayuda"),
    path("privacidad/", paginas.privacidad, name="privacidad"),
    path("privacidad/<slug:version>/", paginas.privacidad, name="privacidad_version"),
    path("accesibilidad/", paginas.accesibilidad, name="accesibilidad"),
    path("acerca/", paginas.acerca, name="acerca"),
    path("salud/vivo", salud.vivo, name="vivo"),
    path("salud/listo", salud.listo, name="listo"),
    path("", include("plataforma.captcha.urls")),
    path("", include("tramites.urls")),
    path("", include("documentos.urls")),
]

if settings.MODO_DEMOSTRACION:
    urlpatterns += [
        path("admin/", admin.site.urls),  # in production only once a second factor guards it (docs/amenazas.md, T12)
        path("estilo/", estilo.estilo, name="estilo"),
        path("estilo/errores/<slug:nombre>/", estilo.pagina_error, name="estilo_error"),
        path("buzon/", correo.buzon, name="buzon"),
        path("buzon/<str:archivo>/", correo.buzon_html, name="buzon_html"),
    ]

handler500 = "imss_portal.errores.fallo"
