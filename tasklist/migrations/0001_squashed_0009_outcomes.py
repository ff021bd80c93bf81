"""All tables of the inbox as they are now, for a new database."""

import datetime
from importlib import import_module

from django.db import migrations, models

import processes.models.key_field

roles = import_module("tasklist.migrations.0002_roles")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("tasklist", "0001_initial"),
        ("tasklist", "0002_roles"),
        ("tasklist", "0003_suspension"),
        ("tasklist", "0004_keys_are_rowids"),
        ("tasklist", "0005_later"),
        ("tasklist", "0006_delegation_and_history"),
        ("tasklist", "0007_comments"),
        ("tasklist", "0008_attachments"),
        ("tasklist", "0009_outcomes"),
    ]

    dependencies = [
        ("processes", "0001_squashed_0017_retrieval_expressions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "user_task_key",
                        "username",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("user_task_key", models.BigIntegerField()),
                ("username", models.CharField(max_length=150)),
                ("data", models.JSONField()),
                ("saved_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Snooze",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "username",
                        "user_task_key",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("username", models.CharField(max_length=150)),
                ("user_task_key", models.BigIntegerField()),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_task_key", models.BigIntegerField()),
                ("name", models.CharField(max_length=150)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                ("stored_as", models.CharField(max_length=32, unique=True)),
                ("added_by", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["user_task_key", "-at", "-id"], name="attachments_of_task")],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "user_task_key",
                        "kind",
                        "name",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("user_task_key", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("user", "User"), ("group", "Group"), ("everyone", "Everyone")], max_length=8
                    ),
                ),
                ("name", models.CharField(max_length=150)),
                ("is_open", models.BooleanField(default=True)),
                ("is_unassigned", models.BooleanField()),
                ("created_at", models.DateTimeField()),
                ("due_order", models.DateTimeField()),
                ("follow_up_at", models.DateTimeField(null=True)),
                ("priority", models.PositiveSmallIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_open", True)),
                        fields=["kind", "name", "created_at", "user_task_key"],
                        include=("is_unassigned", "follow_up_at"),
                        name="offered_created",
                    ),
                    models.Index(
                        condition=models.Q(("is_open", True)),
                        fields=["kind", "name", "due_order", "user_task_key"],
                        include=("is_unassigned", "follow_up_at"),
                        name="offered_due",
                    ),
                    models.Index(
                        condition=models.Q(("follow_up_at__isnull", False), ("is_open", True)),
                        fields=["kind", "name", "follow_up_at"],
                        name="offered_later",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_task_key", models.BigIntegerField()),
                ("author", models.CharField(max_length=150)),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["user_task_key", "-at", "-id"], name="comments_of_task")],
            },
        ),
        migrations.CreateModel(
            name="HistoryEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_task_key", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=150, null=True)),
                (
                    "happening",
                    models.CharField(
                        choices=[
                            ("claimed", "Claimed"),
                            ("released", "Released"),
                            ("assigned", "Assigned"),
                            ("delegated", "Delegated"),
                            ("resolved", "Resolved"),
                            ("planned", "Planned"),
                            ("commented", "Commented"),
                            ("attached", "Attached"),
                            ("detached", "Detached"),
                        ],
                        max_length=16,
                    ),
                ),
                ("details", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [models.Index(fields=["user_task_key", "-at", "-id"], name="history_of_task")],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "username",
                        "comment_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("username", models.CharField(max_length=150)),
                ("comment_id", models.BigIntegerField()),
                ("user_task_key", models.BigIntegerField()),
                ("is_seen", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["username", "user_task_key"], name="mentions_of_person"),
                    models.Index(
                        condition=models.Q(("is_seen", False)),
                        fields=["username", "user_task_key"],
                        name="unseen_mentions",
                    ),
                    models.Index(fields=["comment_id"], name="mentions_of_comment"),
                ],
            },
        ),
        migrations.CreateModel(
            name="UserTask",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("process_instance_key", models.BigIntegerField()),
                ("process_definition_key", models.BigIntegerField()),
                ("process_id", models.CharField(max_length=255)),
                ("business_key", models.CharField(max_length=255, null=True)),
                ("element_instance_key", models.BigIntegerField()),
                ("element_id", models.CharField(max_length=255)),
                ("name", models.CharField(max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("CREATED", "Created"),
                            ("COMPLETED", "Completed"),
                            ("CANCELED", "Canceled"),
                        ],
                        default="CREATED",
                        max_length=10,
                    ),
                ),
                ("assignee", models.CharField(max_length=150, null=True)),
                ("owner", models.CharField(max_length=150, null=True)),
                (
                    "delegation",
                    models.CharField(
                        choices=[("PENDING", "Pending"), ("RESOLVED", "Resolved")], max_length=8, null=True
                    ),
                ),
                ("candidate_users", models.JSONField(default=list)),
                ("candidate_groups", models.JSONField(default=list)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "due_order",
                    models.DateTimeField(default=datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.UTC)),
                ),
                ("follow_up_at", models.DateTimeField(null=True)),
                ("priority", models.PositiveSmallIntegerField()),
                ("form_id", models.CharField(max_length=255, null=True)),
                ("external_form", models.TextField(null=True)),
                ("is_suspended", models.BooleanField(db_default=False, default=False)),
                ("closed_at", models.DateTimeField(null=True)),
                ("completed_by", models.CharField(max_length=150, null=True)),
                ("outcome", models.CharField(max_length=255, null=True)),
            ],
            options={
                "permissions": [
                    ("work_on_tasks", "Can see, claim and complete tasks that are offered to them"),
                    ("see_all_tasks", "Can see all tasks"),
                    ("assign_tasks", "Can give tasks to others and take them back"),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "CREATED")),
                        fields=["created_at", "key"],
                        name="open_task_created",
                    ),
                    models.Index(
                        condition=models.Q(("state", "CREATED")),
                        fields=["due_order", "key"],
                        name="open_task_due",
                    ),
                    models.Index(
                        condition=models.Q(("assignee__isnull", False), ("state", "CREATED")),
                        fields=["assignee"],
                        name="my_open_task",
                    ),
                    models.Index(
                        condition=models.Q(("owner__isnull", False), ("state", "CREATED")),
                        fields=["owner"],
                        name="my_delegated_task",
                    ),
                    models.Index(
                        condition=models.Q(("state", "COMPLETED")),
                        fields=["completed_by", "closed_at", "key"],
                        name="completed_task",
                    ),
                    models.Index(fields=["process_instance_key"], name="task_by_instance"),
                    models.Index(
                        condition=models.Q(("follow_up_at__isnull", False), ("state", "CREATED")),
                        fields=["follow_up_at"],
                        name="task_to_follow_up",
                    ),
                ],
            },
        ),
        migrations.RunPython(roles.give_rights, migrations.RunPython.noop),
    ]
