import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "imss_portal.settings")

application = get_wsgi_application()

from imss_portal.revision.arranque import ArranqueNegado, demand_arranque  # noqa: E402 (needs Django's apps)

try:
    demand_arranque()
except ArranqueNegado:
    sys.exit(3)  # gunicorn ends too, and does not start the process again and again
