import pytest

from medic_scribe import errors
from medic_scribe.cli.exit_codes import ExitCode, exit_code_of


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.NoSpeech(), ExitCode.RECORDING),
        (errors.RecordingTruncated(), ExitCode.RECORDING),
        (errors.NotAudio(), ExitCode.RECORDING),
        (errors.EngineUnavailable(), ExitCode.ENGINE),
        (errors.ModelDamaged(path="x"), ExitCode.ENGINE),
        (errors.SettingInvalid(setting="PORT", reason="x"), ExitCode.SETTING),
        (errors.AlreadyExists(), ExitCode.USAGE),
        (errors.MedicScribeError(), ExitCode.FAILED),
    ],
)
def test_an_error_ends_the_program_with_its_code(error: errors.MedicScribeError, code: ExitCode) -> None:
    assert exit_code_of(error) is code
