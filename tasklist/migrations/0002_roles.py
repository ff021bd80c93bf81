"""What the three roles may do with user tasks."""

from django.db import migrations

NAMES = {
    "work_on_tasks": "Can see, claim and complete tasks that are offered to them",
    "see_all_tasks": "Can see all tasks",
    "assign_tasks": "Can give tasks to others and take them back",
}
PERMISSIONS_OF_GROUP = {
    "business users": ["work_on_tasks"],
    "operators": ["work_on_tasks", "see_all_tasks", "assign_tasks"],
    "admins": ["work_on_tasks", "see_all_tasks", "assign_tasks"],
}


def give_rights(apps, schema_editor):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="tasklist", model="usertask"
    )
    permission_of = {
        codename: apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )[0]
        for codename, name in NAMES.items()
    }
    for name, codenames in PERMISSIONS_OF_GROUP.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(permission_of[codename] for codename in codenames))


class Migration(migrations.Migration):
    dependencies = [("tasklist", "0001_initial"), ("processes", "0002_roles")]
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
