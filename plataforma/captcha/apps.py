from django.apps import AppConfig


class CaptchaConfig(AppConfig):
    name = "plataforma.captcha"
    label = "plataforma_captcha"  # django-simple-captcha, whose table this uses, is called «captcha»
    verbose_name = "captcha"
