//! `safemcp detector`.

mod baseline;
mod error;
mod eval;
mod grammar;
mod labelled;
mod measure;
mod own;
mod servers;
mod split;
mod table;
mod train;
mod worlds;

use crate::args::{DetectorArgs, DetectorVerb};
use crate::exit::{Failure, Verdict};
use detect::injection::Model;
use error::DetectorError;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// Trains and measures the detector of injected instructions.
pub(crate) fn detector(args: &DetectorArgs) -> Verdict {
    match &args.verb {
        DetectorVerb::Train(args) => train::train(args),
        DetectorVerb::Eval(args) => eval::eval(args),
    }
}

/// The folder of labelled texts: as named, or `data` in the folder that `SAFEMCP_SHARED` names.
fn data(named: Option<&Path>) -> Result<PathBuf, DetectorError> {
    let shared =
        || std::env::var_os("SAFEMCP_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let folder = named.map_or_else(|| shared().join("data"), Path::to_path_buf);
    if folder.is_dir() {
        Ok(folder)
    } else {
        Err(DetectorError::NoData { folder: folder.display().to_string() })
    }
}

/// The weights in a file, or those that the program ships.
fn model(file: Option<&Path>) -> Result<Cow<'static, Model>, Failure> {
    let Some(path) = file else { return Ok(Cow::Borrowed(Model::embedded())) };
    let unreadable = |what: String| DetectorError::Unreadable { file: path.display().to_string(), what };
    let bytes = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
    Ok(Cow::Owned(Model::read(bytes.into()).map_err(|error| unreadable(error.to_string()))?))
}
