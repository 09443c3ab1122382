//! The address of a store: one setting chooses the engine.

use std::fmt;
use std::path::{Path, PathBuf};

/// Where a desk keeps its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL database.
    Postgres(PostgresUrl),
}

/// A PostgreSQL address. Shown without its password.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(String);

/// Why a text is no store address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreUrlError {
    /// Nothing given.
    #[error("the store address is empty; give `sqlite:PATH` or `postgres://…`")]
    Empty,
    /// `sqlite:` without a path where one is needed.
    #[error("`sqlite:` needs a path, or a data folder beside it")]
    NoPath,
    /// In-memory stores lose everything at the end.
    #[error("an in-memory SQLite store keeps nothing; give `sqlite:PATH`")]
    InMemory,
    /// Something else before the colon.
    #[error("unknown kind of store {0:?}; give `sqlite:PATH` or `postgres://…`")]
    Scheme(String),
    /// Not an address PostgreSQL understands.
    #[error("the PostgreSQL address cannot be read: {0}")]
    Postgres(String),
}

impl StoreUrl {
    /// Reads `sqlite:PATH` or `postgres://…` (also `postgresql://`). `sqlite:` alone means `DATA/thuchu.sqlite` of the
    /// data folder given; a relative path counts from the working folder.
    pub fn parse(text: &str, data: Option<&Path>) -> Result<Self, StoreUrlError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(StoreUrlError::Empty);
        }
        let Some((scheme, rest)) = text.split_once(':') else {
            return Err(StoreUrlError::Scheme(text.chars().take(40).collect()));
        };
        match scheme.to_ascii_lowercase().as_str() {
            "sqlite" => {
                let path = rest.strip_prefix("//").unwrap_or(rest);
                if path.contains(":memory:") || path.contains("mode=memory") {
                    return Err(StoreUrlError::InMemory);
                }
                if path.is_empty() {
                    let data = data.ok_or(StoreUrlError::NoPath)?;
                    return Ok(Self::Sqlite(data.join("thuchu.sqlite")));
                }
                Ok(Self::Sqlite(PathBuf::from(path)))
            }
            "postgres" | "postgresql" if rest.starts_with("//") => {
                let parsed: Result<sqlx::postgres::PgConnectOptions, _> = text.parse();
                parsed.map_err(|error: sqlx::Error| StoreUrlError::Postgres(error.to_string()))?;
                Ok(Self::Postgres(PostgresUrl(text.to_owned())))
            }
            "postgres" | "postgresql" => Err(StoreUrlError::Postgres("`//` is missing".to_owned())),
            other => Err(StoreUrlError::Scheme(other.chars().take(40).collect())),
        }
    }
}

impl PostgresUrl {
    pub(crate) fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => url.fmt(f),
        }
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, rest) = self.0.split_once("://").unwrap_or(("postgres", ""));
        let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
        let host = host.split_once('?').map_or(host, |(host, _)| host);
        write!(f, "{scheme}://{host}")
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_setting_chooses_the_engine() {
        let parse = |text| StoreUrl::parse(text, Some(Path::new("/srv/desk")));
        assert_eq!(parse("sqlite:").unwrap(), StoreUrl::Sqlite("/srv/desk/thuchu.sqlite".into()));
        assert_eq!(parse("sqlite:a/b.db").unwrap(), StoreUrl::Sqlite("a/b.db".into()));
        assert_eq!(parse("sqlite:///a/b.db").unwrap(), StoreUrl::Sqlite("/a/b.db".into()));
        assert!(matches!(parse("postgresql://u@h/desk"), Ok(StoreUrl::Postgres(_))));
    }

    #[test]
    fn a_wrong_address_says_what_is_expected() {
        let parse = |text| StoreUrl::parse(text, None).unwrap_err();
        assert_eq!(parse(""), StoreUrlError::Empty);
        assert_eq!(parse("sqlite:"), StoreUrlError::NoPath);
        assert_eq!(parse("sqlite::memory:"), StoreUrlError::InMemory);
        assert_eq!(parse("mysql://x"), StoreUrlError::Scheme("mysql".into()));
        assert!(matches!(parse("postgres:x"), StoreUrlError::Postgres(_)));
        assert!(matches!(parse("postgres://h:notaport/x"), StoreUrlError::Postgres(_)));
    }

    #[test]
    fn a_password_is_never_shown() {
        let url = StoreUrl::parse("postgres://desk:s3cr%40t@db.vn:5432/desk?password=s3cret", None).unwrap();
        assert_eq!(url.to_string(), "postgres://db.vn:5432/desk");
        assert!(!format!("{url:?}").contains("s3cr"));
    }
}
