"""With which outcome a user task was completed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasklist", "0008_attachments"),
    ]

    operations = [
        migrations.AddField(
            model_name="usertask",
            name="outcome",
            field=models.CharField(max_length=255, null=True),
        ),
    ]
