"""What a worker does for this app."""

from django_tasks import task

from hekloos.web.curriculum.actions import read_upload
from hekloos.web.curriculum.models import Upload


@task()
def read_upload_task(pk: int) -> None:
    upload = Upload.objects.filter(pk=pk).first()
    if upload is not None:
        read_upload(upload)
