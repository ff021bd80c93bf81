"""Who may watch what.

Whoever may view instances watches all of them, and the numbers over all. Others watch the instances that
they may look at through the API too: those that they started, and those in which there is, or was, a task
for them.
"""

from django.contrib.auth.models import User

from processes.api.visibility import visible_instances
from processes.roles import VIEW_INSTANCES


def may_view_instances(user: User) -> bool:
    return user.has_perm(VIEW_INSTANCES)


def may_view_instance(user: User, process_instance_key: int) -> bool:
    """False also if there is none."""
    return visible_instances(user).filter(key=process_instance_key).exists()
