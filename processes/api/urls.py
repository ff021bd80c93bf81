"""Addresses of the engine, under `/api/`."""

from django.urls import path

from processes.api import fields  # noqa: F401  registers `<key:key>`
from processes.api.views import (
    data_stores,
    decisions,
    definitions,
    deployments,
    incidents,
    instance_parts,
    instances,
    jobs,
    messages,
    operations,
    session,
    signals,
    users,
)

urlpatterns = [
    path("session/", session.Session.as_view(), name="session"),
    path("users/", users.Users.as_view(), name="users"),
    path("deployments/", deployments.Deployments.as_view(), name="deployments"),
    path("process-definitions/", definitions.ProcessDefinitions.as_view(), name="process-definitions"),
    path(
        "process-definitions/<key:key>/",
        definitions.ProcessDefinitionDetail.as_view(),
        name="process-definition",
    ),
    path(
        "process-definitions/<key:key>/suspension/",
        operations.DefinitionSuspension.as_view(),
        name="process-definition-suspension",
    ),
    path(
        "process-definitions/<key:key>/resumption/",
        operations.DefinitionResumption.as_view(),
        name="process-definition-resumption",
    ),
    path(
        "process-definitions/<key:key>/xml/",
        definitions.ProcessDefinitionXml.as_view(),
        name="process-definition-xml",
    ),
    path(
        "process-definitions/<key:key>/drawing/",
        definitions.ProcessDefinitionDrawing.as_view(),
        name="process-definition-drawing",
    ),
    path("drawings/", definitions.Drawings.as_view(), name="drawings"),
    path(
        "process-definitions/<key:key>/start-form/",
        definitions.StartForm.as_view(),
        name="process-definition-start-form",
    ),
    path("process-instances/", instances.ProcessInstances.as_view(), name="process-instances"),
    path("process-instances/<key:key>/", instances.ProcessInstanceDetail.as_view(), name="process-instance"),
    path(
        "process-instances/<key:key>/cancellation/",
        instances.Cancellation.as_view(),
        name="process-instance-cancellation",
    ),
    *(
        path(f"process-instances/<key:key>/{name}/", view.as_view(), name=f"process-instance-{name}")
        for name, view in (
            ("suspension", operations.Suspension),
            ("resumption", operations.Resumption),
            ("modification", operations.Modification),
            ("migration", operations.Migration),
            ("restart", operations.Restart),
            ("element-instances", instance_parts.ElementInstances),
            ("sequence-flows", instance_parts.SequenceFlows),
            ("variables", instance_parts.Variables),
            ("journal", instance_parts.Journal),
            ("jobs", instance_parts.InstanceJobs),
            ("timers", instance_parts.InstanceTimers),
            ("message-subscriptions", instance_parts.InstanceMessageSubscriptions),
        )
    ),
    path("decision-definitions/", decisions.DecisionDefinitions.as_view(), name="decision-definitions"),
    path(
        "decision-definitions/<key:key>/",
        decisions.DecisionDefinitionDetail.as_view(),
        name="decision-definition",
    ),
    path(
        "decision-definitions/<key:key>/xml/",
        decisions.DecisionDefinitionXml.as_view(),
        name="decision-definition-xml",
    ),
    path("decision-evaluations/", decisions.DecisionEvaluations.as_view(), name="decision-evaluations"),
    path(
        "decision-evaluations/<key:key>/",
        decisions.DecisionEvaluationDetail.as_view(),
        name="decision-evaluation",
    ),
    path("incidents/", incidents.Incidents.as_view(), name="incidents"),
    path("incidents/<key:key>/resolution/", incidents.Resolution.as_view(), name="incident-resolution"),
    path("jobs/", jobs.Jobs.as_view(), name="jobs"),
    path("jobs/activation/", jobs.Activation.as_view(), name="job-activation"),
    path("jobs/<key:key>/completion/", jobs.Completion.as_view(), name="job-completion"),
    path("jobs/<key:key>/failure/", jobs.Failure.as_view(), name="job-failure"),
    path("jobs/<key:key>/error/", jobs.Error.as_view(), name="job-error"),
    path("messages/publication/", messages.Publication.as_view(), name="message-publication"),
    path("messages/correlation/", messages.Correlation.as_view(), name="message-correlation"),
    path("signals/broadcast/", signals.Broadcast.as_view(), name="signal-broadcast"),
    path("data-stores/", data_stores.DataStores.as_view(), name="data-stores"),
    path("data-stores/<path:name>/", data_stores.DataStoreDetail.as_view(), name="data-store"),
    path("conditions/evaluation/", signals.Evaluation.as_view(), name="condition-evaluation"),
]
