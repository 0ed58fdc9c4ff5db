//! The part of numpy that the originals let show: the default random generator, seeded with a number.

mod generator;
mod pcg64;
mod seed;

pub(crate) use generator::Generator;
