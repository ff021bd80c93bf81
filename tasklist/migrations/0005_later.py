"""Tasks that are put off: by a person, or by the diagram for everybody."""

from django.db import migrations, models

COPY = """
UPDATE tasklist_candidate SET follow_up_at = (
    SELECT task.follow_up_at FROM tasklist_usertask AS task WHERE task.key = tasklist_candidate.user_task_key
) WHERE user_task_key IN (SELECT key FROM tasklist_usertask WHERE follow_up_at IS NOT NULL)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tasklist", "0004_keys_are_rowids"),
    ]

    operations = [
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
        migrations.RemoveIndex(
            model_name="candidate",
            name="offered_created",
        ),
        migrations.RemoveIndex(
            model_name="candidate",
            name="offered_due",
        ),
        migrations.AddField(
            model_name="candidate",
            name="follow_up_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(
                condition=models.Q(("is_open", True)),
                fields=["kind", "name", "created_at", "user_task_key"],
                include=("is_unassigned", "follow_up_at"),
                name="offered_created",
            ),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(
                condition=models.Q(("is_open", True)),
                fields=["kind", "name", "due_order", "user_task_key"],
                include=("is_unassigned", "follow_up_at"),
                name="offered_due",
            ),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(
                condition=models.Q(("follow_up_at__isnull", False), ("is_open", True)),
                fields=["kind", "name", "follow_up_at"],
                name="offered_later",
            ),
        ),
        migrations.AddIndex(
            model_name="usertask",
            index=models.Index(
                condition=models.Q(("follow_up_at__isnull", False), ("state", "CREATED")),
                fields=["follow_up_at"],
                name="task_to_follow_up",
            ),
        ),
    ]
