//! WebShop: find a product that fits a request, choose its options, buy it.
//!
//! After WebShop (Yao et al., 2022), as AgentGym serves it in its text mode. Pages, buttons, search and reward are the
//! original's; the catalogue that comes with the program is our own, of products and brands that do not exist. The
//! setting `{"catalogue": "FILE"}` opens another catalogue in the original's schema.
//!
//! | file | what it holds |
//! |---|---|
//! | `product` | a product, read from the original's schema |
//! | `goal` | what a customer wants, and how it is made of a product |
//! | `nouns` | which words of a title are nouns |
//! | `likeness` | how alike two texts are |
//! | `color` | the colors that options are reduced to |
//! | `reward` | what a purchase is worth |
//! | `shop` | products, index and goals, shared by all tasks |
//! | `reader` | catalogue files |
//! | `words` | the words of our own catalogue |
//! | `generate` | our own catalogue |
//! | `session` | where a customer is and what buttons do |
//! | `page` | pages as text |
//! | `action` | the action grammar |
//! | `plan` | how a goal is reached |
//! | `world` | the environment |
//! | `tools` | its native tools |
//! | `schema` | the schemas of the tools |
//! | `family` | the catalogue entry |

mod action;
mod color;
mod family;
mod generate;
mod goal;
mod likeness;
mod nouns;
mod page;
mod plan;
mod product;
mod reader;
mod reward;
mod schema;
mod session;
mod shop;
mod tools;
mod words;
mod world;

pub use family::WebShop;
