"""Jobs: how job workers outside of Meanwhile take work and give back results."""

import time
from datetime import timedelta
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from processes import services
from processes.api.paging import KeysetListView
from processes.api.presentation.waits import activated, shown_jobs
from processes.api.rights import HasRight
from processes.api.serializers import waits as serializers
from processes.api.waiting import place_to_wait
from processes.models import Job
from processes.roles import OPERATE_INSTANCES, VIEW_INSTANCES

#: how often a waiting request looks for jobs
POLL_EVERY = timedelta(milliseconds=250)


class Jobs(KeysetListView):
    """Jobs that exist now, the oldest first."""

    permission_classes = [HasRight]
    rights = {"GET": VIEW_INSTANCES}
    serializer_class = serializers.JobSerializer
    keyset = ("key",)
    queryset = Job.objects.none()

    @extend_schema(parameters=[serializers.JobQuery])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        query = serializers.JobQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        return self.answer(Job.objects.filter(**query.validated_data), shown_jobs)


class Activation(APIView):
    """Take jobs of a type, for a time.

    With `request_timeout` the answer waits for a job to come, for now ten seconds at the longest: the
    request occupies a thread of the web process as long. An empty list means: ask again.
    """

    permission_classes = [HasRight]
    rights = {"POST": OPERATE_INSTANCES}

    @extend_schema(request=serializers.ActivateJobsSerializer, responses=serializers.ActivatedJobsSerializer)
    def post(self, request: Request) -> Response:
        wanted = serializers.ActivateJobsSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        asked = wanted.validated_data
        fetch = asked.pop("fetch_variables", None)
        with place_to_wait(min(asked.pop("request_timeout"), serializers.LONGEST_POLL)) as patience:
            jobs = _await_jobs(patience, **asked)
        answer = {"jobs": [activated(job, fetch) for job in jobs]}
        return Response(serializers.ActivatedJobsSerializer(answer).data)


def _await_jobs(patience: timedelta, **wanted: Any) -> list[services.ActivatedJob]:
    until = time.monotonic() + patience.total_seconds()
    while not (jobs := services.activate_jobs(**wanted)):
        remaining = until - time.monotonic()
        if remaining <= 0:
            break
        time.sleep(min(POLL_EVERY.total_seconds(), remaining))
    return jobs


class Completion(APIView):
    """The job is done."""

    permission_classes = [HasRight]
    rights = {"POST": OPERATE_INSTANCES}
    problems = {"POST": {409: None}}

    @extend_schema(request=serializers.JobCompletionSerializer, responses={204: None})
    def post(self, request: Request, key: int) -> Response:
        completion = serializers.JobCompletionSerializer(data=request.data)
        completion.is_valid(raise_exception=True)
        services.complete_job(job_key=key, **completion.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Failure(APIView):
    """A try failed. With no retries left this is an incident."""

    permission_classes = [HasRight]
    rights = {"POST": OPERATE_INSTANCES}
    problems = {"POST": {409: None}}

    @extend_schema(request=serializers.JobFailureSerializer, responses={204: None})
    def post(self, request: Request, key: int) -> Response:
        failure = serializers.JobFailureSerializer(data=request.data)
        failure.is_valid(raise_exception=True)
        told = failure.validated_data
        services.fail_job(
            job_key=key,
            error_message=told["error_message"],
            retries=told.get("retries"),
            retry_in=told.get("retry_back_off"),
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class Error(APIView):
    """The job ended in a modelled BPMN error."""

    permission_classes = [HasRight]
    rights = {"POST": OPERATE_INSTANCES}
    problems = {"POST": {409: None}}

    @extend_schema(request=serializers.JobErrorSerializer, responses={204: None})
    def post(self, request: Request, key: int) -> Response:
        error = serializers.JobErrorSerializer(data=request.data)
        error.is_valid(raise_exception=True)
        services.throw_job_error(job_key=key, **error.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)
