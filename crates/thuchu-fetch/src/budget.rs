//! How much of the house's time, memory and connections one address may use (TRUST R35).

use std::time::Duration;

/// Redirects followed before a fetch is given up.
pub const MAX_HOPS: usize = 3;
/// Bytes of a page after decompression.
pub const PAGE_MAX_BYTES: u64 = 5 * 1024 * 1024;
/// Time for a whole page, redirects included. Waiting for a free place at the first host does not count.
pub const PAGE_TIME: Duration = Duration::from_secs(10);
/// Bytes of a file the operator names.
pub const FILE_MAX_BYTES: u64 = 8 * 1024 * 1024 * 1024;
/// Longest silence in an operator's file: connecting, waiting for the headers, or between two pieces.
pub const FILE_SILENCE: Duration = Duration::from_secs(30);
/// Connections to one host at the same time.
pub const PER_HOST: usize = 2;

/// The limits of one [`crate::Fetcher`]. Outside tests there is only the default: the constants of this module.
#[cfg_attr(not(any(test, feature = "testing")), expect(unreachable_pub, reason = "exported to tests alone"))]
#[derive(Debug, Clone)]
pub struct Budget {
    /// See [`PAGE_MAX_BYTES`].
    pub page_bytes: u64,
    /// See [`PAGE_TIME`].
    pub page_time: Duration,
    /// See [`FILE_MAX_BYTES`].
    pub file_bytes: u64,
    /// See [`FILE_SILENCE`].
    pub file_silence: Duration,
    /// Broken connections taken up again within one file, in all.
    pub file_resumes: u32,
    /// The same, in a row without a new byte. The wait before each doubles, starting at `file_pause`.
    pub file_barren_resumes: u32,
    /// First wait before a broken connection is taken up again.
    pub file_pause: Duration,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            page_bytes: PAGE_MAX_BYTES,
            page_time: PAGE_TIME,
            file_bytes: FILE_MAX_BYTES,
            file_silence: FILE_SILENCE,
            file_resumes: 100,
            file_barren_resumes: 5,
            file_pause: Duration::from_secs(1),
        }
    }
}
