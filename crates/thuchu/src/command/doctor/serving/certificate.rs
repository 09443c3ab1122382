//! The certificate: can it be used, for how long, for which host, and who can read its key.

use std::{fs, path::Path};

use jiff::{civil::Date, tz::TimeZone};
use thuchu_listen::{TlsError, TlsFiles};
use thuchu_model::Timestamp;
use thuchu_say as say;

use super::{Finding, bad, ok, warn, wrong};
use crate::config::serving::Given;

/// Certificates of 90 days are usually renewed 30 days before their end.
const SOON_DAYS: i64 = 14;

/// Examines it, where there is one.
pub(super) fn examine(given: &Given, now: Timestamp, findings: &mut Vec<Finding>) {
    let files = match given.tls() {
        Ok(Some(files)) => files,
        Ok(None) => return,
        Err(problem) => return findings.push(wrong(&problem)),
    };
    findings.push(usable(&files, now).unwrap_or_else(|error| bad(say::doctor_tls_unusable(error))));
    findings.extend(open_key(&files.key));
    let host = given.public_url().ok().flatten().and_then(|url| thuchu_fetch::Url::parse(&url).ok());
    if let Some(host) = host.as_ref().and_then(|url| url.host_str())
        && files.is_for(host).is_ok_and(|fits| !fits)
    {
        findings.push(bad(say::doctor_tls_other_host(host)));
    }
}

fn usable(files: &TlsFiles, now: Timestamp) -> Result<Finding, TlsError> {
    files.load()?;
    let end = files.not_after()?;
    let date: Date = end.to_zoned(TimeZone::UTC).date();
    Ok(match end.as_microsecond() {
        end if end <= now.micros() => bad(say::doctor_tls_over(date)),
        end if end <= now.plus_days(SOON_DAYS).micros() => warn(say::doctor_tls_ending(date)),
        _ => ok(say::doctor_tls_ok(date)),
    })
}

/// A group may be allowed to read it: Debian has one for that.
#[cfg(unix)]
fn open_key(key: &Path) -> Option<Finding> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(key).ok()?.permissions().mode() & 0o777;
    (mode & 0o007 != 0).then(|| bad(say::doctor_tls_key_open(key.display(), format!("{mode:o}"))))
}

#[cfg(not(unix))]
const fn open_key(_: &Path) -> Option<Finding> {
    None
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    use super::super::super::State;
    use super::*;

    fn ending(year: i32) -> (tempfile::TempDir, TlsFiles) {
        let mut params = CertificateParams::new(["tin.example.vn".to_owned()]).unwrap();
        params.not_after = date_time_ymd(year, 3, 2);
        let key = KeyPair::generate().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let files = TlsFiles { cert: folder.path().join("cert.pem"), key: folder.path().join("key.pem") };
        fs::write(&files.cert, params.self_signed(&key).unwrap().pem()).unwrap();
        fs::write(&files.key, key.serialize_pem()).unwrap();
        (folder, files)
    }

    #[test]
    fn a_certificate_is_good_then_ending_then_over() {
        let (_folder, files) = ending(2030);
        let at = |day: &str| {
            let finding = usable(&files, Timestamp::parse(&format!("2030-{day}T12:00:00Z")).unwrap()).unwrap();
            (finding.state, finding.message.id())
        };
        assert_eq!(at("02-10"), (State::Ok, "doctor-tls-ok"));
        assert_eq!(at("02-20"), (State::Warn, "doctor-tls-ending"));
        assert_eq!(at("03-03"), (State::Bad, "doctor-tls-over"));
    }
}
