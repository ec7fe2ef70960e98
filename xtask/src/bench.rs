use std::process::ExitCode;
pub(crate) fn run(_names: &[String]) -> anyhow::Result<ExitCode> {
    anyhow::bail!("later")
}
