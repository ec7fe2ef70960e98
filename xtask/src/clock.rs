//! The one clock: `--now`, else `SOURCE_DATE_EPOCH`, else the system's.

use anyhow::Context;
use chrono::{DateTime, Utc};

use crate::Usage;

/// The time that this run takes to be now, in whole seconds: stamps have no
/// fractions, so that what is written reads back equal.
pub(crate) fn now(given: Option<DateTime<Utc>>) -> anyhow::Result<DateTime<Utc>> {
    if let Some(now) = given {
        return Ok(now);
    }
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => from_epoch(&seconds),
        Err(_) => whole_seconds(Utc::now()).context("the system's clock is out of range"),
    }
}

/// Reads `--now`.
pub(crate) fn parse(text: &str) -> Result<DateTime<Utc>, String> {
    let now = DateTime::parse_from_rfc3339(text)
        .map_err(|error| format!("{error}; write RFC 3339, such as 2026-01-31T12:00:00Z"))?;
    whole_seconds(now.to_utc()).ok_or_else(|| "out of range".to_owned())
}

fn whole_seconds(time: DateTime<Utc>) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(time.timestamp(), 0)
}

// https://reproducible-builds.org/specs/source-date-epoch/
fn from_epoch(seconds: &str) -> anyhow::Result<DateTime<Utc>> {
    let time = seconds.trim().parse().ok();
    let time = time.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    time.with_context(|| {
        Usage(format!(
            "SOURCE_DATE_EPOCH is `{seconds}`, not a number of seconds since 1970"
        ))
    })
}
