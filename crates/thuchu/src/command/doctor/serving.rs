//! What `thuchu serve` would run into, or what would harm readers once it runs.
//!
//! Each value is judged by itself, so that one wrong setting does not hide another.

mod certificate;
mod port;

use thuchu_listen::{Proxies, ProxiesError};
use thuchu_model::Timestamp;
use thuchu_say::{self as say};

use super::{Finding, bad, ok, warn};
use crate::{
    config::{Settings, serving::Given},
    problem::Problem,
};

/// Examines every setting of `serve`, and the log level.
pub(super) fn examine(settings: &Settings, now: Timestamp, findings: &mut Vec<Finding>) {
    let given = &settings.serve;
    listen(given, findings);
    findings.push(public_url(given));
    certificate::examine(given, now, findings);
    proxies(given, findings);
    findings.extend(metrics(given));
    findings.push(rate(given));
    findings.push(mail(given));
    findings.extend(given.utc_offset_minutes().err().map(|problem| wrong(&problem)));
    findings.extend(log(&settings.log.value));
}

/// A value that `serve` refuses, in the words with which it does.
fn wrong(problem: &Problem) -> Finding {
    bad(say::doctor_setting_wrong(problem.message().clone()))
}

fn listen(given: &Given, findings: &mut Vec<Finding>) {
    let address = match given.listen() {
        Ok(address) => address,
        Err(problem) => return findings.push(wrong(&problem)),
    };
    findings.push(port::examine(address));
    let encrypted = given.tls_cert.is_some() || given.trusted_proxies.is_some();
    if !address.ip().is_loopback() && !encrypted {
        findings.push(warn(say::doctor_listen_plain(address)));
    }
}

fn public_url(given: &Given) -> Finding {
    match given.public_url() {
        Err(problem) => wrong(&problem),
        Ok(None) => warn(say::doctor_url_missing()),
        Ok(Some(url)) if url.starts_with("https://") => ok(say::doctor_url_ok(url)),
        Ok(Some(url)) => warn(say::doctor_url_plain(url)),
    }
}

fn proxies(given: &Given, findings: &mut Vec<Finding>) {
    let text = given.trusted_proxies.as_ref().map_or("", |given| given.value.as_str());
    match text.parse::<Proxies>() {
        Err(ProxiesError::Everybody { part }) => findings.push(bad(say::doctor_proxies_everybody(part))),
        Err(_) => findings.extend(given.proxies().err().map(|problem| wrong(&problem))),
        Ok(list) if !list.is_empty() => findings.push(ok(say::doctor_proxies_ok(list))),
        Ok(_) => {
            let https = given.public_url.as_ref().is_some_and(|url| url.value.starts_with("https:"));
            if https && given.tls_cert.is_none() {
                findings.push(warn(say::doctor_proxies_missing()));
            }
        }
    }
}

fn metrics(given: &Given) -> Option<Finding> {
    match given.metrics() {
        Ok(None) => None,
        Ok(Some(address)) if port::is_taken_by_another(address) => Some(bad(say::doctor_metrics_taken(address))),
        Ok(Some(address)) => Some(ok(say::doctor_metrics_ok(address))),
        Err(problem) if problem.code() == "serve.metrics_public" => {
            Some(bad(say::doctor_metrics_public(&given.metrics.value)))
        }
        Err(problem) => Some(wrong(&problem)),
    }
}

fn mail(given: &Given) -> Finding {
    match given.mail.read() {
        Err(problem) => wrong(&problem),
        Ok(None) => ok(say::doctor_mail_off()),
        Ok(Some(_)) => ok(say::doctor_mail_ok()),
    }
}

fn rate(given: &Given) -> Finding {
    match given.rate_per_minute() {
        Err(problem) => wrong(&problem),
        Ok(0) => warn(say::doctor_rate_off()),
        Ok(rate) => ok(say::doctor_rate_ok(u64::from(rate))),
    }
}

/// The most talkative level among `warn,thuchu=debug` and the like.
fn log(filter: &str) -> Option<Finding> {
    let levels = filter.split(',').map(|part| part.rsplit('=').next().unwrap_or(part).trim().to_lowercase());
    let chatty = levels.filter(|level| ["debug", "trace"].contains(&level.as_str())).max()?;
    Some(warn(say::doctor_log_chatty(chatty)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_that_tells_too_much_is_noticed_in_any_part_of_the_filter() {
        let code = |filter: &str| log(filter).map(|finding| finding.message.in_lang(say::Lang::En));
        assert!(code("warn,thuchu_web=TRACE,sqlx=debug").unwrap().contains("level trace"));
        assert!(code("debug").unwrap().contains("level debug"));
        assert!(code("info,sqlx=off").is_none() && code("debugger=info").is_none());
    }
}
