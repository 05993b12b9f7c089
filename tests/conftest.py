"""For all tests alike: how long an example takes, on whatever machine, is no finding."""

from hypothesis import HealthCheck, settings

settings.register_profile("untimed", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
