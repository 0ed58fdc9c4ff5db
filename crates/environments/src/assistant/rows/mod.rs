//! The tools of the seven services, in short.

mod bank;
mod calendar;
mod chat;
mod contacts;
mod field;
mod files;
mod grammar;
mod mail;
mod table;
mod web;

use field::{ADDRESS, BODY, ID, MESSAGE, QUERY, TEXT};
pub(super) use grammar::GRAMMAR;
pub(super) use table::{ACTIONS, SERVICES, TOOLS, service};
