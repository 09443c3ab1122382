//! The mail server by which answers go out.

use thuchu_model::Secret;
use thuchu_say as say;
use thuchu_tipline::{EmailSettings, EmailSettingsError};

use super::Setting;
use crate::problem::Problem;

/// A password file is a line; more is a mistake.
const LONGEST: usize = 1_024;

/// What was given about mail. The password itself is in a file, for a command line and an environment can be read by
/// others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    /// `smtps://USER@HOST:PORT` or `smtp://USER@HOST:PORT`.
    pub(crate) server: Option<Setting<String>>,
    /// `Name <address>`.
    pub(crate) from: Option<Setting<String>>,
    /// The file with the password in it.
    pub(crate) password_file: Option<Setting<String>>,
}

impl Given {
    /// Reads and checks it; `None` when no server is named.
    pub(crate) fn read(&self) -> Result<Option<EmailSettings>, Problem> {
        let Some(server) = &self.server else { return Ok(None) };
        let from = self.from.as_ref().ok_or_else(|| Problem::unusable(say::error_mail_no_from()))?;
        let password = self.password_file.as_ref().map(password).transpose()?;
        let read = EmailSettings::read(&server.value, password, &from.value);
        read.map(Some).map_err(|error| {
            let text = match error {
                EmailSettingsError::Server => say::error_mail_server(server.origin.say()),
                EmailSettingsError::PasswordInAddress => say::error_mail_password_in_address(server.origin.say()),
                EmailSettingsError::HalfLogin => say::error_mail_half_login(),
                EmailSettingsError::From => say::error_mail_from(from.origin.say()),
            };
            Problem::unusable(text)
        })
    }
}

fn password(file: &Setting<String>) -> Result<Secret, Problem> {
    let wrong = || Problem::unusable(say::error_mail_password_file(&file.value));
    let text = std::fs::read_to_string(&file.value).map_err(|error| wrong().because(&error))?;
    let line = text.trim_end_matches(['\r', '\n']);
    if line.is_empty() || line.len() > LONGEST || line.contains('\n') {
        return Err(wrong());
    }
    Ok(Secret::new(line.to_owned()))
}
