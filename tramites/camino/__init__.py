"""The top layer of `tramites`: forms, pages, mails and the tasks of the Celery workers."""
