"""`FILE_STORE_URL`: which store recordings and notes go to."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from medic_scribe.errors import SettingInvalid
from medic_scribe.settings import load_settings
from medic_scribe.wiring import file_stores


@pytest.mark.parametrize(
    ("chosen", "recording", "note"),
    [
        (None, "var/uploads/a.wav", "var/notes/a.md"),
        ("file://{folder}/shared", "shared/a.wav", "shared/notes/a.md"),
    ],
)
async def test_recordings_and_notes_go_to_their_folders(
    chosen: str | None, recording: str, note: str, tmp_path: Path
) -> None:
    url = chosen.format(folder=tmp_path) if chosen else None
    settings = load_settings(_env_file=None, var_folder=tmp_path / "var", file_store_url=url)
    recordings, notes = file_stores(settings)
    await recordings.put("a.wav", once(b"sound"))
    await notes.put("a.md", once(b"note"))
    assert (tmp_path / recording).read_bytes() == b"sound"
    assert (tmp_path / note).read_bytes() == b"note"


@pytest.mark.parametrize(
    "url", ["ftp://host/folder", "file:relative", "s3:///no-bucket", "s3://bucket?enpoint=misspelt"]
)
def test_an_address_that_is_none_stops_the_program(url: str, tmp_path: Path) -> None:
    settings = load_settings(_env_file=None, var_folder=tmp_path / "var", file_store_url=url)
    with pytest.raises(SettingInvalid):
        file_stores(settings)


async def once(data: bytes) -> AsyncIterator[bytes]:
    yield data
