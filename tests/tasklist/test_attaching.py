"""Files at a task: which are accepted, who gets them, and how they leave the house."""

import io
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile

from processes import services as engine
from processes.roles import Role
from tasklist import services
from tasklist.attachments.kinds import KINDS, Refused, accepted, kind_of
from tasklist.attachments.names import LONGEST, cleaned
from tasklist.models import Attachment, UserTask
from tests.support.deploying import deploy, start
from tests.support.diagrams import process
from tests.support.people import browser_of, person

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n..."


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ATTACHMENTS_DIR = tmp_path / "attachments"
    return settings.ATTACHMENTS_DIR


@pytest.fixture
def ada():
    return person("ada", groups=("approvers",))


@pytest.fixture
def task():
    deploy(process("review").start().user_task("approve", candidate_groups="approvers").end())
    return UserTask.objects.get(process_instance_key=start("review").key)


def send(user, task, name="invoice.pdf", content=PDF):
    file = SimpleUploadedFile(name, content)
    file.name = name  # as a stranger writes it, not as Django mends it
    return browser_of(user).post(
        f"/api/user-tasks/{task.key}/attachments/", {"file": file}, format="multipart"
    )


def files_in(folder: Path):
    return [path for path in folder.rglob("*") if path.is_file()]


def zipped(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def office(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return made.getvalue()


# -- names ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("invoice.pdf", "invoice.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ben\\invoice.pdf", "invoice.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("con.pdf", "_con.pdf"),
        ("..", "file"),
        ("", "file"),
        ("/", "file"),
        ('a<b>"c|d?.pdf', "a_b__c_d_.pdf"),
        ("  Rechnung   März.pdf . ", "Rechnung März.pdf"),
    ],
)
def test_names_are_harmless_wherever_they_are_saved_again(name, clean):
    assert cleaned(name) == clean


def test_a_long_name_keeps_its_ending():
    name = cleaned("x" * 500 + ".pdf")
    assert (len(name), name[-4:]) == (LONGEST, ".pdf")


# -- kinds ---------------------------------------------------------------------------------------------------

