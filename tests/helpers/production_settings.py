"""The environment of a production that starts: what tests of production settings begin with."""

import base64

PRODUCCION = {
    "DJANGO_SETTINGS_MODULE": "imss_portal.settings",
    "MODO_DEMOSTRACION": "0",
    "SECRET_KEY": "p" * 60,
    "CLAVE_CIFRADO": base64.b64encode(b"p" * 64).decode(),
    "SITE_URL": "https://portal.example.org",
    "SELLO_PKCS12": "/etc/ruta/sello.p12",
    "EMAIL_URL": "smtp+tls://portal:secret@smtp.example.org:587",
}
