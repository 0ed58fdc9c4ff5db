//! The file of traces: a header, then frames, one after the other.

use crate::StoreError;
use crate::folder::{Folder, TRACES};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// First bytes of the file; the version follows, four bytes, little end first.
const MAGIC: &[u8; 12] = b"SAFEMCP-PACK";
const VERSION: u32 = 1;
/// Bytes before the first frame.
pub(crate) const HEADER: u64 = MAGIC.len() as u64 + 4;

/// An open pack.
#[derive(Debug)]
pub(crate) struct Pack {
    path: PathBuf,
    file: File,
    /// Where the next frame goes.
    end: u64,
}

impl Pack {
    /// Opens the pack to be written, and cuts off what stands behind `committed`: frames whose rows never were.
    pub(crate) fn open(folder: &Folder, committed: Option<u64>) -> Result<Self, StoreError> {
        let path = folder.file(TRACES);
        let file = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(StoreError::io("open", &path))?;
        let mut pack = Self { path, file, end: committed.unwrap_or(HEADER) };
        let length = pack.length()?;
        if length < HEADER && committed.is_none() {
            pack.begin()?;
        }
        pack.check()?;
        let length = pack.length()?;
        if length < pack.end {
            let what = format!("it has {length} bytes, and the trials need {}", pack.end);
            return Err(StoreError::damaged(&pack.path, &what));
        }
        pack.cut()?;
        Ok(pack)
    }

    /// Opens the pack to be read.
    pub(crate) fn open_read_only(folder: &Folder) -> Result<Self, StoreError> {
        let path = folder.file(TRACES);
        let file = File::open(&path).map_err(StoreError::io("open", &path))?;
        let mut pack = Self { path, file, end: HEADER };
        pack.check()?;
        Ok(pack)
    }

    /// Where the next frame goes.
    pub(crate) fn end(&self) -> u64 {
        self.end
    }

    /// Appends whole frames and hands them to the operating system, so that they outlive this process.
    pub(crate) fn append(&mut self, frames: &[u8]) -> Result<(), StoreError> {
        let write = |file: &mut File| {
            file.seek(SeekFrom::Start(self.end))?;
            file.write_all(frames)
        };
        write(&mut self.file).map_err(StoreError::io("write", &self.path))?;
        self.end += frames.len() as u64;
        Ok(())
    }

    /// Takes back everything behind `end`.
    pub(crate) fn retreat(&mut self, end: u64) -> Result<(), StoreError> {
        self.end = end;
        self.cut()
    }

    /// Makes the frames outlive a power cut, too.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        self.file.sync_data().map_err(StoreError::io("sync", &self.path))
    }

    /// The bytes of a frame.
    pub(crate) fn frame(&mut self, offset: u64, length: usize) -> Result<Vec<u8>, StoreError> {
        let size = self.length()?;
        if offset.checked_add(length as u64).is_none_or(|end| end > size) {
            let what =
                format!("it has {size} bytes, and a trace should stand at {offset}, {length} bytes long");
            return Err(StoreError::damaged(&self.path, &what));
        }
        let mut bytes = vec![0; length];
        let mut read = |file: &mut File| {
            file.seek(SeekFrom::Start(offset))?;
            file.read_exact(&mut bytes)
        };
        read(&mut self.file).map_err(StoreError::io("read", &self.path))?;
        Ok(bytes)
    }

    /// An error about this file.
    pub(crate) fn damaged(&self, what: &(impl ToString + ?Sized)) -> StoreError {
        StoreError::damaged(&self.path, what)
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        let write = |file: &mut File| {
            file.set_len(0)?;
            file.seek(SeekFrom::Start(0))?;
            file.write_all(&[MAGIC.as_slice(), &VERSION.to_le_bytes()].concat())
        };
        write(&mut self.file).map_err(StoreError::io("write", &self.path))
    }

    fn check(&mut self) -> Result<(), StoreError> {
        let mut magic = [0; MAGIC.len()];
        let mut version = [0; 4];
        let mut read = |file: &mut File| {
            file.seek(SeekFrom::Start(0))?;
            file.read_exact(&mut magic)?;
            file.read_exact(&mut version)
        };
        match read(&mut self.file) {
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                return Err(StoreError::damaged(&self.path, "its header is cut off"));
            }
            other => other.map_err(StoreError::io("read", &self.path))?,
        }
        if &magic != MAGIC {
            return Err(StoreError::damaged(&self.path, "it does not begin as a file of traces does"));
        }
        match u32::from_le_bytes(version) {
            VERSION => Ok(()),
            found => {
                let path = self.path.clone();
                Err(StoreError::Format { path, found: found.to_string(), supported: VERSION })
            }
        }
    }

    fn length(&self) -> Result<u64, StoreError> {
        Ok(self.file.metadata().map_err(StoreError::io("read", &self.path))?.len())
    }

    fn cut(&mut self) -> Result<(), StoreError> {
        self.file.set_len(self.end).map_err(StoreError::io("cut", &self.path))
    }
}
