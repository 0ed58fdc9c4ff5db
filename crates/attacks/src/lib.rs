//! Attacks: **surface x strategy x objective x placement x trigger**.
//!
//! | axis | question | type |
//! |---|---|---|
//! | surface | which server-controlled field carries the payload | [`Surface`] |
//! | strategy | how the payload is worded or encoded | [`Strategy`] |
//! | objective | what the attacker wants, with a checkable predicate | [`Objective`] |
//! | placement | where in the benign text it stands | [`Placement`] |
//! | trigger | when it is written | [`Trigger`] |
//!
//! An [`Attack`] names one entry of each axis. [`Attack::arm`] makes the layer that stands next to the service and
//! the [`Goal`] that a judge checks; [`Attack::serve`] makes the fault of a server that no layer can write. One placement
//! has a model of the attacker's word the demand anew for each text. Objectives are harmless: canaries, markers and calls
//! in sandboxed worlds; a [`Behavior`] is the user's own.

mod adaptive;
mod attack;
mod audience;
mod behavior;
mod called;
mod carrier;
mod catalogue;
mod error;
mod family;
mod goal;
mod keep;
mod layer;
mod objective;
mod parameter;
mod payload;
mod pen;
mod placement;
mod rewording;
pub mod search;
mod sentences;
mod served;
mod stack;
mod strategy;
mod surface;
mod template;
mod trigger;
mod worded;
mod write;

pub use adaptive::{Adaptive, Hunt, Method};
pub use attack::{Armed, Attack};
pub use behavior::Behavior;
pub use carrier::{Arm, Carrier};
pub use catalogue::{Entry, entries};
pub use error::AttackError;
pub use family::Family;
pub use goal::{Breach, Choice, Data, Elsewhere, Goal, Opportunity, Predicate, secret, token};
pub use layer::AttackLayer;
pub use objective::{Aim, OBJECTIVES, Objective, objective};
pub use parameter::Parameter;
pub use payload::{Part, Payload, Spread};
pub use pen::Pen;
pub use placement::{PLACEMENTS, Placement, placement};
pub use served::Served;
pub use stack::Stack;
pub use strategy::{STRATEGIES, Strategy, strategy};
pub use surface::{Eras, Execution, Form, Reader, SURFACES, Surface, surface};
pub use trigger::{TRIGGERS, Trigger, Watch};
pub use write::{Place, write};
