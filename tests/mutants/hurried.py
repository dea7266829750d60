"""Settings for tests that are run thousands of times: few examples, and none made smaller."""

from hypothesis import HealthCheck, Phase, settings

# To make a failing example smaller takes minutes, and here only the failure counts.
settings.register_profile(
    "hurried",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=8,
    phases=(Phase.explicit, Phase.generate),
    database=None,
)
