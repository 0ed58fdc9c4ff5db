//! Traces to frames and back.

use crate::StoreError;
use std::io;
use zstd::bulk::{Compressor, Decompressor};

/// Fast, and close to what higher levels reach once a dictionary is there.
const LEVEL: i32 = 3;
/// Longest trace, in bytes: a bound on what a damaged length can make us allocate.
pub(crate) const LONGEST: usize = 1 << 30;

/// Makes frames. One context serves all traces of a writer.
pub(crate) struct Press {
    compressor: Compressor<'static>,
    /// The dictionary in use; 0 for none.
    dictionary: u32,
}

impl Press {
    /// A press with or without a dictionary.
    pub(crate) fn new(dictionary: Option<&[u8]>) -> io::Result<Self> {
        let mut compressor = Compressor::with_dictionary(LEVEL, dictionary.unwrap_or_default())?;
        compressor.include_checksum(true)?;
        Ok(Self { compressor, dictionary: dictionary.map_or(0, id) })
    }

    /// Id of the dictionary in use; 0 for none.
    pub(crate) fn dictionary(&self) -> u32 {
        self.dictionary
    }

    /// Compresses one trace to one frame.
    pub(crate) fn frame(&mut self, trace: &str) -> io::Result<Vec<u8>> {
        self.compressor.compress(trace.as_bytes())
    }
}

/// Opens frames.
#[derive(Default)]
pub(crate) struct Unpress {
    plain: Option<Decompressor<'static>>,
    learned: Option<(u32, Decompressor<'static>)>,
}

impl Unpress {
    /// The text of a frame that was made with this dictionary. `load` is asked for the dictionary once.
    pub(crate) fn text(
        &mut self,
        frame: &[u8],
        raw_length: usize,
        dictionary: u32,
        load: impl FnOnce() -> Result<Vec<u8>, StoreError>,
    ) -> Result<Result<String, String>, StoreError> {
        if raw_length > LONGEST {
            return Ok(Err(format!("a trace is said to have {raw_length} bytes")));
        }
        let decompressor = match dictionary {
            0 => opened(&mut self.plain, Decompressor::new),
            wanted => {
                if self.learned.as_ref().is_none_or(|(have, _)| *have != wanted) {
                    let bytes = load()?;
                    self.learned = Decompressor::with_dictionary(&bytes).ok().map(|open| (id(&bytes), open));
                }
                self.learned.as_mut().filter(|(have, _)| *have == wanted).map(|(_, open)| open)
            }
        };
        let Some(decompressor) = decompressor else {
            return Ok(Err("a trace needs a dictionary that the run does not have".into()));
        };
        let bytes = decompressor.decompress(frame, raw_length).map_err(|error| error.to_string());
        Ok(bytes.and_then(|bytes| String::from_utf8(bytes).map_err(|error| error.to_string())))
    }
}

fn opened<T>(slot: &mut Option<T>, open: impl FnOnce() -> io::Result<T>) -> Option<&mut T> {
    if slot.is_none() {
        *slot = open().ok();
    }
    slot.as_mut()
}

/// Id of a dictionary as frames name it; 0 when the bytes are no dictionary.
fn id(dictionary: &[u8]) -> u32 {
    zstd::zstd_safe::get_dict_id_from_dict(dictionary).map_or(0, std::num::NonZero::get)
}
