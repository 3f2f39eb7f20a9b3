"""The site, with one page more: the bare page that the others are compared with. Settings and routes in one module."""

from parvis.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.routes"
