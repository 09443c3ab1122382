//! Where files are kept: the data folder, or a bucket that speaks S3.

use std::os::unix::fs::PermissionsExt as _;

use thuchu_model::Secret;
use thuchu_say::{self as say, Message};
use thuchu_store::blobs::{BucketSettings, BucketSettingsError};

use super::file::SettingsFile;
use super::{Environment, Origin, Setting, text};
use crate::problem::Problem;

/// A key file is two short lines; more is a mistake.
const LONGEST: u64 = 4_096;
/// What the default is called.
const DISK: &str = "disk";

/// What was given about files. The key itself is in a file, or in the two variables that every program for S3 reads.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    /// `disk`, or `s3://BUCKET/PREFIX`.
    pub(crate) place: Setting<String>,
    /// `https://HOST:PORT`; Amazon's own when nothing is said.
    pub(crate) endpoint: Option<Setting<String>>,
    /// The region.
    pub(crate) region: Option<Setting<String>>,
    /// The file with the access key id and the secret access key in it, a line each.
    pub(crate) key_file: Option<Setting<String>>,
    /// `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
    key: Option<(String, Secret)>,
}

impl Given {
    /// Finds every value: environment, file, default.
    pub(super) fn load(env: Environment<'_>, file: &SettingsFile) -> Result<Self, Problem> {
        let find = |variable, key| Ok::<_, Problem>(text(env, variable)?.or_else(|| file.get(key)));
        let place = find("THUCHU_BLOBS", "blobs")?;
        let key_id = text(env, "AWS_ACCESS_KEY_ID")?.map(|found| found.value);
        let secret = text(env, "AWS_SECRET_ACCESS_KEY")?.map(|found| Secret::new(found.value));
        Ok(Self {
            place: place.unwrap_or_else(|| Setting { value: DISK.to_owned(), origin: Origin::Default }),
            endpoint: find("THUCHU_BLOBS_ENDPOINT", "blobs_endpoint")?,
            region: find("THUCHU_BLOBS_REGION", "blobs_region")?,
            key_file: find("THUCHU_BLOBS_KEY_FILE", "blobs_key_file")?,
            key: key_id.zip(secret),
        })
    }

    /// Reads and checks them; `None` for the data folder.
    pub(crate) fn read(&self) -> Result<Option<BucketSettings>, Problem> {
        if self.place.value == DISK {
            return Ok(None);
        }
        let (key_id, secret) = match (&self.key_file, &self.key) {
            (Some(file), _) => key_in(&file.value)?,
            (None, Some((key_id, secret))) => (key_id.clone(), secret.clone()),
            (None, None) => return Err(Problem::unusable(say::error_blobs_no_key())),
        };
        let endpoint = self.endpoint.as_ref().map(|given| given.value.as_str());
        let region = self.region.as_ref().map(|given| given.value.as_str());
        let read = BucketSettings::read(&self.place.value, endpoint, region, &key_id, secret);
        let origin = |given: &Option<Setting<String>>| given.as_ref().unwrap_or(&self.place).origin.say();
        read.map(Some).map_err(|error| {
            let text = match error {
                BucketSettingsError::Address => say::error_blobs_address(self.place.origin.say()),
                BucketSettingsError::Endpoint => say::error_blobs_endpoint(origin(&self.endpoint)),
                BucketSettingsError::Plain => say::error_blobs_plain(origin(&self.endpoint)),
                BucketSettingsError::Region => say::error_blobs_region(origin(&self.region)),
                BucketSettingsError::Key => match &self.key_file {
                    Some(file) => say::error_blobs_key_file(&file.value),
                    None => say::error_blobs_no_key(),
                },
            };
            Problem::unusable(text)
        })
    }

    /// Every value with its key in the settings file and its name for people.
    pub(crate) fn shown(&self) -> [(&'static str, Message, Option<&Setting<String>>); 4] {
        [
            ("blobs", say::setting_blobs(), Some(&self.place)),
            ("blobs_endpoint", say::setting_blobs_endpoint(), self.endpoint.as_ref()),
            ("blobs_region", say::setting_blobs_region(), self.region.as_ref()),
            ("blobs_key_file", say::setting_blobs_key_file(), self.key_file.as_ref()),
        ]
    }
}

/// The two lines of a key file that only its owner reads.
fn key_in(path: &str) -> Result<(String, Secret), Problem> {
    let wrong = || Problem::unusable(say::error_blobs_key_file(path));
    let found = std::fs::metadata(path).map_err(|error| wrong().because(&error))?;
    if !found.is_file() || found.len() > LONGEST {
        return Err(wrong());
    }
    if found.permissions().mode() & 0o077 != 0 {
        return Err(Problem::unusable(say::error_blobs_key_file_open(path)));
    }
    let text = std::fs::read_to_string(path).map_err(|error| wrong().because(&error))?;
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    match (lines.next(), lines.next(), lines.next()) {
        (Some(key_id), Some(secret), None) => Ok((key_id.to_owned(), Secret::new(secret.to_owned()))),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(place: &str, key_file: Option<&str>) -> Given {
        let setting = |value: &str| Setting { value: value.to_owned(), origin: Origin::Default };
        Given { place: setting(place), endpoint: None, region: None, key_file: key_file.map(setting), key: None }
    }

    #[test]
    fn files_lie_in_the_data_folder_unless_a_bucket_and_its_key_are_named() {
        assert_eq!(given("disk", None).read().unwrap(), None);
        assert_eq!(given("s3://desk", None).read().unwrap_err().code(), "blobs.no_key");
        let key = Some(("AKIA".to_owned(), Secret::new("words".to_owned())));
        let with_key = |place| Given { key: key.clone(), ..given(place, None) };
        assert_eq!(with_key("s3://desk/files").read().unwrap().unwrap().shown(), "s3://desk/files");
        assert_eq!(with_key("/srv/files").read().unwrap_err().code(), "blobs.address");
    }

    #[test]
    fn a_key_file_has_two_lines_and_is_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let name = path.to_str().unwrap();
        let code = |text: &str, mode| {
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            given("s3://desk", Some(name)).read().map_err(|problem| problem.code())
        };
        assert!(code("AKIA\nwords\n", 0o600).is_ok() && code("\r\nAKIA\r\n\r\nwords", 0o400).is_ok());
        assert_eq!(code("AKIA\nwords\n", 0o640).unwrap_err(), "blobs.key_file_open");
        for wrong in ["", "AKIA", "AKIA\nwords\nmore", "AKIA\nwords with spaces"] {
            assert_eq!(code(wrong, 0o600).unwrap_err(), "blobs.key_file", "{wrong}");
        }
        assert_eq!(given("s3://desk", Some("/no/such/file")).read().unwrap_err().code(), "blobs.key_file");
    }
}
