from typing import BinaryIO

class StatusAndHeaders:
    def get_header(self, name: str) -> str | None: ...
    def get_statuscode(self) -> str: ...

class ArcWarcRecord:
    rec_type: str
    rec_headers: StatusAndHeaders
    http_headers: StatusAndHeaders | None
    def content_stream(self) -> BinaryIO: ...
