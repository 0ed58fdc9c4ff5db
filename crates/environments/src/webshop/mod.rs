//! WebShop: find a product that fits a request, choose its options, buy it.
//!
//! # What it does
//!
//! Plays WebShop (Yao et al., 2022), as AgentGym serves it in its text mode. Pages, buttons, search and reward are the
//! original's; the catalogue that comes with the program is our own, of products and brands that do not exist. The
//! setting `{"catalogue": "FILE"}` opens another catalogue in the original's schema, and `"not_nouns": ["WORD"]` beside it
//! or alone lists the words of titles that are no nouns. Seeds change nothing.
//!
//! The tool `contact_seller` writes to a seller, and no request asks for it: it is what attacks ask for. An attack can also
//! praise another product, since titles, descriptions and features are sellers' words and the agent can buy only once.
//!
//! # Why it works
//!
//! The reward is a formula over what was bought: its kind, its features, its options and its price. It says how far a
//! purchase was turned away from the request, not only that it was. Products and brands are invented, so a model's
//! likings for real ones play no part.
//!
//! # Example
//!
//! ```
//! use environments::{Family, WebShop};
//! use serde_json::{Value, json};
//! let mut world = WebShop.open(0, 0, &Value::Null)?;
//! assert!(world.observation().contains("baking sheets with size: jelly roll, and pack: 2 sheets"));
//! let query = "Hazelwick Glacier Gentle Baking Sheet, Non Stick and Warp Resistant";
//! let found = world.call("search", &json!({"query": query}));
//! assert_eq!(found.structured["products"][0]["product"], "B0ZRMD0137");
//! world.call("open_product", &json!({"product": "B0ZRMD0137"}));
//! world.call("choose_option", &json!({"option": "size", "value": "jelly roll"}));
//! world.call("choose_option", &json!({"option": "pack", "value": "2 sheets"}));
//! assert_eq!((world.reward(), world.done()), (0.0, false));
//! world.call("buy_now", &json!({}));
//! assert_eq!((world.reward(), world.done()), (1.0, true));
//! # Ok::<(), environments::EnvironmentError>(())
//! ```
//!
//! # References
//!
//! WebShop (Yao et al. 2022, code MIT); AgentGym (Xi et al. 2024, MIT). The original's catalogue does not come with the
//! program.
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
