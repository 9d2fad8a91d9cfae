from django.urls import path

from tramites.procedimientos.renuncia.views import retirar

urlpatterns = [path("retirar/", retirar, name="retirar_renuncia")]
