//! Where the data lies when nobody says: the platform's own folder for a user's data.

use std::path::PathBuf;

use super::Environment;

/// `$XDG_DATA_HOME/thuchu`, else `~/.local/share/thuchu` (macOS: `~/Library/Application Support/thuchu`, Windows:
/// `%LOCALAPPDATA%\thuchu`). Without any home, `thuchu-data` where one stands. A service sets `THUCHU_DATA`.
pub(super) fn data(env: Environment<'_>) -> PathBuf {
    let absolute = |name: &str| env(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        if let Some(local) = absolute("LOCALAPPDATA") {
            return local.join("thuchu");
        }
    } else if let Some(home) = absolute("XDG_DATA_HOME") {
        return home.join("thuchu");
    } else if let Some(home) = absolute("HOME") {
        let inside = if cfg!(target_os = "macos") { "Library/Application Support" } else { ".local/share" };
        return home.join(inside).join("thuchu");
    }
    PathBuf::from("thuchu-data")
}
