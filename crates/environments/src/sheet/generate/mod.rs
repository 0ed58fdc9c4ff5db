//! Our own tasks: tables drawn from a seed, requests about them, and answers worked out without the workbook's own
//! actions.

mod draft;
mod rows;
mod sums;
mod table;
mod topics;
mod values;

pub(super) use draft::{TASKS, open};
