"""All tables as they are now, for a new database: SQLite would copy most of them for each change that led here."""

from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import processes.models.key_field

roles = import_module("processes.migrations.0002_roles")
room = import_module("processes.migrations.0005_room_for_updates")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("processes", "0001_initial"),
        ("processes", "0002_roles"),
        ("processes", "0003_message_received_by"),
        ("processes", "0004_all_of_bpmn"),
        ("processes", "0005_room_for_updates"),
        ("processes", "0006_decision_requirements"),
        ("processes", "0007_data_stores"),
        ("processes", "0008_suspension"),
        ("processes", "0009_state_parts"),
        ("processes", "0010_conversations"),
        ("processes", "0011_signals_received"),
        ("processes", "0012_keys_are_rowids"),
        ("processes", "0013_parallel_starts"),
        ("processes", "0014_lost_tries"),
        ("processes", "0015_job_priorities"),
        ("processes", "0016_newest_incidents"),
        ("processes", "0017_retrieval_expressions"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="DataStore",
            fields=[
                ("name", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("updated_at", models.DateTimeField()),
                ("process_instance_key", models.BigIntegerField(null=True)),
                ("updated_by", models.CharField(max_length=150, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Deployment",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("deployed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("deployed_by", models.CharField(max_length=150, null=True)),
            ],
            options={
                "ordering": ["-deployed_at"],
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "process_instance_key",
                        "revision",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("process_instance_key", models.BigIntegerField()),
                ("revision", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=150, null=True)),
                ("command", models.CharField(max_length=50)),
                ("events", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=255)),
                ("variables", models.TextField(default="{}")),
                ("thrown_at", models.DateTimeField()),
                ("thrown_by", models.CharField(max_length=150, null=True)),
                ("received_by", models.TextField(default="[]")),
                ("received_up_to", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="DecisionEvaluation",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("process_instance_key", models.BigIntegerField()),
                ("process_definition_key", models.BigIntegerField()),
                ("element_instance_key", models.BigIntegerField()),
                ("element_id", models.CharField(max_length=255)),
                ("decision_id", models.CharField(max_length=255)),
                ("decision_key", models.BigIntegerField(null=True)),
                ("evaluated_at", models.DateTimeField()),
                ("evaluation", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["process_instance_key"], name="evaluation_by_instance"),
                    models.Index(fields=["-evaluated_at", "-key"], name="evaluation_newest"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ElementInstance",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("process_instance_key", models.BigIntegerField()),
                ("process_definition_key", models.BigIntegerField()),
                ("element_id", models.CharField(max_length=255)),
                ("element_type", models.CharField(max_length=40)),
                ("scope_key", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ACTIVE", "Active"),
                            ("COMPLETED", "Completed"),
                            ("TERMINATED", "Terminated"),
                        ],
                        default="ACTIVE",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["process_instance_key", "key"], name="element_by_instance"),
                    models.Index(
                        condition=models.Q(("state", "ACTIVE")),
                        fields=["process_definition_key", "element_id", "started_at"],
                        name="element_active",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("process_instance_key", models.BigIntegerField()),
                ("process_definition_key", models.BigIntegerField()),
                ("element_instance_key", models.BigIntegerField()),
                ("element_id", models.CharField(max_length=255)),
                ("error_type", models.CharField(max_length=40)),
                ("message", models.TextField()),
                ("job_key", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("OPEN", "Open"), ("RESOLVED", "Resolved")], default="OPEN", max_length=10
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                ("resolved_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "OPEN")),
                        fields=["process_definition_key", "element_id"],
                        name="incident_open",
                    ),
                    models.Index(fields=["process_instance_key"], name="incident_by_instance"),
                    models.Index(fields=["-raised_at", "-key"], name="incident_newest"),
                    models.Index(
                        condition=models.Q(("state", "OPEN")),
                        fields=["-raised_at", "-key"],
                        name="open_incident_newest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("process_instance_key", models.BigIntegerField()),
                ("process_definition_key", models.BigIntegerField()),
                ("element_instance_key", models.BigIntegerField()),
                ("element_id", models.CharField(max_length=255)),
                ("type", models.CharField(max_length=255)),
                ("retries", models.IntegerField()),
                ("priority", models.IntegerField(db_default=0, default=0)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("lost", models.PositiveIntegerField(db_default=0, default=0)),
                ("created_at", models.DateTimeField()),
                ("available_at", models.DateTimeField()),
                ("locked_by", models.CharField(max_length=255, null=True)),
                ("locked_until", models.DateTimeField(null=True)),
                ("error_message", models.TextField(null=True)),
                ("headers", models.TextField(default="{}")),
                ("is_suspended", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_suspended", False), ("retries__gt", 0)),
                        fields=["type", "-priority", "available_at"],
                        name="job_free",
                    ),
                    models.Index(fields=["process_instance_key"], name="job_by_instance"),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyBlock",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("blocks_taken", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="key_block_is_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=255)),
                ("correlation_key", models.CharField(max_length=255)),
                ("message_id", models.CharField(max_length=255, null=True)),
                ("variables", models.TextField(default="{}")),
                ("published_at", models.DateTimeField()),
                ("published_by", models.CharField(max_length=150, null=True)),
                ("expires_at", models.DateTimeField()),
                ("conversation_key", models.BigIntegerField(null=True)),
                ("received_by", models.BigIntegerField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name", "correlation_key"], name="message_address"),
                    models.Index(fields=["expires_at"], name="message_expiry"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("message_id__isnull", False)),
                        fields=("name", "correlation_key", "message_id"),
                        name="message_id_is_unique",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageSubscription",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("process_instance_key", models.BigIntegerField()),
                ("process_definition_key", models.BigIntegerField()),
                ("element_instance_key", models.BigIntegerField()),
                ("element_id", models.CharField(max_length=255)),
                ("message_name", models.CharField(max_length=255)),
                ("correlation_key", models.CharField(max_length=255)),
                ("is_suspended", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["message_name", "correlation_key"], name="subscription_address"),
                    models.Index(fields=["process_instance_key"], name="subscription_by_instance"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcessInstance",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("process_definition_key", models.BigIntegerField()),
                ("process_id", models.CharField(max_length=255)),
                ("version", models.PositiveIntegerField()),
                ("business_key", models.CharField(max_length=255, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ACTIVE", "Active"),
                            ("COMPLETED", "Completed"),
                            ("TERMINATED", "Terminated"),
                        ],
                        default="ACTIVE",
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("started_by", models.CharField(max_length=150, null=True)),
                ("parent_process_instance_key", models.BigIntegerField(null=True)),
                ("parent_element_instance_key", models.BigIntegerField(null=True)),
                ("root_process_instance_key", models.BigIntegerField(null=True)),
                ("conversation_key", models.BigIntegerField(null=True)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("document", models.TextField(default="")),
                ("is_suspended", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "permissions": [
                    ("start_instance", "Can start instances"),
                    ("view_instances", "Can see all instances and what is in them"),
                    (
                        "operate_instances",
                        "Can repair and cancel instances, work on their jobs and send messages",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["-started_at", "-key"], name="instance_newest"),
                    models.Index(
                        fields=["process_definition_key", "state", "-started_at"],
                        name="instance_by_definition",
                    ),
                    models.Index(
                        condition=models.Q(("business_key__isnull", False)),
                        fields=["business_key"],
                        name="instance_business_key",
                    ),
                    models.Index(
                        condition=models.Q(("parent_process_instance_key__isnull", False)),
                        fields=["parent_process_instance_key"],
                        name="instance_called",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resource",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=500)),
                ("checksum", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                (
                    "deployment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resources",
                        to="processes.deployment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProcessDefinition",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("process_id", models.CharField(max_length=255)),
                ("version", models.PositiveIntegerField()),
                ("version_tag", models.CharField(max_length=255, null=True)),
                ("name", models.CharField(max_length=500, null=True)),
                ("is_latest", models.BooleanField(default=True)),
                ("deployed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("deployed_by", models.CharField(max_length=150, null=True)),
                ("is_suspended", models.BooleanField(db_default=False, default=False)),
                (
                    "resource",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="process_definitions",
                        to="processes.resource",
                    ),
                ),
            ],
            options={
                "ordering": ["process_id", "-version"],
                "permissions": [("deploy", "Can deploy diagrams and forms")],
            },
        ),
        migrations.CreateModel(
            name="Form",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("form_id", models.CharField(max_length=255)),
                ("version", models.PositiveIntegerField()),
                ("schema", models.JSONField()),
                (
                    "resource",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="forms",
                        to="processes.resource",
                    ),
                ),
            ],
            options={
                "ordering": ["form_id", "-version"],
            },
        ),
        migrations.CreateModel(
            name="DecisionRequirements",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("namespace", models.CharField(max_length=500)),
                ("name", models.CharField(max_length=500)),
                ("imports", models.JSONField(default=list)),
                (
                    "resource",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decision_requirements",
                        to="processes.resource",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DecisionDefinition",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("decision_id", models.CharField(max_length=255)),
                ("version", models.PositiveIntegerField()),
                ("version_tag", models.CharField(max_length=255, null=True)),
                ("name", models.CharField(max_length=500, null=True)),
                ("is_latest", models.BooleanField(default=True)),
                (
                    "resource",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decision_definitions",
                        to="processes.resource",
                    ),
                ),
            ],
            options={
                "ordering": ["decision_id", "-version"],
            },
        ),
        migrations.CreateModel(
            name="RetrievalExpressions",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("message_name", models.CharField(max_length=255)),
                ("expressions", models.TextField()),
                (
                    "process_definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="processes.processdefinition"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignalSubscription",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("process_instance_key", models.BigIntegerField()),
                ("process_definition_key", models.BigIntegerField()),
                ("element_instance_key", models.BigIntegerField()),
                ("element_id", models.CharField(max_length=255)),
                ("signal_name", models.CharField(max_length=255)),
                ("opened_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["signal_name", "key"], name="signal_subscription_name"),
                    models.Index(fields=["process_instance_key"], name="signal_subscription_instance"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StartCondition",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("element_id", models.CharField(max_length=255)),
                ("trigger", models.TextField(null=True)),
                (
                    "process_definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="start_conditions",
                        to="processes.processdefinition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StartSignal",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("element_id", models.CharField(max_length=255)),
                ("signal_name", models.CharField(max_length=255)),
                ("trigger", models.TextField(null=True)),
                (
                    "process_definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="start_signals",
                        to="processes.processdefinition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StartSubscription",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("element_id", models.CharField(max_length=255)),
                ("message_name", models.CharField(max_length=255)),
                ("trigger", models.TextField(null=True)),
                (
                    "process_definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="start_subscriptions",
                        to="processes.processdefinition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StartTimer",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("element_id", models.CharField(max_length=255)),
                ("due_at", models.DateTimeField()),
                ("cycle", models.CharField(max_length=500, null=True)),
                ("repetitions", models.IntegerField(null=True)),
                ("trigger", models.TextField(null=True)),
                (
                    "process_definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="start_timers",
                        to="processes.processdefinition",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatePart",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("process_instance_key", models.BigIntegerField()),
                ("document", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["process_instance_key"], name="part_by_instance")],
            },
        ),
        migrations.CreateModel(
            name="Timer",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("process_instance_key", models.BigIntegerField()),
                ("process_definition_key", models.BigIntegerField()),
                ("element_instance_key", models.BigIntegerField()),
                ("element_id", models.CharField(max_length=255)),
                ("due_at", models.DateTimeField()),
                ("is_suspended", models.BooleanField(db_default=False, default=False)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_suspended", False)), fields=["due_at"], name="timer_due"
                    ),
                    models.Index(fields=["process_instance_key"], name="timer_by_instance"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Variable",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "scope_key", "name", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("scope_key", models.BigIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("process_instance_key", models.BigIntegerField()),
                ("value", models.TextField()),
                ("updated_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["process_instance_key"], name="variable_by_instance")],
            },
        ),
        migrations.CreateModel(
            name="ArrivedTrigger",
            fields=[
                ("key", processes.models.key_field.KeyField(primary_key=True, serialize=False)),
                ("element_id", models.CharField(max_length=255)),
                ("trigger", models.TextField()),
                ("start_key", models.BigIntegerField()),
                ("process_instance_key", models.BigIntegerField()),
                ("variables", models.TextField(default="{}")),
                ("arrived_at", models.DateTimeField()),
                ("brought_by", models.CharField(max_length=150, null=True)),
                ("correlation_key", models.CharField(default="", max_length=255)),
                ("conversation_key", models.BigIntegerField(null=True)),
                (
                    "process_definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="arrived_triggers",
                        to="processes.processdefinition",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("start_key",), name="trigger_arrives_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="processdefinition",
            constraint=models.UniqueConstraint(
                fields=("process_id", "version"), name="process_version_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="processdefinition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_latest", True)),
                fields=("process_id",),
                name="process_has_one_latest_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="form",
            constraint=models.UniqueConstraint(fields=("form_id", "version"), name="form_version_is_unique"),
        ),
        migrations.AddIndex(
            model_name="decisionrequirements",
            index=models.Index(fields=["namespace", "key"], name="requirements_by_namespace"),
        ),
        migrations.AddConstraint(
            model_name="decisiondefinition",
            constraint=models.UniqueConstraint(
                fields=("decision_id", "version"), name="decision_version_is_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisiondefinition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_latest", True)),
                fields=("decision_id",),
                name="decision_has_one_latest_version",
            ),
        ),
        migrations.AddIndex(
            model_name="retrievalexpressions",
            index=models.Index(fields=["message_name"], name="retrieval_by_message"),
        ),
        migrations.AddIndex(
            model_name="startsignal",
            index=models.Index(fields=["signal_name"], name="start_signal_name"),
        ),
        migrations.AddIndex(
            model_name="startsubscription",
            index=models.Index(fields=["message_name"], name="start_subscription_message"),
        ),
        migrations.AddIndex(
            model_name="starttimer",
            index=models.Index(fields=["due_at"], name="start_timer_due"),
        ),
        migrations.RunPython(roles.make_roles, migrations.RunPython.noop),
        migrations.RunPython(room.leave_room, room.fill_up),
    ]
