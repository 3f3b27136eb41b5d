"""From an address and a name to a marketplace that answers.

`launch(…)` asks and builds in one call; the wizard may `request(…)` first and `resume(tenant, …)` in the background
while its last page reads `steps_of(tenant)`. Upper floors add steps by `tenants.provisioning.steps.register`.
"""

from tenants.provisioning.launching import (
    StepFailed,
    StepSeen,
    UnableToLaunch,
    launch,
    request,
    resume,
    steps_of,
)

__all__ = ["StepFailed", "StepSeen", "UnableToLaunch", "launch", "request", "resume", "steps_of"]
