"""Addresses of the inbox, under `/api/`."""

from django.urls import path

from processes.api.fields import KeyConverter  # noqa: F401  registers `<key:key>`
from tasklist.api import attachment_views, conversation_views, views

urlpatterns = [
    path("user-tasks/", views.UserTasks.as_view(), name="user-tasks"),
    path("user-tasks/counts/", views.UserTaskCounts.as_view(), name="user-task-counts"),
    path("user-tasks/<key:key>/", views.UserTaskDetail.as_view(), name="user-task"),
    path("user-tasks/<key:key>/form/", views.UserTaskForm.as_view(), name="user-task-form"),
    path("user-tasks/<key:key>/draft/", views.UserTaskDraft.as_view(), name="user-task-draft"),
    path("user-tasks/<key:key>/snooze/", views.Snooze.as_view(), name="user-task-snooze"),
    path("user-tasks/<key:key>/claim/", views.Claim.as_view(), name="user-task-claim"),
    path("user-tasks/<key:key>/unclaim/", views.Unclaim.as_view(), name="user-task-unclaim"),
    path("user-tasks/<key:key>/assignment/", views.Assignment.as_view(), name="user-task-assignment"),
    path("user-tasks/<key:key>/delegation/", views.Delegation.as_view(), name="user-task-delegation"),
    path("user-tasks/<key:key>/resolution/", views.Resolution.as_view(), name="user-task-resolution"),
    path("user-tasks/<key:key>/history/", views.UserTaskHistory.as_view(), name="user-task-history"),
    path("user-tasks/<key:key>/comments/", conversation_views.Comments.as_view(), name="user-task-comments"),
    path(
        "user-tasks/<key:key>/comments/seen/",
        conversation_views.MentionsSeen.as_view(),
        name="user-task-mentions-seen",
    ),
    path(
        "user-tasks/<key:key>/mentionable/",
        conversation_views.Mentionable.as_view(),
        name="user-task-mentionable",
    ),
    path("user-tasks/attachment-rules/", attachment_views.AttachmentRules.as_view(), name="attachment-rules"),
    path(
        "user-tasks/<key:key>/attachments/",
        attachment_views.Attachments.as_view(),
        name="user-task-attachments",
    ),
    path(
        "user-tasks/<key:key>/attachments/<key:attachment>/",
        attachment_views.AttachmentDetail.as_view(),
        name="user-task-attachment",
    ),
    path(
        "user-tasks/<key:key>/attachments/<key:attachment>/content/",
        attachment_views.AttachmentContent.as_view(),
        name="user-task-attachment-content",
    ),
    path("user-tasks/<key:key>/completion/", views.Completion.as_view(), name="user-task-completion"),
]
