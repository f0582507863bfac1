from collections.abc import Mapping
from typing import BinaryIO

def parse(
    url_file_stream_or_string: BinaryIO,
    *,
    sanitize_html: bool | None = ...,
    resolve_relative_uris: bool | None = ...,
) -> Mapping[str, object]: ...
