"""The groups of the three roles, and what each may do with processes.

Made once: an installation that takes a right from a group, or gives it another, keeps that.
"""

from django.db import migrations

MODEL_OF_PERMISSION = {
    "start_instance": "processinstance",
    "view_instances": "processinstance",
    "operate_instances": "processinstance",
    "deploy": "processdefinition",
}
NAMES = {
    "start_instance": "Can start instances",
    "view_instances": "Can see all instances and what is in them",
    "operate_instances": "Can repair and cancel instances, work on their jobs and send messages",
    "deploy": "Can deploy diagrams and forms",
}
PERMISSIONS_OF_GROUP = {
    "business users": ["start_instance"],
    "operators": ["start_instance", "view_instances", "operate_instances"],
    "admins": ["start_instance", "view_instances", "operate_instances", "deploy"],
}


def make_roles(apps, schema_editor):
    # Django makes permissions only after all migrations, so those that are given here are made here.
    permission_of = {}
    for codename, model in MODEL_OF_PERMISSION.items():
        content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="processes", model=model
        )
        permission_of[codename], _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": NAMES[codename]}
        )
    for name, codenames in PERMISSIONS_OF_GROUP.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*(permission_of[codename] for codename in codenames))


class Migration(migrations.Migration):
    dependencies = [
        ("processes", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
