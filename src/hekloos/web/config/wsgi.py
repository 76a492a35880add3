"""What a web server starts: `hekloos.web.config.wsgi:application`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from hekloos.web.config.unreadable import Readable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hekloos.web.config.settings")

application = Readable(get_wsgi_application())

# What is loaded by now stays as long as the process. The collector need not go through it again for every few pages.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
