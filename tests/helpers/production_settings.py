"""The environment of a production that starts: what tests of production settings begin with."""

import base64
import hashlib

PRODUCCION = {
    "DJANGO_SETTINGS_MODULE": "imss_portal.settings",
    "MODO_DEMOSTRACION": "0",
    # The portal refuses weak secrets, so these look random.
    "SECRET_KEY": hashlib.sha256(b"invented secret key").hexdigest(),
    "CLAVE_CIFRADO": base64.b64encode(hashlib.sha512(b"invented encryption key").digest()).decode(),
    "SITE_URL": "https://portal.example.org",
    "SELLO_PKCS12": "/etc/ruta/sello.p12",
    "EMAIL_URL": "smtp+tls://portal:secret@smtp.example.org:587",
}
