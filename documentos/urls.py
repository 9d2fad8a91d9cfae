from django.urls import path

from documentos import views

urlpatterns = [
    path("documentos/<slug:folio>/<slug:archivo>.pdf", views.descargar, name="documento"),
    path("verificar/<slug:codigo>/", views.verificar, name="verificar_codigo"),
    path(".well-known/sello.pem", views.certificados, name="certificados"),
]
