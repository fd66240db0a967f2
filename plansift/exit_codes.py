"""What the `plansift` command's exit codes mean."""

from pipeline.exit_codes import ExitCode as ExitCode
