"""The URLs of the captcha. Never include `captcha.urls` of the package: its image URLs contain the `hashkey`."""

from django.urls import path

from plataforma.captcha import views

urlpatterns = [
    path("captcha/imagen/<slug:key>/", views.imagen, name="captcha_imagen"),
    path("captcha/audio/<slug:key>/", views.audio, name="captcha_audio"),
    path("captcha/otra/", views.otra, name="captcha_otra"),
]
