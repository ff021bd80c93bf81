"""User tasks of suspended instances."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasklist", "0002_roles"),
    ]

    operations = [
        migrations.AddField(
            model_name="usertask",
            name="is_suspended",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
