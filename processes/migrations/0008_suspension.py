"""What is suspended: instances and what they wait for, and definitions."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("processes", "0007_data_stores"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="job",
            name="job_free",
        ),
        migrations.RemoveIndex(
            model_name="timer",
            name="timer_due",
        ),
        migrations.AddField(
            model_name="job",
            name="is_suspended",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="messagesubscription",
            name="is_suspended",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="processdefinition",
            name="is_suspended",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="processinstance",
            name="is_suspended",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="timer",
            name="is_suspended",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("is_suspended", False), ("retries__gt", 0)),
                fields=["type", "available_at"],
                name="job_free",
            ),
        ),
        migrations.AddIndex(
            model_name="timer",
            index=models.Index(
                condition=models.Q(("is_suspended", False)), fields=["due_at"], name="timer_due"
            ),
        ),
    ]
