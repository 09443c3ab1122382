//! The weights that decide about matches: the built-in ones, the desk's own, or a file that is of no use.

use thuchu_app::calibration::WeightsFile;
use thuchu_match::Weights;
use thuchu_say as say;

use super::{Finding, ok, warn};
use crate::config::Settings;

/// Reads the file. Without it, and when it is refused, the built-in weights decide, so nothing must be mended.
pub(super) fn examine(settings: &Settings, findings: &mut Vec<Finding>) {
    let file = WeightsFile::in_data(&settings.data.value);
    let built_in = Weights::built_in().version;
    findings.push(match file.read() {
        Ok(None) => ok(say::doctor_calibration_built_in(built_in)),
        Ok(Some(own)) => ok(say::doctor_calibration_own(own.version)),
        Err(_) => warn(say::doctor_calibration_refused(file.path().display(), built_in)),
    });
}
