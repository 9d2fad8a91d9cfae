"""What alta and cambio answer besides, below the address of a Solicitud."""

from django.urls import path

from tramites.clinica import views

urlpatterns = [
    path("mapa/", views.mapa, name="mapa_clinicas"),
    path("carnet/", views.carnet, name="carnet"),
]