SAMPLES = {
    "a.pdf": PDF,
    "a.png": b"\x89PNG\r\n\x1a\n....",
    "a.JPG": b"\xff\xd8\xff\xe0....",
    "a.gif": b"GIF89a....",
    "a.webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "a.txt": "Grüße\n".encode(),
    "a.csv": b"a;b\n1;2\n",
    "a.docx": office("word/document.xml"),
    "a.xlsx": office("xl/workbook.xml"),
    "a.pptx": office("ppt/presentation.xml"),
    "a.odt": zipped(mimetype=KINDS["odt"].content_type, content="x"),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_that_is_what_its_name_says_is_accepted(name):
    kind = kind_of(io.BytesIO(SAMPLES[name]), name, accepted(list(KINDS)))
    assert name.lower().rpartition(".")[2] in kind.endings


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("page.html", b"<script>alert(1)</script>", "of a kind that is not accepted"),
        ("image.svg", b"<svg/>", "of a kind that is not accepted"),
        ("run.exe", b"MZ", "of a kind that is not accepted"),
        ("noending", PDF, "of a kind that is not accepted"),
        (".pdf", PDF, "of a kind that is not accepted"),
        ("invoice.pdf", b"<script>alert(1)</script>", "content is no PDF"),
        ("invoice.pdf", b"", "content is no PDF"),
        ("photo.png", PDF, "content is no PNG"),
        ("notes.txt", b"a\x00b", "content is no text"),
        ("notes.txt", b"\xff\xfe", "content is no text"),
        ("letter.docx", office("xl/workbook.xml"), "content is no Word"),
        ("letter.docx", office("word/document.xml", "word/vbaProject.bin"), "content is no Word"),
        ("letter.docx", b"PK\x03\x04broken", "content is no Word"),
        ("letter.odt", zipped(mimetype="text/html"), "content is no OpenDocument text"),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(ada, task, folder, name, content, why):
    answer = send(ada, task, name, content)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "file"
    assert why in answer.json()["detail"]
    assert not Attachment.objects.exists()
    assert files_in(folder) == []


def test_only_what_the_settings_name_is_accepted(ada, task, settings):
    settings.ATTACHMENT_KINDS = ["png"]
    assert "Accepted are: PNG." in send(ada, task).json()["detail"]
    settings.ATTACHMENT_KINDS = ["png", "exe"]
    with pytest.raises(ImproperlyConfigured, match="names exe; expected some of pdf"):
        accepted(settings.ATTACHMENT_KINDS)


def test_a_text_is_read_across_the_pieces_it_comes_in():
    content = "ü".encode() * 100_000
    assert kind_of(io.BytesIO(b"x" + content), "a.txt", accepted(["text"])).content_type == "text/plain"
    with pytest.raises(Refused):
        kind_of(io.BytesIO(content[:-1]), "a.txt", accepted(["text"]))


# -- up and down ---------------------------------------------------------------------------------------------


def test_what_is_attached_is_saved_by_browsers_and_never_shown(ada, task, folder):
    sent = send(ada, task, "Rechnung März.pdf")
    assert sent.status_code == 201
    key = sent.json()["key"]
    assert (sent.json()["name"], sent.json()["size"]) == ("Rechnung März.pdf", len(PDF))
    path = f"/api/user-tasks/{task.key}/attachments/"
    assert browser_of(ada).get(path).json()["items"] == [sent.json()]
    got = browser_of(ada).get(f"{path}{key}/content/")
    assert b"".join(got.streaming_content) == PDF
    assert got["Content-Type"] == "application/pdf"
    assert got["Content-Disposition"] == "attachment; filename*=utf-8''Rechnung%20M%C3%A4rz.pdf"
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Security-Policy"] == "sandbox; default-src 'none'"
    (kept,) = files_in(folder)
    assert kept.name == Attachment.objects.get().stored_as  # and not what a stranger calls it
    assert browser_of(ada).get(f"/api/user-tasks/{task.key}/").json()["attachments"] == 1


def test_files_are_for_those_who_see_the_task(ada, task):
    key = send(ada, task).json()["key"]
    eve = browser_of(person("eve"))
    path = f"/api/user-tasks/{task.key}/attachments/"
    assert eve.get(path).status_code == 404
    assert eve.get(f"{path}{key}/content/").status_code == 404
    assert eve.delete(f"{path}{key}/").status_code == 404
    assert send(person("eva"), task).status_code == 404


def test_a_file_is_found_at_its_own_task_only(ada, task):
    key = send(ada, task).json()["key"]
    other = UserTask.objects.get(process_instance_key=start("review").key)
    got = browser_of(ada).get(f"/api/user-tasks/{other.key}/attachments/{key}/content/")
    assert got.status_code == 404


def test_who_has_attached_a_file_or_an_operator_removes_it(
    ada, task, folder, django_capture_on_commit_callbacks
):
    ben = person("ben", groups=("approvers",))
    path = f"/api/user-tasks/{task.key}/attachments/"
    first, second = (send(ada, task).json()["key"] for _ in range(2))
    assert browser_of(ben).delete(f"{path}{first}/").status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        assert browser_of(ada).delete(f"{path}{first}/").status_code == 204
        assert browser_of(person("olga", Role.OPERATOR)).delete(f"{path}{second}/").status_code == 204
    assert browser_of(ada).delete(f"{path}{first}/").status_code == 404
    assert files_in(folder) == []
    told = browser_of(ada).get(f"/api/user-tasks/{task.key}/history/").json()["items"]
    assert [(each["happening"], each["file"]) for each in told[:3]] == [
        ("detached", "invoice.pdf"),
        ("detached", "invoice.pdf"),
        ("attached", "invoice.pdf"),
    ]


def test_a_closed_task_keeps_its_files_and_takes_no_more(ada, task):
    key = send(ada, task).json()["key"]
    services.claim(user=ada, user_task_key=task.key)
    services.complete(user=ada, user_task_key=task.key, variables={})
    assert send(ada, task).status_code == 409
    path = f"/api/user-tasks/{task.key}/attachments/{key}/"
    assert browser_of(ada).delete(path).status_code == 409
    assert browser_of(ada).get(f"{path}content/").status_code == 200


def test_what_is_too_big_is_refused(ada, task, settings, folder):
    settings.ATTACHMENT_MEGABYTES = 1
    answer = send(ada, task, content=PDF + b"x" * 1024 * 1024)
    assert answer.status_code == 413
    assert "larger than the 1 MB" in answer.json()["detail"]
    assert files_in(folder) == []
    much_more = send(ada, task, content=PDF + b"x" * 2 * 1024 * 1024)
    assert much_more.status_code == 413


def test_a_task_has_only_so_many_files(ada, task, settings):
    settings.ATTACHMENTS_PER_TASK = 1
    assert send(ada, task).status_code == 201
    answer = send(ada, task)
    assert (answer.status_code, "This task has 1 files" in answer.json()["detail"]) == (409, True)


def test_a_request_without_a_file_says_where_it_belongs(ada, task):
    answer = browser_of(ada).post(
        f"/api/user-tasks/{task.key}/attachments/", {"other": "x"}, format="multipart"
    )
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "file"


def test_a_file_that_the_disk_has_lost_is_told(ada, task, folder):
    key = send(ada, task).json()["key"]
    files_in(folder)[0].unlink()
    got = browser_of(ada).get(f"/api/user-tasks/{task.key}/attachments/{key}/content/")
    assert (got.status_code, "is lost" in got.json()["detail"]) == (404, True)


def test_what_is_accepted_is_told_before_one_sends_it(ada, settings):
    settings.ATTACHMENT_KINDS = ["jpeg", "pdf"]
    rules = browser_of(ada).get("/api/user-tasks/attachment-rules/").json()
    assert rules == {"megabytes": 10, "endings": ["jpg", "jpeg", "pdf"]}


# -- the scan ------------------------------------------------------------------------------------------------


def scanner(tmp_path: Path, code: str) -> str:
    script = tmp_path / "scan.py"
    script.write_text(f"import sys, time, pathlib\nfile = pathlib.Path(sys.argv[-1])\n{code}\n")
    return f"{sys.executable} {script}"


def test_a_file_that_the_scan_accepts_is_kept(ada, task, settings, tmp_path):
    settings.ATTACHMENT_SCAN = scanner(tmp_path, "sys.exit(0 if file.read_bytes()[:4] == b'%PDF' else 1)")
    assert send(ada, task).status_code == 201
    asked = "sys.exit(0 if sys.argv[1].startswith('--file=/') and sys.argv[2:] == ['last'] else 2)"
    settings.ATTACHMENT_SCAN = scanner(tmp_path, asked) + " --file={file} last"
    assert send(ada, task).status_code == 201


def test_a_file_that_the_scan_refuses_is_not(ada, task, settings, tmp_path, folder):
    settings.ATTACHMENT_SCAN = scanner(tmp_path, "sys.exit(1)")
    answer = send(ada, task)
    assert answer.status_code == 422
    assert "the virus scan has found something" in answer.json()["detail"]
    assert (files_in(folder), Attachment.objects.count()) == ([], 0)


@pytest.mark.parametrize("code", ["sys.exit(2)", "time.sleep(60)", "import os; os.kill(os.getpid(), 9)"])
def test_a_scan_that_fails_keeps_nothing(ada, task, settings, tmp_path, folder, code):
    settings.ATTACHMENT_SCAN = scanner(tmp_path, code)
    settings.ATTACHMENT_SCAN_SECONDS = 1
    answer = send(ada, task)
    assert answer.status_code == 503
    assert "could not be scanned" in answer.json()["detail"]
    assert (files_in(folder), Attachment.objects.count()) == ([], 0)


def test_a_scan_that_does_not_exist_keeps_nothing(ada, task, settings):
    settings.ATTACHMENT_SCAN = "/nowhere/scan --now"
    assert send(ada, task).status_code == 503


def test_a_task_that_closes_during_the_scan_takes_no_file(ada, task, monkeypatch, folder):
    from tasklist.services import attaching

    def closes(path: Path, *, name: str) -> None:
        engine.cancel_instance(process_instance_key=task.process_instance_key, canceled_by="olga")

    monkeypatch.setattr(attaching, "scan", closes)
    assert send(ada, task).status_code == 409
    assert (files_in(folder), Attachment.objects.count()) == ([], 0)
