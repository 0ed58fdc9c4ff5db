//! Search in texts: terms, stems, and BM25, as Lucene has them. WebShop and Search share it.

mod index;
mod porter;
mod token;

pub(crate) use index::Index;
