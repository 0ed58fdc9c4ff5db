//! The rows, a file for each part of the protocol.

mod applications;
mod authorization;
mod distribution;
mod lifecycle;
mod notifications;
mod requests;
mod resources;
mod results;
mod tasks;
mod tools;
mod transport;

use super::row::{Eras, Reader, Surface};
use std::sync::LazyLock;

/// Every surface, in the order of the protocol.
pub static SURFACES: LazyLock<Vec<&'static Surface>> =
    LazyLock::new(|| PARTS.iter().copied().flatten().collect());

const PARTS: [&[Surface]; 11] = [
    &distribution::ROWS,
    &transport::ROWS,
    &authorization::ROWS,
    &lifecycle::ROWS,
    &tools::ROWS,
    &results::ROWS,
    &requests::ROWS,
    &resources::ROWS,
    &notifications::ROWS,
    &tasks::ROWS,
    &applications::ROWS,
];
