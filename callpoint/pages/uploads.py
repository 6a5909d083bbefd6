"""Refuses files in forms that ask for none: nothing of them is read or kept."""

from typing import Never

from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class RefuseFiles(FileUploadHandler):
    """
    Skips every file before its first byte is kept.

    No page of this release asks for a file. The pages that will do so set a handler of their
    own; a child's pictures are never taken in by any (architecture, decision 15).
    """

    def new_file(self, *args: object, **kwargs: object) -> None:  # noqa: ARG002 - Django's signature
        """Skip the file that begins here."""
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Never:  # noqa: ARG002 - Django's signature
        """Never reached: each file is skipped at its head."""
        raise SkipFile

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - Django's signature
        """Give no file."""
        return
