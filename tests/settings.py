"""Settings of the tests: those of a site, with quick passwords and a database that the tests make."""

import os
import tempfile

os.environ.setdefault("HEKLOOS_DATA", tempfile.mkdtemp(prefix="hekloos-tests-"))
os.environ.setdefault("HEKLOOS_SECRET_KEY", "for tests only")

from hekloos.web.config.settings import *  # noqa: E402, F403
from hekloos.web.config.settings import DATABASES, STATIC_ROOT  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["CONN_MAX_AGE"] = 0  # the thread of a live server keeps no connection
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, since the tests of a server and a worker look at it from other processes.
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(os.environ["HEKLOOS_DATA"], f"test-{os.getpid()}.sqlite3")}
