"""What a web server starts: `hekloos.web.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hekloos.web.config.settings")

application = get_wsgi_application()
